//! What devices of a template send, hold and do.

use serde_json::{Value, json};

use super::super::capabilities;
use crate::model::{CapabilityKind, Json, TemplateCapability, ValueType, View};

fn described(model: &Value, locale: &str) -> Json<Vec<TemplateCapability>> {
    let template = json!({ "capabilityModel": model }).to_string();
    capabilities(View::parse(template.as_bytes()).unwrap(), locale)
}

/// As JavaScript sees it.
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
fn a_form_sees_what_a_command_is_told_and_answers() {
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

    // A Rust program sees the same.
    let capabilities = described(&model, "de").value().unwrap();
    let request = capabilities[0].request.as_ref().unwrap();
    assert_eq!((capabilities[0].kind, request.schema.r#type), (CapabilityKind::Command, ValueType::Object));
    assert_eq!(request.schema.fields[0].schema.values[2].value.as_str(), "\"x\"");
}

#[test]
fn an_odd_template_ends() {
    for model in [json!(null), json!([]), json!({ "contents": [7, {}, { "name": "a" }, { "@type": "Telemetry" }] })] {
        assert_eq!(plain(&model, "en"), json!([]), "{model}");
    }
    // A type that holds itself, many times over.
    let fields: Vec<Value> = (0..50).map(|at| json!({ "name": at.to_string(), "schema": "dtmi:a:O;1" })).collect();
    let schema = json!({ "@id": "dtmi:a:O;1", "@type": "Object", "fields": fields });
    let model =
        json!({ "schemas": [schema], "contents": [{ "@type": "Telemetry", "name": "t", "schema": "dtmi:a:O;1" }] });
    assert!(described(&model, "en").as_str().len() < 2_000_000);
    assert_eq!(described(&model, "en").value().unwrap().len(), 1);
}
