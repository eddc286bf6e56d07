//! The capabilities of a device template.

use serde_json::{Value, json};

use super::super::capabilities;
use crate::model::{CapabilityKind, Json, TemplateCapability, ValueType, View};

fn described(model: &Value, locale: &str) -> Json<Vec<TemplateCapability>> {
    let template = json!({ "capabilityModel": model }).to_string();
    capabilities(View::parse(template.as_bytes()).unwrap(), locale)
}

/// Returns the capabilities as JavaScript gets them.
fn plain(model: &Value, locale: &str) -> Value {
    serde_json::from_str(described(model, locale).as_str()).unwrap()
}

#[test]
fn a_picker_sees_all_interfaces_as_tiles_name_them() {
    let model = json!({
        "@id": "dtmi:a:Model;1",
        "@type": "Interface",
        "contents": [
            { "@type": ["Telemetry", "Temperature"], "name": "t", "schema": "double", "unit": "degreeCelsius",
              "displayName": { "en": "Temperature", "de": "Temperatur" } },
            { "@type": "Property", "name": "place", "schema": "geopoint", "writable": true },
            { "@type": "Relationship", "name": "next" },
            { "@type": "Component", "name": "fan", "schema": "dtmi:a:Fan;1" },
        ],
        "extends": { "@id": "dtmi:a:Fan;1", "@type": "Interface", "contents": [
            { "@type": "Telemetry", "name": "speed", "schema": "long", "displayUnit": "rpm" },
        ] },
    });
    assert_eq!(
        plain(&model, "de"),
        json!([
            { "path": "t", "displayName": "Temperatur", "kind": "telemetry", "unit": "°C", "schema": { "type": "number" } },
            { "path": "place", "displayName": "place", "kind": "property", "schema": { "type": "geopoint" } },
            { "path": "fan.speed", "displayName": "speed", "kind": "telemetry", "unit": "rpm", "schema": { "type": "number" } },
            { "path": "speed", "displayName": "speed", "kind": "telemetry", "unit": "rpm", "schema": { "type": "number" } },
        ])
    );
}

