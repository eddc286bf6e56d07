//! The requests and answers that an observer sees.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::observer::{Observer, SentRequest, SentResponse};
use super::super::{Pipeline, PipelineOptions};
use super::API_TOKEN;
use crate::client::AUDIENCE;
use crate::model::Json;
use crate::pipeline::auth::Credential;
use crate::request::Endpoint;
use crate::request::dashboards::{ListDashboards, UpdateDashboard};
use crate::transport::scripted::{Answer, Scripted, answer};
use crate::validate::Validation;

/// Records everything that an observer gets.
#[derive(Default)]
struct Notes(RefCell<Vec<String>>);

impl Observer for Notes {
    fn request(&self, request: &SentRequest<'_>) {
        self.0.borrow_mut().push(format!("{request:?}"));
    }

    fn response(&self, request: &SentRequest<'_>, response: &SentResponse<'_>) {
        self.0.borrow_mut().push(format!("{} {response:?}", request.attempt));
    }
}

fn observed(world: &Scripted) -> (Pipeline, Rc<Notes>) {
    let notes = Rc::new(Notes::default());
    let options = PipelineOptions { observer: Some(notes.clone()), ..PipelineOptions::default() };
    let endpoint = Endpoint::parse("https://contoso.azureiotcentral.com").unwrap();
    let credential = Credential::ApiToken(API_TOKEN.to_owned());
    (Pipeline::new(endpoint, credential, AUDIENCE, options, world.transport()), notes)
}

#[test]
fn an_observer_gets_every_attempt_with_its_outcome() {
    let world = Scripted::queue([
        answer(503, "").header("retry-after", "2").late(40.0),
        Answer::Lost("Failed to fetch; Bearer s3cret"),
        answer(200, r#"{"value":[]}"#).header("x-ms-request-id", "r-1"),
    ]);
    let (pipeline, notes) = observed(&world);
    let list =
        ListDashboards { filter: Some("displayName eq 'private'".into()), max_page_size: Some(5), orderby: None };
    world.run(pipeline.call(&list)).unwrap();
    let notes = notes.0.borrow();
    let url =
        "https://contoso.azureiotcentral.com/api/dashboards?api-version=2022-10-31-preview&maxpagesize=5&filter=***";
    assert_eq!(
        notes[0],
        format!(
            r#"SentRequest {{ method: "GET", url: "{url}", attempt: 0, headers: [("Accept", "application/json")] }}"#
        )
    );
    assert_eq!(
        notes[1],
        r#"0 SentResponse { status: Some(503), headers: [("retry-after", "2")], failure: None, duration_ms: 40.0 }"#
    );
    assert!(notes[2].contains("attempt: 1") && notes[3].contains("status: None") && notes[3].contains("network"));
    assert!(notes[5].contains("status: Some(200)") && notes[5].contains("r-1"));
    assert_eq!(notes.len(), 6);
    for note in notes.iter() {
        assert!(!note.contains("c2VjcmV0") && !note.contains("s3cret") && !note.contains("private"), "{note}");
    }
}

#[test]
fn a_change_shows_its_version_and_neither_its_body_nor_its_token() {
    let world = Scripted::queue([answer(200, r#"{"displayName":"d"}"#)]);
    let (pipeline, notes) = observed(&world);
    let patch = Json::parse(br#"{"displayName":"private"}"#).unwrap();
    world
        .run(pipeline.call(&UpdateDashboard {
            id: "d",
            patch: &patch,
            if_match: Some("\"1\""),
            validation: Validation::On,
        }))
        .unwrap();
    let notes = notes.0.borrow();
    assert!(notes[0].contains(r#"("If-Match", "\"1\"")"#) && notes[0].contains("merge-patch"), "{}", notes[0]);
    assert!(notes.iter().all(|note| !note.contains("private") && !note.contains("SharedAccess")), "{notes:?}");
}
