use serde_json::json;

use crate::service::{Call, Service, ids};

const EVERYTHING: &str = "0fb6cf08-f03c-4987-93f6-72103e9f6100";
/// The device group that the template creates automatically.
const DEFAULT: &str = "ZHRtaTpjb250b3NvOmNsaW1hdGVNb25pdG9yOzE=";
const BUILDING_40: &str = "da48c8fe-bac7-42bc-81c0-d8158551f066";

#[tokio::test]
async fn lists_and_reads_devices() {
    let service = Service::new();
    let list = service.get("/api/devices").await.ok();
    assert_eq!(ids(&list), ["thermostat-01", "thermostat-02", "thermostat-03", "thermostat-04", "thermostat-05"]);
    let device = service.get("/api/devices/thermostat-01").await.ok();
    assert_eq!(device, list["value"][0]);
    assert_eq!(device["displayName"], "Lobby thermostat");
    assert_eq!(device["template"], "dtmi:contoso:climateMonitor;1");
    assert_eq!((&device["provisioned"], &device["simulated"]), (&json!(true), &json!(true)));
    let message = service.get("/api/devices/missing").await.error(404, "NotFound");
    assert!(message.contains("missing"));
}

#[tokio::test]
async fn devices_page_filter_and_order_like_any_list() {
    let service = Service::new();
    let page = service.get("/api/devices?maxpagesize=4&orderby=id%20desc").await.ok();
    assert_eq!(ids(&page).first(), Some(&"thermostat-05"));
    let path = page["nextLink"].as_str().unwrap().strip_prefix("http://localhost:7071").unwrap();
    assert_eq!(ids(&service.send(Call::raw("GET", path)).await.ok()), ["thermostat-01"]);
    let found = service.get("/api/devices?filter=contains(displayName,'room')").await.ok();
    assert_eq!(ids(&found), ["thermostat-03"]);
}

#[tokio::test]
async fn properties_are_the_devices_own() {
    let service = Service::new();
    let properties = service.get("/api/devices/thermostat-02/properties").await.ok();
    assert_eq!((&properties["manufacturer"], &properties["softwareVersion"]), (&json!("Contoso"), &json!("2.4.1")));
    service.get("/api/devices/missing/properties").await.error(404, "NotFound");
}

#[tokio::test]
async fn telemetry_is_the_last_message() {
    let service = Service::new();
    for (path, low, high) in [
        ("telemetry/temperature", 10.0, 35.0),
        ("telemetry/humidity", 20.0, 75.0),
        ("telemetry/pressure", 99.0, 103.0),
        ("telemetry/AvailableMemory", 250.0, 600.0),
        ("components/thermostat/telemetry/temperature", 10.0, 35.0),
    ] {
        let answer = service.get(&format!("/api/devices/thermostat-03/{path}")).await.ok();
        assert_eq!(answer["timestamp"], "2026-03-04T12:00:00Z");
        let value = answer["value"].as_f64().unwrap();
        assert!((low..high).contains(&value), "{path} is {value}");
    }
    let place = service.get("/api/devices/thermostat-03/telemetry/location").await.ok();
    assert!((place["value"]["lat"].as_f64().unwrap() - 47.64).abs() < 0.1);
}

#[tokio::test]
async fn devices_differ() {
    let service = Service::new();
    let mut seen = std::collections::HashSet::new();
    for number in 1..=5 {
        let answer = service.get(&format!("/api/devices/thermostat-0{number}/telemetry/location")).await.ok();
        assert!(seen.insert(answer["value"].to_string()));
    }
}

#[tokio::test]
async fn telemetry_that_a_device_does_not_send_is_not_found() {
    let service = Service::new();
    for path in [
        "thermostat-01/telemetry/speed",
        "thermostat-01/telemetry/thermostat.temperature",
        "thermostat-01/components/thermostat/telemetry/humidity",
        "thermostat-01/components/other/telemetry/temperature",
        "missing/telemetry/temperature",
    ] {
        service.get(&format!("/api/devices/{path}")).await.error(404, "NotFound");
    }
}

#[tokio::test]
async fn groups_and_their_devices() {
    let service = Service::new();
    let list = service.get("/api/deviceGroups").await.ok();
    assert_eq!(ids(&list), [EVERYTHING, DEFAULT, BUILDING_40]);
    let group = service.get(&format!("/api/deviceGroups/{BUILDING_40}")).await.ok();
    assert_eq!(group, list["value"][2]);
    assert!(group["filter"].as_str().unwrap().starts_with("SELECT * FROM devices WHERE"));
    let members = service.get(&format!("/api/deviceGroups/{BUILDING_40}/devices")).await.ok();
    assert_eq!(ids(&members), ["thermostat-01", "thermostat-02"]);
    let page = service.get(&format!("/api/deviceGroups/{EVERYTHING}/devices?maxpagesize=3")).await.ok();
    assert_eq!(ids(&page).len(), 3);
    assert!(page["nextLink"].as_str().unwrap().contains(&format!("/api/deviceGroups/{EVERYTHING}/devices?")));
    service.get("/api/deviceGroups/missing").await.error(404, "NotFound");
    service.get("/api/deviceGroups/missing/devices").await.error(404, "NotFound");
}

#[tokio::test]
async fn afternoons_are_warmer_and_drier_than_nights() {
    let mean = |hours: &'static str, name: &'static str| async move {
        let text =
            format!("SELECT AVG({name}) AS mean FROM dtmi:contoso:climateMonitor;1 WHERE WITHIN_WINDOW('{hours}')");
        Service::new().query(&text).await.ok()["results"][0]["mean"].as_f64().unwrap()
    };
    let (afternoon, night) = ("2026-03-03T13:00:00Z/2026-03-03T17:00:00Z", "2026-03-03T01:00:00Z/2026-03-03T05:00:00Z");
    assert!(mean(afternoon, "temperature").await > mean(night, "temperature").await + 2.0);
    assert!(mean(afternoon, "humidity").await < mean(night, "humidity").await - 4.0);
}
