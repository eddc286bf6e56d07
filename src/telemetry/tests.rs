//! The queries for tiles, and the meaning of their rows.

mod capabilities;
mod data;
mod downsample;
mod names;
mod plan;
mod query_text;

use serde_json::{Value, json};

use super::plan::{Column, Plan};
use crate::model::Json;

/// Returns the plan for tiles with these configurations.
fn plan(configurations: &[Value]) -> Plan {
    let tile = |configuration: &Value| json!({"displayName": "t", "configuration": configuration, "x": 0, "y": 0, "width": 1, "height": 1});
    let tiles: Vec<Value> = configurations.iter().map(tile).collect();
    Plan::new(&Json::parse(json!({"displayName": "d", "tiles": tiles}).to_string().as_bytes()).unwrap(), None)
}

/// A tile of last known values, with an aggregate function, which the service requires but ignores here.
fn lkv(devices: &[&str], capabilities: &[&str]) -> Value {
    let capability = |name: &&str| json!({"capability": name, "aggregateFunction": "avg"});
    let capabilities: Vec<Value> = capabilities.iter().map(capability).collect();
    json!({"type": "lkv", "group": "g", "devices": devices, "capabilities": capabilities})
}

fn line(devices: &[&str], capabilities: &[(&str, &str)], range: Value) -> Value {
    let capability = |(name, function): &(&str, &str)| json!({"capability": name, "aggregateFunction": function});
    let capabilities: Vec<Value> = capabilities.iter().map(capability).collect();
    json!({"type": "lineChart", "group": "g", "devices": devices, "capabilities": capabilities, "queryRange": range})
}

fn time(duration: &str, resolution: &str) -> Value {
    json!({"type": "time", "duration": duration, "resolution": resolution})
}

fn count() -> Value {
    json!({"type": "count", "count": 100})
}

fn column(capability: &str, aggregate: Option<&str>) -> Column {
    Column { capability: capability.to_owned(), aggregate: aggregate.map(str::to_owned) }
}
