//! The bodies of errors.

use serde_json::{Value, json};

use super::super::*;

#[test]
fn error_bodies_of_any_shape_are_read() {
    let body = |text: &str| {
        let body = ErrorBody::read(text.as_bytes());
        (body.code, body.message)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(body(r#"{"error":{"code":"NotFound","message":"no"}}"#), (some("NotFound"), some("no")));
    assert_eq!(body(r#"{"code":"A","message":"b"}"#), (some("A"), some("b")));
    assert_eq!(body(r#"{"odata.error":{"code":"A","message":{"lang":"en","value":"b"}}}"#), (some("A"), some("b")));
    assert_eq!(body(r#"{"error":"gone"}"#), (None, some("gone")));
    assert_eq!(body(r#"{"Message":"No HTTP resource was found."}"#), (None, some("No HTTP resource was found.")));
    assert_eq!(body(r#"{"Error":{"Code":"A","MESSAGE":"b"}}"#), (some("A"), some("b")));
    assert_eq!(body("too busy"), (None, some("too busy")));
    for useless in ["", "null", "7", "<html>Bad Gateway</html>"] {
        assert_eq!(body(useless), (None, None), "{useless}");
    }
    assert!(ErrorBody::hidden_in(br#"{"error":{"code":"X"}}"#).is_some());
    assert!(ErrorBody::hidden_in(br#"{"value":[]}"#).is_none());
}

#[test]
fn the_details_of_an_error_are_part_of_its_message() {
    let said = |body: Value| ErrorBody::read(body.to_string().as_bytes()).describe().unwrap_or_default();
    let detail = json!({"code": "Quota", "message": "10 at most", "target": "sku", "details": [{"message": "deep"}]});
    for (error, expected) in [
        (
            json!({"code": "A", "message": "b", "details": [detail, {}, null, 7, "plain"]}),
            "A: b; Quota: 10 at most; deep; plain",
        ),
        (json!({"code": "A", "details": [{"message": "only there"}]}), "A: only there"),
        (json!({"code": "A", "message": "b", "details": null}), "A: b"),
        (json!({"code": "A", "message": "b", "details": {"code": "B"}}), "A: b"),
        (json!({"code": "A", "message": ""}), "A"),
    ] {
        assert_eq!(said(json!({ "error": error })), expected);
    }
}

#[test]
fn details_and_policies_are_kept_apart() {
    let policy = |name: &str, text: &str| json!({"type": "PolicyViolation", "info": {name: text}});
    let body = json!({"error": {
        "code": "A", "message": "b",
        "additionalInfo": [policy("policyDefinitionDisplayName", "Private link"), {"type": "x"}, 7],
        "details": [
            {"code": "Quota", "message": "10 at most", "target": "sku", "details": [{"message": "deep"}]},
            {"code": "P", "additionalInfo": [policy("policyAssignmentName", "regions")]},
        ],
    }});
    let body = ErrorBody::read(body.to_string().as_bytes());
    let detail = |code: Option<&str>, message: Option<&str>, target: Option<&str>| ErrorDetail {
        code: code.map(str::to_owned),
        message: message.map(str::to_owned),
        target: target.map(str::to_owned),
    };
    assert_eq!(
        body.details,
        [
            detail(Some("Quota"), Some("10 at most"), Some("sku")),
            detail(None, Some("deep"), None),
            detail(Some("P"), None, None),
        ]
    );
    assert_eq!(body.policies, ["Private link", "regions"]);
}
