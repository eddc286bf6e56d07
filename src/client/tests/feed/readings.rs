//! The readings of a tile, and their requests.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};

use super::super::client;
use super::{application, capabilities, dashboard, line, lkv, queries, query, told, watch};
use crate::client::feed::FeedOptions;
use crate::telemetry::TileData;
use crate::telemetry::data::Latest;
use crate::transport::scripted::{START_MS, Scripted, answer};

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
fn feeds_of_one_client_name_things_in_the_language_of_each() {
    let world = application(|request| {
        let template = json!({"capabilityModel": {"contents": [
            {"@type": "Telemetry", "name": "t", "displayName": {"en": "Water", "de": "Wasser"}}]}});
        request.url.contains("/deviceTemplates/").then(|| answer(200, template.to_string()))
    });
    let dashboards = client(&world).dashboards();
    for (locale, expected) in [("de-AT", "Wasser"), ("en-US", "Water"), ("fr", "Water")] {
        let options = FeedOptions { locale: locale.into(), ..FeedOptions::default() };
        let mut feed = dashboards.watch(&dashboard(&[lkv(&["a"])]), options);
        let TileData::Latest(latest) = world.run(feed.next()).unwrap().data.unwrap() else { panic!("not last values") };
        assert_eq!(latest[0].source.capability_name.as_deref(), Some(expected), "{locale}");
    }
    assert_eq!(world.sent().iter().filter(|request| request.url.contains("/deviceTemplates/")).count(), 1);
}

#[test]
fn a_dashboard_without_data_has_no_updates() {
    let world = Scripted::queue([]);
    for configurations in [&[][..], &[json!({"type": "label", "text": "a"})], &[lkv(&[])]] {
        assert!(world.run(watch(&world, configurations).next()).is_none());
    }
}

#[test]
fn a_value_that_no_row_contains_is_read_alone() {
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
    // These rows overlap the previous ones, so no value can be hidden between them.
    *rows.borrow_mut() = json!([{"$ts": "2023-11-14T22:13:30Z", "a": 2}, {"$ts": "2023-11-14T22:13:20Z", "a": 1}]);
    assert_eq!(next(), [(some("2"), some("1")), (some("7"), None), (None, None)]);
    assert_eq!(asked().len(), 2);
    // A value may be hidden before these rows.
    *rows.borrow_mut() = json!([{"$ts": "2023-11-14T22:13:40Z", "a": 3}]);
    *known.borrow_mut() = json!({"value": 8, "timestamp": "2023-11-14T22:13:35Z"});
    assert_eq!(next(), [(some("3"), some("2")), (some("8"), some("7")), (None, None)]);
    assert_eq!(asked().len(), 4);
    *rows.borrow_mut() = json!([{"$ts": "2023-11-14T22:13:50Z", "b": 9}, {"$ts": "2023-11-14T22:13:40Z", "a": 3}]);
    assert_eq!(next(), [(some("3"), some("2")), (some("9"), some("8")), (None, None)]);
    assert_eq!((asked().len(), queries(&world).len()), (4, 4), "a query each time");
}

#[test]
fn a_value_that_cannot_be_queried_is_a_separate_failure() {
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
fn values_that_need_no_query_are_read_by_their_own_address() {
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
        "a template that the user may not read costs only names"
    );
    let TileData::Points(tracks) = next().data.unwrap() else { panic!("not points") };
    assert_eq!(
        (tracks[0].lats.as_slice(), tracks[0].lons.as_slice(), tracks[0].times[0].is_nan()),
        (&[1.0][..], &[2.0][..], true)
    );
}
