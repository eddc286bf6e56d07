//! What an error contains, and what it must not contain.

use serde_json::json;

use super::with_api_token;
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, DashboardPatch, Json, Page};
use crate::request::dashboards::{CreateDashboard, DeleteDashboard, GetDashboard, ListDashboards, UpdateDashboard};
use crate::request::devices::GetDevice;
use crate::transport::scripted::{Answer, Scripted, answer};
use crate::validate::Validation;

const ETAG: &str = "\"5800268a-0000-0300-0000-6318a5060000\"";

/// Reads a list for which every attempt gets this answer.
fn list(fault: Answer) -> Result<Page<Dashboard>, Error> {
    let world = Scripted::answering(move |_| fault.clone());
    let filter = Some("displayName eq 'private'".to_owned());
    world.run(with_api_token(&world).call(&ListDashboards { filter, ..ListDashboards::default() }))
}

fn get(fault: Answer) -> Result<Json<Dashboard>, Error> {
    let world = Scripted::answering(move |_| fault.clone());
    world.run(with_api_token(&world).call(&GetDashboard { id: "d" }))
}

fn update(fault: Answer) -> Result<Json<Dashboard>, Error> {
    let world = Scripted::answering(move |_| fault.clone());
    let patch: Json<DashboardPatch> = Json::parse(b"{}").unwrap();
    world.run(with_api_token(&world).call(&UpdateDashboard {
        id: "d",
        patch: &patch,
        if_match: Some(ETAG),
        validation: Validation::On,
    }))
}

#[test]
fn no_answer_names_the_host_and_what_it_can_be() {
    let error = list(Answer::Lost("TypeError: Failed to fetch")).unwrap_err();
    assert_eq!((error.kind, error.code(), error.status), (ErrorKind::Network, "Network", None));
    for part in [
        "GET https://contoso.azureiotcentral.com/api/dashboards",
        "network",
        "CORS",
        "origin",
        "TypeError: Failed to fetch",
    ] {
        assert!(error.message.contains(part), "{error}");
    }
    assert!(!error.message.contains("private"), "a filter may tell more than a log should: {error}");
    assert_eq!(error.to_string(), error.message);
}

#[test]
fn rejections_are_distinguished() {
    for (status, code, advice) in [
        (400, "BadRequest", ""),
        (401, "Unauthenticated", "token was refused"),
        (403, "Forbidden", "role doesn't allow"),
        (404, "NotFound", ""),
        (409, "Conflict", ""),
        (412, "PreconditionFailed", "read it again"),
        (422, "Unprocessable", ""),
        (429, "TooManyRequests", "20 a second"),
        (500, "InternalServerError", ""),
    ] {
        let body = json!({"error": {"code": code, "message": "It is so.", "requestId": "r1", "time": "now"}});
        let error = update(answer(status, body.to_string())).unwrap_err();
        assert_eq!((error.kind, error.status, error.code()), (ErrorKind::Service, Some(status), code));
        assert_eq!((error.service_code.as_deref(), error.request_id.as_deref()), (Some(code), Some("r1")));
        let start = "PATCH https://contoso.azureiotcentral.com/api/dashboards/d failed with status ".to_owned()
            + &status.to_string();
        assert!(error.message.starts_with(&start), "{error}");
        assert!(error.message.contains(&format!("{code}: It is so.")) && error.message.contains(advice), "{error}");
        assert_eq!(error.message.contains(ETAG), status == 412, "{error}");
        assert!(!error.message.contains(". .") && !error.message.contains(".."), "{error}");
    }
    assert!(!get(answer(412, "")).unwrap_err().message.contains("out of date"), "no version was asked for");
}

