//! What feeds of one client share.

use futures_util::future::join;

use serde_json::json;

use super::super::client;
use super::{application, dashboard, line, lkv, queries, query, updates};
use crate::client::feed::{FeedControl, FeedOptions};
use crate::telemetry::TileData;
use crate::transport::scripted::{START_MS, answer};

#[test]
fn a_feed_shows_at_once_what_another_feed_of_its_client_has_read() {
    let world = application(|_| None);
    let central = client(&world);
    let tiles = dashboard(&[line("a", "PT1M"), lkv(&["b"])]);
    let watch = |control: &FeedControl| {
        let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
        central.dashboards().watch(&tiles, options)
    };
    let mut first = watch(&FeedControl::default());
    assert_eq!(updates(&world, &mut first, 2), [(0.0, 0, true), (1.0, 1, true)]);
    drop(first);
    world.pass(4_000.0);
    let sent = world.sent().len();
    let control = FeedControl::default();
    let mut second = watch(&control);
    let update = world.run(second.next()).unwrap();
    assert_eq!((update.tile, update.read_at_ms, update.due_at_ms), (0, START_MS, START_MS + 60_000.0));
    let TileData::Series { series, .. } = update.data.unwrap() else { panic!("not lines") };
    assert_eq!((&series[0].values[..], series[0].source.device.as_str()), (&[20.0, 21.5][..], "a"));
    assert_eq!(updates(&world, &mut second, 1), [(5.0, 1, true)]);
    assert_eq!(world.sent().len(), sent, "nothing is asked for, names neither");
    assert_eq!(updates(&world, &mut second, 1), [(11.0, 1, true)], "and each is due when it would have been");

    control.refresh();
    assert_eq!(updates(&world, &mut second, 2), [(12.0, 0, true), (13.0, 1, true)], "refresh() goes past it");
    let mut stranger = client(&world).dashboards().watch(&tiles, FeedOptions::default());
    assert_eq!(updates(&world, &mut stranger, 1), [(14.0, 0, true)], "another client's user may see less");
    drop(second);
    world.pass(200_000.0);
    let sent = world.sent().len();
    updates(&world, &mut watch(&FeedControl::default()), 2);
    assert_eq!(world.sent().len(), sent + 5, "what is no longer fresh is forgotten, and all names with the last of it");
}

#[test]
fn feeds_of_one_client_read_once_what_both_show() {
    let world = application(|_| None);
    let central = client(&world);
    let tiles = dashboard(&[lkv(&["a"]), lkv(&["b"]), lkv(&["c"])]);
    let watch = || central.dashboards().watch(&tiles, FeedOptions::default());
    let (mut one, mut other) = (watch(), watch());
    for _ in 0..9 {
        let (one, other) = world.run(join(one.next(), other.next()));
        assert!(one.unwrap().data.is_ok() && other.unwrap().data.is_ok());
    }
    assert_eq!(queries(&world).len(), 9, "three rounds of three");
}

#[test]
fn feeds_of_one_client_ask_once_for_what_both_want_at_one_time() {
    let world = application(|request| {
        let body = if request.url.contains("/deviceGroups/") {
            r#"{"value":[]}"#
        } else {
            r#"{"id":"a","template":"dtmi:x;1"}"#
        };
        query(request).is_none().then(|| answer(200, body).late(400.0))
    });
    let central = client(&world);
    let count = json!({"type": "deviceCount", "group": "g"});
    let (of_a, of_b) = (dashboard(&[lkv(&["a"]), count.clone()]), dashboard(&[line("a", "PT1M"), count]));
    let watch = |tiles| central.dashboards().watch(tiles, FeedOptions::default());
    let (mut one, mut other) = (watch(&of_a), watch(&of_b));
    for _ in 0..2 {
        let (one, other) = world.run(join(one.next(), other.next()));
        assert!(one.unwrap().data.is_ok() && other.unwrap().data.is_ok());
    }
    let asked = |part: &str| world.sent().iter().filter(|request| request.url.contains(part)).count();
    assert_eq!([asked("/devices/a?"), asked("/deviceTemplates/"), asked("/deviceGroups/g/")], [1, 1, 1]);

    drop(one);
    world.run(other.next()).unwrap();
    let central = client(&world);
    let (mut one, mut other) = (
        central.dashboards().watch(&of_a, FeedOptions::default()),
        central.dashboards().watch(&of_b, FeedOptions::default()),
    );
    assert!(world.run_for(100.0, join(one.next(), other.next())).is_none());
    let sent = world.sent().len();
    drop(one);
    world.run(other.next()).unwrap();
    assert_eq!(asked("/devices/a?"), 3, "what one feed gives up the other begins");
    assert!(world.sent().len() > sent);
}

#[test]
fn a_feed_that_is_dropped_while_it_waits_uses_no_slot() {
    let world = application(|_| None);
    let dashboards = client(&world).dashboards();
    let watch = |device: &str| dashboards.watch(&dashboard(&[lkv(&[device])]), FeedOptions::default());
    let (mut first, mut dropped, mut last) = (watch("a"), watch("b"), watch("c"));
    world.run(first.next()).unwrap();
    assert!(world.run_for(500.0, dropped.next()).is_none(), "it waits for its turn");
    drop(dropped);
    assert_eq!(world.timers(), 0);
    world.run(last.next()).unwrap();
    assert_eq!(queries(&world), [(0.0, "a".to_owned()), (1.0, "c".to_owned())]);
}

#[test]
fn feeds_of_one_client_share_its_pace() {
    let world = application(|_| None);
    let dashboards = client(&world).dashboards();
    let watch = |device: &str| dashboards.watch(&dashboard(&[lkv(&[device])]), FeedOptions::default());
    let (mut a, mut b) = (watch("a"), watch("b"));
    for _ in 0..5 {
        let (a, b) = world.run(join(a.next(), b.next()));
        assert!(a.unwrap().data.is_ok() && b.unwrap().data.is_ok());
    }
    let times: Vec<f64> = queries(&world).into_iter().map(|(time, _)| time).collect();
    assert_eq!(times.len(), 10);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 1.0), "{times:?}");
}
