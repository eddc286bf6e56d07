//! Templates, devices and groups that a client creates and updates.

#[cfg(test)]
mod attestation;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod templates;

use serde_json::{Value, json};

use crate::service::{Call, Service};

const TEMPLATE: &str = "dtmi:fabrikam:oven;1";

fn template() -> Value {
    json!({
        "@id": TEMPLATE,
        "@type": ["ModelDefinition", "DeviceModel"],
        "displayName": "Oven",
        "capabilityModel": {
            "@id": "dtmi:fabrikam:Oven;1",
            "@type": "Interface",
            "extends": { "@type": "Interface", "contents": [{ "@type": "Property", "name": "serial", "schema": "string" }] },
            "schemas": [{
                "@id": "dtmi:fabrikam:Mode;1",
                "@type": "Enum",
                "valueSchema": "integer",
                "enumValues": [{ "name": "off", "enumValue": 0 }, { "name": "on", "enumValue": 1 }],
            }],
            "contents": [
                { "@type": ["Telemetry", "Temperature"], "name": "heat", "schema": "double", "minValue": 100, "maxValue": 300 },
                { "@type": "Telemetry", "name": "mode", "schema": "dtmi:fabrikam:Mode;1" },
                { "@type": "Telemetry", "name": "lit", "schema": "boolean" },
                { "@type": "Telemetry", "name": "at", "schema": "dateTime" },
                { "@type": "Property", "name": "target", "schema": "double", "writable": true },
                { "@type": ["Property", "Cloud"], "name": "owner", "schema": "string" },
                { "@type": "Command", "name": "bake", "response": { "name": "crust", "schema": "double" } },
                { "@type": "Command", "name": "stop" },
                { "@type": "Component", "name": "door", "displayName": "Door", "schema": { "@type": "Interface", "contents": [
                    { "@type": "Telemetry", "name": "open", "schema": "boolean" },
                    { "@type": "Property", "name": "locked", "schema": "boolean", "writable": true },
                    { "@type": "Command", "name": "lock" },
                ] } },
                { "@type": ["Relationship", "EdgeModule"], "name": "camera", "target": [{ "@type": "Interface", "contents": [
                    { "@type": "Telemetry", "name": "frames", "schema": "integer" },
                    { "@type": "Component", "name": "lens", "schema": { "@type": "Interface", "contents": [
                        { "@type": "Telemetry", "name": "zoom", "schema": "double" },
                    ] } },
                ] }] },
            ],
        },
    })
}

async fn with_oven() -> Service {
    let service = Service::new();
    service.put(&format!("/api/deviceTemplates/{TEMPLATE}"), &template()).await.ok();
    let oven = json!({ "displayName": "Oven", "template": TEMPLATE, "simulated": true });
    service.put("/api/devices/oven-1", &oven).await.ok();
    service
}

async fn delete(service: &Service, path: &str) -> u16 {
    service.send(Call::new("DELETE", path)).await.status
}
