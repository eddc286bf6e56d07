//! What the driver sends, retries, and gives up.

use serde_json::json;
use std::time::Duration;

use super::super::retry::RetryPolicy;
use super::super::{Pipeline, PipelineOptions};
use super::{API_TOKEN, with_api_token};
use crate::client::AUDIENCE;
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, DashboardPatch, Json};
use crate::pipeline::auth::Credential;
use crate::request::dashboards::{CreateDashboard, DeleteDashboard, GetDashboard, UpdateDashboard};
use crate::request::query::RunQuery;
use crate::request::{Endpoint, Method};
use crate::transport::scripted::{Answer, Scripted, answer};
use crate::validate::Validation;

const ETAG: &str = "\"5800268a-0000-0300-0000-6318a5060000\"";

fn dashboard() -> Json<Dashboard> {
    Json::parse(br#"{"displayName":"d"}"#).unwrap()
}

/// Runs one operation with this method.
fn call(world: &Scripted, pipeline: &Pipeline, method: Method) -> Result<(), Error> {
    let patch: Json<DashboardPatch> = Json::parse(br#"{"favorite":true}"#).unwrap();
    match method {
        Method::Get => world.run(pipeline.call(&GetDashboard { id: "d" })).map(drop),
        Method::Put => world
            .run(pipeline.call(&CreateDashboard { id: "d", dashboard: &dashboard(), validation: Validation::On }))
            .map(drop),
        Method::Post => world.run(pipeline.call(&RunQuery { text: "SELECT x" })).map(drop),
        Method::Patch => {
            let update = UpdateDashboard { id: "d", patch: &patch, if_match: Some(ETAG), validation: Validation::On };
            world.run(pipeline.call(&update)).map(drop)
        }
        Method::Delete => world.run(pipeline.call(&DeleteDashboard { id: "d" })),
    }
}

const METHODS: [Method; 5] = [Method::Get, Method::Put, Method::Post, Method::Patch, Method::Delete];

/// Returns an answer that every operation accepts.
fn good() -> Answer {
    answer(200, json!({"displayName": "d", "results": []}).to_string())
}

#[test]
fn a_request_says_who_what_and_which_version() {
    let world = Scripted::answering(|_| good());
    let pipeline = with_api_token(&world);
    for method in METHODS {
        call(&world, &pipeline, method).unwrap();
    }
    let sent = world.sent();
    assert_eq!(sent.iter().map(|request| request.method).collect::<Vec<_>>(), METHODS);
    for request in &sent {
        assert_eq!(request.header("Authorization"), Some(API_TOKEN));
        assert_eq!(request.header("Accept"), Some("application/json"));
        assert!(request.url.ends_with("?api-version=2022-10-31-preview"), "{}", request.url);
        let (content_type, etag) = match request.method {
            Method::Get | Method::Delete => (None, None),
            Method::Put | Method::Post => (Some("application/json"), None),
            Method::Patch => (Some("application/merge-patch+json"), Some(ETAG)),
        };
        assert_eq!((request.header("Content-Type"), request.header("If-Match")), (content_type, etag));
        assert_eq!(request.body.is_some(), content_type.is_some());
    }
    assert_eq!(sent[1].body.as_deref(), Some(&br#"{"displayName":"d"}"#[..]));
    assert_eq!(sent[3].body.as_deref(), Some(&br#"{"favorite":true}"#[..]));
}

#[test]
fn idempotent_requests_are_retried() {
    let tries = |method, fault: &Answer| {
        let fault = fault.clone();
        let world = Scripted::answering(move |_| fault.clone());
        call(&world, &with_api_token(&world), method).unwrap_err();
        let sent = world.sent();
        // A change without an answer is read back.
        let (tries, read): (Vec<_>, Vec<_>) = sent.iter().partition(|request| request.method == method);
        assert!(tries.iter().all(|request| **request == sent[0]), "each try is the same request");
        assert!(method == Method::Patch || read.is_empty());
        tries.len()
    };
    for method in METHODS {
        let when_unsure = if method == Method::Patch { 1 } else { 4 };
        for fault in [Answer::Lost("reset"), Answer::Never, answer(500, ""), answer(502, ""), answer(504, "")] {
            assert_eq!(tries(method, &fault), when_unsure, "{method:?} {fault:?}");
        }
        assert_eq!(tries(method, &answer(408, "")), when_unsure);
        assert_eq!(tries(method, &answer(429, "")), 4);
        assert_eq!(tries(method, &answer(503, "")), 4);
        for status in [301, 400, 401, 403, 404, 409, 412, 422, 501, 505] {
            assert_eq!(tries(method, &answer(status, "")), 1, "{method:?} {status}");
        }
    }
}

#[test]
fn a_fault_that_passes_is_not_seen() {
    for method in METHODS {
        let world = Scripted::queue([answer(503, ""), answer(429, ""), answer(503, ""), good()]);
        call(&world, &with_api_token(&world), method).unwrap();
        assert_eq!((world.sent().len(), world.timers()), (4, 0));
    }
    let world = Scripted::queue([Answer::Lost("reset"), Answer::Never, answer(500, "oops"), good()]);
    call(&world, &with_api_token(&world), Method::Get).unwrap();
}

#[test]
fn the_driver_waits_between_attempts() {
    let world = Scripted::answering(|_| answer(503, "")).random([0.5, 0.25, 0.0]);
    call(&world, &with_api_token(&world), Method::Get).unwrap_err();
    assert_eq!(world.sent_at(), [0.0, 400.0, 800.0, 800.0], "half of 800 ms, a quarter of 1600, nothing of 3200");

    let world = Scripted::queue([
        answer(429, "").header("retry-after", "7"),
        answer(429, "").header("retry-after", "1").header("x-ms-retry-after-ms", "2500"),
        answer(503, "")
            .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .header("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"),
        good(),
    ]);
    call(&world, &with_api_token(&world), Method::Patch).unwrap();
    assert_eq!(world.sent_at(), [0.0, 7_000.0, 9_500.0, 39_500.0]);
}

#[test]
fn a_wait_that_is_too_long_is_left_to_the_caller() {
    let world = Scripted::answering(|_| answer(429, "").header("retry-after", "3600"));
    let error = call(&world, &with_api_token(&world), Method::Get).unwrap_err();
    assert_eq!((error.kind, error.status, error.retry_after_ms), (ErrorKind::Service, Some(429), Some(3_600_000.0)));
    assert_eq!((world.sent().len(), world.elapsed()), (1, 0.0));

    let world = Scripted::answering(|_| answer(429, "").header("retry-after", "60"));
    let error = call(&world, &with_api_token(&world), Method::Get).unwrap_err();
    assert_eq!((error.status, error.retry_after_ms), (Some(429), Some(60_000.0)));
    assert_eq!(world.sent_at(), [0.0, 60_000.0, 120_000.0, 180_000.0]);
}

#[test]
fn the_policy_says_how_often() {
    let world = Scripted::answering(|_| answer(503, ""));
    let retry = RetryPolicy {
        max_retries: 1,
        retry_delay: Duration::from_millis(10),
        max_retry_delay: Duration::from_millis(10),
    };
    let options = PipelineOptions { retry, api_version: Some("v1".into()), ..PipelineOptions::default() };
    let endpoint = Endpoint::parse("http://localhost:7700").unwrap();
    let pipeline =
        Pipeline::new(endpoint, Credential::ApiToken(API_TOKEN.into()), AUDIENCE, options, world.transport());
    call(&world, &pipeline, Method::Get).unwrap_err();
    assert_eq!(world.sent_at(), [0.0, 5.0]);
    assert_eq!(world.sent()[0].url, "http://localhost:7700/api/dashboards/d?api-version=v1");
}

#[test]
fn silence_ends_in_a_timeout() {
    let world = Scripted::answering(|_| Answer::Never);
    let error = call(&world, &with_api_token(&world), Method::Get).unwrap_err();
    assert_eq!((error.kind, error.code(), error.status), (ErrorKind::Timeout, "Timeout", None));
    for part in ["GET https://contoso.azureiotcentral.com/api/dashboards/d", "30000 ms", "timeout.tryInMs"] {
        assert!(error.message.contains(part), "{error}");
    }
    assert_eq!(world.sent_at(), [0.0, 30_400.0, 61_200.0, 92_800.0]);
    assert_eq!((world.elapsed(), world.timers()), (122_800.0, 0));

    let world = Scripted::queue([good().late(29_999.0)]);
    call(&world, &with_api_token(&world), Method::Get).unwrap();
    let world = Scripted::queue([good().late(30_001.0), answer(404, "")]);
    assert_eq!(call(&world, &with_api_token(&world), Method::Patch).unwrap_err().kind, ErrorKind::Timeout);
}

#[test]
fn nothing_is_sent_before_it_is_awaited_or_after_it_is_dropped() {
    let world = Scripted::answering(|_| answer(503, ""));
    let pipeline = with_api_token(&world);
    let unused = pipeline.call(&GetDashboard { id: "d" });
    world.pass(1_000.0);
    drop(unused);
    assert_eq!(world.sent().len(), 0);

    assert!(world.run_for(300.0, pipeline.call(&GetDashboard { id: "d" })).is_none());
    assert_eq!((world.sent().len(), world.timers()), (1, 0), "dropped in its first wait");

    let world = Scripted::answering(|_| Answer::Never);
    assert!(world.run_for(300.0, with_api_token(&world).call(&GetDashboard { id: "d" })).is_none());
    assert_eq!((world.sent().len(), world.timers()), (1, 0), "dropped while it was sent");
}

#[test]
fn an_invalid_argument_fails_before_anything_is_sent() {
    let world = Scripted::queue([]);
    let error = world.run(with_api_token(&world).call(&GetDashboard { id: "a/b" })).unwrap_err();
    assert_eq!((error.kind, error.code()), (ErrorKind::InvalidInput, "InvalidInput"));
    assert_eq!(error.pointer.as_deref(), Some("/dashboardId"));
}

#[test]
fn a_deletion_whose_answer_was_lost_has_succeeded() {
    for fault in [Answer::Lost("reset"), Answer::Never, answer(502, "")] {
        let world = Scripted::queue([fault, answer(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#)]);
        call(&world, &with_api_token(&world), Method::Delete).unwrap();
    }
}
