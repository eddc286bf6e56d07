//! Live data for tiles.

mod control;
mod failures;
mod order;
mod outages;
mod pace;
mod parts;
mod readings;
mod refused_capabilities;
mod rows;
mod several_feeds;
mod several_pages;

use serde_json::{Value, json};

use super::client;
use crate::client::feed::{Feed, FeedOptions, TileFailure, TileUpdate};
use crate::model::{Dashboard, Json};
use crate::telemetry::TileData;
use crate::transport::HttpRequest;
use crate::transport::scripted::{Answer, START_MS, Scripted, answer};

fn dashboard(configurations: &[Value]) -> Json<Dashboard> {
    let tile = |configuration: &Value| json!({"displayName": "t", "configuration": configuration, "x": 0, "y": 0, "width": 1, "height": 1});
    let tiles: Vec<Value> = configurations.iter().map(tile).collect();
    Json::parse(json!({"displayName": "d", "tiles": tiles}).to_string().as_bytes()).unwrap()
}

fn lkv(devices: &[&str]) -> Value {
    json!({"type": "lkv", "group": "g", "devices": devices, "capabilities": capabilities(&["t"])})
}

fn capabilities(names: &[&str]) -> Value {
    names.iter().map(|name| json!({"capability": name, "aggregateFunction": "avg"})).collect()
}

fn line(device: &str, resolution: &str) -> Value {
    json!({"type": "lineChart", "group": "g", "devices": [device], "capabilities": capabilities(&["t"]),
        "queryRange": {"type": "time", "duration": "P1D", "resolution": resolution}})
}

/// Returns the text of a query; `None` for any other request.
fn query(request: &HttpRequest) -> Option<String> {
    let body: Value = serde_json::from_slice(request.body.as_ref()?).unwrap();
    Some(body["query"].as_str().unwrap().to_owned())
}

/// An application whose devices all have a template and a value. An answer of `fault` comes first.
fn application(mut fault: impl FnMut(&HttpRequest) -> Option<Answer> + 'static) -> Scripted {
    Scripted::answering(move |request| {
        fault(request).unwrap_or_else(|| match query(request) {
            Some(_) => {
                let rows =
                    json!([{"$ts": "2023-11-14T22:13:20Z", "a": 21.5}, {"$ts": "2023-11-14T22:13:10Z", "a": 20}]);
                answer(200, json!({ "results": rows }).to_string())
            }
            None => answer(200, r#"{"id":"x","template":"dtmi:contoso:Thermostat;1"}"#),
        })
    })
}

fn watch(world: &Scripted, configurations: &[Value]) -> Feed {
    client(world).dashboards().watch(&dashboard(configurations), FeedOptions::default())
}

/// Returns the next `count` updates: seconds, index of the tile, and whether it has data.
fn updates(world: &Scripted, feed: &mut Feed, count: usize) -> Vec<(f64, usize, bool)> {
    let mut updates = Vec::new();
    for _ in 0..count {
        let update = world.run(feed.next()).unwrap();
        updates.push((world.elapsed() / 1_000.0, update.tile, update.data.is_ok()));
    }
    updates
}

/// Returns the queries that were sent: seconds, and the device.
fn queries(world: &Scripted) -> Vec<(f64, String)> {
    let device = |text: String| text.split('\'').nth(1).unwrap().to_owned();
    let sent = world.sent_at().into_iter().zip(world.sent());
    sent.filter_map(|(time, request)| Some((time / 1_000.0, device(query(&request)?)))).collect()
}

/// Returns the content of an update: when it was read in seconds, its devices, and its failures.
fn told(update: &TileUpdate) -> (f64, String, Vec<String>) {
    let shown = match update.data.as_ref() {
        Ok(TileData::Latest(latest)) => latest.iter().map(|one| one.source.device.clone()).collect(),
        Ok(_) => panic!("not last values"),
        Err(error) => error.code().to_owned(),
    };
    let failed = |failure: &TileFailure| {
        [&*failure.device, failure.capability.as_deref().unwrap_or("*"), failure.error.code()].join(" ")
    };
    ((update.read_at_ms - START_MS) / 1_000.0, shown, update.failures.iter().map(failed).collect())
}
