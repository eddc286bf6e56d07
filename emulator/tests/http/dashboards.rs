use serde_json::{Value, json};

use crate::service::{Call, Service};

const ID: &str = "/api/dashboards/dtmi:kkfvwa2xi:p7pyt5x38";

fn label(text: &str) -> Value {
    json!({ "displayName": text, "configuration": { "type": "label", "text": text }, "x": 0, "y": 0, "width": 1, "height": 1 })
}

#[tokio::test]
async fn create_read_delete() {
    let service = Service::new();
    let path = "/api/dashboards/dtmi:new:one;1";
    let body = json!({ "displayName": "One", "tiles": [label("a")], "organizations": ["seattle"], "later": { "kept": [1, 2.5, null] } });

    let created = service.put(path, &body).await;
    let etag = created.header("etag").to_owned();
    let created = created.ok();
    assert_eq!(created["id"], "dtmi:new:one;1");
    assert_eq!((&created["personal"], &created["favorite"]), (&json!(false), &json!(false)));
    assert_eq!((&created["later"], &created["organizations"]), (&body["later"], &body["organizations"]));
    assert_eq!(created["tiles"][0]["configuration"], body["tiles"][0]["configuration"]);
    assert_eq!(created["etag"], etag);
    assert!(etag.starts_with('"') && etag.ends_with('"'), "the quotes are part of it: {etag}");

    let read = service.get(path).await;
    assert_eq!(read.header("etag"), etag);
    assert_eq!(read.ok(), created);

    let deleted = service.send(Call::new("DELETE", path)).await;
    assert_eq!((deleted.status, deleted.body), (204, Value::Null));
    service.get(path).await.error(404, "NotFound");
    service.send(Call::new("DELETE", path)).await.error(404, "NotFound");
    service.patch(path, &json!({})).await.error(404, "NotFound");
}

#[tokio::test]
async fn put_replaces_everything_and_is_200_again() {
    let service = Service::new();
    let before = service.get(ID).await.ok();
    let after = service.put(ID, &json!({ "displayName": "Bare" })).await.ok();
    assert_eq!(after.get("tiles"), None);
    assert_ne!(after["etag"], before["etag"]);
    assert_eq!(service.get(ID).await.ok(), after);
}

#[tokio::test]
async fn put_takes_no_if_match() {
    let call =
        Call::new("PUT", ID).json("application/json", &json!({ "displayName": "x" })).header("if-match", "\"other\"");
    assert_eq!(Service::new().send(call).await.status, 200);
}

#[tokio::test]
async fn read_only_members_of_a_body_are_ignored() {
    let service = Service::new();
    let mut tile = label("a");
    tile["id"] = "mine".into();
    let body = json!({ "id": "other", "personal": true, "etag": "\"mine\"", "displayName": "x", "tiles": [tile] });
    let kept = service.put("/api/dashboards/x", &body).await.ok();
    assert_eq!((&kept["id"], &kept["personal"]), (&json!("x"), &json!(false)));
    assert_ne!(kept["etag"], "\"mine\"");
    assert_ne!(kept["tiles"][0]["id"], "mine");
    let patched =
        service.patch("/api/dashboards/x", &json!({ "id": "other", "personal": true, "etag": null })).await.ok();
    assert_eq!((&patched["id"], &patched["personal"]), (&json!("x"), &json!(false)));
    assert!(patched["etag"].is_string());
}

#[tokio::test]
async fn tiles_keep_their_ids_by_position() {
    let service = Service::new();
    let first =
        service.put("/api/dashboards/x", &json!({ "displayName": "x", "tiles": [label("a"), label("b")] })).await.ok();
    let patch = json!({ "tiles": [label("c"), label("d"), label("e")] });
    let second = service.patch("/api/dashboards/x", &patch).await.ok();
    let id = |dashboard: &Value, position: usize| dashboard["tiles"][position]["id"].as_str().unwrap().to_owned();
    assert_eq!((id(&first, 0), id(&first, 1)), (id(&second, 0), id(&second, 1)));
    assert_ne!(id(&second, 1), id(&second, 2));
    let other = service.put("/api/dashboards/y", &json!({ "displayName": "y", "tiles": [label("a")] })).await.ok();
    assert_ne!(id(&other, 0), id(&first, 0));
}

#[tokio::test]
async fn patch_merges() {
    let service = Service::new();
    let before = service.get(ID).await.ok();
    let after = service.patch(ID, &json!({ "displayName": "New Dashboard Name", "favorite": true })).await.ok();
    assert_eq!((&after["displayName"], &after["favorite"]), (&json!("New Dashboard Name"), &json!(true)));
    assert_eq!(after["tiles"], before["tiles"]);
    assert_eq!(service.get(ID).await.ok(), after);
}

