//! Controlling a feed, polling it from several places, and dropping it.

use futures_util::future::join;
use serde_json::Value;

use super::super::client;
use super::{application, dashboard, lkv, queries, query, updates, watch};
use crate::client::feed::{FeedControl, FeedOptions};
use crate::transport::Transport;
use crate::transport::scripted::{Answer, answer};

#[test]
fn a_request_in_flight_waits_for_the_next_poll_and_ends_with_the_feed() {
    let world = application(|request| query(request).map(|_| answer(200, r#"{"results":[]}"#).late(2_000.0)));
    let mut feed = watch(&world, &[lkv(&["a"])]);
    assert!(world.run_for(1_000.0, feed.next()).is_none());
    assert_eq!(updates(&world, &mut feed, 1), [(2.0, 0, true)]);
    assert_eq!(queries(&world).len(), 1);
    assert!(world.run_for(10_500.0, feed.next()).is_none());
    assert_eq!(queries(&world).len(), 2);
    drop(feed);
    assert_eq!(world.timers(), 0, "the timeout is gone with it");
}

#[test]
fn a_feed_is_steered_while_it_waits_and_while_it_reads() {
    let steered = |tiles: &[Value], after_ms: f64, steer: fn(&FeedControl), silent: bool| {
        let world = application(move |request| query(request).filter(|_| silent).map(|_| Answer::Never));
        let control = FeedControl::default();
        let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
        let mut feed = client(&world).dashboards().watch(&dashboard(tiles), options);
        let mut updates = Vec::new();
        let reading = async {
            while let Some(update) = feed.next().await {
                updates.push(update.tile);
            }
        };
        let steering = async {
            world.sleep(after_ms).await;
            steer(&control);
        };
        // A request without an answer is given up after 15 seconds.
        let most = if silent { 14_000.0 } else { 15_000.0 };
        let ended = world.run_for(most, join(reading, steering)).is_some();
        let times: Vec<f64> = queries(&world).into_iter().map(|(time, _)| time).collect();
        (updates, times, ended)
    };
    let tiles = [lkv(&["a"]), lkv(&["b"])];
    assert_eq!(steered(&tiles, 5_000.0, |_| {}, false), (vec![0, 1, 0, 1], vec![0.0, 1.0, 10.0, 11.0], false));
    assert_eq!(steered(&tiles, 5_000.0, FeedControl::pause, false), (vec![0, 1], vec![0.0, 1.0], false));
    assert_eq!(steered(&tiles, 5_000.0, FeedControl::close, false), (vec![0, 1], vec![0.0, 1.0], true));
    assert_eq!(
        steered(&tiles, 5_000.0, FeedControl::refresh, false),
        (vec![0, 1, 0, 1, 0], vec![0.0, 1.0, 5.0, 6.0, 15.0], false)
    );
    let once = |control: &FeedControl| {
        control.pause();
        control.refresh();
    };
    assert_eq!(steered(&tiles, 5_000.0, once, false), (vec![0, 1, 0, 1], vec![0.0, 1.0, 5.0, 6.0], false));
    assert_eq!(
        steered(&tiles, 5_000.0, |control| control.stop(0), false),
        (vec![0, 1, 1], vec![0.0, 1.0, 11.0], false)
    );
    let both = |control: &FeedControl| [0, 1].into_iter().for_each(|tile| control.stop(tile));
    assert_eq!(steered(&tiles, 5_000.0, both, false), (vec![0, 1], vec![0.0, 1.0], true));
    // A request in flight is aborted only when its result becomes useless.
    assert_eq!(steered(&tiles, 500.0, |control| control.stop(0), true).1, [0.0, 1.0]);
    assert_eq!(steered(&tiles, 500.0, |control| control.stop(1), true).1, [0.0]);
    assert_eq!(steered(&tiles, 500.0, FeedControl::close, true), (vec![], vec![0.0], true));
    let again = |control: &FeedControl| {
        control.pause();
        control.resume();
    };
    // The other tile waits three seconds for the query without an answer.
    assert_eq!(steered(&tiles, 500.0, again, true).1, [0.0, 3.0]);
    assert_eq!(steered(&tiles, 1_500.0, FeedControl::refresh, true).1, [0.0, 1.5, 4.5]);
}

#[test]
fn tiles_in_view_are_read_first_and_scrolling_changes_the_order_at_once() {
    let world = application(|_| None);
    let devices: Vec<String> = (0..9).map(|device| format!("d{device}")).collect();
    let tiles: Vec<Value> = devices.iter().map(|device| lkv(&[device])).collect();
    let options = FeedOptions::default();
    let control = options.control.clone();
    let mut feed = client(&world).dashboards().watch(&dashboard(&tiles), options);
    control.set_visible(Some(vec![6, 7]));
    assert_eq!(updates(&world, &mut feed, 3), [(0.0, 6, true), (1.0, 7, true), (2.0, 0, true)]);
    control.set_visible(Some(vec![8]));
    assert_eq!(updates(&world, &mut feed, 2), [(3.0, 8, true), (4.0, 1, true)]);
    control.set_visible(None);
    assert_eq!(updates(&world, &mut feed, 4), [(5.0, 2, true), (6.0, 3, true), (7.0, 4, true), (8.0, 5, true)]);
    assert_eq!(queries(&world).len(), 9, "no query more than without");
}
