//! Outages of the service, for all readings or for one.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;

use super::{application, capabilities, client, dashboard, lkv, queries, query, told, watch};
use crate::client::feed::{Feed, FeedControl, FeedOptions};
use crate::transport::scripted::{Answer, Scripted, answer};

/// Twelve tiles of a device each, which show these capabilities.
fn tiles(names: &[&str]) -> Vec<Value> {
    let tile = |device: usize| {
        let mut tile = lkv(&[&format!("d{device}")]);
        tile["capabilities"] = capabilities(names);
        tile
    };
    (0..12).map(tile).collect()
}

/// Runs a feed for this many seconds.
fn pass(world: &Scripted, feed: &mut Feed, seconds: f64) {
    let reading = async { while feed.next().await.is_some() {} };
    assert!(world.run_for(seconds * 1_000.0, reading).is_none());
}

/// Runs an outage of `outage` seconds, which starts after 25 s or at `from`. Returns the seconds from its end until all
/// tiles have new data, and the number of requests during the outage. With `of_queries`, only queries fail.
fn recovery(tiles: &[Value], from: f64, outage: f64, fault: &Answer, of_queries: bool) -> (f64, usize) {
    let is_down = Rc::new(Cell::new(false));
    let (down, fault) = (Rc::clone(&is_down), fault.clone());
    let world = application(move |request| {
        let is_hit = down.get() && (!of_queries || query(request).is_some());
        is_hit.then(|| fault.clone())
    });
    let mut feed = watch(&world, tiles);
    pass(&world, &mut feed, from);
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
            let (seconds, asked) = recovery(&tiles(&["t"]), 25.0, outage, &fault, false);
            assert!(seconds <= 12.0 + 2.0, "{outage} s without the service, {seconds} s to recover");
            assert!(asked as f64 <= 13.0 + outage / 1.5, "{asked} queries in {outage} s: the service is flooded");
        }
    }
}

#[test]
fn after_a_service_has_rejected_everything_all_is_read_when_it_accepts_again() {
    for status in [400, 422] {
        for (names, of_queries) in [(&["t"][..], false), (&["t"], true), (&["t", "h", "p"], true)] {
            for from in [0.0, 25.0] {
                for outage in [20.0, 60.0, 1_800.0] {
                    let (seconds, asked) = recovery(&tiles(names), from, outage, &answer(status, ""), of_queries);
                    let what =
                        format!("{status} of {names:?} for {outage} s after {from} s, queries alone: {of_queries}");
                    assert!(seconds <= 12.0 + 2.0, "{what}: {seconds} s to recover");
                    assert!(asked as f64 <= 40.0 + outage, "{what}: {asked} requests");
                }
            }
        }
    }
}

#[test]
fn after_any_error_of_the_whole_service_all_is_read_within_its_queries_and_two_seconds() {
    let page = answer(200, "<!doctype html>");
    for fault in [answer(404, ""), answer(403, ""), answer(429, ""), answer(500, ""), page] {
        for from in [0.0, 25.0] {
            for outage in [20.0, 60.0, 1_800.0] {
                let (seconds, asked) = recovery(&tiles(&["t"]), from, outage, &fault, false);
                let what = format!("{fault:?} for {outage} s after {from} s");
                assert!(seconds <= 12.0 + 2.0, "{what}: {seconds} s to recover");
                assert!(asked as f64 <= 40.0 + outage, "{what}: {asked} requests");
            }
        }
    }
}

#[test]
fn a_stopped_tile_is_not_the_one_that_tests_whether_the_service_is_back() {
    let is_down = Rc::new(Cell::new(false));
    let down = Rc::clone(&is_down);
    let world = application(move |_| down.get().then_some(Answer::Lost("refused")));
    let control = FeedControl::default();
    let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
    let mut feed = client(&world).dashboards().watch(&dashboard(&tiles(&["t"])), options);
    pass(&world, &mut feed, 25.0);
    is_down.set(true);
    pass(&world, &mut feed, 120.0);
    (0..11).for_each(|tile| control.stop(tile));
    is_down.set(false);
    let back = world.elapsed();
    assert_eq!(world.run(feed.next()).unwrap().tile, 11);
    assert!(world.elapsed() - back <= 2_000.0, "after {} ms", world.elapsed() - back);
}

#[test]
fn requests_for_a_rejected_token_back_off() {
    let world = application(|_| Some(answer(401, "")));
    let mut feed = watch(&world, &tiles(&["t"]));
    pass(&world, &mut feed, 600.0);
    assert!(world.sent().len() < 120, "{} requests", world.sent().len());
}

