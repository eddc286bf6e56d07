//! Devices: create, update, delete, validation and filters.

use serde_json::json;

use super::{TEMPLATE, delete, with_oven};
use crate::service::{Call, Service};

#[tokio::test]
async fn a_device_is_made_changed_and_deleted() {
    let service = with_oven().await;
    let device = service.get("/api/devices/oven-1").await.ok();
    let expected = json!({
        "id": "oven-1", "displayName": "Oven", "template": TEMPLATE, "simulated": true, "provisioned": true,
        "enabled": true, "etag": device["etag"],
    });
    assert_eq!(device, expected);

    let change = Call::new("PATCH", "/api/devices/oven-1")
        .json("application/json", &json!({ "enabled": false, "simulated": false }))
        .header("if-match", device["etag"].as_str().unwrap());
    let changed = service.send(change).await.ok();
    assert_eq!((&changed["enabled"], &changed["provisioned"]), (&json!(false), &json!(true)));
    assert_eq!(changed["displayName"], "Oven");
    let stale =
        Call::new("PATCH", "/api/devices/oven-1").json("application/json", &json!({})).header("if-match", "\"x\"");
    service.send(stale).await.error(412, "PreconditionFailed");

    let bare = service.put("/api/devices/bare", &json!({})).await.ok();
    assert_eq!((&bare["displayName"], &bare["simulated"], bare.get("template")), (&json!("bare"), &json!(false), None));
    service.get("/api/devices/bare/telemetry/heat").await.error(404, "NotFound");
    assert_eq!(service.get("/api/devices/bare/properties").await.ok(), json!({}));
    assert_eq!(service.get("/api/devices/bare/components").await.ok(), json!({ "value": [] }));

    assert_eq!(delete(&service, "/api/devices/oven-1").await, 204);
    assert_eq!(delete(&service, "/api/devices/oven-1").await, 404);
    service.get("/api/devices/oven-1/properties").await.error(404, "NotFound");
    assert_eq!(delete(&service, &format!("/api/deviceTemplates/{TEMPLATE}")).await, 204, "no device has it any more");
}

#[tokio::test]
async fn a_device_is_checked() {
    let service = Service::new();
    for (body, expected) in [
        (json!([]), "The device: must be an object"),
        (json!({ "simulated": "yes" }), "/simulated: must be true or false"),
        (json!({ "organizations": ["a", "b"] }), "/organizations: may have at most 1"),
        (json!({ "template": "dtmi:missing;1" }), "/template: there is no device template dtmi:missing;1"),
    ] {
        let message = service.put("/api/devices/new", &body).await.error(422, "UnprocessableEntity");
        assert!(message.contains(expected), "{body}: {message}");
    }
    for id in ["a%2Fb", "a%20b", "%C3%A4", &"x".repeat(129)] {
        service.put(&format!("/api/devices/{id}"), &json!({})).await.error(400, "BadRequest");
    }
    let hidden = service.put("/api/devices/new", &json!({ "$state": { "interval": 1 } })).await.ok();
    assert_eq!(hidden.get("$state"), None);
}

#[tokio::test]
async fn lists_take_the_documented_filters() {
    let service = with_oven().await;
    service.put("/api/devices/shared", &json!({ "organizations": ["seattle"] })).await.ok();
    for (list, filter, expected) in [
        ("devices", "template eq 'dtmi:fabrikam:oven;1'", vec!["oven-1"]),
        ("devices", "simulated eq false or id eq 'oven-1'", vec!["oven-1", "shared"]),
        ("devices", "organizations eq 'seattle'", vec!["shared"]),
        ("devices", "contains(displayName, 'Kitchen')", vec!["thermostat-02"]),
        ("deviceTemplates", "'@id' eq 'dtmi:fabrikam:oven;1'", vec!["Oven"]),
        ("deviceTemplates", "capabilityModelId eq 'dtmi:contoso:ClimateMonitor;1'", vec!["Climate monitor"]),
        ("deviceTemplates", "displayName gt 'D'", vec!["Oven"]),
    ] {
        let encoded: String = filter.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let found = service.get(&format!("/api/{list}?filter={encoded}")).await.ok();
        let name = if list == "devices" { "id" } else { "displayName" };
        let names: Vec<_> =
            found["value"].as_array().unwrap().iter().map(|item| item[name].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{filter}");
    }
    let ordered = service.get("/api/deviceTemplates?orderby=displayName%20desc").await.ok();
    assert_eq!(ordered["value"][0]["displayName"], "Oven");
}
