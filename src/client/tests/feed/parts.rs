//! Tiles of several devices, which fill as the devices are read.

use serde_json::json;

use super::{application, capabilities, lkv, query, told, watch};
use crate::client::feed::Feed;
use crate::telemetry::TileData;
use crate::transport::scripted::{Scripted, answer};

/// Returns the next update: seconds, index of the tile, its last values, and the number of missing devices.
fn next(world: &Scripted, feed: &mut Feed) -> (f64, usize, String, usize) {
    let update = world.run(feed.next()).unwrap();
    (world.elapsed() / 1_000.0, update.tile, told(&update).1, update.missing)
}

#[test]
fn each_device_is_shown_when_it_was_read_and_those_to_come_are_counted() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[lkv(&["a", "b", "c", "c"])]);
    assert_eq!(next(&world, &mut feed), (0.0, 0, "a".into(), 2));
    assert_eq!(next(&world, &mut feed), (1.0, 0, "ab".into(), 1));
    assert_eq!(next(&world, &mut feed), (2.0, 0, "abcc".into(), 0));
    assert_eq!(next(&world, &mut feed), (10.0, 0, "abcc".into(), 0), "what is read again is not missing meanwhile");
}

#[test]
fn the_next_part_of_a_tile_is_due_at_once() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[lkv(&["a", "b"])]);
    let (first, second) = (world.run(feed.next()).unwrap(), world.run(feed.next()).unwrap());
    assert_eq!((first.due_at_ms - first.read_at_ms, second.due_at_ms - second.read_at_ms), (0.0, 10_000.0));
}

#[test]
fn parts_of_a_whole_are_shown_together() {
    let world = application(|_| None);
    let pie = json!({"type": "pieChart", "group": "g", "devices": ["a", "b", "c"], "capabilities": capabilities(&["t"]),
        "queryRange": {"type": "time", "duration": "P1D", "resolution": "P1D"}});
    let mut feed = watch(&world, &[pie]);
    let update = world.run(feed.next()).unwrap();
    let TileData::Categories(parts, _) = update.data.unwrap() else { panic!("not parts") };
    assert_eq!((world.elapsed(), parts.len(), update.missing), (2_000.0, 3, 0));
}

/// An application where queries for one device fail.
fn failing(device: &'static str) -> Scripted {
    application(move |request| query(request)?.contains(&format!("'{device}'")).then(|| answer(500, "")))
}

#[test]
fn a_device_that_failed_is_not_to_come() {
    let world = failing("b");
    let mut feed = watch(&world, &[lkv(&["a", "b", "c"])]);
    let updates = [(); 3].map(|()| next(&world, &mut feed));
    assert_eq!(updates, [(0.0, 0, "a".into(), 2), (1.0, 0, "a".into(), 1), (2.0, 0, "ac".into(), 0)]);
}

#[test]
fn a_failure_is_reported_alone_if_no_data_is_expected() {
    let world = failing("a");
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["a", "b"])]);
    let update = world.run(feed.next()).unwrap();
    assert_eq!((update.tile, update.data.is_err()), (0, true));
    assert_eq!(next(&world, &mut feed), (1.0, 1, "b".into(), 0));
}
