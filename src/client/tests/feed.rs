//! Live data for tiles.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::join;
use serde_json::{Value, json};

use super::client;
use crate::client::feed::{Feed, FeedOptions, TileFailure, TileUpdate};
use crate::client::feed_control::FeedControl;
use crate::error::ErrorKind;
use crate::model::{Dashboard, Json};
use crate::telemetry::TileData;
use crate::telemetry::data::Latest;
use crate::transport::HttpRequest;
use crate::transport::Transport;
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

/// The text of a query; `None` for any other request.
fn query(request: &HttpRequest) -> Option<String> {
    let body: Value = serde_json::from_slice(request.body.as_ref()?).unwrap();
    Some(body["query"].as_str().unwrap().to_owned())
}

/// An application whose devices all have a template and a value; `fault` may answer instead.
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

/// When each update of so many came, in seconds, of which tile it is, and whether it has data.
fn updates(world: &Scripted, feed: &mut Feed, count: usize) -> Vec<(f64, usize, bool)> {
    let mut updates = Vec::new();
    for _ in 0..count {
        let update = world.run(feed.next()).unwrap();
        updates.push((world.elapsed() / 1_000.0, update.tile, update.data.is_ok()));
    }
    updates
}

/// When queries went out, in seconds, and for which device.
fn queries(world: &Scripted) -> Vec<(f64, String)> {
    let device = |text: String| text.split('\'').nth(1).unwrap().to_owned();
    let sent = world.sent_at().into_iter().zip(world.sent());
    sent.filter_map(|(time, request)| Some((time / 1_000.0, device(query(&request)?)))).collect()
}

#[test]
fn a_tile_gets_what_its_query_found() {
    let world = application(|_| None);
    let mut feed = watch(&world, &[json!({"type": "label", "text": "a"}), lkv(&["a"])]);
    assert_eq!(world.sent().len(), 0, "nothing is read before it is asked for");
    let update = world.run(feed.next()).unwrap();
    let TileData::Latest(latest) = update.data.unwrap() else { panic!("not last values") };
    assert_eq!((update.tile, latest.len(), latest[0].source.device.as_str()), (1, 1, "a"));
    assert_eq!(latest[0].last.as_ref().map(|(_, value)| value.as_str()), Some("21.5"));
    assert_eq!(latest[0].previous.as_deref(), Some("20"));
    let sent = world.sent();
    assert_eq!(sent[0].url, "https://contoso.azureiotcentral.com/api/devices/a?api-version=2022-10-31-preview");
    assert!(sent[1].url.contains("/api/deviceTemplates/dtmi%3Acontoso%3AThermostat%3B1?"), "{}", sent[1].url);
    assert_eq!(sent[2].url, "https://contoso.azureiotcentral.com/api/query?api-version=2022-10-31-preview");
    assert_eq!(
        query(&sent[2]).unwrap(),
        "SELECT TOP 20 $ts,t AS a FROM dtmi:contoso:Thermostat;1 WHERE WITHIN_WINDOW(P1D) AND $id = 'a' ORDER BY $ts DESC"
    );

    let mut chart = watch(&world, &[line("a", "PT5M")]);
    let TileData::Series { series, .. } = world.run(chart.next()).unwrap().data.unwrap() else { panic!("not lines") };
    assert_eq!(series[0].values, [20.0, 21.5]);
}

#[test]
fn a_dashboard_without_data_has_no_updates() {
    let world = Scripted::queue([]);
    for configurations in [&[][..], &[json!({"type": "label", "text": "a"})], &[lkv(&[])]] {
        assert!(world.run(watch(&world, configurations).next()).is_none());
    }
}

