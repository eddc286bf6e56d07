use serde_json::json;

use crate::service::{NOW, Service};

#[tokio::test]
async fn a_frozen_clock_repeats_every_answer() {
    let query = "SELECT TOP 5 $ts, temperature FROM dtmi:contoso:climateMonitor;1";
    let (one, two) = (Service::at(NOW), Service::at(NOW));
    assert_eq!(one.query(query).await.ok(), two.query(query).await.ok());
    assert_eq!(one.get("/api/dashboards").await.ok(), two.get("/api/dashboards").await.ok());
    let path = "/api/dashboards/new";
    let body = json!({ "displayName": "New" });
    assert_eq!(one.put(path, &body).await.ok(), two.put(path, &body).await.ok());
}

#[tokio::test]
async fn another_moment_has_other_values() {
    let path = "/api/devices/thermostat-01/telemetry/pressure";
    let now = Service::at(NOW).get(path).await.ok();
    let same_message = Service::at("2026-03-04T12:00:04.999Z").get(path).await.ok();
    let next_message = Service::at("2026-03-04T12:00:05Z").get(path).await.ok();
    assert_eq!(now["timestamp"], "2026-03-04T12:00:00Z");
    assert_eq!(now, same_message);
    assert_eq!(next_message["timestamp"], "2026-03-04T12:00:05Z");
}

#[tokio::test]
async fn answers_and_errors_are_dated_by_it() {
    assert_eq!(Service::at(NOW).get("/api/dashboards").await.header("date"), "Wed, 04 Mar 2026 12:00:03 GMT");
    let answer = Service::at(NOW).get("/api/dashboards/missing").await;
    assert_eq!(answer.header("date"), "Wed, 04 Mar 2026 12:00:03 GMT");
    assert_eq!(answer.body["error"]["time"], "Wed, 04 Mar 2026 12:00:03 GMT");
}
