//! Edits that meet changes of others.

use serde_json::{Value, json};

use super::client;
use crate::client::Dashboards;
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, Json};
use crate::request::Method;
use crate::transport::scripted::{Answer, Scripted, answer};
use crate::validate::Validation;

/// Returns the dashboard with this etag and title.
fn stored(etag: &str, title: &str) -> Value {
    json!({"id": "d", "displayName": title, "personal": false, "favorite": false, "etag": etag, "later": {"a": 1.0},
        "tiles": [tile("1", 0), tile("2", 1)]})
}

fn tile(id: &str, x: i32) -> Value {
    json!({"id": id, "displayName": "t", "x": x, "y": 0, "width": 1, "height": 1,
        "configuration": {"type": "label", "text": "x"}})
}

fn found(dashboard: &Value) -> Answer {
    answer(200, dashboard.to_string())
}

fn outdated() -> Answer {
    answer(412, r#"{"error":{"code":"PreconditionFailed","message":"no"}}"#)
}

/// Method, `If-Match` and body of a request
type Sent = (Method, Option<String>, Value);

/// Edits the dashboard `d` with these answers.
fn edit(
    answers: impl IntoIterator<Item = Answer>,
    change: impl FnOnce(&mut Dashboard) + 'static,
) -> (Result<Value, Error>, Vec<Sent>) {
    let world = Scripted::queue(answers);
    let dashboards: Dashboards = client(&world).dashboards();
    let result = world.run(dashboards.edit("d", change, Validation::On));
    let sent = world.sent().into_iter().map(|request| {
        let body = request.body.as_ref().map_or(json!(null), |body| serde_json::from_slice(body).unwrap());
        (request.method, request.header("If-Match").map(str::to_owned), body)
    });
    (result.map(|dashboard| serde_json::from_str(dashboard.as_str()).unwrap()), sent.collect())
}

fn read() -> Sent {
    (Method::Get, None, json!(null))
}

fn write(etag: Option<&str>, patch: Value) -> Sent {
    (Method::Patch, etag.map(str::to_owned), patch)
}

#[test]
fn only_changes_are_written_over_the_version_that_was_read() {
    let after = stored("\"2\"", "Hall 2");
    let (result, sent) = edit([found(&stored("\"1\"", "Hall 1")), found(&after)], |dashboard| {
        dashboard.display_name = "Hall 2".into();
    });
    assert_eq!(result.unwrap(), after);
    assert_eq!(sent, [read(), write(Some("\"1\""), json!({"displayName": "Hall 2"}))]);
}

#[test]
fn without_a_change_nothing_is_written() {
    let before = stored("\"1\"", "Hall 1");
    let (result, sent) = edit([found(&before)], |dashboard| dashboard.favorite = Some(false));
    assert_eq!((result.unwrap(), sent), (before, vec![read()]));
}

#[test]
fn a_change_that_lost_a_race_is_merged_and_written_again() {
    let theirs = {
        let mut theirs = stored("\"2\"", "Theirs");
        theirs["tiles"] = json!([tile("2", 1), tile("3", 5)]);
        theirs
    };
    let (result, sent) = edit(
        [found(&stored("\"1\"", "Hall 1")), outdated(), found(&theirs), outdated(), found(&theirs), found(&theirs)],
        |dashboard| {
            let tiles = dashboard.tiles.as_mut().unwrap();
            tiles[1].x = 2.0;
            let mut added = tiles[0].clone();
            (added.id, added.x) = (None, 9.0);
            tiles.push(added);
        },
    );
    result.unwrap();
    let without_id = |mut tile: Value| {
        tile.as_object_mut().unwrap().remove("id");
        tile
    };
    let tiles = |tiles: [Value; 3]| json!({"tiles": tiles.map(without_id)});
    let merged = tiles([tile("2", 2), tile("3", 5), tile("", 9)]);
    let mine = tiles([tile("1", 0), tile("2", 2), tile("", 9)]);
    assert_eq!(
        sent,
        [
            read(),
            write(Some("\"1\""), mine),
            read(),
            write(Some("\"2\""), merged.clone()),
            read(),
            write(Some("\"2\""), merged),
        ]
    );
}

#[test]
fn a_change_that_another_client_has_made_is_not_written_again() {
    let theirs = stored("\"2\"", "Hall 2");
    let (result, sent) = edit([found(&stored("\"1\"", "Hall 1")), outdated(), found(&theirs)], |dashboard| {
        dashboard.display_name = "Hall 2".into();
    });
    assert_eq!((result.unwrap(), sent.len()), (theirs, 3));
}

#[test]
fn a_conflict_contains_both_sides() {
    let (base, theirs) = (stored("\"1\"", "Hall 1"), stored("\"2\"", "Theirs"));
    let (result, sent) =
        edit([found(&base), outdated(), found(&theirs)], |dashboard| dashboard.display_name = "Mine".into());
    let error = result.unwrap_err();
    assert_eq!((error.kind, error.code(), sent.len()), (ErrorKind::Conflict, "Conflict", 3));
    assert_eq!(error.pointer.as_deref(), Some("/displayName"));
    assert!(error.message.contains("dashboard d ") && error.message.contains("/displayName"), "{error}");
    let conflict = error.conflict.as_ref().unwrap();
    let json = |dashboard: &Json<Dashboard>| serde_json::from_str::<Value>(dashboard.as_str()).unwrap();
    assert_eq!(conflict.pointers, ["/displayName"]);
    assert_eq!((json(&conflict.base), json(&conflict.theirs)), (base, theirs));
    assert_eq!(json(&conflict.mine)["displayName"], "Mine");
}

#[test]
fn others_who_write_all_the_time_win_after_five_rounds() {
    let mut version = 0;
    let world = Scripted::answering(move |request| {
        version += 1;
        if request.method == Method::Get { found(&stored(&version.to_string(), "Hall 1")) } else { outdated() }
    });
    let edit = client(&world).dashboards().edit("d", |dashboard| dashboard.favorite = Some(true), Validation::On);
    let error = world.run(edit).unwrap_err();
    assert_eq!((error.status, error.code()), (Some(412), "PreconditionFailed"));
    assert_eq!(world.sent().iter().filter(|request| request.method == Method::Patch).count(), 5);
    assert_eq!(world.sent().len(), 10);
}

#[test]
fn without_an_etag_it_is_read_again_just_before_it_is_written() {
    let without = |title: &str| {
        let mut dashboard = stored("", title);
        dashboard.as_object_mut().unwrap().remove("etag");
        dashboard
    };
    let favor = |dashboard: &mut Dashboard| dashboard.favorite = Some(true);
    let (result, sent) = edit([found(&without("a")), found(&without("b")), found(&without("b"))], favor);
    result.unwrap();
    assert_eq!(sent, [read(), read(), write(None, json!({"favorite": true}))]);

    let (result, sent) = edit([found(&without("a")), found(&without("b"))], |dashboard| {
        dashboard.display_name = "c".into();
    });
    assert_eq!((result.unwrap_err().kind, sent.len()), (ErrorKind::Conflict, 2));

    // If the service refuses at each attempt, the client gives up.
    let (result, sent) = edit([found(&without("a")), found(&without("a")), outdated()], favor);
    assert_eq!((result.unwrap_err().status, sent.len()), (Some(412), 3));
}

#[test]
fn a_change_with_errors_is_rejected_and_existing_values_are_not_checked() {
    let mut odd = stored("\"1\"", "Hall 1");
    odd["tiles"][0]["width"] = json!(20);
    odd["personal"] = json!(true);
    let (result, sent) = edit([found(&odd), found(&odd)], |dashboard| dashboard.favorite = Some(true));
    result.unwrap();
    assert_eq!(sent[1], write(Some("\"1\""), json!({"favorite": true})));

    let (result, sent) = edit([found(&odd)], |dashboard| dashboard.display_name = String::new());
    let error = result.unwrap_err();
    assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/displayName")));
    assert_eq!((error.findings.len(), sent.len()), (1, 1));

    let (result, sent) = edit([found(&stored("\"1\"", "Hall 1"))], |dashboard| dashboard.personal = Some(true));
    assert_eq!((result.unwrap_err().pointer.as_deref(), sent.len()), (Some("/personal"), 1));

    let world = Scripted::queue([found(&stored("\"1\"", "a")), found(&stored("\"2\"", "a"))]);
    let untitle = |dashboard: &mut Dashboard| dashboard.display_name = String::new();
    world.run(client(&world).dashboards().edit("d", untitle, Validation::Off)).unwrap();
    assert_eq!(world.sent().len(), 2, "the service decides");
}

#[test]
fn a_dashboard_that_is_gone_can_not_be_edited() {
    let gone = || answer(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#);
    let (result, sent) = edit([gone()], |_| panic!("there is nothing to change"));
    assert_eq!((result.unwrap_err().status, sent.len()), (Some(404), 1));
    let before = stored("\"1\"", "Hall 1");
    let (result, _) = edit([found(&before), outdated(), gone()], |dashboard| dashboard.favorite = Some(true));
    assert_eq!(result.unwrap_err().status, Some(404));
}
