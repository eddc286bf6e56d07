//! The query language beyond the needs of a line chart: alternatives, aliases, properties, and parts of values.

use serde_json::{Value, json};

use crate::service::{Call, Service};

const TRUCKS: &str = "FROM dtmi:contoso:deliveryTruck;1";
const PUMPS: &str = "FROM dtmi:contoso:pumpStation;1";

async fn rows(text: &str) -> Vec<Value> {
    Service::full().query(text).await.ok()["results"].as_array().unwrap().clone()
}

async fn refused(text: &str) -> String {
    Service::full().query(text).await.error(400, "BadRequest")
}

fn column<'a>(rows: &'a [Value], name: &str) -> Vec<&'a Value> {
    rows.iter().map(|row| &row[name]).collect()
}

#[tokio::test]
async fn and_binds_tighter_than_or() {
    let rows_where = |condition: &str| {
        let text = format!("SELECT $id, $ts, flow, status {PUMPS} WHERE {condition}");
        async move { rows(&text).await }
    };
    let both = rows_where("WITHIN_WINDOW(PT1H)").await;
    assert_eq!(both.len(), 2 * 60);
    let limit = both[40]["flow"].as_f64().unwrap();
    let expected = |test: &dyn Fn(&Value) -> bool| both.iter().filter(|row| test(row)).cloned().collect::<Vec<_>>();
    let above = |row: &Value| row["flow"].as_f64().unwrap() > limit;
    let one = |row: &Value| row["$id"] == "pump-01";
    assert_eq!(
        rows_where(&format!("WITHIN_WINDOW(PT1H) AND $id = 'pump-01' OR WITHIN_WINDOW(PT1H) AND flow > {limit}")).await,
        expected(&|row| one(row) || above(row))
    );
    assert_eq!(
        rows_where(&format!("$id = 'pump-01' AND flow > {limit} AND WITHIN_WINDOW(PT1H)")).await,
        expected(&|row| one(row) && above(row))
    );
    // A window applies only to its alternative.
    let mixed = rows_where("WITHIN_WINDOW(PT5M) AND $id = 'pump-02' OR WITHIN_WINDOW(PT2M) AND $id = 'pump-01'").await;
    assert_eq!(mixed.len(), 5 + 2);
    assert!(rows_where("$id = 'pump-01' AND $id = 'pump-02' OR $id = 'missing'").await.is_empty());
}

#[tokio::test]
async fn an_alias_may_stand_in_conditions_and_orders() {
    let text = format!("SELECT $ts AS time, speed AS s {TRUCKS} WHERE $id = 'truck-01' AND WITHIN_WINDOW(PT1H)");
    let all = rows(&format!("{text} ORDER BY time ASC")).await;
    assert_eq!(all.len(), 360);
    assert!(column(&all, "time").is_sorted_by(|left, right| left.as_str() < right.as_str()));
    let limit = all[180]["s"].as_f64().unwrap();
    let fast = rows(&format!("{text} AND s > {limit} ORDER BY s")).await;
    assert!(!fast.is_empty() && fast.len() < 360);
    assert!(column(&fast, "s").is_sorted_by(|left, right| left.as_f64() <= right.as_f64()));
    assert!(fast[0]["s"].as_f64().unwrap() > limit);
}

#[tokio::test]
async fn device_flags_are_selected_and_compared() {
    let text = format!("SELECT TOP 1 $id, $provisioned, $simulated AS s, flow {PUMPS}");
    let row = &rows(&text).await[0];
    assert_eq!((&row["$provisioned"], &row["s"]), (&json!(true), &json!(true)));
    assert_eq!(rows(&format!("{text} WHERE $simulated = true AND $provisioned = true")).await.len(), 1);
    assert!(rows(&format!("{text} WHERE $simulated = false")).await.is_empty(), "pump-03 never sent");
}

