use serde_json::{Value, json};

use super::{at, call, created, follow, patch, plain, put, refused};
use crate::service::{Answer, Call, Service};

async fn state(service: &Service, name: &str) -> String {
    let body = service.send(call("GET", &at(name))).await.ok();
    body["properties"]["provisioningState"].as_str().unwrap().to_owned()
}

fn links(answer: &Answer) -> (bool, bool) {
    (!answer.header("azure-asyncoperation").is_empty(), !answer.header("location").is_empty())
}

#[tokio::test]
async fn a_create_has_the_recorded_shape() {
    let service = Service::new();
    let answer = service.send(put("my-app", &plain())).await;
    assert_eq!((answer.status, links(&answer)), (201, (true, false)));
    assert_eq!(answer.header("retry-after"), "");
    assert_eq!(
        (&answer.body["properties"]["provisioningState"], &answer.body["name"]),
        (&json!("Creating"), &json!("my-app"))
    );
    let link = answer.header("azure-asyncoperation").to_owned();
    let prefix = "http://localhost:7071/subscriptions/11111111-2222-3333-4444-555555555555/providers/\
                  Microsoft.IoTCentral/locations/eastus/operationResults/";
    assert!(
        link.starts_with(prefix) && link.contains("?api-version=2021-06-01&") && link.ends_with("&asyncinfo"),
        "{link}"
    );

    let data = Call::new("GET", "/api/dashboards").header("host", "my-app.localhost");
    let message = service.send(data).await.error(404, "NotFound");
    assert!(message.contains("provisioningState"), "{message}");
    let first = follow(&service, &link).await;
    assert_eq!(first.header("retry-after"), "1");
    assert_eq!(first.ok(), json!({ "status": "Creating" }));
    assert_eq!(follow(&service, &link).await.ok(), json!({ "status": "Succeeded" }));
    assert_eq!(follow(&service, &link).await.ok(), json!({ "status": "Succeeded" }));
    assert_eq!(state(&service, "my-app").await, "Succeeded");
    let data = Call::new("GET", "/api/dashboards").header("host", "my-app.localhost");
    assert_eq!(service.send(data).await.status, 200);
}

/// The replacement answers as recorded. The patch answers as in the preview's description: Python's
/// azure-mgmt-iotcentral, which the az CLI contains, accepts only an empty 202.
#[tokio::test]
async fn a_replacement_and_a_patch_are_followed_too() {
    let service = Service::new();
    created(&service, "my-app", &plain()).await;
    let replacement = service.send(put("my-app", &plain())).await;
    assert_eq!((replacement.status, links(&replacement)), (200, (true, false)));
    assert_eq!(replacement.body["properties"]["provisioningState"], "Updating");
    finished(&service, &replacement).await;

    let change = service.send(patch("my-app", &json!({ "tags": { "a": "b" } }))).await;
    assert_eq!((change.status, links(&change), &change.body), (202, (true, true), &Value::Null));
    finished(&service, &change).await;
    let after = follow(&service, change.header("location")).await.ok();
    assert_eq!((&after["tags"], &after["name"]), (&json!({ "a": "b" }), &json!("my-app")));
}

/// Polls an update until it ends.
async fn finished(service: &Service, answer: &Answer) {
    let data = Call::new("GET", "/api/dashboards").header("host", "my-app.localhost");
    assert_eq!(service.send(data).await.status, 200, "its data plane stays");
    let link = answer.header("azure-asyncoperation");
    assert_eq!(follow(service, link).await.ok()["status"], "Updating");
    assert_eq!(follow(service, link).await.ok()["status"], "Succeeded");
}

#[tokio::test]
async fn a_delete_has_the_recorded_shape() {
    let service = Service::new();
    created(&service, "my-app", &plain()).await;
    let answer = service.send(call("DELETE", &at("my-app"))).await;
    assert_eq!((answer.status, links(&answer), &answer.body), (202, (true, true), &Value::Null));
    let status = answer.header("azure-asyncoperation").to_owned();
    let location = answer.header("location").to_owned();
    assert_eq!(format!("{location}&asyncinfo"), status);
    assert_eq!(follow(&service, &status).await.ok(), json!({ "status": "Deleting" }));
    assert_eq!(follow(&service, &status).await.ok(), json!({ "status": "Succeeded" }));
    assert_eq!(follow(&service, &location).await.status, 204);
    refused(&service.send(call("GET", &at("my-app"))).await, 404, "ResourceNotFound");
}

#[tokio::test]
async fn without_headers_the_resource_itself_tells() {
    let service = Service::new();
    service.send(put("my-app", &plain())).await;
    assert_eq!(state(&service, "my-app").await, "Creating");
    assert_eq!(state(&service, "my-app").await, "Succeeded");
    service.send(call("DELETE", &at("my-app"))).await;
    assert_eq!(state(&service, "my-app").await, "Deleting");
    refused(&service.send(call("GET", &at("my-app"))).await, 404, "ResourceNotFound");
    let data = Call::new("GET", "/api/dashboards").header("host", "my-app.localhost");
    service.send(data).await.error(404, "NotFound");
    assert_eq!(service.send(put("my-app", &plain())).await.status, 201, "it is gone, not hidden");
}

