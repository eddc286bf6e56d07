//! Capabilities for which the service rejects a query.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;

use super::super::client;
use super::{application, capabilities, dashboard, lkv, queries, query, told, updates, watch};
use crate::client::feed::{FeedControl, FeedOptions};
use crate::transport::scripted::{Scripted, answer};

/// Tiles of one device, one for each of these capabilities.
fn lkvs(device: &str, names: &[&str]) -> Vec<Value> {
    let tile = |name: &&str| {
        let mut tile = lkv(&[device]);
        tile["capabilities"] = capabilities(&[name]);
        tile
    };
    names.iter().map(tile).collect()
}

/// An application that rejects queries for `bad` with this status.
fn picky(status: u16) -> Scripted {
    application(move |request| {
        query(request)?.contains("bad").then(|| answer(status, r#"{"error":{"code":"Unknown"}}"#))
    })
}

/// Returns the columns of each query in order.
fn selected(world: &Scripted) -> Vec<String> {
    let texts = world.sent().into_iter().filter_map(|request| query(&request));
    let select = |text: String| {
        let items = text.split(" FROM ").next().unwrap().replace("SELECT TOP 20 $ts,", "");
        let device = text.split('\'').nth(1).unwrap();
        items.split(',').fold(device.to_owned(), |all, item| all + " " + item.split(" AS ").next().unwrap())
    };
    texts.map(select).collect()
}

#[test]
fn a_capability_that_is_refused_breaks_no_other_tile() {
    for status in [400, 422] {
        let world = picky(status);
        let tiles = [lkvs("a", &["t", "h", "p", "bad"]), lkvs("b", &["t", "bad"])].concat();
        let mut feed = watch(&world, &tiles);
        let first = updates(&world, &mut feed, 6);
        let told: Vec<_> = first.iter().map(|(_, tile, good)| (*tile, *good)).collect();
        assert_eq!(told, [(0, true), (1, true), (2, true), (3, false), (4, true), (5, false)]);
        let found = ["a t h p bad", "a t h", "a p bad", "a p", "a bad", "b t"];
        assert_eq!(selected(&world), found, "halves, and another device of the template profits");
        assert_eq!(queries(&world).iter().map(|(time, _)| *time).collect::<Vec<_>>(), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        updates(&world, &mut feed, 6);
        assert_eq!(selected(&world)[6..], ["a t h p", "b t"], "later refreshes send good texts at once");
    }
}

#[test]
fn a_rejected_capability_is_queried_again_alone() {
    let world = picky(422);
    let control = FeedControl::default();
    let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
    let mut feed = client(&world).dashboards().watch(&dashboard(&lkvs("a", &["t", "bad"])), options);
    updates(&world, &mut feed, 2);
    control.refresh();
    updates(&world, &mut feed, 2);
    assert_eq!(selected(&world)[3..], ["a t", "a bad"]);
    while world.elapsed() < 700_000.0 {
        updates(&world, &mut feed, 2);
    }
    let selected = selected(&world);
    let sent = queries(&world).into_iter().zip(&selected);
    let alone: Vec<f64> = sent.filter(|(_, text)| *text == "a bad").map(|((time, _), _)| time).collect();
    assert_eq!(alone, [2.0, 4.0, 65.0, 186.0, 427.0, 668.0], "each time later, up to four minutes");
    assert_eq!(selected.iter().filter(|text| *text == "a t bad").count(), 1);
}

#[test]
fn a_refusal_that_passes_switches_nothing_off() {
    let now = Rc::new(Cell::new(0.0));
    let time = Rc::clone(&now);
    let world = application(move |request| {
        let text = query(request)?;
        (time.get() < 60_000.0 || text.contains("bad")).then(|| answer(400, ""))
    });
    let mut feed = watch(&world, &[lkvs("a", &["t", "h", "p"]), lkvs("b", &["t", "h", "bad"])].concat());
    let mut good = [false; 6];
    while good != [true, true, true, true, true, false] {
        let (_, tile, is_good) = updates(&world, &mut feed, 1)[0];
        good[tile] = is_good;
        now.set(world.elapsed());
        assert!(world.elapsed() < 120_000.0, "{good:?}");
    }
    let rounds = selected(&world).len();
    updates(&world, &mut feed, 12);
    assert!(selected(&world)[rounds..].iter().any(|text| text == "a t h p"), "they are queried together again");
}

#[test]
fn one_tile_with_a_bad_capability_shows_the_others_and_says_which() {
    let world = picky(400);
    let mut tile = lkv(&["a"]);
    tile["capabilities"] = capabilities(&["t", "bad", "x y"]);
    let mut feed = watch(&world, &[tile]);
    let update = world.run(feed.next()).unwrap();
    let (_, shown, failures) = told(&update);
    assert_eq!((&*shown, &failures[..]), ("a", &["a bad Unknown".to_owned(), "a x y InvalidInput".to_owned()][..]));
    assert_eq!(selected(&world), ["a t bad", "a t", "a bad"], "a name that can't stand in a query is in none");
}

#[test]
fn rejecting_all_capabilities_fails_each_and_retries_them_in_one_query() {
    let world = application(|request| query(request).map(|_| answer(400, "")));
    let mut feed = watch(&world, &lkvs("a", &["t", "h"]));
    assert!(updates(&world, &mut feed, 4).iter().all(|(_, _, good)| !good));
    assert_eq!(
        selected(&world),
        ["a t h", "a t", "a h", "a t h"],
        "where no column is accepted, the columns are not the reason"
    );
}