#[test]
fn a_403_blames_the_role_only_where_nothing_else_is_named() {
    let policy = json!([{"type": "PolicyViolation", "info": {"policyDefinitionDisplayName": "Only private link"}}]);
    for (error, expected) in [
        (json!({"code": "Forbidden", "message": "It is so."}), "its role doesn't allow this"),
        (
            json!({"code": "AuthorizationFailed", "message": "The client has no authorization."}),
            "its role doesn't allow this",
        ),
        (json!({}), "its role doesn't allow this"),
        (
            json!({"code": "Forbidden", "message": "The IP address 198.51.100.4 is not allowed."}),
            "closed to this network",
        ),
        (json!({"code": "PublicNetworkAccessDisabled", "message": "No."}), "closed to this network"),
        (
            json!({"code": "RequestDisallowedByPolicy", "message": "No.", "additionalInfo": policy}),
            "Policy: Only private link.",
        ),
        (json!({"code": "RequestDisallowedByPolicy", "message": "No."}), "An Azure policy forbids this"),
        (json!({"code": "ReadOnlyDisabledSubscription", "message": "The subscription is disabled."}), "is disabled."),
        (json!({"code": "TermsNotAccepted", "message": "Accept the terms."}), "Accept the terms."),
    ] {
        let error = get(answer(403, json!({ "error": error }).to_string())).unwrap_err();
        assert!(error.message.contains(expected), "{error}");
        assert_eq!(error.message.contains("role"), expected.contains("role"), "{error}");
    }
}

#[test]
fn the_details_of_the_service_reach_the_error() {
    let body =
        json!({"error": {"code": "A", "message": "b", "details": [{"code": "C", "message": "d", "target": "sku"}]}});
    let error = get(answer(409, body.to_string())).unwrap_err();
    let [detail] = &*error.details else { panic!("{:?}", error.details) };
    assert_eq!((detail.code.as_deref(), detail.target.as_deref()), (Some("C"), Some("sku")));
}

#[test]
fn every_text_of_an_error_has_a_limit() {
    let long = "k".repeat(2_000_000);
    let is_short = |error: &Error| {
        let texts =
            [Some(&error.message), error.pointer.as_ref(), error.service_code.as_ref(), error.request_id.as_ref()];
        texts.into_iter().flatten().all(|text| text.len() < 4_100) && format!("{error:?}").len() < 10_000
    };
    // A long key before the malformed value
    let page = json!({"value": [], "nextLink": {&*long: 1}}).to_string();
    assert!(is_short(&list(answer(200, page)).unwrap_err()));
    let dashboard = json!({"displayName": "a", "tiles": [{ &*long: 1 }]}).to_string();
    assert!(is_short(&get(answer(200, dashboard)).unwrap_err()));
    // A long id before the reason
    let world =
        Scripted::answering(|_| answer(404, json!({"error": {"code": "NotFound", "message": "gone"}}).to_string()));
    let error = world.run(with_api_token(&world).call(&GetDevice { id: &long, expand: None })).unwrap_err();
    assert!(is_short(&error) && error.message.ends_with("NotFound: gone"), "{}", error.message.len());
    // A long id of the request
    let error = get(answer(404, "").header("x-ms-request-id", &long)).unwrap_err();
    assert!(is_short(&error));
}

#[test]
fn code_and_request_id_come_from_wherever_they_are() {
    let headers = |fault: Answer| fault.header("x-ms-error-code", "HeaderCode").header("x-ms-request-id", "header-id");
    let known = |fault: Answer| {
        let error = get(fault).unwrap_err();
        (error.code().to_owned(), error.request_id.clone())
    };
    let some = |text: &str| Some(text.to_owned());
    let body = json!({"error": {"code": "BodyCode", "message": "m", "requestId": "body-id"}}).to_string();
    assert_eq!(known(headers(answer(404, ""))), ("HeaderCode".to_owned(), some("header-id")));
    assert_eq!(known(headers(answer(404, body.clone()))), ("BodyCode".to_owned(), some("body-id")));
    assert_eq!(known(answer(404, body)), ("BodyCode".to_owned(), some("body-id")));
    assert_eq!(known(answer(404, "")), ("Service".to_owned(), None));
    assert_eq!(known(headers(answer(200, "x"))).1, some("header-id"));
}

#[test]
fn an_error_body_of_any_shape_gives_an_error_and_never_its_markup() {
    for (body, said) in [
        ("", ""),
        ("null", ""),
        ("7", ""),
        ("[]", ""),
        ("{\"error\":null}", ""),
        ("{\"error\":{\"code\":7,\"message\":{}}}", ""),
        ("<html><body>Bad Gateway</body></html>", ""),
        ("\n <!doctype html>", ""),
        ("\u{feff}{\"error\":{\"code\":\"A\",\"message\":\"b\"}}", "A: b"),
        ("{\"error\":{\"code\":\"A\",\"mess", "{\"error\":"),
        ("\"a string\"", "a string"),
        ("{\"code\":\"A\",\"message\":\"flat\"}", "A: flat"),
        ("{\"odata.error\":{\"code\":\"A\",\"message\":{\"value\":\"odata\"}}}", "A: odata"),
        ("upstream is busy", "upstream is busy"),
    ] {
        let error = get(answer(502, body)).unwrap_err();
        assert_eq!((error.kind, error.status), (ErrorKind::Service, Some(502)), "{body}");
        assert!(error.message.contains(said) && error.message.contains("status 502"), "{error}");
        assert!(!error.message.contains('<'), "{error}");
    }
    let error = get(answer(500, [0xff, 0xfe, 0x00])).unwrap_err();
    assert_eq!(error.status, Some(500));
}