#[test]
fn rejected_readings_are_requested_no_more_often_than_successful_ones() {
    let asked = |fault: Option<Answer>| {
        let world = application(move |request| query(request).and(fault.clone()));
        let mut feed = watch(&world, &tiles(&["t", "h"])[..2]);
        pass(&world, &mut feed, 600.0);
        queries(&world).len()
    };
    let (refused, answered) = (asked(Some(answer(400, ""))), asked(None));
    // For the first of the readings, the rejected column is searched.
    assert!(refused <= answered + 2, "{refused} queries, not {answered}");
}

#[test]
fn one_failing_device_of_ten_delays_no_other() {
    let per_device = |fault: Option<Answer>| {
        let world = application(move |request| {
            let is_bad =
                request.url.contains("/devices/d3") || query(request).is_some_and(|text| text.contains("'d3'"));
            fault.clone().filter(|_| is_bad)
        });
        let mut feed = watch(&world, &tiles(&["t"])[..10]);
        pass(&world, &mut feed, 300.0);
        let queries = queries(&world);
        let count = |device: usize| queries.iter().filter(|(_, asked)| *asked == format!("d{device}")).count();
        (0..10).map(count).collect::<Vec<_>>()
    };
    let well = per_device(None);
    for fault in [answer(400, ""), answer(404, ""), answer(500, ""), answer(503, ""), Answer::Lost("CORS")] {
        let counts = per_device(Some(fault.clone()));
        for device in (0..10).filter(|device| *device != 3) {
            assert!(
                counts[device] >= well[device],
                "{fault:?}: device {device} {} times, not {}",
                counts[device],
                well[device]
            );
        }
    }
}

#[test]
fn a_device_that_never_answers_delays_others_briefly() {
    let world = application(|request| query(request).filter(|text| text.contains("'d3'")).map(|_| Answer::Never));
    let mut feed = watch(&world, &tiles(&["t"])[..10]);
    let mut seen = [f64::NAN; 10];
    let reading = async {
        while seen.iter().enumerate().any(|(tile, at)| tile != 3 && at.is_nan()) {
            let Some(update) = feed.next().await else { break };
            seen[update.tile] = world.elapsed() / 1_000.0;
        }
    };
    assert!(world.run_for(60_000.0, reading).is_some());
    let last = seen.into_iter().fold(0.0, f64::max);
    assert!(last <= 9.0 + 3.0, "nine tiles after {last} s");
}

#[test]
fn a_slow_service_that_answers_one_query_at_a_time_answers_all() {
    for each_ms in [5_000.0, 9_000.0] {
        let free_at = Rc::new(Cell::new(0.0));
        let clock = Rc::new(std::cell::OnceCell::<Scripted>::new());
        let own = Rc::clone(&clock);
        let world = application(move |request| {
            query(request)?;
            let now = own.get().map_or(0.0, Scripted::elapsed);
            free_at.set(f64::max(free_at.get(), now) + each_ms);
            let rows = answer(200, r#"{"results":[{"$ts":"2023-11-14T22:13:20Z","a":21.5}]}"#);
            Some(Answer::Late(free_at.get() - now, Box::new(rows)))
        });
        assert!(clock.set(world.clone()).is_ok());
        let mut feed = watch(&world, &tiles(&["t"])[..6]);
        let mut failures = 0;
        let reading = async {
            while let Some(update) = feed.next().await {
                failures += told(&update).2.len();
            }
        };
        assert!(world.run_for(300_000.0, reading).is_none());
        assert_eq!(failures, 0, "{each_ms} ms each");
        let most = 300_000.0 / each_ms;
        let sent = queries(&world).len() as f64;
        assert!(sent >= most - 2.0 && sent <= most + 2.0, "{sent} queries of {most}");
    }
}

#[test]
fn a_reading_that_fails_while_others_succeed_is_read_less_and_less_often() {
    for fault in [Answer::Lost("CORS"), answer(500, ""), answer(503, ""), answer(400, "")] {
        let is_bad = |text: String| text.contains("'b'") || text.contains("'c'");
        let world = application(move |request| query(request).is_some_and(is_bad).then(|| fault.clone()));
        let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"]), lkv(&["c"])]);
        pass(&world, &mut feed, 300.0);
        let count = |device: &str| queries(&world).iter().filter(|(_, asked)| asked == device).count();
        assert!(count("a") >= 30, "its neighbour is read as often as always");
        assert!(count("b") <= 15, "{} times", count("b"));
    }
}

#[test]
fn a_feed_respects_retry_after() {
    let world = application(|request| query(request).map(|_| answer(503, "").header("retry-after", "900")));
    let mut feed = watch(&world, &[lkv(&["a"])]);
    pass(&world, &mut feed, 890.0);
    assert_eq!(queries(&world).len(), 1);
}

#[test]
fn the_network_that_is_back_ends_every_back_off() {
    let mut requests = 0;
    // This failure is no sign of an outage, so without the event it would be retried after 10 seconds.
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
