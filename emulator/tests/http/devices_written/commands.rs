//! The commands of a device.

use serde_json::{Value, json};

use super::with_oven;
use crate::service::Call;

#[tokio::test]
async fn commands_run_and_are_remembered() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/commands/bake";
    assert_eq!(service.get(path).await.ok(), json!({ "value": [] }));
    let run = |path: &'static str, body: Value| service.send(Call::new("POST", path).json("application/json", &body));
    let first = run(path, json!({ "request": { "loaves": 3 }, "responseTimeout": 10 })).await;
    assert_eq!(first.status, 201);
    assert_eq!((&first.body["request"], &first.body["responseCode"]), (&json!({ "loaves": 3 }), &json!(200)));
    assert!(first.body["response"].is_number() && first.body["id"].is_string(), "{}", first.body);
    let second = run(path, json!({})).await;
    assert_eq!(service.get(path).await.ok(), json!({ "value": [second.body, first.body] }));
    assert_eq!(run("/api/devices/oven-1/commands/stop", json!({})).await.body.get("response"), None);
    assert_eq!(run("/api/devices/oven-1/components/door/commands/lock", json!({})).await.status, 201);

    run("/api/devices/oven-1/commands/fly", json!({})).await.error(404, "NotFound");
    let message = run(path, json!({ "responseTimeout": 3 })).await.error(422, "UnprocessableEntity");
    assert!(message.contains("/responseTimeout"), "{message}");
    service.patch("/api/devices/oven-1", &json!({ "simulated": false })).await.ok();
    assert!(run(path, json!({})).await.error(404, "NotFound").contains("not connected"));
}
