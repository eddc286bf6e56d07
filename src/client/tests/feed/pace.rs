//! When readings are due, and how many queries are sent.

use serde_json::{Value, json};
use std::time::Duration;

use super::super::client;
use super::{application, capabilities, dashboard, line, lkv, queries, query, updates, watch};
use crate::client::feed::FeedOptions;
use crate::telemetry::TileData;
use crate::transport::scripted::{Answer, START_MS, answer};

#[test]
fn equal_readings_and_templates_are_read_once() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[lkv(&["a"]), line("a", "PT1M"), lkv(&["a"]), line("a", "PT1M"), lkv(&["b"])]);
    let updates = updates(&world, &mut feed, 8);
    assert_eq!(
        updates,
        [
            (0.0, 0, true),
            (0.0, 2, true),
            (1.0, 1, true),
            (1.0, 3, true),
            (2.0, 4, true),
            (10.0, 0, true),
            (10.0, 2, true),
            (12.0, 4, true)
        ]
    );
    let asked: Vec<_> = world.sent().iter().filter(|request| query(request).is_none()).map(|r| r.url.clone()).collect();
    assert_eq!(asked.len(), 3, "two devices and their template: {asked:?}");
    assert_eq!(queries(&world).len(), 5);
}

#[test]
fn one_query_a_second_is_the_most() {
    let world = application(|_| None);
    let devices: Vec<String> = (0..15).map(|device| format!("d{device}")).collect();
    let tiles: Vec<Value> = devices.iter().map(|device| lkv(&[device])).collect();
    let mut feed = watch(&world, &tiles);
    updates(&world, &mut feed, 45);
    let queries = queries(&world);
    assert_eq!(queries.len(), 45);
    for (place, (time, device)) in queries.iter().enumerate() {
        assert_eq!((*time, device), (place as f64, &devices[place % 15]), "each in its turn, none starves");
    }
}

#[test]
fn a_reading_of_many_columns_keeps_the_pace_too() {
    let world = application(|_| None);
    let names: Vec<String> = (0..30).map(|place| format!("t{place}")).collect();
    let mut tile = lkv(&["a"]);
    tile["capabilities"] = capabilities(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut feed = watch(&world, &[tile]);
    let TileData::Latest(latest) = world.run(feed.next()).unwrap().data.unwrap() else { panic!("not last values") };
    assert_eq!(latest.len(), 30);
    let found: Vec<bool> = latest.iter().map(|latest| latest.last.is_some()).collect();
    assert_eq!(found.iter().filter(|found| **found).count(), 3, "the first of each of three queries");
    assert!(found[0] && found[14] && found[28]);
    assert_eq!(queries(&world).iter().map(|(time, _)| *time).collect::<Vec<_>>(), [0.0, 1.0, 2.0]);
}

#[test]
fn charts_are_read_once_a_slice_and_values_once_an_interval() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[line("a", "PT1M"), line("b", "PT5M"), lkv(&["c"])]);
    while world.elapsed() < 600_000.0 {
        world.run(feed.next()).unwrap().data.unwrap();
    }
    let times_of = |name: &str| -> Vec<f64> {
        queries(&world).into_iter().filter(|(_, device)| device == name).map(|(time, _)| time).collect()
    };
    for (name, slice) in [("a", 60.0), ("b", 300.0), ("c", 10.0)] {
        let times = times_of(name);
        for pair in times.windows(2) {
            let distance = pair[1] - pair[0];
            assert!(distance >= slice && distance < slice + 3.0, "{name}: {times:?}");
        }
        assert!(times.len() as f64 >= 600.0 / (slice + 3.0), "{name}: {times:?}");
    }

    drop(feed);
    let world = application(|_| None);
    let options = FeedOptions { refresh_interval: Duration::from_secs(120), ..FeedOptions::default() };
    let mut slow =
        client(&world).dashboards().watch(&dashboard(&[line("a", "PT1M"), line("b", "PT5M"), lkv(&["c"])]), options);
    updates(&world, &mut slow, 6);
    let times: Vec<_> = queries(&world).into_iter().map(|(time, _)| time).collect();
    assert_eq!(times, [0.0, 1.0, 2.0, 120.0, 122.0, 240.0], "the interval counts where it is longer");
}

