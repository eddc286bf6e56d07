//! Reading back a change that got no answer.

use serde_json::json;
use std::time::Duration;

use super::super::read_back::is_applied;
use super::super::{Pipeline, PipelineOptions, Timeout};
use super::{API_TOKEN, with_api_token};
use crate::client::AUDIENCE;
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, Json, View};
use crate::pipeline::auth::Credential;
use crate::request::dashboards::UpdateDashboard;
use crate::request::{Endpoint, Method};
use crate::transport::scripted::{Answer, Scripted, answer};
use crate::validate::Validation;

const ETAG: &str = "\"1\"";

fn update(world: &Scripted, if_match: Option<&str>) -> Result<Json<Dashboard>, Error> {
    update_by(&with_api_token(world), world, if_match)
}

fn update_by(pipeline: &Pipeline, world: &Scripted, if_match: Option<&str>) -> Result<Json<Dashboard>, Error> {
    let patch = Json::parse(br#"{"displayName":"new","favorite":null}"#).unwrap();
    world.run(pipeline.call(&UpdateDashboard { id: "d", patch: &patch, if_match, validation: Validation::On }))
}

#[test]
fn a_change_that_was_made_although_its_answer_was_lost_is_a_success() {
    for fault in [Answer::Lost("reset"), Answer::Never, answer(500, ""), answer(504, "")] {
        let made = json!({"displayName": "new", "etag": "\"2\"", "tiles": []}).to_string();
        let world = Scripted::queue([fault, answer(200, made)]);
        let dashboard = update(&world, Some(ETAG)).unwrap().value().unwrap();
        assert_eq!((dashboard.display_name.as_str(), dashboard.etag.as_deref()), ("new", Some("\"2\"")));
        let sent = world.sent();
        assert_eq!((sent[0].method, sent[1].method), (Method::Patch, Method::Get));
        assert_eq!((&sent[0].url, sent[1].header("If-Match")), (&sent[1].url, None));
    }
}

#[test]
fn a_change_that_had_no_answer_in_time_is_read_back_within_the_time_of_one_more_try() {
    let update = |world: &Scripted| {
        let timeout = Timeout { per_try: Duration::from_millis(1_000), overall: Duration::from_millis(600) };
        let options = PipelineOptions { timeout, ..PipelineOptions::default() };
        let endpoint = Endpoint::parse("https://contoso.azureiotcentral.com").unwrap();
        let credential = Credential::ApiToken(API_TOKEN.to_owned());
        update_by(&Pipeline::new(endpoint, credential, AUDIENCE, options, world.transport()), world, Some(ETAG))
    };
    let made = json!({"displayName": "new", "tiles": []}).to_string();
    let world = Scripted::queue([Answer::Never, answer(200, made)]);
    assert_eq!(update(&world).unwrap().value().unwrap().display_name, "new");
    assert_eq!(world.sent_at(), [0.0, 600.0]);

    let world = Scripted::answering(|_| Answer::Never);
    let error = update(&world).unwrap_err();
    assert!(error.message.contains("overallInMs"), "{error}");
    assert_eq!((world.elapsed(), world.timers()), (1_600.0, 0));
}

#[test]
fn a_change_that_was_not_made_is_the_failure_it_was() {
    let unchanged = json!({"displayName": "old", "etag": ETAG}).to_string();
    let world = Scripted::queue([Answer::Lost("reset"), answer(200, unchanged)]);
    assert_eq!(update(&world, Some(ETAG)).unwrap_err().kind, ErrorKind::Network);

    let world = Scripted::queue([answer(500, "oops"), answer(404, "")]);
    assert_eq!(update(&world, Some(ETAG)).unwrap_err().status, Some(500));
}

#[test]
fn only_a_conditional_update_is_read_back_and_only_if_its_outcome_is_unknown() {
    let world = Scripted::queue([Answer::Lost("reset")]);
    assert_eq!(update(&world, None).unwrap_err().kind, ErrorKind::Network);
    for status in [400, 403, 409, 412, 422] {
        let world = Scripted::queue([answer(status, "")]);
        assert_eq!(update(&world, Some(ETAG)).unwrap_err().status, Some(status));
    }
}

#[test]
fn a_patch_is_applied_when_the_resource_holds_all_of_it() {
    for (patch, resource, expected) in [
        (json!({}), json!({"a": 1}), true),
        (json!({"a": 1}), json!({"a": 1, "b": 2}), true),
        (json!({"a": 1}), json!({"a": 2}), false),
        (json!({"a": 1}), json!({}), false),
        (json!({"a": 1.0}), json!({"a": 1}), true),
        (json!({"a": null}), json!({"b": 1}), true),
        (json!({"a": null}), json!({"a": null}), true),
        (json!({"a": null}), json!({"a": 1}), false),
        (json!({"a": "ä"}), json!({"a": "\u{e4}"}), true),
        (json!({"a": {"b": 1}}), json!({"a": {"b": 1, "c": 2}}), true),
        (json!({"a": {"b": null}}), json!({"a": {}}), true),
        (json!({"a": {"b": null}}), json!({"a": {"b": null}}), true),
        (json!({"a": {"b": null}}), json!({"a": {"b": 1}}), false),
        (json!({"a": {"b": {"c": null}}}), json!({"a": {"b": {"c": [], "d": 1}}}), false),
        (json!({"tiles": [{"x": null}]}), json!({"tiles": [{"x": "the service's own"}]}), true),
        (json!({"tiles": [{"x": 1}]}), json!({"tiles": [{"x": 1, "id": "t"}]}), true),
        (json!({"tiles": [{"x": 1}]}), json!({"tiles": [{"x": 1}, {"x": 2}]}), false),
        (json!({"tiles": []}), json!({"tiles": [{"x": 1}]}), false),
        (json!({"a": true}), json!({"a": false}), false),
        (json!({"a": "1"}), json!({"a": 1}), false),
    ] {
        let (left, right) = (patch.to_string(), resource.to_string());
        let (left, right) = (View::parse(left.as_bytes()).unwrap(), View::parse(right.as_bytes()).unwrap());
        assert_eq!(is_applied(left, right), expected, "{patch} {resource}");
    }
}