#[tokio::test]
async fn by_location_alone() {
    let service = Service::new();
    let style = |call: Call| call.header("x-emulator-lro", "location");
    for (call, status) in [
        (put("my-app", &plain()), 200),
        (put("my-app", &plain()), 200),
        (patch("my-app", &json!({ "tags": { "a": "b" } })), 200),
        (call("DELETE", &at("my-app")), 204),
    ] {
        let answer = service.send(style(call)).await;
        assert_eq!((answer.status, links(&answer), &answer.body), (202, (false, true), &Value::Null));
        let link = answer.header("location").to_owned();
        let running = follow(&service, &link).await;
        assert_eq!((running.status, running.header("retry-after"), &running.body), (202, "1", &Value::Null));
        let done = follow(&service, &link).await;
        assert_eq!(done.status, status);
        assert_eq!(done.body["name"], if status == 200 { json!("my-app") } else { Value::Null });
    }
}

#[tokio::test]
async fn a_failed_or_cancelled_operation_says_so_however_it_is_followed() {
    for (word, state_after, code) in
        [("failed", "Failed", "OperationFailed"), ("canceled", "Canceled", "OperationCanceled")]
    {
        let service = Service::new();
        let answer = service.send(put("my-app", &plain()).header("x-emulator-lro", word)).await;
        assert_eq!(answer.status, 201);
        let link = answer.header("azure-asyncoperation").to_owned();
        follow(&service, &link).await;
        let ended = follow(&service, &link).await.ok();
        assert_eq!((&ended["status"], &ended["error"]["code"]), (&json!(state_after), &json!(code)));
        assert_eq!(state(&service, "my-app").await, state_after);
        let data = Call::new("GET", "/api/dashboards").header("host", "my-app.localhost");
        service.send(data).await.error(404, "NotFound");

        // A second attempt may succeed.
        let again = service.send(put("my-app", &plain()).header("x-emulator-lro", "synchronous")).await;
        assert_eq!(again.status, 200);
        let data = Call::new("GET", "/api/dashboards").header("host", "my-app.localhost");
        assert_eq!(service.send(data).await.status, 200);

        let style = format!("Location, {word}");
        let answer =
            service.send(patch("my-app", &json!({ "tags": { "a": "b" } })).header("x-emulator-lro", &style)).await;
        let link = answer.header("location").to_owned();
        follow(&service, &link).await;
        refused(&follow(&service, &link).await, 409, code);
        let after = service.send(call("GET", &at("my-app"))).await.ok();
        assert_eq!((&after["tags"], &after["properties"]["provisioningState"]), (&json!({}), &json!(state_after)));

        let style = format!("synchronous,{word}");
        let answer = service.send(call("DELETE", &at("my-app")).header("x-emulator-lro", &style)).await;
        refused(&answer, 409, code);
        assert_eq!(state(&service, "my-app").await, state_after, "it is still there");
    }
}

#[tokio::test]
async fn one_operation_at_a_time() {
    let service = Service::new();
    service.send(put("my-app", &plain())).await;
    for call in [put("my-app", &plain()), patch("my-app", &json!({})), call("DELETE", &at("my-app"))] {
        refused(&service.send(call).await, 409, "Conflict");
    }
}

#[tokio::test]
async fn the_clock_ends_operations_without_polls() {
    let emulator = iotcentral_emulator::Emulator::new(iotcentral_emulator::Settings::default()).unwrap();
    let service = Service::of(&emulator);
    service.send(put("my-app", &plain())).await;
    let data = || Call::new("GET", "/api/dashboards").header("host", "my-app.localhost");
    assert_eq!(service.send(data()).await.status, 404);
    tokio::time::sleep(std::time::Duration::from_millis(5100)).await;
    assert_eq!(service.send(data()).await.status, 200);
}

#[tokio::test]
async fn an_operation_or_a_wish_that_is_unknown_is_refused() {
    let service = Service::new();
    let path = "/subscriptions/s/providers/Microsoft.IoTCentral/locations/eastus/operationResults/x";
    refused(&service.send(call("GET", path)).await, 404, "NotFound");
    let answer = service.send(put("my-app", &plain()).header("x-emulator-lro", "later")).await;
    let message = refused(&answer, 400, "InvalidHeaderValue");
    assert!(message.contains("azure-async, location, synchronous, failed and canceled"), "{message}");
}

#[tokio::test]
async fn the_link_is_valid_with_any_location() {
    let service = Service::new();
    let mut body = plain();
    body["location"] = "\u{f3}\u{8} eu/west?".into();
    let answer = service.send(put("contoso-odd", &body)).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    follow(&service, answer.header("azure-asyncoperation")).await.ok();
}