#[test]
fn a_clock_that_is_set_neither_stops_nor_hurries_a_feed() {
    for minutes in [-10.0, 10.0] {
        let world = application(|_| None);
        let mut feed = watch(&world, &[lkv(&["a"]), line("b", "PT1M")]);
        updates(&world, &mut feed, 2);
        world.set_clock(minutes * 60_000.0);
        let update = world.run(feed.next()).unwrap();
        let now = START_MS + world.elapsed() + minutes * 60_000.0;
        assert_eq!(
            (update.tile, update.read_at_ms, update.due_at_ms),
            (0, now, now + 10_000.0),
            "by the clock as it is set"
        );
        assert_eq!(updates(&world, &mut feed, 2), [(20.0, 0, true), (30.0, 0, true)]);
        updates(&world, &mut feed, 4);
        assert_eq!(queries(&world).last(), Some(&(61.0, "b".to_owned())));
    }
}

#[test]
fn readings_that_keep_failing_back_off() {
    let times = |fault: Answer, refresh_seconds: u64| {
        let world = application(move |request| query(request).map(|_| fault.clone()));
        let options = FeedOptions { refresh_interval: Duration::from_secs(refresh_seconds), ..FeedOptions::default() };
        let mut feed = client(&world).dashboards().watch(&dashboard(&[lkv(&["a"])]), options);
        updates(&world, &mut feed, 8);
        let times: Vec<f64> = queries(&world).into_iter().map(|(time, _)| time).collect();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
    };
    assert_eq!(times(answer(500, ""), 10), [10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0], "without a retry");
    assert_eq!(times(answer(400, ""), 600), [600.0; 7]);
    let busy = answer(429, "").header("retry-after", "45");
    assert_eq!(times(busy, 10), [45.0, 45.0, 45.0, 80.0, 160.0, 300.0, 300.0]);
    let closed = answer(503, "").header("retry-after", "900");
    assert_eq!(times(closed, 10), [900.0; 7], "the service isn't asked before it wants to be");
}

#[test]
fn a_query_without_an_answer_stops_nothing_else_and_not_for_long() {
    let world = application(|request| {
        let page = answer(200, r#"{"value":[{"id":"x"}]}"#);
        match query(request) {
            Some(text) => text.contains("'a'").then_some(Answer::Never),
            None => request.url.contains("/deviceGroups/").then_some(page),
        }
    });
    let mut property = lkv(&["c"]);
    property["type"] = "property".into();
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"]), property, json!({"type": "deviceCount", "group": "g"})]);
    let updates = updates(&world, &mut feed, 7);
    assert_eq!(
        updates,
        [
            (0.0, 2, true),
            (0.0, 3, true),
            (3.0, 1, true),
            (10.0, 2, true),
            (13.0, 1, true),
            (15.0, 0, false),
            (20.0, 2, true),
        ]
    );
}

#[test]
fn a_chart_that_failed_does_not_wait_for_its_slice() {
    let mut faults = 1;
    let world = application(move |request| {
        query(request)?;
        faults -= 1;
        (faults >= 0).then(|| answer(403, ""))
    });
    let mut feed = watch(&world, &[line("a", "PT12H")]);
    assert_eq!(updates(&world, &mut feed, 3), [(0.0, 0, false), (10.0, 0, true), (43_210.0, 0, true)]);
}

#[test]
fn a_query_that_fails_keeps_the_pace_too() {
    let mut faults = 2;
    let world = application(move |request| {
        query(request)?;
        faults -= 1;
        (faults >= 0).then(|| answer(429, ""))
    });
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"])]);
    // Both failed, so the first is sent again: after 5 s, since two readings take ten seconds each.
    let told = [(0.0, 0, false), (1.0, 1, false), (6.0, 0, true), (7.0, 1, true)];
    assert_eq!(updates(&world, &mut feed, 4), told);
}