#[test]
fn equal_readings_are_read_once_and_templates_are_asked_for_once() {
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
    let of = |name: &str| -> Vec<f64> {
        queries(&world).into_iter().filter(|(_, device)| device == name).map(|(time, _)| time).collect()
    };
    for (name, slice) in [("a", 60.0), ("b", 300.0), ("c", 10.0)] {
        let times = of(name);
        for pair in times.windows(2) {
            let distance = pair[1] - pair[0];
            assert!(distance >= slice && distance < slice + 3.0, "{name}: {times:?}");
        }
        assert!(times.len() as f64 >= 600.0 / (slice + 3.0), "{name}: {times:?}");
    }

    let world = application(|_| None);
    let options = FeedOptions { refresh_interval_ms: 120_000.0, ..FeedOptions::default() };
    let mut slow =
        client(&world).dashboards().watch(&dashboard(&[line("a", "PT1M"), line("b", "PT5M"), lkv(&["c"])]), options);
    updates(&world, &mut slow, 6);
    let times: Vec<_> = queries(&world).into_iter().map(|(time, _)| time).collect();
    assert_eq!(times, [0.0, 1.0, 2.0, 120.0, 122.0, 240.0], "the interval counts where it is longer");
}

#[test]
fn an_error_is_told_to_its_own_tiles_and_read_again_later() {
    let failing = Rc::new(RefCell::new(true));
    let fails = Rc::clone(&failing);
    let world = application(move |request| {
        let of_b = query(request).is_some_and(|text| text.contains("'b'"));
        (of_b && *fails.borrow()).then(|| answer(400, r#"{"error":{"code":"BadQuery","message":"no"}}"#))
    });
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"]), lkv(&["a", "b"]), line("c", "PT1M")]);
    let first = [(0.0, 0, true), (1.0, 1, false), (1.0, 2, true), (2.0, 3, true)];
    assert_eq!(updates(&world, &mut feed, 4), first, "tile 2 had to wait for b, and shows a");
    *failing.borrow_mut() = false;
    let later = [(10.0, 0, true), (10.0, 2, true), (11.0, 1, true), (11.0, 2, true)];
    assert_eq!(updates(&world, &mut feed, 4), later);
}

/// What an update says: seconds when it was read, the devices that it shows, and what failed.
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

#[test]
fn a_tile_shows_what_could_be_read_and_what_was_before() {
    let gone = Rc::new(RefCell::new("b"));
    let is_gone = Rc::clone(&gone);
    let world = application(move |request| {
        let of = |device: &str| request.url.contains(&format!("/devices/{device}?"));
        let query = query(request).is_some_and(|text| text.contains(&format!("'{}'", is_gone.borrow())));
        (query || of(&is_gone.borrow())).then(|| answer(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#))
    });
    let mut feed = watch(&world, &[lkv(&["a", "b"])]);
    let mut next = || told(&world.run(feed.next()).unwrap());
    assert_eq!(next(), (0.0, "a".into(), vec!["b * NotFound".into()]));
    // b comes back, and a goes.
    *gone.borrow_mut() = "a";
    assert_eq!(next(), (0.0, "a".into(), vec!["a * NotFound".into(), "b * NotFound".into()]));
    assert_eq!(next(), (0.0, "ab".into(), vec!["a * NotFound".into()]), "what was known of a stays, as old as it is");
    *gone.borrow_mut() = "";
    assert_eq!(next(), (11.0, "ab".into(), vec![]));
}

#[test]
fn what_keeps_failing_is_read_less_and_less_often() {
    let times = |fault: Answer, refresh_interval_ms: f64| {
        let world = application(move |request| query(request).map(|_| fault.clone()));
        let options = FeedOptions { refresh_interval_ms, ..FeedOptions::default() };
        let mut feed = client(&world).dashboards().watch(&dashboard(&[lkv(&["a"])]), options);
        updates(&world, &mut feed, 8);
        let times: Vec<f64> = queries(&world).into_iter().map(|(time, _)| time).collect();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
    };
    assert_eq!(times(answer(500, ""), 10_000.0), [10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0], "without a retry");
    assert_eq!(times(answer(400, ""), 600_000.0), [600.0; 7]);
    let busy = answer(429, "").header("retry-after", "45");
    assert_eq!(times(busy, 10_000.0), [45.0, 45.0, 45.0, 80.0, 160.0, 300.0, 300.0]);
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
            (10.0, 2, true),
            (15.0, 0, false),
            (15.0, 1, true),
            (20.0, 2, true),
            (30.0, 2, true)
        ]
    );
}

/// Tiles of one device that show these capabilities, one each.
fn lkvs(device: &str, names: &[&str]) -> Vec<Value> {
    let tile = |name: &&str| {
        let mut tile = lkv(&[device]);
        tile["capabilities"] = capabilities(&[name]);
        tile
    };
    names.iter().map(tile).collect()
}

/// An application that refuses queries for `bad`, with this status.
fn picky(status: u16) -> Scripted {
    application(move |request| {
        query(request)?.contains("bad").then(|| answer(status, r#"{"error":{"code":"Unknown"}}"#))
    })
}

/// The columns of each query, in their order.
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
fn a_capability_that_was_refused_is_asked_for_again_alone() {
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
    let alone = selected.iter().filter(|text| *text == "a bad").count();
    assert_eq!((alone, selected.iter().filter(|text| *text == "a t bad").count()), (3, 1), "every ten minutes");
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
fn what_is_refused_altogether_fails_for_each_and_is_asked_for_no_more_than_that() {
    let world = application(|request| query(request).map(|_| answer(400, "")));
    let mut feed = watch(&world, &lkvs("a", &["t", "h"]));
    assert!(updates(&world, &mut feed, 4).iter().all(|(_, _, good)| !good));
    assert_eq!(selected(&world), ["a t h", "a t", "a h"]);
}

#[test]
fn a_value_that_no_row_holds_is_asked_for_alone() {
    let rows = Rc::new(RefCell::new(json!([{"$ts": "2023-11-14T22:13:20Z", "a": 1}])));
    let known = Rc::new(RefCell::new(json!({"value": 7, "timestamp": "2023-11-10T00:00:00Z"})));
    let (now, last) = (Rc::clone(&rows), Rc::clone(&known));
    let world = application(move |request| match query(request) {
        Some(_) => Some(answer(200, json!({"results": *now.borrow()}).to_string())),
        None if request.url.contains("/telemetry/none?") => Some(answer(404, "")),
        None => request.url.contains("/telemetry/").then(|| answer(200, last.borrow().to_string())),
    });
    let asked = || {
        let sent =
            world.sent().into_iter().filter_map(|request| Some(request.url.split_once("/devices/a/")?.1.to_owned()));
        sent.map(|url| url.split('?').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut tile = lkv(&["a"]);
    tile["capabilities"] = capabilities(&["t", "door.shock", "none"]);
    let mut feed = watch(&world, &[tile]);
    let mut next = || {
        let update = world.run(feed.next()).unwrap();
        let TileData::Latest(latest) = update.data.unwrap() else { panic!("not last values") };
        let shown = |latest: &Latest| (latest.last.clone().map(|(_, value)| value), latest.previous.clone());
        latest.iter().map(shown).collect::<Vec<_>>()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(next(), [(some("1"), None), (some("7"), None), (None, None)]);
    assert_eq!(asked(), ["components/door/telemetry/shock", "telemetry/none"]);
    // Rows that join what was seen before can have hidden nothing.
    *rows.borrow_mut() = json!([{"$ts": "2023-11-14T22:13:30Z", "a": 2}, {"$ts": "2023-11-14T22:13:20Z", "a": 1}]);
    assert_eq!(next(), [(some("2"), some("1")), (some("7"), None), (None, None)]);
    assert_eq!(asked().len(), 2);
    // These may have.
    *rows.borrow_mut() = json!([{"$ts": "2023-11-14T22:13:40Z", "a": 3}]);
    *known.borrow_mut() = json!({"value": 8, "timestamp": "2023-11-14T22:13:35Z"});
    assert_eq!(next(), [(some("3"), some("2")), (some("8"), some("7")), (None, None)]);
    assert_eq!(asked().len(), 4);
    *rows.borrow_mut() = json!([{"$ts": "2023-11-14T22:13:50Z", "b": 9}, {"$ts": "2023-11-14T22:13:40Z", "a": 3}]);
    assert_eq!(next(), [(some("3"), some("2")), (some("9"), some("8")), (None, None)]);
    assert_eq!((asked().len(), queries(&world).len()), (4, 4), "a query each time");
}

#[test]
fn a_value_that_cannot_be_asked_for_is_a_failure_of_its_own() {
    let failing = Rc::new(RefCell::new(true));
    let fails = Rc::clone(&failing);
    let world = application(move |request| {
        let value = || answer(200, r#"{"value":"shut","timestamp":"2023-11-14T00:00:00Z"}"#);
        let fault = || answer(503, r#"{"error":{"code":"Busy"}}"#);
        request.url.contains("/telemetry/").then(|| if *fails.borrow() { fault() } else { value() })
    });
    let mut tile = lkv(&["a"]);
    tile["capabilities"] = capabilities(&["t", "door"]);
    let mut feed = watch(&world, &[tile]);
    assert_eq!(told(&world.run(feed.next()).unwrap()), (0.0, "a".into(), vec!["a door Busy".into()]));
    *failing.borrow_mut() = false;
    assert_eq!(told(&world.run(feed.next()).unwrap()), (10.0, "aa".into(), vec![]), "it is asked for again");
}

#[test]
fn what_one_feed_has_read_the_next_one_of_its_client_shows_at_once() {
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
fn a_device_that_cannot_be_queried_says_why() {
    for (device, fault, kind, said) in [
        ("a", answer(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#), ErrorKind::Service, "gone"),
        ("a", answer(200, r#"{"id":"a"}"#), ErrorKind::Decode, "has no template"),
        ("a", answer(200, r#"{"id":"a","template":"x y"}"#), ErrorKind::InvalidInput, "device template"),
        ("a'b\"", answer(200, r#"{"id":"a","template":"x"}"#), ErrorKind::InvalidInput, "quotes"),
        ("..", answer(200, "{}"), ErrorKind::InvalidInput, "deviceId"),
    ] {
        let world = application(move |request| query(request).is_none().then(|| fault.clone()));
        let mut feed = watch(&world, &[lkv(&[device])]);
        let error = world.run(feed.next()).unwrap().data.unwrap_err();
        assert_eq!(error.kind, kind, "{error}");
        assert!(error.message.contains(said), "{error}");
        assert_eq!(queries(&world), []);
        assert_eq!(updates(&world, &mut feed, 1), [(10.0, 0, false)]);
    }
}

#[test]
fn a_feed_that_is_dropped_while_it_waits_takes_nobodys_turn() {
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

#[test]
fn what_is_under_way_waits_for_whoever_asks_next_and_ends_with_the_feed() {
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
fn a_query_that_fails_keeps_the_pace_too() {
    let mut faults = 2;
    let world = application(move |request| {
        query(request)?;
        faults -= 1;
        (faults >= 0).then(|| answer(429, ""))
    });
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"])]);
    let told = [(0.0, 0, false), (1.0, 1, false), (10.0, 0, true), (11.0, 1, true)];
    assert_eq!(updates(&world, &mut feed, 4), told);
}

#[test]
fn a_template_is_asked_for_again_unless_nobody_may_see_it() {
    for (fault, again) in [
        (answer(403, ""), 0),
        (answer(404, ""), 0),
        (answer(500, ""), 1),
        (Answer::Lost("offline"), 1),
        (answer(429, ""), 1),
    ] {
        let mut faults = 1;
        let world = application(move |request| {
            let of_template = request.url.contains("/deviceTemplates/");
            faults -= i32::from(of_template);
            (of_template && faults >= 0).then(|| fault.clone())
        });
        let mut feed = watch(&world, &[lkv(&["a"])]);
        assert_eq!(updates(&world, &mut feed, 3), [(0.0, 0, true), (10.0, 0, true), (20.0, 0, true)]);
        let asked = world.sent().iter().filter(|request| request.url.contains("/deviceTemplates/")).count();
        assert_eq!(asked, 1 + again);
    }
}

#[test]
fn what_needs_no_query_is_read_by_its_own_address() {
    let world = Scripted::answering(|request| {
        let page = |ids: &[&str], next: Option<&str>| {
            let devices: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
            answer(200, json!({"value": devices, "nextLink": next}).to_string())
        };
        match request.url.split(['?', '#']).next().unwrap().rsplit("/api/").next().unwrap() {
            "deviceGroups/g/devices" if request.url.contains("page=2") => page(&["c"], None),
            "deviceGroups/g/devices" => page(&["a", "b"], Some("/api/deviceGroups/g/devices?page=2")),
            "devices/a" => answer(200, r#"{"id":"a","displayName":"Hall","template":"T"}"#),
            "deviceTemplates/T" => answer(403, ""),
            "devices/a/properties" => {
                answer(200, r#"{"model":"X","climate":{"highest":31.5},"place":{"lat":1,"lon":2}}"#)
            }
            other => panic!("{other}"),
        }
    });
    let tile = |kind: &str, names: &[&str]| json!({"type": kind, "group": "g", "devices": ["a"], "capabilities": capabilities(names)});
    let tiles = [
        tile("deviceCount", &[]),
        tile("property", &["model", "climate.highest", "none"]),
        tile("mapProperty", &["place"]),
    ];
    let mut feed = watch(&world, &tiles);
    let mut next = || world.run(feed.next()).unwrap();
    let count = next();
    assert_eq!((count.tile, count.data.unwrap()), (0, TileData::Count(3.0)));
    assert_eq!((count.read_at_ms, count.due_at_ms), (START_MS, START_MS + 60_000.0));
    let TileData::Properties(values) = next().data.unwrap() else { panic!("not properties") };
    let found: Vec<_> = values.iter().map(|value| value.value.as_deref()).collect();
    assert_eq!(found, [Some("\"X\""), Some("31.5"), None]);
    assert_eq!(
        values[0].source.device_name.as_deref(),
        Some("Hall"),
        "a template that nobody may see costs names alone"
    );
    let TileData::Points(tracks) = next().data.unwrap() else { panic!("not points") };
    assert_eq!(
        (tracks[0].lats.as_slice(), tracks[0].lons.as_slice(), tracks[0].times[0].is_nan()),
        (&[1.0][..], &[2.0][..], true)
    );
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
        // Before what stays without an answer is given up.
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
    assert_eq!(
        steered(&tiles, 5_000.0, |control| control.stop(0), false),
        (vec![0, 1, 1], vec![0.0, 1.0, 11.0], false)
    );
    let both = |control: &FeedControl| [0, 1].into_iter().for_each(|tile| control.stop(tile));
    assert_eq!(steered(&tiles, 5_000.0, both, false), (vec![0, 1], vec![0.0, 1.0], true));
    // What is being read is given up by whatever makes it useless, and only by that.
    assert_eq!(steered(&tiles, 500.0, |control| control.stop(0), true).1, [0.0, 1.0]);
    assert_eq!(steered(&tiles, 500.0, |control| control.stop(1), true).1, [0.0]);
    assert_eq!(steered(&tiles, 500.0, FeedControl::close, true), (vec![], vec![0.0], true));
    let again = |control: &FeedControl| {
        control.pause();
        control.resume();
    };
    assert_eq!(steered(&tiles, 500.0, again, true).1, [0.0]);
    assert_eq!(steered(&tiles, 1_500.0, FeedControl::refresh, true).1, [0.0, 1.5]);
}

#[test]
fn a_tile_that_cannot_be_read_is_told_why() {
    let world = Scripted::queue([]);
    let mut tile = line("a", "PT1M");
    tile["queryRange"] = json!({"type": "forever"});
    let mut feed = watch(&world, &[tile]);
    let error = world.run(feed.next()).unwrap().data.unwrap_err();
    assert!(error.message.contains("query range"), "{error}");
    assert!(world.run(feed.next()).is_none());
}
