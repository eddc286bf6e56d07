//! How a poller reads the answers for a long-running operation.

use super::super::Success;
use super::super::poller::{Follow, OperationState, OperationStatus, PollOutcome};
use crate::error::{Error, ErrorKind};
use crate::model::{Application, Json};
use crate::request::Method;
use crate::transport::HttpResponse;
use Follow::{AsyncOperation, Location, Request, Resource};
use Method::{Delete, Patch, Put};
use OperationStatus::{Canceled, Failed, NotStarted, Running, Succeeded};

const PATH: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/app";
const ASYNC: (&str, &str) = ("azure-asyncoperation", "/a");
const LOCATION: (&str, &str) = ("location", "/l");
const GONE: &str = r#"{"error":{"code":"NotFound","message":"gone"}}"#;

fn state(method: Method, follow: &Follow) -> OperationState {
    let new = OperationState::new(method, PATH.into());
    let status = if *follow == Request { NotStarted } else { Running };
    OperationState { follow: follow.clone(), status, ..new }
}

fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Success {
    let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Success {
        url: String::new(),
        description: "GET x".into(),
        response: HttpResponse { status, headers, body: body.into() },
    }
}

fn advance(state: &mut OperationState, answer: Result<Success, Error>) -> PollOutcome {
    state.advance(answer, |body| Json::<Application>::parse(body).map(drop), 0.0)
}

