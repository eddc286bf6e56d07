//! Operations on devices and queries that are more than one request.

use serde_json::json;

use super::client;
use crate::error::ErrorKind;
use crate::model::{DeviceCommand, Json};
use crate::request::devices::{DevicePart, ListDevices};
use crate::transport::scripted::{Answer, Scripted, answer};

fn command(text: &str) -> Json<DeviceCommand> {
    Json::parse(text.as_bytes()).unwrap()
}

#[test]
fn a_device_has_time_to_respond() {
    for (text, limit_ms) in [("{}", 30_000.0), (r#"{"connectionTimeout":30,"responseTimeout":5}"#, 65_000.0)] {
        let world = Scripted::queue([answer(201, r#"{"responseCode":200}"#).late(limit_ms - 1.0)]);
        let devices = client(&world).devices();
        let ran = world.run(devices.run_command(&"d".into(), "reboot", &command(text))).unwrap();
        assert_eq!(ran.value().unwrap().response_code, Some(200.0));

        let world = Scripted::queue([Answer::Never]);
        let devices = client(&world).devices();
        let error = world.run(devices.run_command(&"d".into(), "reboot", &command(text))).unwrap_err();
        assert_eq!((error.kind, world.elapsed()), (ErrorKind::Timeout, limit_ms));
        assert!(error.message.contains(&format!("within {limit_ms} ms")), "{error}");
    }
}

#[test]
fn a_command_is_sent_once_unless_the_service_says_that_it_did_nothing() {
    for (fault, times) in [
        (Answer::Lost("reset"), 1),
        (answer(500, ""), 1),
        (answer(504, ""), 1),
        // A gateway may answer this after the device has received the command.
        (answer(503, ""), 1),
        (answer(503, "").header("retry-after", "1"), 1),
        (answer(429, ""), 2),
    ] {
        let world = Scripted::queue([fault.clone(), answer(201, "{}")]);
        let devices = client(&world).devices();
        let ran = world.run(devices.run_command(&"d".into(), "reboot", &command("{}")));
        assert_eq!((ran.is_ok(), world.sent().len()), (times == 2, times), "{fault:?}");
    }
}

#[test]
fn runs_and_devices_come_page_by_page() {
    let link = "https://contoso.azureiotcentral.com/api/more?page=2";
    let first = answer(200, json!({"value": [{"id": "1"}, {"id": 1}], "nextLink": link}).to_string());
    let second = answer(200, r#"{"value":[{"id":"2"}]}"#);
    let world = Scripted::queue([first.clone(), second.clone(), first, second]);
    let devices = client(&world).devices();
    let part = DevicePart { component: Some("c".into()), .."d".into() };
    let (mut runs, mut list) = (devices.list_command_history(&part, "reboot"), devices.list(&ListDevices::default()));
    let mut seen = Vec::new();
    while let Some(page) = world.run(runs.next()) {
        let page = page.unwrap();
        seen.extend(page.items().unwrap().into_iter().map(|run| (run.id.unwrap(), page.malformed.len())));
    }
    while let Some(page) = world.run(list.next()) {
        let page = page.unwrap();
        seen.extend(page.items().unwrap().into_iter().map(|device| (device.id.unwrap(), page.malformed.len())));
    }
    let each = [("1".to_owned(), 1), ("2".to_owned(), 0)];
    assert_eq!(seen, [each.clone(), each].concat());
    assert_eq!(world.sent()[1].url, link);
}

#[test]
fn queries_wait_for_their_turn_and_are_repeated() {
    let rows = answer(200, r#"{"results":[{"$id":"a"}]}"#);
    let world = Scripted::queue([rows.clone(), answer(500, ""), rows]).random([0.0]);
    let query = client(&world).query();
    for _ in 0..2 {
        let found = world.run(query.run("SELECT $id FROM dtmi:contoso:Thermostat;1")).unwrap();
        assert_eq!(found.value().unwrap().results[0].0[0].0, "$id");
    }
    assert_eq!(world.sent_at(), [0.0, 1000.0, 2000.0]);

    let error = world.run(query.run("SELECT * FROM t")).unwrap_err();
    assert_eq!((error.kind, world.sent().len()), (ErrorKind::InvalidInput, 3));
}
