//! Events and states: all messages that fit into an answer.

use serde_json::{Value, json};

use super::{application, capabilities, query, watch};
use crate::client::feed::Feed;
use crate::telemetry::TileData;
use crate::telemetry::data::Range;
use crate::transport::scripted::{START_MS, Scripted, answer};

fn tile(kind: &str, names: &[&str]) -> Value {
    json!({"type": kind, "group": "g", "devices": ["a"], "capabilities": capabilities(names),
        "queryRange": {"type": "time", "duration": "PT12H", "resolution": "PT5M"}})
}

/// Returns the columns of a query, such as `door AS a`.
fn items(query: &str) -> &str {
    let items = query.strip_prefix("SELECT ").unwrap().split(" FROM ").next().unwrap();
    items.strip_prefix("TOP 10000 $ts,").unwrap_or(items)
}

/// Messages from the start backwards, one a second, as many as fit into an answer.
fn full(row: impl Fn(usize) -> Value) -> Value {
    let time = |back: usize| {
        let second = (22 * 60 + 13) * 60 + 20 - back;
        format!("2023-11-14T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    };
    let row = |back: usize| {
        let mut row = row(back);
        row["$ts"] = time(back).into();
        row
    };
    (0..10_000).map(row).collect()
}

/// A door that sends each second that it is open, and a lock whose last message is older than the answer.
fn chatty_door() -> Scripted {
    application(|request| {
        let text = query(request)?;
        let rows = match items(&text) {
            "door AS a,lock AS b" | "door AS a" => full(|_| json!({"a": "open"})),
            "lock AS a" => json!([{"$ts": "2023-11-14T12:00:00Z", "a": "shut"}]),
            "LAST(door) AS a" => {
                json!([{"$ts": "2023-11-14T19:25:00Z", "a": "open"}, {"$ts": "2023-11-14T11:00:00Z", "a": "shut"}])
            }
            other => panic!("{other}"),
        };
        Some(answer(200, json!({ "results": rows }).to_string()))
    })
}

fn next(world: &Scripted, feed: &mut Feed) -> TileData {
    world.run(feed.next()).unwrap().data.unwrap()
}

#[test]
fn a_chart_and_a_table_share_the_messages_of_a_device() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[tile("eventChart", &["t"]), tile("eventHistoryChart", &["t"])]);
    let TileData::Events(lanes, _) = next(&world, &mut feed) else { panic!("not events") };
    assert_eq!(lanes[0].starts, [START_MS - 10_000.0, START_MS]);
    let TileData::Rows(rows, Range { complete_from, .. }) = next(&world, &mut feed) else { panic!("not rows") };
    assert_eq!((rows[0].time, rows[1].time, complete_from), (START_MS, START_MS - 10_000.0, None));
    assert_eq!(rows[0].source.aggregate, None, "a message is no aggregate");
    assert_eq!(world.sent().iter().filter_map(query).count(), 1);
}

#[test]
fn a_capability_that_leaves_no_room_for_others_is_read_alone() {
    let world = chatty_door();
    let mut feed = watch(&world, &[tile("eventHistoryChart", &["door", "lock"])]);
    let TileData::Rows(rows, range) = next(&world, &mut feed) else { panic!("not rows") };
    assert_eq!((rows.len(), range.complete_from), (10_001, Some(START_MS - 9_999_000.0)));
    assert_eq!(rows[10_000].value, "\"shut\"", "the answer for both had no room for it");
    let sent: Vec<String> = world.sent().iter().filter_map(query).collect();
    let sent: Vec<&str> = sent.iter().map(|text| items(text)).collect();
    assert_eq!(sent, ["door AS a,lock AS b", "door AS a", "LAST(door) AS a", "lock AS a"]);
}

#[test]
fn slices_stand_for_the_states_that_were_left_out() {
    let world = chatty_door();
    let TileData::States(lanes, range) = next(&world, &mut watch(&world, &[tile("stateChart", &["door"])])) else {
        panic!("not states")
    };
    assert_eq!(lanes[0].values, ["\"shut\"", "\"open\""]);
    // The slice of 19:25 contains the first message, of 19:26:41, whose time is more precise.
    assert_eq!(lanes[0].starts, [1_699_959_600_000.0, START_MS - 9_999_000.0]);
    assert_eq!(range.complete_from, Some(START_MS - 9_999_000.0));
}

#[test]
fn slices_that_the_service_rejects_cost_nothing_but_themselves() {
    let world = application(|request| {
        let rejected = || answer(400, r#"{"error":{"code":"BadRequest"}}"#);
        let text = query(request)?;
        if text.contains("LAST(") {
            Some(rejected())
        } else {
            Some(answer(200, json!({"results": full(|_| json!({"a": 1}))}).to_string()))
        }
    });
    let TileData::Events(lanes, range) = next(&world, &mut watch(&world, &[tile("eventChart", &["t"])])) else {
        panic!("not events")
    };
    assert_eq!((lanes[0].starts.len(), range.complete_from), (10_000, Some(START_MS - 9_999_000.0)));
}