fn app(state: &str) -> String {
    format!(r#"{{"location":"eastus","sku":{{"name":"ST2"}},"properties":{{"provisioningState":{state}}}}}"#)
}

fn at(follow: fn(String) -> Follow, link: &str) -> Follow {
    follow(link.to_owned())
}

#[test]
fn each_answer_leads_on() {
    let a = || at(AsyncOperation, "/a");
    let l = || at(Location, "/l");
    let (creating, succeeded) = (app("\"Creating\""), app("\"succeeded\""));
    let bare = r#"{"location":"eastus","sku":{"name":"ST2"}}"#;
    for (method, follow, status, headers, body, expected) in [
        // The answer that starts the operation gives the address to poll; otherwise it is the resource.
        (Put, Request, 201, &[ASYNC][..], creating.as_str(), a()),
        (Put, Request, 200, &[ASYNC, LOCATION], "", a()),
        (Patch, Request, 202, &[LOCATION, ASYNC], "", a()),
        (Patch, Request, 202, &[LOCATION], "", l()),
        (Delete, Request, 202, &[ASYNC, LOCATION], "", a()),
        (Put, Request, 201, &[LOCATION], &creating, Resource),
        (Put, Request, 201, &[], &creating, Resource),
        (Put, Request, 201, &[], bare, Resource),
        (Put, Request, 201, &[], &app("null"), Resource),
        (Put, Request, 200, &[], &app("\"Moving\""), Resource),
        (Patch, Request, 202, &[], "", Resource),
        (Patch, Request, 202, &[("azure-asyncoperation", ""), ("location", "")], "", Resource),
        (Patch, Request, 200, &[], &app("\"Updating\""), Resource),
        (Delete, Request, 202, &[], "", Resource),
        (Delete, Request, 200, &[], &app("\"Deleting\""), Resource),
        // Azure-AsyncOperation has the state in `status`. After success the resource is read for the result.
        (Put, a(), 200, &[], r#"{"status":"InProgress"}"#, a()),
        (Put, a(), 200, &[("azure-asyncoperation", "/b"), LOCATION], r#"{"status":"Running"}"#, a()),
        (Put, a(), 202, &[LOCATION], "", a()),
        (Put, a(), 200, &[], r#"{"status":"SUCCEEDED"}"#, Follow::Result),
        (Patch, a(), 200, &[], r#"{"status":"Succeeded","error":null}"#, Follow::Result),
        // Location has the state in the HTTP status, and may change.
        (Put, l(), 202, &[], "", l()),
        (Put, l(), 202, &[("location", "/m")], "", at(Location, "/m")),
        (Put, l(), 202, &[ASYNC], "", a()),
        (Put, l(), 200, &[("location", "/m")], &creating, l()),
        (Put, l(), 200, &[], r#"{"status":"InProgress"}"#, l()),
        (Put, l(), 200, &[], &succeeded, Follow::Result),
        (Patch, l(), 200, &[], bare, Follow::Result),
        (Patch, l(), 204, &[], "", Follow::Result),
        (Delete, l(), 200, &[], r#"{"status":"Deleting"}"#, l()),
        // The resource has the state in `properties.provisioningState`.
        (Put, Resource, 200, &[], &creating, Resource),
        (Patch, Resource, 200, &[], &app("\"Accepted\""), Resource),
        (Delete, Resource, 200, &[], &creating, Resource),
        (Delete, Resource, 200, &[], &succeeded, Resource),
        (Delete, Resource, 200, &[], &app("\"Failed\""), Resource),
    ] {
        let mut state = state(method, &follow);
        let next = advance(&mut state, Ok(answer(status, headers, body)));
        let wait = (expected == Follow::Result).then_some(0.0);
        assert_eq!(
            (&state.follow, next),
            (&expected, PollOutcome::Wait(wait)),
            "{method:?} {follow:?} {status} {body}"
        );
        assert_eq!(state.status, Running);
    }
}

#[test]
fn a_completed_operation_keeps_its_result() {
    let (succeeded, creating) = (app("\"Succeeded\""), app("\"Creating\""));
    let bare = r#"{"location":"eastus","sku":{"name":"ST2"}}"#;
    for (method, follow, status, body) in [
        (Put, Request, 200, succeeded.as_str()),
        (Put, Request, 200, bare),
        (Patch, Request, 200, &app("null")),
        (Put, Resource, 200, &app("\"SUCCEEDED\"")),
        (Patch, Resource, 200, bare),
        (Put, Follow::Result, 200, &succeeded),
        (Put, Follow::Result, 200, &creating),
        (Delete, Request, 200, ""),
        (Delete, Request, 204, ""),
        (Delete, Request, 200, bare),
        (Delete, at(AsyncOperation, "/a"), 200, r#"{"status":"Succeeded"}"#),
        (Delete, at(Location, "/l"), 200, ""),
        (Delete, at(Location, "/l"), 204, ""),
    ] {
        let mut state = state(method, &follow);
        let next = advance(&mut state, Ok(answer(status, &[], body)));
        let expected = if method == Delete { "" } else { body };
        assert_eq!(next, PollOutcome::Done(expected.into()), "{method:?} {follow:?} {status} {body}");
        assert_eq!(state.status, Succeeded);
        // A restored state is polled once more; the operation is not started again.
        assert_ne!(OperationState::restore(&state.save()).unwrap().follow, Request);
    }
}

#[test]
fn a_failed_or_canceled_operation_has_the_reason() {
    let error = r#"{"status":"Failed","error":{"code":"Quota","message":"Too many.","details":[{"code":"Region","message":"eastus is full"}]}}"#;
    for (method, follow, body, status, code, said) in [
        (Put, at(AsyncOperation, "/a"), error, Failed, "Quota", "Too many.; Region: eastus is full"),
        (Delete, at(AsyncOperation, "/a"), error, Failed, "Quota", "ended as Failed. Quota"),
        (Put, at(AsyncOperation, "/a"), r#"{"status":"canceled"}"#, Canceled, "Canceled", "ended as Canceled"),
        (Put, at(AsyncOperation, "/a"), r#"{"status":"Cancelled"}"#, Canceled, "Canceled", "ended as Canceled"),
        (Put, at(AsyncOperation, "/a"), r#"{"status":"Failed","error":null}"#, Failed, "Failed", "ended as Failed"),
        (Delete, at(Location, "/l"), r#"{"status":"Failed"}"#, Failed, "Failed", "ended as Failed"),
        (Put, at(Location, "/l"), &app("\"Failed\""), Failed, "Failed", "ended as Failed"),
        (Put, Resource, &app("\"Failed\""), Failed, "Failed", "ended as Failed"),
        (Patch, Resource, &app("\"Canceled\""), Canceled, "Canceled", "ended as Canceled"),
        (Put, Request, &app("\"Failed\""), Failed, "Failed", "ended as Failed"),
    ] {
        let mut state = state(method, &follow);
        let answer = answer(200, &[("x-ms-request-id", "r1")], body);
        let PollOutcome::Fail(error) = advance(&mut state, Ok(answer)) else { panic!("{follow:?} {body}") };
        assert_eq!((state.status, error.kind, error.code()), (status, ErrorKind::Service, code), "{body}");
        assert_eq!(error.request_id.as_deref(), Some("r1"));
        assert!(error.message.contains(said) && error.message.contains(PATH), "{error}");
    }
}

#[test]
fn an_answer_without_a_status_is_no_success_and_the_fourth_ends_the_poll() {
    let a = || at(AsyncOperation, "/a");
    let l = || at(Location, "/l");
    for (method, follow, status, body) in [
        (Put, a(), 200, "<html>Sign in</html>"),
        (Delete, a(), 200, ""),
        (Put, a(), 204, ""),
        (Put, a(), 200, "{}"),
        (Put, a(), 200, r#"{"status":null}"#),
        (Put, a(), 200, r#"{"status":7}"#),
        (Put, a(), 200, r#"{"error":{"code":"A","message":"b"}}"#),
        (Put, a(), 202, "<html>"),
        (Put, l(), 200, ""),
        (Put, l(), 200, "<html>"),
        (Delete, l(), 200, "<html>"),
        (Put, l(), 200, r#"{"error":{"code":"A","message":"b"}}"#),
        (Put, Resource, 200, ""),
        (Put, Resource, 200, "<html>"),
        (Put, Resource, 200, "{}"),
        (Delete, Resource, 200, ""),
        (Delete, Resource, 200, "<html>"),
        (Put, Follow::Result, 200, "[]"),
    ] {
        let mut state = state(method, &follow);
        for wait in [2000.0, 4000.0, 8000.0] {
            assert_eq!(
                advance(&mut state, Ok(answer(status, &[], body))),
                PollOutcome::Wait(Some(wait)),
                "{follow:?} {body}"
            );
        }
        let PollOutcome::Fail(error) = advance(&mut state, Ok(answer(status, &[], body))) else { panic!("{body}") };
        assert_eq!((error.kind, state.status, &state.follow), (ErrorKind::Decode, Running, &follow));
        // Each poll has the full number of retries.
        assert_eq!(advance(&mut state, Ok(answer(status, &[], body))), PollOutcome::Wait(Some(2000.0)));
    }
}

#[test]
fn the_first_answer_of_an_operation_must_have_a_documented_form() {
    for (method, status, body) in [
        (Put, 200, ""),
        (Put, 201, "<html>"),
        (Patch, 200, "{}"),
        (Patch, 204, ""),
        (Delete, 200, "<html>"),
        (Delete, 200, GONE),
    ] {
        let mut state = state(method, &Request);
        let PollOutcome::Fail(error) = advance(&mut state, Ok(answer(status, &[], body))) else { panic!("{body}") };
        assert_eq!((error.kind, state.status, &state.follow), (ErrorKind::Decode, NotStarted, &Request));
    }
}

fn failure(kind: ErrorKind, status: Option<u16>) -> Error {
    Error::new(kind, "x").with(|details| details.status = status)
}

#[test]
fn a_passing_fault_never_ends_it_and_another_does_at_once() {
    let follows = [at(AsyncOperation, "/a"), at(Location, "/l"), Resource, Follow::Result];
    for (kind, status, passing) in [
        (ErrorKind::Network, None, true),
        (ErrorKind::Timeout, None, true),
        (ErrorKind::Service, Some(408), true),
        (ErrorKind::Service, Some(429), true),
        (ErrorKind::Service, Some(500), true),
        (ErrorKind::Service, Some(502), true),
        (ErrorKind::Service, Some(503), true),
        (ErrorKind::Service, Some(504), true),
        (ErrorKind::Service, Some(400), false),
        (ErrorKind::Service, Some(401), false),
        (ErrorKind::Service, Some(403), false),
        (ErrorKind::Service, Some(409), false),
        (ErrorKind::Service, Some(501), false),
        (ErrorKind::Service, Some(505), false),
        (ErrorKind::ForeignLink, None, false),
        (ErrorKind::Credential, None, false),
    ] {
        for follow in &follows {
            let mut state = state(Put, follow);
            for time in 0..20 {
                let next = advance(&mut state, Err(failure(kind, status)));
                let wait = (2000.0 * 2_f64.powi(time)).min(60_000.0);
                let expected =
                    if passing { PollOutcome::Wait(Some(wait)) } else { PollOutcome::Fail(failure(kind, status)) };
                assert_eq!(next, expected, "{follow:?} {kind:?} {status:?}");
            }
            let is_end = matches!(follow, Location(_)) && matches!(status, Some(400 | 409));
            assert_eq!((&state.follow, state.status), (follow, if is_end { Failed } else { Running }));
        }
        let mut state = state(Put, &Request);
        assert_eq!(advance(&mut state, Err(failure(kind, status))), PollOutcome::Fail(failure(kind, status)));
        assert_eq!((state.follow, state.status), (Request, NotStarted));
    }
}

#[test]
fn a_resource_that_is_gone_is_deleted_and_one_that_shall_come_may_be_late() {
    let gone = || Err(failure(ErrorKind::Service, Some(404)));
    let mut deleting = state(Delete, &Resource);
    assert_eq!((advance(&mut deleting, gone()), deleting.status), (PollOutcome::Done(Vec::new()), Succeeded));

    let mut creating = state(Put, &Resource);
    for wait in [2000.0, 4000.0, 8000.0] {
        assert_eq!(advance(&mut creating, gone()), PollOutcome::Wait(Some(wait)));
    }
    assert!(matches!(advance(&mut creating, gone()), PollOutcome::Fail(_)));

    for (method, follow) in [(Delete, Request), (Delete, at(AsyncOperation, "/a")), (Delete, at(Location, "/l"))] {
        assert!(
            matches!(advance(&mut state(method, &follow), gone()), PollOutcome::Fail(_)),
            "no answer said that it was deleted"
        );
    }
}

#[test]
fn a_poller_waits_as_long_as_the_service_asks() {
    let wait = |headers: &[(&'static str, &str)]| {
        advance(&mut state(Put, &at(AsyncOperation, "/a")), Ok(answer(200, headers, r#"{"status":"Running"}"#)))
    };
    assert_eq!(wait(&[("retry-after", "17")]), PollOutcome::Wait(Some(17_000.0)));
    assert_eq!(wait(&[("retry-after-ms", "50")]), PollOutcome::Wait(Some(50.0)));
    for past in ["0", "-1", "soon", ""] {
        assert_eq!(wait(&[("retry-after", past)]), PollOutcome::Wait(None), "{past}");
    }
    let mut state = state(Put, &Resource);
    let busy = failure(ErrorKind::Service, Some(429)).with(|details| details.retry_after_ms = Some(90_000.0));
    assert_eq!(advance(&mut state, Err(busy)), PollOutcome::Wait(Some(90_000.0)));
}

#[test]
fn a_good_answer_forgets_the_faults_before() {
    let mut state = state(Put, &at(AsyncOperation, "/a"));
    for _ in 0..3 {
        for wait in [2000.0, 4000.0, 8000.0] {
            assert_eq!(advance(&mut state, Ok(answer(200, &[], "<html>"))), PollOutcome::Wait(Some(wait)));
        }
        assert_eq!(advance(&mut state, Ok(answer(200, &[], r#"{"status":"Running"}"#))), PollOutcome::Wait(None));
    }
}

#[test]
fn a_saved_state_is_restored() {
    for follow in [at(AsyncOperation, "https://a/\"?x=1&y"), at(Location, "/l"), Resource, Follow::Result] {
        for method in [Put, Patch, Delete] {
            let saved = state(method, &follow);
            assert_eq!(OperationState::restore(&saved.save()).unwrap(), saved);
        }
    }
    assert_eq!(
        state(Put, &at(Location, "/l")).save(),
        format!(r#"{{"method":"PUT","resource":"{PATH}","follow":"location","link":"/l"}}"#)
    );
}

#[test]
fn a_text_that_is_no_saved_poller_is_refused() {
    for (text, pointer) in [
        ("", ""),
        ("null", "/method"),
        ("[object Object]", ""),
        ("{\"method\":\"PUT\"", ""),
        ("{}", "/method"),
        (r#"{"method":"GET","resource":"/x","follow":"resource"}"#, "/method"),
        (r#"{"method":"PUT","resource":7,"follow":"resource"}"#, "/resource"),
        (r#"{"method":"PUT","resource":"/x"}"#, "/follow"),
        (r#"{"method":"PUT","resource":"/x","follow":"link"}"#, "/follow"),
        (r#"{"method":"PUT","resource":"/x","follow":"location"}"#, "/follow"),
        (r#"{"method":"PUT","resource":"/x","follow":"location","link":{}}"#, "/follow"),
        (&state(Put, &Request).save(), "/follow"),
    ] {
        let error = OperationState::restore(text).unwrap_err();
        assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some(pointer)), "{text}");
        assert!(error.message.contains("poller"), "{error}");
    }
}

#[test]
fn location_says_by_its_status_that_it_has_failed_but_not_who_may_ask() {
    for (status, expected) in
        [(400, Failed), (409, Failed), (422, Failed), (401, Running), (403, Running), (429, Running), (500, Running)]
    {
        let error = Error::new(ErrorKind::Service, "no").with(|details| details.status = Some(status));
        for (follow, expected) in
            [(at(Location, "/l"), expected), (at(AsyncOperation, "/a"), Running), (Resource, Running)]
        {
            let mut state = state(Put, &follow);
            state.advance(Err(error.clone()), |_| Ok(()), 0.0);
            assert_eq!(state.status, expected, "{status} {follow:?}");
        }
    }
}