#[tokio::test]
async fn properties_are_rows_of_devices() {
    let all = rows(&format!("SELECT $id, serialNumber, customer AS c, $simulated {PUMPS}")).await;
    assert_eq!(
        all,
        [
            json!({ "$id": "pump-01", "serialNumber": "P-4711", "c": "Woodgrove", "$simulated": true }),
            json!({ "$id": "pump-02", "serialNumber": "P-4712", "c": "Woodgrove", "$simulated": true }),
            json!({ "$id": "pump-03", "serialNumber": null, "c": null, "$simulated": false }),
        ]
    );
    let one = rows(&format!("SELECT $id {PUMPS} WHERE serialNumber = 'P-4712'")).await;
    assert_eq!(one, [json!({ "$id": "pump-02" })]);
    let greater = rows(&format!("SELECT $id, targetFlow AS t {PUMPS} WHERE t > 30 OR enabled = false")).await;
    assert_eq!(greater, [json!({ "$id": "pump-01", "t": 32.5 })]);
    let order = rows(&format!("SELECT TOP 2 $id, customer {PUMPS} ORDER BY $id DESC")).await;
    assert_eq!(column(&order, "$id"), ["pump-03", "pump-02"]);
    let parts =
        rows(&format!("SELECT deviceInformation.model, depot.lat AS lat {TRUCKS} WHERE $id = 'truck-01'")).await;
    assert_eq!(parts, [json!({ "deviceInformation.model": "Truck unit 7", "lat": 47.6423 })]);
    let drift = &rows(&format!("SELECT oilTemperature AS o {PUMPS} WHERE $id = 'pump-01'")).await[0];
    let properties = Service::full().get("/api/devices/pump-01/properties").await.ok();
    assert_eq!(drift["o"], properties["oilTemperature"]);
}

#[tokio::test]
async fn aggregates_ignore_missing_values() {
    let range = "WHERE $id = 'truck-01' AND WITHIN_WINDOW(PT12H)";
    let all = rows(&format!("SELECT $ts, delivered, cargoState, location.lat AS lat {TRUCKS} {range}")).await;
    let events: Vec<_> = all.iter().filter(|row| !row["delivered"].is_null()).collect();
    let text = "SELECT COUNT(delivered) AS n, FIRST(delivered) AS f, LAST(delivered) AS l, LAST(cargoState) AS c, \
                MAX(location.lat) AS m";
    let row = &rows(&format!("{text} {TRUCKS} {range}")).await[0];
    assert_eq!(row["n"], events.len());
    assert_eq!((&row["l"], &row["f"]), (&events[0]["delivered"], &events[events.len() - 1]["delivered"]));
    assert_eq!(row["c"], all[0]["cargoState"]);
    let highest = column(&all, "lat").iter().map(|lat| lat.as_f64().unwrap()).fold(f64::MIN, f64::max);
    assert_eq!(row["m"].as_f64().unwrap(), highest);
    // A window without an event has no row.
    let windows = rows(&format!("SELECT COUNT(shock) {TRUCKS} {range} GROUP BY WINDOW(PT10M)")).await;
    assert_eq!(windows.len(), 3);
    assert!(windows.iter().all(|row| row["count_shock"] == 1), "{windows:?}");
}

#[tokio::test]
async fn several_devices_are_gathered_together() {
    let each = |id: &'static str| async move {
        let text = format!("SELECT $ts, flow {PUMPS} WHERE $id = '{id}' AND WITHIN_WINDOW(PT1H)");
        rows(&text).await
    };
    let (one, other) = (each("pump-01").await, each("pump-02").await);
    let text = format!("SELECT SUM(flow) AS s, COUNT(flow) AS n, LAST(flow) AS l {PUMPS} WHERE WITHIN_WINDOW(PT1H)");
    let row = &rows(&text).await[0];
    let sum: f64 = column(&one, "flow").iter().chain(&column(&other, "flow")).map(|flow| flow.as_f64().unwrap()).sum();
    assert!((row["s"].as_f64().unwrap() - sum).abs() < 1e-6);
    assert_eq!((&row["n"], &row["l"]), (&json!(120), &other[0]["flow"]), "of the same moment the last device counts");
}

