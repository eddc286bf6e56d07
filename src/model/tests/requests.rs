//! The text that is written for a document and for a patch.

use serde_json::{Value, json};

use super::super::*;
use super::{read, tile, written};

#[test]
fn a_request_leaves_out_what_only_the_service_sets() {
    let mut value = json!({"id": "d", "displayName": "d", "personal": false, "etag": "\"1\"", "favorite": null,
        "tiles": [tile(json!({"type": "new", "id": 7})), tile(json!({"type": "label", "text": "a", "id": 8}))]});
    let expected = {
        let mut expected = value.clone();
        expected.as_object_mut().unwrap().remove("id");
        expected.as_object_mut().unwrap().remove("personal");
        expected
    };
    value["tiles"][0]["id"] = json!("t1");
    let sent = Json::<Dashboard>::parse(value.to_string().as_bytes()).unwrap().writable();
    assert_eq!(serde_json::from_slice::<Value>(&sent).unwrap(), expected);
}

#[test]
fn null_removes_in_a_patch_and_absent_keeps() {
    let patch = json!({"favorite": null, "organizations": ["o"], "note": null});
    let read: DashboardPatch = read(&patch).unwrap();
    assert_eq!((read.favorite, read.tiles.clone()), (Some(None), None));
    assert_eq!(written(&read), patch);
}
