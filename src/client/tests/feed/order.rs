//! The order of queries.

use serde_json::{Value, json};

use super::super::client;
use super::{application, capabilities, dashboard, lkv, queries, watch};
use crate::client::feed::{Feed, FeedControl, FeedOptions};
use crate::transport::scripted::Scripted;

fn pie(devices: &[&str]) -> Value {
    json!({"type": "pieChart", "group": "g", "devices": devices, "capabilities": capabilities(&["t"]),
        "queryRange": {"type": "time", "duration": "P1D", "resolution": "P1D"}})
}

/// Runs a feed for this time.
fn pass(world: &Scripted, feed: &mut Feed, milliseconds: f64) {
    let reading = async { while feed.next().await.is_some() {} };
    assert!(world.run_for(milliseconds, reading).is_none());
}

/// Returns the queried devices in order, joined.
fn order(world: &Scripted) -> String {
    queries(world).into_iter().map(|(_, device)| device).collect()
}

#[test]
fn each_tile_shows_something_before_any_shows_more() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[lkv(&["a", "b", "c"]), lkv(&["d", "e"]), lkv(&["b", "f"])]);
    pass(&world, &mut feed, 5_500.0);
    assert_eq!(order(&world), "abdcef", "b is the first of two tiles");
}

#[test]
fn tiles_that_need_all_devices_are_read_after_those_that_need_one() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[pie(&["a", "b", "c"]), pie(&["d", "e"]), lkv(&["f", "g"])]);
    pass(&world, &mut feed, 6_500.0);
    assert_eq!(order(&world), "fdeabcg");
}

#[test]
fn a_tile_out_of_view_waits_for_all_of_those_in_view() {
    let world = application(|_| None);
    let options = FeedOptions::default();
    options.control.set_visible(Some(vec![1]));
    let mut feed = client(&world).dashboards().watch(&dashboard(&[lkv(&["a"]), lkv(&["b", "c"])]), options);
    pass(&world, &mut feed, 2_500.0);
    assert_eq!(order(&world), "bca");
}

/// Reads thirty tiles of a device each for this time. `visible` returns the tiles in view, every 300 ms.
fn scrolled(milliseconds: f64, visible: impl Fn(usize) -> Vec<usize>) -> Vec<(f64, String)> {
    let world = application(|_| None);
    let control = FeedControl::default();
    let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
    let tiles: Vec<Value> = (0..30).map(|device| lkv(&[&device.to_string()])).collect();
    let mut feed = client(&world).dashboards().watch(&dashboard(&tiles), options);
    let mut step = 0;
    while world.elapsed() < milliseconds {
        control.set_visible(Some(visible(step)));
        pass(&world, &mut feed, 300.0);
        step += 1;
    }
    queries(&world)
}

#[test]
fn a_query_that_waits_for_its_slot_gives_way_to_what_came_into_view() {
    // Until 1.5 s the first tiles are in view, and the query for the third of them waits for its slot at 2 s.
    let sent = scrolled(4_500.0, |step| if step < 5 { vec![0, 1, 2, 3] } else { vec![28, 29] });
    let sent: Vec<(f64, &str)> = sent.iter().map(|(time, device)| (*time, device.as_str())).collect();
    assert_eq!(sent, [(0.0, "0"), (1.0, "1"), (2.0, "28"), (3.0, "29"), (4.0, "2")]);
}

#[test]
fn scrolling_costs_no_query() {
    let all = |_| (0..30).collect::<Vec<usize>>();
    let times = |sent: Vec<(f64, String)>| sent.into_iter().map(|(time, _)| time).collect::<Vec<_>>();
    let still = times(scrolled(60_000.0, all));
    let scrolling = times(scrolled(60_000.0, |step| vec![step % 30, (7 * step) % 30]));
    assert_eq!(still, (0..still.len()).map(|second| second as f64).collect::<Vec<_>>(), "one a second");
    assert_eq!(still, scrolling);
}
