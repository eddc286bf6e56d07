//! The properties of a device.

use serde_json::{Value, json};

use super::{TEMPLATE, with_oven};
use crate::service::Call;

#[tokio::test]
async fn properties_are_written() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/properties";
    let patch = |body: Value| service.send(Call::new("PATCH", path).json("application/json", &body));
    let answer = patch(json!({ "target": 220, "owner": "Kim", "door": { "locked": true } })).await;
    assert_eq!(answer.status, 202);
    assert_eq!(
        answer.body,
        json!({
            "owner": "Kim",
            "$metadata": { "target": { "desiredValue": 220 } },
            "door": { "$metadata": { "locked": { "desiredValue": true } } },
        })
    );
    let metadata = |value: Value, version: u32| json!({ "desiredValue": value, "desiredVersion": version, "lastUpdateTime": "2026-03-04T12:00:03Z" });
    let all = json!({
        "target": 220, "owner": "Kim", "$metadata": { "target": metadata(json!(220), 1) },
        "door": { "locked": true, "$metadata": { "locked": metadata(json!(true), 1) } },
    });
    assert_eq!(service.get(path).await.ok(), all, "a simulated device does what it is asked for");
    let door = service.get("/api/devices/oven-1/components/door/properties").await.ok();
    assert_eq!(door, all["door"]);

    let put = Call::new("PUT", "/api/devices/oven-1/components/door/properties").json("application/json", &json!({}));
    assert_eq!(service.send(put).await.status, 202);
    assert_eq!(service.get(path).await.ok().get("door"), None);
    assert_eq!(patch(json!({ "target": 230, "owner": null })).await.status, 202);
    let now = service.get(path).await.ok();
    assert_eq!((&now["$metadata"]["target"], now.get("owner")), (&metadata(json!(230), 2), None));

    for (body, expected) in [
        (json!({ "serial": "1" }), "/serial: only the device writes"),
        (json!({ "door": { "colour": "red" } }), "/door/colour: the device's template"),
        (json!([]), "must be an object"),
    ] {
        let message = patch(body.clone()).await.error(422, "UnprocessableEntity");
        assert!(message.contains(expected), "{body}: {message}");
    }
    let unmodeled =
        Call::new("PATCH", &format!("{path}?unmodeled=true")).json("application/json", &json!({ "colour": "red" }));
    assert_eq!(service.send(unmodeled).await.status, 202);
    assert_eq!(service.get(path).await.ok()["colour"], "red");
    let text = format!("SELECT $id, target FROM {TEMPLATE}");
    assert_eq!(service.query(&text).await.ok()["results"], json!([{ "$id": "oven-1", "target": 230 }]));
}

/// Properties are stored with more nesting than they are sent with, and must be read back unchanged.
#[tokio::test]
async fn a_property_that_could_not_be_read_again_is_refused() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/properties";
    let nested = |depth: usize| format!("{{\"target\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
    for (depth, status) in [(100, 202), (123, 202), (124, 422), (126, 422), (127, 400)] {
        let answer = service.send(Call::new("PATCH", path).body("application/json", nested(depth))).await;
        assert_eq!(answer.status, status, "{depth}: {}", answer.body);
        service.get("/api/devices/oven-1").await.ok();
        service.get("/api/devices").await.ok();
        service.query(&format!("SELECT $id, target FROM {TEMPLATE}")).await.ok();
    }
}

#[tokio::test]
async fn a_property_has_a_name() {
    let service = with_oven().await;
    let long = format!("a{}", ".a".repeat(400_000));
    for query in ["", "?unmodeled=true"] {
        for (names, expected) in [
            (vec!["a.b"], "/a.b: "),
            (vec!["door.locked"], "/door.locked: "),
            (vec!["door", "a.b"], "/door/a.b: "),
            (vec!["a/b~"], "/a~1b~0: "),
            (vec![""], "/: "),
            (vec!["1st"], "/1st: "),
            (vec!["last_"], "/last_: "),
            (vec![long.as_str()], ": is no name"),
        ] {
            let body = names.iter().rev().fold(json!(1), |inner, name| json!({ *name: inner }));
            let path = format!("/api/devices/oven-1/properties{query}");
            let message = service.patch(&path, &body).await.error(422, "UnprocessableEntity");
            assert!(message.contains(expected), "{expected}: {}", &message[..message.len().min(200)]);
        }
    }
    let metadata = json!({ "$metadata": { "target": {} }, "door": { "$metadata": {} }, "target_1": 5 });
    assert_eq!(service.patch("/api/devices/oven-1/properties?unmodeled=true", &metadata).await.status, 202);
    assert_eq!(service.get("/api/devices/oven-1/properties").await.ok()["target_1"], 5);
}