#[test]
fn a_command_describes_its_request_and_its_response() {
    let model = json!({
        "schemas": [{ "@id": "dtmi:a:Mode;1", "@type": "Enum", "enumValues": [
            { "name": "off", "enumValue": 0 }, { "name": "on", "enumValue": 1, "displayName": { "de": "An" } }, { "enumValue": "x" },
        ] }],
        "contents": [{
            "@type": "Command", "name": "run", "displayName": "Run it",
            "request": { "name": "how", "displayName": { "de": "Wie" }, "schema": { "@type": "Object", "fields": [
                { "name": "mode", "schema": "dtmi:a:Mode;1" },
                { "name": "at", "displayName": "At", "schema": "dateTime" },
                { "name": "list", "schema": { "@type": "Array", "elementSchema": "double" } },
            ] } },
            "response": { "name": "ok", "schema": "boolean" },
        }],
    });
    let mode = json!({ "type": "enum", "values": [
        { "value": 0, "name": "off" }, { "value": 1, "name": "An" }, { "value": "x", "name": "x" },
    ] });
    let request = json!({ "key": "how", "name": "Wie", "schema": { "type": "object", "fields": [
        { "key": "mode", "name": "mode", "schema": mode },
        { "key": "at", "name": "At", "schema": { "type": "string" } },
        { "key": "list", "name": "list", "schema": { "type": "any" } },
    ] } });
    assert_eq!(
        plain(&model, "de"),
        json!([{ "path": "run", "displayName": "Run it", "kind": "command", "request": request, "response": { "type": "boolean" } }])
    );

    // The Rust API returns the same.
    let capabilities = described(&model, "de").value().unwrap();
    let request = capabilities[0].request.as_ref().unwrap();
    assert_eq!((capabilities[0].kind, request.schema.r#type), (CapabilityKind::Command, ValueType::Object));
    assert_eq!(request.schema.fields[0].schema.values[2].value.as_str(), "\"x\"");
}

#[test]
fn a_command_of_a_component_has_the_names_and_types_of_its_template() {
    let fields = json!([
        { "name": "seconds", "displayName": "After seconds", "schema": "integer" },
        { "name": "speed", "schema": "dtmi:x:speed;1" }, { "name": "force", "schema": "boolean" }, { "name": "note", "schema": "string" },
    ]);
    let object = json!({ "@type": "Object", "fields": fields });
    let commands = json!([
        { "@type": "Command", "name": "reboot", "displayName": { "en": "Restart", "de": "Neustart" } },
        { "@type": "Command", "name": "wait", "request": { "name": "duration", "displayName": "Duration", "schema": "double" } },
        { "@type": ["Command"], "name": "move", "request": { "name": "how", "schema": object }, "response": { "name": "r", "schema": object } },
        { "@type": "Command", "name": "odd", "request": { "name": "list", "schema": { "@type": "Array", "elementSchema": "double" } },
          "response": { "name": "r", "schema": "dtmi:x:speed;1" } },
        { "@type": "Telemetry", "name": "noise", "schema": "double" },
    ]);
    let model = json!({
        "@id": "dtmi:x;1", "@type": "Interface",
        "schemas": [{ "@id": "dtmi:x:speed;1", "@type": "Enum", "valueSchema": "integer", "enumValues": [
            { "name": "slow", "enumValue": 1, "displayName": { "de": "Langsam", "en": "Slow" } }, { "name": "fast", "enumValue": 2 },
        ] }],
        "contents": [{ "@type": "Component", "name": "motor", "schema": { "@type": "Interface", "contents": commands } }],
    });
    let number = json!({ "type": "number" });
    let speed = json!({ "type": "enum", "values": [{ "value": 1, "name": "Slow" }, { "value": 2, "name": "fast" }] });
    let object = json!({ "type": "object", "fields": [
        { "key": "seconds", "name": "After seconds", "schema": number }, { "key": "speed", "name": "speed", "schema": speed },
        { "key": "force", "name": "force", "schema": { "type": "boolean" } }, { "key": "note", "name": "note", "schema": { "type": "string" } },
    ] });
    let expected = json!([
        { "path": "motor.reboot", "kind": "command", "displayName": "Restart" },
        { "path": "motor.wait", "kind": "command", "displayName": "wait", "request": { "key": "duration", "name": "Duration", "schema": number } },
        { "path": "motor.move", "kind": "command", "displayName": "move",
          "request": { "key": "how", "name": "how", "schema": object }, "response": object },
        { "path": "motor.odd", "kind": "command", "displayName": "odd",
          "request": { "key": "list", "name": "list", "schema": { "type": "any" } }, "response": speed },
        { "path": "motor.noise", "kind": "telemetry", "displayName": "noise", "schema": number },
    ]);
    assert_eq!(plain(&model, "en"), expected);
    for (locale, name) in [("en", "Restart"), ("de-DE", "Neustart"), ("fr", "Restart")] {
        assert_eq!(plain(&model, locale)[0]["displayName"], name, "{locale}");
    }
}

#[test]
fn an_odd_template_ends() {
    for model in [json!(null), json!([]), json!({ "contents": [7, {}, { "name": "a" }, { "@type": "Telemetry" }] })] {
        assert_eq!(plain(&model, "en"), json!([]), "{model}");
    }
    // A type that contains itself many times.
    let fields: Vec<Value> = (0..50).map(|at| json!({ "name": at.to_string(), "schema": "dtmi:a:O;1" })).collect();
    let schema = json!({ "@id": "dtmi:a:O;1", "@type": "Object", "fields": fields });
    let model =
        json!({ "schemas": [schema], "contents": [{ "@type": "Telemetry", "name": "t", "schema": "dtmi:a:O;1" }] });
    assert!(described(&model, "en").as_str().len() < 2_000_000);
    assert_eq!(described(&model, "en").value().unwrap().len(), 1);
}
