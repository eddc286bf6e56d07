//! The service is gone for a while, for all readings or for one.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;

use super::{application, lkv, queries, query, told, watch};
use crate::client::feed::Feed;
use crate::transport::scripted::{Answer, Scripted, answer};

/// Twelve tiles, each of a device of its own.
fn tiles() -> Vec<Value> {
    (0..12).map(|device| lkv(&[&format!("d{device}")])).collect()
}

/// Runs a feed for so many seconds.
fn pass(world: &Scripted, feed: &mut Feed, seconds: f64) {
    let reading = async { while feed.next().await.is_some() {} };
    assert!(world.run_for(seconds * 1_000.0, reading).is_none());
}

/// How many seconds after an outage of so many all tiles have new data, and how many queries the outage saw.
fn recovery(outage: f64, fault: Answer) -> (f64, usize) {
    let is_down = Rc::new(Cell::new(false));
    let down = Rc::clone(&is_down);
    let world = application(move |_| down.get().then(|| fault.clone()));
    let mut feed = watch(&world, &tiles());
    pass(&world, &mut feed, 25.0);
    is_down.set(true);
    let before = world.sent().len();
    pass(&world, &mut feed, outage);
    let asked = world.sent().len() - before;
    is_down.set(false);
    let back = world.elapsed() / 1_000.0;
    let mut waiting: Vec<usize> = (0..12).collect();
    while !waiting.is_empty() {
        let update = world.run(feed.next()).unwrap();
        let (read_at, _, failures) = told(&update);
        if read_at >= back && failures.is_empty() {
            waiting.retain(|tile| *tile != update.tile);
        }
    }
    (world.elapsed() / 1_000.0 - back, asked)
}

#[test]
fn after_an_outage_all_is_read_within_its_queries_and_two_seconds() {
    for fault in [Answer::Lost("refused"), answer(503, ""), answer(502, "")] {
        for outage in [3.0, 20.0, 45.0, 1_800.0] {
            let (seconds, asked) = recovery(outage, fault.clone());
            assert!(seconds <= 12.0 + 2.0, "{outage} s without the service, {seconds} s to recover");
            assert!(asked as f64 <= 13.0 + outage / 1.5, "{asked} queries in {outage} s: the service is flooded");
        }
    }
}

#[test]
fn a_reading_that_fails_while_others_succeed_is_read_less_and_less_often() {
    for fault in [Answer::Lost("CORS"), answer(500, ""), answer(503, "")] {
        let world =
            application(move |request| query(request).is_some_and(|text| text.contains("'b'")).then(|| fault.clone()));
        let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"])]);
        pass(&world, &mut feed, 300.0);
        let of = |device: &str| queries(&world).iter().filter(|(_, asked)| asked == device).count();
        assert!(of("a") >= 30, "its neighbour is read as often as always");
        assert!(of("b") <= 15, "{} times", of("b"));
    }
}

#[test]
fn a_service_that_says_when_to_ask_again_is_not_asked_before() {
    let world = application(|request| query(request).map(|_| answer(503, "").header("retry-after", "900")));
    let mut feed = watch(&world, &[lkv(&["a"])]);
    pass(&world, &mut feed, 890.0);
    assert_eq!(queries(&world).len(), 1);
}

#[test]
fn the_network_that_is_back_ends_every_back_off() {
    let mut requests = 0;
    // A failure that says nothing of the service: without the event it would be repeated after 10 seconds.
    let fault = move |_: &_| {
        requests += 1;
        (requests <= 4).then(|| answer(500, ""))
    };
    let world = application(fault).online_at(3_000.0);
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"])]);
    pass(&world, &mut feed, 9.0);
    let sent: Vec<f64> = world.sent_at().into_iter().filter(|time| *time > 0.0).collect();
    assert!(sent.iter().all(|time| *time >= 3_000.0) && sent.len() > 1, "{sent:?}");
}
