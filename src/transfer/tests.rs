//! The references of dashboards, the document, and replacing references.

use serde_json::{Value, json};

use super::{
    Action, OnConflict, Reference, action, copy_id, id_there, read_document, references, rewrite, write_document,
};
use crate::model::{Dashboard, Json, View};

fn dashboard(value: &Value) -> Json<Dashboard> {
    Json::parse(value.to_string().as_bytes()).unwrap()
}

fn hall() -> Value {
    let tile = |configuration: Value| json!({ "id": "t", "displayName": "t", "x": 0, "y": 0, "width": 1, "height": 1, "configuration": configuration, "new": { "group": "kept" } });
    json!({
        "id": "hall", "displayName": "Hall", "organizations": ["seattle"], "etag": "\"1\"", "future": { "device": "kept" },
        "tiles": [
            tile(json!({ "type": "kpi", "group": "g", "devices": ["d1", "d2"], "queryRange": { "type": "time", "duration": "PT1H" } })),
            tile(json!({ "type": "command", "device": "d1", "command": "reboot" })),
            tile(json!({ "type": "hologram", "group": "g", "depth": 1e30 })),
        ],
    })
}

fn named(references: &[Reference]) -> Vec<(&str, &str)> {
    references.iter().map(|reference| (reference.kind, reference.id.as_str())).collect()
}

#[test]
fn a_dashboard_refers_to_groups_devices_and_organizations() {
    let mut found = references(&[dashboard(&hall()), dashboard(&hall())]);
    found.sort_by_key(|reference| (reference.kind, reference.id.clone()));
    let expected = [("deviceGroups", "g"), ("devices", "d1"), ("devices", "d2"), ("organizations", "seattle")];
    assert_eq!(named(&found), expected);
}

#[test]
fn other_ids_take_their_places_and_nothing_else_changes() {
    let mut references = references(&[dashboard(&hall())]);
    for reference in &mut references {
        reference.to = Some(format!("new-{}", reference.id));
    }
    let other: Value =
        serde_json::from_str(&rewrite(dashboard(&hall()).view(), &mut |kind, id| id_there(&references, kind, id)))
            .unwrap();
    let text = hall().to_string();
    let expected = text
        .replace("\"g\"", "\"new-g\"")
        .replace("\"d1\"", "\"new-d1\"")
        .replace("\"d2\"", "\"new-d2\"")
        .replace("\"seattle\"", "\"new-seattle\"");
    assert_eq!(other, serde_json::from_str::<Value>(&expected).unwrap());
}

#[test]
fn a_document_keeps_what_it_was_written_from() {
    let mut named = references(&[dashboard(&hall())]);
    named[1].display_name = Some("Pump \"1\"".into());
    named[1].template = Some("dtmi:a:Pump;1".into());
    let document = write_document(&[dashboard(&hall())], &named);
    let (dashboards, references) = read_document(View::parse(document.as_bytes()).unwrap()).unwrap();
    assert_eq!(references, named);
    assert_eq!(action(&dashboards[0], Some(&dashboard(&hall())), OnConflict::Replace), Action::Equal);
    assert!(!document.contains("etag"));
}

#[test]
fn an_invalid_document_is_rejected() {
    let document = |dashboards: Value| json!({ "format": "iotcentral-web/dashboards;1", "dashboards": dashboards });
    for (value, pointer) in [
        (json!([]), "/document/format"),
        (json!({ "format": "iotcentral-web/dashboards;2" }), "/document/format"),
        (document(json!([{ "id": "a", "displayName": 1 }])), "/document/dashboards/0/displayName"),
        (document(json!([{ "displayName": "a" }])), "/document/dashboards/0/id"),
        (document(json!([{ "id": "a/b", "displayName": "a" }])), "/document/dashboards/0/id"),
    ] {
        let text = value.to_string();
        let error = read_document(View::parse(text.as_bytes()).unwrap()).unwrap_err();
        assert_eq!(error.pointer.as_deref(), Some(pointer), "{error}");
    }
}

#[test]
fn the_plan_has_an_action_for_each_dashboard() {
    let mut there = hall();
    there["etag"] = json!("\"2\"");
    there["tiles"][0]["id"] = json!("of the service");
    let equal = dashboard(&there);
    there["displayName"] = json!("Other");
    let other = dashboard(&there);
    let hall = dashboard(&hall());
    for on_conflict in [OnConflict::Skip, OnConflict::Replace, OnConflict::Copy] {
        assert_eq!(action(&hall, None, on_conflict), Action::Create);
        assert_eq!(action(&hall, Some(&equal), on_conflict), Action::Equal);
    }
    assert_eq!(action(&hall, Some(&other), OnConflict::Skip), Action::Skip);
    assert_eq!(action(&hall, Some(&other), OnConflict::Replace), Action::Replace);
    assert_eq!(action(&hall, Some(&other), OnConflict::Copy), Action::Copy);
    assert_eq!(copy_id("hall"), "hall:copy");
    assert!(Dashboard::is_id(&copy_id(&"a".repeat(128))));
}