#[test]
fn long_messages_of_the_service_are_shortened_and_html_is_left_out() {
    let long = "ä".repeat(5_000_000);
    for body in [
        json!({"error": {"code": long, "message": long, "details": [{"code": long, "message": long}]}}),
        json!({"error": {"code": "C", "message": "m", "details": vec![json!({"message": "x".repeat(900)}); 90]}}),
        json!(long),
    ] {
        let error = get(answer(400, body.to_string())).unwrap_err();
        assert!(error.message.len() < 2_500 && error.message.contains('…'), "{}", error.message.len());
        assert!(error.code().len() < 1_010);
    }
    for page in ["<html><body>10.0.0.7</body></html>", " \n<!doctype html>"] {
        for body in [
            json!({"error": {"code": "Gone", "message": page}}),
            json!({"error": {"code": "Gone", "details": [{"message": page}]}}),
            json!({"code": "Gone", "message": {"value": page}}),
        ] {
            let error = get(answer(400, body.to_string())).unwrap_err();
            assert!(error.message.ends_with("Gone") && error.code() == "Gone", "{error}");
        }
        assert!(!get(answer(400, json!(page).to_string())).unwrap_err().message.contains('<'));
    }
}

#[test]
fn an_unusable_body_under_a_success_status_is_an_error() {
    for (body, said) in [
        ("", "an empty body"),
        ("  \n", "an empty body"),
        ("<html><form>Sign in</form></html>", "not JSON but a page: from a proxy, or a login page?"),
        ("\r\n<!doctype html>", "a login page?"),
        ("{\"error\":{\"code\":\"Expired\",\"message\":\"too late\"}}", "an error under a success status: too late"),
        ("{\"error\":{\"code\":\"Expired\"}}", "an error under a success status"),
        ("{}", "/value is required but missing"),
        ("{\"value\":null}", "/value should be"),
        ("{\"value\":[],\"nextLink\":7}", "/nextLink should be a string but is a number"),
        ("{\"value\":[]} trailing", "more text after its end"),
        ("{\"value\":[NaN]}", "is not JSON"),
        ("[]", "should be a page but is an array"),
    ] {
        let error = list(answer(200, body)).unwrap_err();
        assert_eq!((error.kind, error.status), (ErrorKind::Decode, Some(200)), "{body}");
        assert!(error.message.contains(said), "{body}: {error}");
        assert!(!error.message.contains("Sign in") && !error.message.contains("trailing"), "{error}");
    }
    let error = list(answer(200, "{\"error\":{\"code\":\"Expired\",\"message\":\"m\"}}")).unwrap_err();
    assert_eq!(error.code(), "Expired");
    assert_eq!(list(answer(204, "")).unwrap_err().status, Some(204));
}