#[tokio::test]
async fn contradictory_parts_of_a_query_are_rejected() {
    for (text, expected) in [
        (format!("SELECT flow, serialNumber {PUMPS}"), "Position 14: a query is for telemetry or for properties"),
        (format!("SELECT $ts, serialNumber {PUMPS}"), "a query is for telemetry or for properties"),
        (format!("SELECT flow {PUMPS} WHERE customer = 'x'"), "a query is for telemetry or for properties"),
        (format!("SELECT customer {PUMPS} WHERE WITHIN_WINDOW(P1D)"), "Position 55: properties have no time window"),
        (format!("SELECT COUNT(customer) {PUMPS}"), "only telemetry can be aggregated"),
        (format!("SELECT COUNT($id) {PUMPS}"), "only telemetry can be aggregated"),
        (format!("SELECT customer {PUMPS} GROUP BY WINDOW(PT1H)"), "only telemetry can be grouped"),
        (format!("SELECT customer {PUMPS} WHERE customer IN ['a']"), "IN takes telemetry and $id only"),
        (format!("SELECT flow {PUMPS} WHERE $simulated IN [true]"), "IN takes telemetry and $id only"),
        (format!("SELECT customer {PUMPS} ORDER BY customer"), "properties are ordered by $id only"),
        (format!("SELECT flow {PUMPS} ORDER BY $simulated"), "rows are ordered by telemetry, $ts or $id"),
        (format!("SELECT AVG(alarm) {PUMPS}"), "Avg needs numbers"),
        (format!("SELECT MAX(cargoState) {TRUCKS}"), "Max needs numbers"),
    ] {
        let message = refused(&text).await;
        assert!(message.contains(expected), "{text}\n  {message}");
    }
}