#[tokio::test]
async fn a_patch_may_be_sent_as_json() {
    let service = Service::new();
    for (media_type, favorite) in [("application/json; charset=utf-8", true), ("application/merge-patch+json", false)] {
        let call = Call::new("PATCH", ID).json(media_type, &json!({ "favorite": favorite }));
        assert_eq!(service.send(call).await.ok()["favorite"], favorite, "{media_type}");
    }
}

/// RFC 7396, with members that the contract doesn't know and therefore keeps.
#[tokio::test]
async fn patch_merges_objects_and_removes_by_null() {
    let service = Service::new();
    for (kept, patch, expected) in [
        (json!({ "a": "b" }), json!({ "a": "c" }), json!({ "a": "c" })),
        (json!({ "a": "b" }), json!({ "b": "c" }), json!({ "a": "b", "b": "c" })),
        (json!({ "a": "b", "b": "c" }), json!({ "a": null }), json!({ "b": "c" })),
        (json!({ "a": [1, 2] }), json!({ "a": [3] }), json!({ "a": [3] })),
        (json!({ "a": { "b": "c", "d": "e" } }), json!({ "a": { "b": null } }), json!({ "a": { "d": "e" } })),
        (json!(["a"]), json!({ "b": { "c": null } }), json!({ "b": {} })),
        (json!({ "a": "b" }), json!("text"), json!("text")),
    ] {
        service.put("/api/dashboards/x", &json!({ "displayName": "x", "extra": kept })).await.ok();
        let patched = service.patch("/api/dashboards/x", &json!({ "extra": patch })).await.ok();
        assert_eq!(patched["extra"], expected, "{kept} and {patch}");
    }
}

#[tokio::test]
async fn a_patch_must_leave_a_valid_dashboard_and_else_changes_nothing() {
    let service = Service::new();
    let before = service.get(ID).await.ok();
    for patch in
        [json!({ "displayName": null }), json!({ "tiles": [{ "x": 1 }] }), json!([]), json!("text"), json!(null)]
    {
        service.patch(ID, &patch).await.error(422, "UnprocessableEntity");
    }
    assert_eq!(service.get(ID).await.ok(), before);
}

#[tokio::test]
async fn if_match_guards_a_patch() {
    let service = Service::new();
    let patch = |etag: &str| {
        Call::new("PATCH", ID)
            .json("application/merge-patch+json", &json!({ "favorite": true }))
            .header("if-match", etag)
    };
    let first = service.get(ID).await.ok()["etag"].as_str().unwrap().to_owned();
    let second = service.send(patch(&first)).await.ok()["etag"].as_str().unwrap().to_owned();
    assert_ne!(first, second);

    let before = service.get(ID).await.ok();
    let message = service.send(patch(&first)).await.error(412, "PreconditionFailed");
    assert!(message.contains(&first) && message.contains(&second), "{message}");
    service.send(patch(second.trim_matches('"'))).await.error(412, "PreconditionFailed");
    assert_eq!(service.get(ID).await.ok(), before);

    service.send(patch("*")).await.ok();
    let third = service.get(ID).await.ok()["etag"].as_str().unwrap().to_owned();
    service.send(patch(&format!("\"other\", {third}"))).await.ok();
}

#[tokio::test]
async fn every_write_has_a_new_etag() {
    let service = Service::new();
    let mut seen = std::collections::HashSet::new();
    for _ in 0..3 {
        let put = service.put("/api/dashboards/x", &json!({ "displayName": "x" })).await.ok();
        let patched = service.patch("/api/dashboards/x", &json!({})).await.ok();
        assert!(seen.insert(put["etag"].to_string()) && seen.insert(patched["etag"].to_string()));
    }
}

#[tokio::test]
async fn an_id_may_be_percent_encoded() {
    let service = Service::new();
    let plain = service.get(ID).await.ok();
    assert_eq!(service.get("/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38").await.ok(), plain);
    assert_eq!(service.get("/api/dashboards/%64tmi%3akkfvwa2xi:p7pyt5x38").await.ok(), plain);
}

#[tokio::test]
async fn an_id_has_a_pattern_and_a_length() {
    let service = Service::new();
    let longest = "a".repeat(128);
    service.put(&format!("/api/dashboards/{longest}"), &json!({ "displayName": "x" })).await.ok();
    for id in [
        format!("{longest}a"),
        "a-b".into(),
        "a_b".into(),
        "a%20b".into(),
        "a%2Fb".into(),
        "%C3%A9".into(),
        "%FF".into(),
    ] {
        let path = format!("/api/dashboards/{id}");
        service.get(&path).await.error(400, "BadRequest");
        service.put(&path, &json!({ "displayName": "x" })).await.error(400, "BadRequest");
        service.patch(&path, &json!({})).await.error(400, "BadRequest");
        service.send(Call::new("DELETE", &path)).await.error(400, "BadRequest");
    }
}
