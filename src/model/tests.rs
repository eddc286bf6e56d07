//! What the model reads, keeps, writes and rejects.

mod applications;
mod devices;
mod error_bodies;
mod file_upload;
mod hostile;
mod json_text;
mod malformed;
mod pages;
mod requests;
mod serde;
mod tiles;

use serde_json::{Value, json};

use super::*;

/// Returns a tile with this configuration and all required members.
fn tile(configuration: Value) -> Value {
    json!({"displayName": "t", "configuration": configuration, "x": 0, "y": 1, "width": 2, "height": 3})
}

/// Checks a value and reads it: serde must read what the check accepts.
fn read<T: Wire>(value: &Value) -> Result<T, DecodeError> {
    read_text(value.to_string().as_bytes())
}

fn read_text<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    let checked = Json::<T>::parse(text);
    let read = serde_json::from_slice::<T>(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text));
    if let Err(error) = &checked {
        // serde_json only skips members that the model doesn't know, so it may accept these.
        let may_be_unknown = ["too large", "too deep", "bad escape"].iter().any(|why| error.message.contains(why));
        assert!(read.is_err() || may_be_unknown, "{error}: {}", String::from_utf8_lossy(text));
    }
    checked.map(|checked| checked.value().unwrap())
}

fn written<T: Wire>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

/// A configuration of each of the twenty types, with all documented members.
fn all_twenty() -> Vec<Value> {
    let group = json!({
        "group": "da48c8fe-bac7-42bc-81c0-d8158551f066", "devices": ["thermostat-01", "thermostat-02"],
        "capabilities": [{"capability": "climate.temperature", "aggregateFunction": "avg"}],
    });
    let time = json!({"queryRange": {"type": "time", "duration": "P1D", "resolution": "PT30M"}});
    let chart = json!({"format": {"xAxisEnabled": true, "yAxisEnabled": false, "legendEnabled": true}});
    let text = json!({"format":
        {"abbreviateValue": false, "decimalPlaces": 2, "textSize": 14.5, "unit": "pt", "wordWrap": false}});
    let with_members = |name: &str, parts: &[&Value]| {
        let mut whole = json!({ "type": name });
        for part in parts {
            whole.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        }
        whole
    };
    vec![
        with_members("lineChart", &[&group, &json!({"queryRange": {"type": "count", "count": 100}}), &chart]),
        with_members("barChart", &[&group, &time, &chart]),
        with_members("pieChart", &[&group, &time, &chart]),
        with_members("heatMapChart", &[&group, &time, &chart]),
        with_members("eventChart", &[&group, &time]),
        with_members("stateChart", &[&group, &time]),
        with_members("eventHistoryChart", &[&group, &time, &text]),
        with_members("stateHistoryChart", &[&group, &time, &text]),
        with_members("kpi", &[&group, &time, &text]),
        with_members("lkv", &[&group, &text, &json!({"showTrend": true})]),
        with_members("property", &[&group, &text]),
        with_members("mapProperty", &[&group, &json!({"zoomLevel": 3})]),
        with_members("mapTelemetry", &[&group, &json!({"zoomLevel": 24})]),
        with_members("deviceCount", &[&json!({"group": "g"}), &text]),
        with_members(
            "markdown",
            &[&json!({"description": "# Hi", "href": "/devices", "image": "4d6c6373-0220-4191-be2e-d58ca2a289e1"})],
        ),
        with_members(
            "image",
            &[&json!({"image": "", "href": "https://contoso.example", "format": {"backgroundColor": "#FFFFFF",
            "fitImage": true, "showTitle": false, "textColor": "#FFFFFF", "textSize": 0, "textSizeUnit": "px"}})],
        ),
        with_members("label", &[&json!({"text": "Hall 1", "textSize": 24, "textSizeUnit": "pt", "wordWrap": true})]),
        with_members("externalContent", &[&json!({"sourceUrl": "https://contoso.example/"})]),
        with_members("dataExplorer", &[&time, &json!({"query": "q1"})]),
        with_members("command", &[&json!({"group": "g", "command": "reboot", "device": "thermostat-01"})]),
    ]
}