#[test]
fn a_cut_answer_says_where_and_whose_it_was() {
    let text = r#"{"displayName":"d","tiles":[{"displayName":"AccountKey=c2VjcmV0","x":"#;
    let error = get(answer(200, text).header("x-ms-request-id", "r1")).unwrap_err();
    assert_eq!((error.kind, error.code(), error.status), (ErrorKind::Decode, "Decode", Some(200)));
    assert_eq!((error.pointer.as_deref(), error.request_id.as_deref()), (Some("/tiles/0/x"), Some("r1")));
    assert!(error.message.contains(&format!("byte {}", text.len())), "{error}");
    assert_eq!(error.offset, Some(text.len()));
    assert!(!format!("{error:?}").contains("c2VjcmV0"), "{error:?}");

    let error = get(answer(200, r#"{"displayName":"d","tiles":[{"configuration":{"type":"lkv"}}]}"#)).unwrap_err();
    assert!(error.pointer.as_deref().unwrap().starts_with("/tiles/0"), "{error:?}");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(get(answer(200, "\u{feff}{\"displayName\":\"d\"}")).unwrap().as_str(), "{\"displayName\":\"d\"}");
}

#[test]
fn a_failed_answer_is_retried_but_an_unreadable_one_is_not() {
    for (fault, tries) in [(answer(502, "<html>"), 4), (answer(200, "<html>"), 1), (answer(200, ""), 1)] {
        let world = Scripted::answering(move |_| fault.clone());
        world.run(with_api_token(&world).call(&GetDashboard { id: "d" })).unwrap_err();
        assert_eq!(world.sent().len(), tries);
    }
}

#[test]
fn no_error_shows_a_secret() {
    let texts = [
        "could not send Authorization: Bearer s3cr3t",
        "header SharedAccessSignature sr=app&sig=s3cr3t&skn=s3cr3t is bad",
        "DefaultEndpointsProtocol=https;AccountKey=s3cr3t;EndpointSuffix=x",
        "https://contoso.blob.core.windows.net/?sig=s3cr3t",
        "BEARER s3cr3t",
        "the token eyJ0eXAi.s3cr3t.s3cr3t is over",
    ];
    for text in texts {
        let quoted = json!(text).to_string();
        for fault in [
            Answer::Lost(text),
            answer(400, text),
            answer(500, quoted.clone()),
            answer(403, format!(r#"{{"error":{{"code":"Forbidden","message":{quoted}}}}}"#)),
            answer(200, format!(r#"{{"error":{{"code":"Forbidden","message":{quoted}}}}}"#)),
            answer(200, text),
            answer(200, quoted.clone()),
            answer(200, format!(r#"{{"value":{quoted}}}"#)),
            answer(200, format!(r#"{{"displayName":{quoted},"tiles":{quoted}}}"#)),
        ] {
            for error in [list(fault.clone()).unwrap_err(), get(fault.clone()).unwrap_err()] {
                let shown = format!("{error} {error:?} {}", error.message);
                assert!(!shown.contains("s3cr3t"), "{shown}");
            }
        }
    }
    // Values of the request are not in the error either.
    let world = Scripted::answering(|_| answer(422, r#"{"error":{"code":"Invalid","message":"tiles"}}"#));
    let dashboard = Json::parse(br#"{"displayName":"AccountKey=s3cr3t"}"#).unwrap();
    let create = CreateDashboard { id: "d", dashboard: &dashboard, validation: Validation::On };
    let error = world.run(with_api_token(&world).call(&create)).unwrap_err();
    assert!(!format!("{error:?}").contains("s3cr3t") && !format!("{error:?}").contains("c2VjcmV0"), "{error:?}");
}

#[test]
fn a_pointer_shows_no_secret() {
    let error = get(answer(200, r#"{"displayName":"d","sig=s3cr3t":NaN}"#)).unwrap_err();
    assert_eq!(error.pointer.as_deref(), Some("/sig=***"));
    assert!(!format!("{error:?} {error}").contains("s3cr3t"), "{error:?}");
}

#[test]
fn a_login_page_is_not_a_deletion() {
    for body in ["<html><form>Sign in</form></html>", r#"{"error":{"code":"Expired","message":"too late"}}"#] {
        let world = Scripted::queue([answer(200, body)]);
        let deleted = world.run(with_api_token(&world).call(&DeleteDashboard { id: "d" }));
        assert_eq!(deleted.expect_err(body).kind, ErrorKind::Decode);
    }
}

#[test]
fn an_error_under_a_success_tells_its_request_id() {
    let body = r#"{"error":{"code":"Expired","message":"m","requestId":"body-id"}}"#;
    assert_eq!(get(answer(200, body)).unwrap_err().request_id.as_deref(), Some("body-id"));
}

#[test]
fn a_code_and_a_request_id_show_no_secret_either() {
    let body = r#"{"error":{"code":"Bearer s3cr3t","message":"m","requestId":"sig=s3cr3t"}}"#;
    for fault in [answer(400, body), answer(200, body), answer(400, "").header("x-ms-error-code", "Bearer s3cr3t")] {
        let error = get(fault).unwrap_err();
        let shown = format!("{error} {error:?} {}", error.code());
        assert!(!shown.contains("s3cr3t"), "{shown}");
    }
}