#[tokio::test]
async fn values_that_are_not_numbers_are_not_aggregated() {
    let text = "SELECT AVG(alarm.text) AS a, SUM(alarm.text) AS s, MAX(alarm.text) AS m, COUNT(alarm.text) AS n";
    let row = &rows(&format!("{text} {PUMPS} WHERE WITHIN_WINDOW(P7D)")).await[0];
    assert_eq!((&row["a"], &row["s"], &row["m"]), (&Value::Null, &Value::Null, &Value::Null));
    assert!(row["n"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn an_injected_value_is_what_the_template_says() {
    let service = Service::full();
    let contents = json!([
        { "@type": "Telemetry", "name": "double", "schema": "double" },
        { "@type": "Telemetry", "name": "integer", "schema": "integer" },
        { "@type": "Telemetry", "name": "long", "schema": "long" },
        { "@type": "Telemetry", "name": "boolean", "schema": "boolean" },
        { "@type": "Telemetry", "name": "string", "schema": "string" },
        { "@type": "Telemetry", "name": "dateTime", "schema": "dateTime" },
        { "@type": "Telemetry", "name": "geopoint", "schema": "geopoint" },
        { "@type": "Telemetry", "name": "vector", "schema": "vector" },
        { "@type": "Telemetry", "name": "enum", "schema": { "@type": "Enum", "enumValues": [{ "enumValue": 1 }, { "enumValue": 2 }] } },
        { "@type": "Telemetry", "name": "object", "schema": { "@type": ["Object"], "fields": [{ "name": "inner", "schema": "double" }] } },
        { "@type": "Telemetry", "name": "array", "schema": { "@type": "Array", "elementSchema": "double" } },
        { "@type": "Telemetry", "name": "other", "schema": "unheardOf" },
    ]);
    let template = json!({ "@type": ["DeviceModel"], "capabilityModel": { "contents": contents } });
    service.put("/api/deviceTemplates/dtmi:x;1", &template).await.ok();
    service.put("/api/devices/x", &json!({ "template": "dtmi:x;1" })).await.ok();
    for (name, right, wrong, place) in [
        ("double", json!(1), json!("hot"), ""),
        ("double", json!(-1.5), Value::Null, ""),
        ("integer", json!(5), json!(5.5), ""),
        ("integer", json!(-7.0), json!(3_000_000_000_u32), ""),
        ("long", json!(3_000_000_000_u32), json!("5"), ""),
        ("boolean", json!(false), json!(0), ""),
        ("string", json!(""), json!(0), ""),
        ("dateTime", json!("2026-01-31T12:00:00Z"), json!("noon"), ""),
        ("geopoint", json!({ "lat": 1, "lon": 2, "alt": 3 }), json!({ "lat": 1 }), ""),
        ("vector", json!({ "x": 1, "y": 2, "z": 3 }), json!([1, 2, 3]), ""),
        ("enum", json!(2), json!("2"), ""),
        ("object", json!({ "inner": 1, "more": "x" }), json!({ "inner": "x" }), "/inner"),
        ("array", json!([1]), json!(1), ""),
        ("other", json!("anything"), Value::Null, ""),
    ] {
        let send = |value: &Value| {
            let body = json!({ "values": { name: value } });
            service.send(Call::new("POST", "/emulator/devices/x/telemetry").json("application/json", &body))
        };
        send(&right).await.ok();
        let message = send(&wrong).await.error(422, "UnprocessableEntity");
        assert!(message.starts_with(&format!("/values/{name}{place}: must be ")), "{wrong}: {message}");
        let last = service.get(&format!("/api/devices/x/telemetry/{name}")).await.ok();
        assert_eq!(last["value"].as_f64(), right.as_f64(), "{name}");
    }
}

#[tokio::test]
async fn the_last_value_is_found_among_other_messages() {
    let service = Service::full();
    let inner = json!({ "@type": "Object", "fields": [{ "name": "n", "schema": "double" }] });
    let contents = json!([
        { "@type": "Telemetry", "name": "n", "schema": "double" },
        { "@type": "Telemetry", "name": "object", "schema": inner },
    ]);
    let template = json!({ "@type": ["DeviceModel"], "capabilityModel": { "contents": contents } });
    service.put("/api/deviceTemplates/dtmi:x;1", &template).await.ok();
    service.put("/api/devices/x", &json!({ "template": "dtmi:x;1", "simulated": true })).await.ok();
    let service = &service;
    let last = |name: &str| {
        let path = format!("/api/devices/x/telemetry/{name}");
        async move { service.get(&path).await.ok() }
    };
    let simulated = last("n").await;
    let message = |time: &str, values: Value| json!({ "timestamp": time, "values": values });
    let send = |messages: Value| {
        service.send(Call::new("POST", "/emulator/devices/x/telemetry").json("application/json", &messages))
    };
    send(message("2026-03-04T13:00:00Z", json!({ "n": 1 }))).await.ok();
    assert_eq!(last("n").await, simulated, "it has not come yet");
    send(json!([
        message("2026-03-04T11:00:00Z", json!({ "n": 2 })),
        message("2026-03-04T11:30:00Z", json!({ "n": 3 })),
        message("2026-03-04T11:59:00Z", json!({ "object": { "n": 4 } })),
    ]))
    .await
    .ok();
    assert_eq!(last("n").await, json!({ "value": 3, "timestamp": "2026-03-04T11:30:00Z" }));
    assert_eq!(last("object").await, json!({ "value": { "n": 4 }, "timestamp": "2026-03-04T11:59:00Z" }));
    let rows = service.query("SELECT $ts, n FROM dtmi:x;1 WHERE WITHIN_WINDOW(PT1H)").await.ok()["results"].clone();
    assert_eq!(rows, json!([{ "$ts": "2026-03-04T11:30:00Z", "n": 3 }]));
}

/// An injected value is a message, and ends the simulation of that telemetry.
#[tokio::test]
async fn real_values_take_the_place_of_simulated_ones() {
    let service = Service::full();
    let send = |id: &str, body: Value| {
        let path = format!("/emulator/devices/{id}/telemetry");
        service.send(Call::new("POST", &path).json("application/json", &body))
    };
    let service = &service;
    let get = |path: &str| {
        let path = format!("/api/devices/truck-01/{path}");
        async move { service.get(&path).await }
    };
    let before = get("telemetry/fuel").await.ok();
    let body = json!([
        { "values": { "speed": 200.5, "cooler.temperature": 4 }, "timestamp": "2026-03-04T11:30:00.250Z" },
        { "values": { "speed": 201 }, "timestamp": "2026-03-04T12:31:00+01:00" },
    ]);
    assert_eq!(send("truck-01", body).await.ok(), json!({ "accepted": 2 }));
    assert_eq!(get("telemetry/speed").await.ok(), json!({ "value": 201, "timestamp": "2026-03-04T11:31:00Z" }));
    let cooler = get("components/cooler/telemetry/temperature").await.ok();
    assert_eq!(cooler, json!({ "value": 4, "timestamp": "2026-03-04T11:30:00.25Z" }));
    assert_eq!(get("telemetry/fuel").await.ok(), before, "it got no real value");

    let text = format!("SELECT $ts, speed {TRUCKS} WHERE $id = 'truck-01' AND WITHIN_WINDOW(PT40M)");
    let results = service.query(&text).await.ok()["results"].clone();
    let results = results.as_array().unwrap();
    assert_eq!(results[0], json!({ "$ts": "2026-03-04T11:31:00Z", "speed": 201 }));
    assert_eq!(results[1], json!({ "$ts": "2026-03-04T11:30:00.25Z", "speed": 200.5 }));
    assert_eq!(results[2]["$ts"], "2026-03-04T11:30:00Z");
    assert_eq!(results.len(), 2 + 60);
    let text =
        format!("SELECT MAX(speed) AS m, LAST(speed) AS l {TRUCKS} WHERE $id = 'truck-01' GROUP BY WINDOW(PT1H)");
    let windows = service.query(&text).await.ok()["results"].clone();
    assert_eq!(windows[0], json!({ "$ts": "2026-03-04T11:00:00Z", "m": 201, "l": 201 }));

    for (body, expected) in [
        (json!({}), "/values: is required"),
        (json!([{ "values": { "speed": 1 } }, { "values": { "sped": 1 } }]), "/1/values/sped: the device's template"),
        (json!({ "values": {}, "timestamp": "noon" }), "/timestamp: must be a time"),
        (
            json!([{ "values": { "speed": 1 }, "timestamp": "2026-02-01T00:00:00Z" }]),
            "/0/timestamp: telemetry is kept for 7",
        ),
    ] {
        let message = send("truck-01", body.clone()).await.error(422, "UnprocessableEntity");
        assert!(message.contains(expected), "{body}\n  {message}");
    }
    send("missing", json!({ "values": {} })).await.error(404, "NotFound");
    // A list with a mistake is rejected as a whole.
    assert_eq!(get("telemetry/speed").await.ok()["value"], 201);
}

#[tokio::test]
async fn null_is_what_a_message_does_not_have() {
    let trucks = "SELECT delivered, $ts FROM dtmi:contoso:deliveryTruck;1 WHERE WITHIN_WINDOW(P1D)";
    let having = rows(&format!("{trucks} AND delivered <> NULL")).await;
    assert!(!having.is_empty() && having.iter().all(|row| row["delivered"].is_string()));
    assert_eq!(having, rows(&format!("{trucks} AND delivered != null")).await);
    let text =
        "SELECT speed, delivered FROM dtmi:contoso:deliveryTruck;1 WHERE $id = 'truck-01' AND WITHIN_WINDOW(PT1H)";
    let (all, with, without) = (
        rows(text).await.len(),
        rows(&format!("{text} AND delivered <> NULL")).await.len(),
        rows(&format!("{text} AND delivered = NULL")).await.len(),
    );
    assert_eq!((all, with + without), (360, 360));
    assert!(without > with, "{without} {with}");
    // Queries of properties, and of whole places.
    let flows = rows(&format!("SELECT $id, targetFlow {PUMPS} WHERE targetFlow <> NULL")).await;
    assert_eq!(column(&flows, "$id"), ["pump-01", "pump-02"]);
    let flows = rows(&format!("SELECT $id {PUMPS} WHERE targetFlow = NULL")).await;
    assert_eq!(column(&flows, "$id"), ["pump-03"]);
    assert_eq!(rows(&format!("SELECT TOP 1 location {TRUCKS} WHERE location <> NULL")).await.len(), 1);
}

#[tokio::test]
async fn the_time_of_a_message_is_compared_with_times() {
    let times_where = |condition: &str| {
        let text = format!("SELECT $ts, flow {PUMPS} WHERE $id = 'pump-01' AND {condition} ORDER BY $ts ASC");
        async move { rows(&text).await.iter().map(|row| row["$ts"].as_str().unwrap().to_owned()).collect::<Vec<_>>() }
    };
    let [first, second, third] = ["2026-03-04T11:00:00Z", "2026-03-04T11:01:00Z", "2026-03-04T11:02:00Z"];
    let all = times_where(&format!("$ts >= '{first}' AND $ts <= '{third}'")).await;
    assert_eq!(all.len(), 3);
    assert_eq!(all, times_where(&format!("WITHIN_WINDOW('{first}/{third}')")).await);
    assert_eq!(times_where(&format!("$ts > '{first}' AND $ts < \"{third}\"")).await, [all[1].as_str()]);
    assert_eq!(times_where(&format!("$ts = '{second}'")).await, [all[1].as_str()]);
    assert_eq!(times_where(&format!("$ts >= '{first}' AND $ts <= '{third}' AND $ts <> '{second}'")).await.len(), 2);
    assert_eq!(times_where("$ts >= '2026-03-04T12:00:00+01:00' AND $ts <= '2026-03-04T12:02:00+01:00'").await, all);
    let text = format!("SELECT AVG(flow) {PUMPS} WHERE $ts >= '{first}' AND $ts < '{third}' GROUP BY WINDOW(PT1M)");
    assert_eq!(rows(&text).await.len(), 2);
    let message = refused(&format!("SELECT targetFlow {PUMPS} WHERE $ts > '{first}'")).await;
    assert!(message.contains("not for both"), "{message}");
}
