//! The messages of simulated devices, as a client sees them. `src/simulation/mod.rs` documents each kind.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use crate::service::{NOW, Service};

const TRUCK: &str = "FROM dtmi:contoso:deliveryTruck;1 WHERE $id = 'truck-01'";
const PUMP: &str = "FROM dtmi:contoso:pumpStation;1 WHERE $id = 'pump-01'";

async fn rows(text: &str) -> Vec<Value> {
    Service::full().query(text).await.ok()["results"].as_array().unwrap().clone()
}

/// Returns the runs of equal values in a column: value and length.
fn runs(rows: &[Value], name: &str) -> Vec<(Value, usize)> {
    let mut runs: Vec<(Value, usize)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((value, count)) if *value == row[name] => *count += 1,
            _ => runs.push((row[name].clone(), 1)),
        }
    }
    runs
}

#[tokio::test]
async fn devices_send_at_their_own_pace() {
    for (from, id, count) in [
        ("climateMonitor", "thermostat-01", 720),
        ("deliveryTruck", "truck-01", 360),
        ("pumpStation", "pump-01", 60),
        ("pumpStation", "pump-03", 0),
    ] {
        let text = format!("SELECT $ts FROM dtmi:contoso:{from};1 WHERE $id = '{id}' AND WITHIN_WINDOW(PT59M59S)");
        assert_eq!(rows(&text).await.len(), count, "{id}");
    }
}

#[tokio::test]
async fn states_hold_for_a_while_and_take_every_value() {
    let rows = rows(&format!("SELECT $ts, status, valveOpen AS v {PUMP} AND WITHIN_WINDOW(P5D)")).await;
    let seen: HashSet<_> = rows.iter().map(|row| row["status"].as_i64().unwrap()).collect();
    assert_eq!(seen, [0, 1, 2, 3].into());
    assert!(rows.iter().all(|row| row["v"].is_boolean()));
    let runs = runs(&rows, "status");
    // The first and the last run may be incomplete.
    let whole = &runs[1..runs.len() - 1];
    assert!(
        whole.len() > 20 && whole.iter().all(|(_, length)| length % 30 == 0),
        "30 minutes, or a multiple: {whole:?}"
    );
    // States are drawn by weight: running is six times as likely as a fault.
    let count = |status: i64| rows.iter().filter(|row| row["status"] == status).count();
    assert!(count(1) > 2 * count(3), "{} {}", count(1), count(3));
}

