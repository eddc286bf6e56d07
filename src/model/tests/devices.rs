//! Devices, groups, commands and rows: known members are typed, unknown ones survive.

use serde_json::json;

use super::*;

#[test]
fn all_members_of_a_device_come_back_as_they_were() {
    let device = json!({
        "id": "edge-01", "displayName": "Edge", "template": "dtmi:contoso:Edge;1", "enabled": true, "provisioned": false,
        "simulated": true, "organizations": ["hall-1"], "type": ["iotEdge", "spaceStation"],
        "deploymentManifest": {"id": "m", "data": {"deep": [1, null]}}, "etag": "\"1\"", "later": {"x": 1},
    });
    let typed: Device = read(&device).unwrap();
    assert_eq!(typed.r#type, Some(vec![DeviceType::IotEdge, DeviceType::Other("spaceStation".into())]));
    assert_eq!(typed.extra.len(), 1);
    assert_eq!(written(&typed), device);
    assert!(read::<Device>(&json!({})).is_ok(), "the description requires nothing");
}

#[test]
fn values_are_of_any_type() {
    for value in [json!(21.5), json!("on"), json!(true), json!({"lat": 1, "lon": 2.5}), json!([1, [2]])] {
        let telemetry: DeviceTelemetry = read(&json!({"value": value, "timestamp": "2026-01-01T00:00:00Z"})).unwrap();
        assert_eq!(written(&telemetry)["value"], value);
        let command: DeviceCommand = read(&json!({"request": value, "response": value, "responseCode": 200})).unwrap();
        assert_eq!((&written(&command)["request"], &written(&command)["response"]), (&value, &value));
    }
    let never: DeviceTelemetry = read(&json!({"value": null})).unwrap();
    assert_eq!((never.value, never.timestamp), (None, None));
}

#[test]
fn the_error_names_a_missing_required_member() {
    for (group, pointer) in [
        (json!({"displayName": "d"}), "/filter"),
        (json!({"filter": "f"}), "/displayName"),
        (json!({"displayName": "d", "filter": 1}), "/filter"),
    ] {
        assert_eq!(read::<DeviceGroup>(&group).unwrap_err().pointer, pointer);
    }
    assert_eq!(read::<FileUpload>(&json!({"state": "pending"})).unwrap_err().pointer, "/container");
}

#[test]
fn rows_are_objects_and_nothing_else() {
    let rows = json!({"results": [{}, {"$id": "a", "temperature": null, "__proto__": 1}], "later": 1});
    assert_eq!(written(&read::<QueryResponse>(&rows).unwrap()), rows);
    for (rows, pointer) in [
        (json!({"results": [{}, [1]]}), "/results/1"),
        (json!({"results": ["a"]}), "/results/0"),
        (json!({"results": {}}), "/results"),
        (json!({}), "/results"),
    ] {
        assert_eq!(read::<QueryResponse>(&rows).unwrap_err().pointer, pointer);
    }
}