#[tokio::test]
async fn an_event_is_in_one_message_of_its_span() {
    let rows = rows(&format!("SELECT $ts, alarm, alarm.severity AS s {PUMP}")).await;
    assert_eq!(rows.len(), 7 * 12, "every two hours, a week long; other messages are no rows");
    for row in &rows {
        assert_eq!(row["alarm"]["severity"], row["s"]);
        assert!(row["alarm"]["text"].is_string());
    }
    let spans: HashSet<i64> = rows
        .iter()
        .map(|row| row["$ts"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second() / 7200)
        .collect();
    assert_eq!(spans.len(), rows.len());
    let last = Service::full().get("/api/devices/pump-01/telemetry/alarm").await.ok();
    assert_eq!(last, json!({ "value": rows[0]["alarm"], "timestamp": rows[0]["$ts"] }));
}

#[tokio::test]
async fn an_event_beside_what_is_always_sent_is_null_mostly() {
    let rows = rows(&format!("SELECT $ts, flow, alarm {PUMP} AND WITHIN_WINDOW(P1D)")).await;
    assert_eq!(rows.len(), 24 * 60);
    assert_eq!(rows.iter().filter(|row| !row["alarm"].is_null()).count(), 12);
}

#[tokio::test]
async fn a_route_is_gone_round_in_straight_lines() {
    let rows = rows(&format!("SELECT $ts, location, location.lat AS lat {TRUCK} AND WITHIN_WINDOW(PT90M)")).await;
    assert_eq!(rows.len(), 540);
    let place = |row: &Value| (row["location"]["lat"].as_f64().unwrap(), row["location"]["lon"].as_f64().unwrap());
    for row in &rows {
        let (lat, lon) = place(row);
        assert!((47.5801..=47.6423).contains(&lat) && (-122.2015..=-122.0403).contains(&lon), "{lat} {lon}");
        assert_eq!(row["lat"], row["location"]["lat"]);
    }
    // A leg takes 15 minutes, and the longest is a tenth of a degree, so devices don't jump.
    for pair in rows.windows(2) {
        let ((lat, lon), (next_lat, next_lon)) = (place(&pair[0]), place(&pair[1]));
        let step = (lat - next_lat).abs().max((lon - next_lon).abs());
        assert!(step > 0.0 && step < 0.0015, "{step}");
    }
    let round_ago = Service::full_at("2026-03-04T10:30:00Z").get("/api/devices/truck-01/telemetry/location").await.ok();
    let now = Service::full_at("2026-03-04T12:00:00Z").get("/api/devices/truck-01/telemetry/location").await.ok();
    assert_eq!(round_ago["value"], now["value"], "a round takes 90 minutes");
}

#[tokio::test]
async fn objects_have_members_of_their_own() {
    let rows = rows(&format!("SELECT TOP 50 acceleration AS a, acceleration.x AS x {TRUCK}")).await;
    for row in &rows {
        let members: Vec<_> = row["a"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, ["x", "y", "z"]);
        assert_eq!(row["a"]["x"], row["x"]);
        assert_ne!(row["a"]["x"], row["a"]["y"]);
    }
}

#[tokio::test]
async fn integers_have_no_decimal_point() {
    for (device, path) in [("pump-01", "energy"), ("pump-01", "status"), ("thermostat-01", "AvailableMemory")] {
        let answer = Service::full().get(&format!("/api/devices/{device}/telemetry/{path}")).await.ok();
        assert!(answer["value"].is_i64(), "{answer}");
    }
}

#[tokio::test]
async fn a_drifting_property_changes_every_hour() {
    let at = |now: &'static str| async move {
        let all = Service::full_at(now).get("/api/devices/pump-01/properties").await.ok();
        (all["oilTemperature"].clone(), all["$metadata"]["oilTemperature"]["lastUpdateTime"].clone())
    };
    let (noon, updated) = at(NOW).await;
    assert!((30.0..80.0).contains(&noon.as_f64().unwrap()));
    assert_eq!(updated, "2026-03-04T12:00:00Z");
    assert_eq!(at("2026-03-04T12:59:59Z").await.0, noon);
    assert_ne!(at("2026-03-04T13:00:00Z").await.0, noon);
}

/// Tests of the page expect these values.
#[tokio::test]
async fn values_stay_what_they_are() {
    let service = Service::full();
    let mut values = BTreeMap::new();
    for (device, path) in [
        ("thermostat-01", "temperature"),
        ("thermostat-02", "humidity"),
        ("thermostat-04", "location"),
        ("truck-01", "location"),
        ("truck-02", "cargoState"),
        ("truck-02", "doorOpen"),
        ("pump-01", "status"),
        ("pump-02", "maintenance"),
    ] {
        let answer = service.get(&format!("/api/devices/{device}/telemetry/{path}")).await.ok();
        values.insert(format!("{device} {path}"), answer);
    }
    let noon = "2026-03-04T12:00:00Z";
    let expected = json!({
        "thermostat-01 temperature": { "timestamp": noon, "value": 22.5 },
        "thermostat-02 humidity": { "timestamp": noon, "value": 49.7 },
        "thermostat-04 location": { "timestamp": noon, "value": { "lat": 47.638707, "lon": -122.138552 } },
        "truck-01 location": { "timestamp": noon, "value": { "lat": 47.589486, "lon": -122.15979 } },
        "truck-02 cargoState": { "timestamp": noon, "value": "driving" },
        "truck-02 doorOpen": { "timestamp": noon, "value": false },
        "pump-01 status": { "timestamp": noon, "value": 1 },
        "pump-02 maintenance": { "timestamp": "2026-03-03T20:39:00Z", "value": "inspected" },
    });
    assert_eq!(json!(values), expected);
}
