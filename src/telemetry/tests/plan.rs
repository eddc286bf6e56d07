//! The smallest number of queries for tiles.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::plan::{Column, Plan, Reading, TilePlan};
use super::super::query_text::query_texts;
use super::super::window::{WatchTimeRange, Window};
use super::{column, count, line, lkv, plan, time};
use crate::model::{Json, Shows};

fn slices(duration: &str, resolution: &str) -> Window {
    Window::Slices { duration: duration.into(), resolution: resolution.into() }
}

#[test]
fn tiles_share_readings_and_columns() {
    let plan = plan(&[
        lkv(&["a"], &["temperature", "humidity"]),
        line(&["a"], &[("temperature", "avg")], time("P1D", "PT30M")),
        json!({"type": "markdown", "description": "# Hall 1"}),
        line(&["b", "a"], &[("temperature", "avg"), ("temperature", "max")], time("P1D", "PT30M")),
        lkv(&["a", "b"], &["humidity"]),
        line(&["a"], &[("temperature", "avg")], time("P1D", "PT10M")),
        line(&["a"], &[("temperature", "avg"), ("humidity", "min")], count()),
    ]);
    let reading = |device: &str, window, columns| Reading { device: device.into(), window, columns };
    let (average, highest) = (column("temperature", Some("avg")), column("temperature", Some("max")));
    let (temperature, humidity) = (column("temperature", None), column("humidity", None));
    assert_eq!(
        plan.readings,
        [
            reading("a", Window::Latest, vec![temperature.clone(), humidity.clone()]),
            reading("a", slices("P1D", "PT30M"), vec![average.clone(), highest.clone()]),
            reading("b", slices("P1D", "PT30M"), vec![average.clone(), highest]),
            reading("b", Window::Latest, vec![humidity.clone()]),
            reading("a", slices("P1D", "PT10M"), vec![average]),
            // Raw points have no aggregate function.
            reading("a", Window::Points, vec![temperature, humidity]),
        ]
    );
    let tile = |tile, shows, sources| TilePlan { tile, shows, sources };
    assert_eq!(
        plan.tiles,
        [
            tile(0, Shows::Latest, vec![(0, 0), (0, 1)]),
            tile(1, Shows::Series, vec![(1, 0)]),
            tile(3, Shows::Series, vec![(2, 0), (2, 1), (1, 0), (1, 1)]),
            tile(4, Shows::Latest, vec![(0, 1), (3, 0)]),
            tile(5, Shows::Series, vec![(4, 0)]),
            tile(6, Shows::Series, vec![(5, 0), (5, 1)]),
        ]
    );
}

#[test]
fn the_last_points_are_shared_by_tiles_that_want_the_same_alone() {
    let places = |devices: &[&str], capabilities: &[&str]| tile("mapTelemetry", devices, capabilities);
    let plan = plan(&[
        line(&["a", "b"], &[("t", "avg")], count()),
        places(&["a"], &["place"]),
        line(&["a"], &[("t", "max"), ("h", "avg")], count()),
        line(&["a"], &[("h", "avg"), ("t", "avg"), ("t", "min")], count()),
        places(&["a", "a"], &["t"]),
    ]);
    let (temperature, humidity, place) = (column("t", None), column("h", None), column("place", None));
    let columns: Vec<_> = plan.readings.into_iter().map(|reading| (reading.device, reading.columns)).collect();
    let reading_of =
        |device: &str, columns: &[&Column]| (device.to_owned(), columns.iter().copied().cloned().collect::<Vec<_>>());
    let expected = [
        reading_of("a", &[&temperature]),
        reading_of("b", &[&temperature]),
        reading_of("a", &[&place]),
        reading_of("a", &[&temperature, &humidity]),
    ];
    assert_eq!(columns, expected);
    let sources: Vec<_> = plan.tiles.into_iter().map(|tile| tile.sources).collect();
    let expected =
        [vec![(0, 0), (1, 0)], vec![(2, 0)], vec![(3, 0), (3, 1)], vec![(3, 1), (3, 0), (3, 0)], vec![(0, 0), (0, 0)]];
    assert_eq!(sources, expected);
}

#[test]
fn twenty_tiles_over_five_devices_need_five_readings() {
    let device = |tile: usize| format!("device-{}", tile % 5);
    let tiles: Vec<_> = (0..20)
        .map(|tile| line(&[&device(tile)], &[(&format!("c{}", tile / 5), "avg")], time("P1D", "PT5M")))
        .collect();
    let plan = plan(&tiles);
    assert_eq!((plan.readings.len(), plan.tiles.len()), (5, 20));
    assert!(plan.readings.iter().all(|reading| reading.columns.len() == 4));
}

#[test]
fn a_chart_without_resolution_has_the_services_default() {
    let plan = plan(&[
        line(&["a"], &[("t", "avg")], json!({"type": "time", "duration": "PT1H"})),
        line(&["a"], &[("t", "avg")], time("PT1H", "PT5M")),
        line(&["a"], &[("t", "avg")], time("P9D", "PT7M")),
    ]);
    let windows: Vec<_> = plan.readings.iter().map(|reading| reading.window.clone()).collect();
    assert_eq!(windows, [slices("PT1H", "PT5M"), slices("P9D", "PT7M")], "unknown values are kept");
}

#[test]
fn tiles_without_data_are_not_planned() {
    let nothing = Plan { readings: vec![], tiles: vec![], unreadable: vec![] };
    let mut unknown_range = line(&["a"], &[("t", "avg")], json!({"type": "forever"}));
    for configuration in [
        lkv(&[], &["t"]),
        lkv(&["a"], &[]),
        line(&[], &[("t", "avg")], time("PT1H", "PT5M")),
        json!({"type": "lkv", "group": "g", "devices": ["a"]}),
        json!({"type": "hologram", "devices": ["a"], "capabilities": [{"capability": "t"}]}),
        json!({"type": "label", "text": "a"}),
    ] {
        assert_eq!(plan(std::slice::from_ref(&configuration)), nothing, "{configuration}");
    }
    for dashboard in
        [r#"{"displayName":"d"}"#, r#"{"displayName":"d","tiles":null}"#, r#"{"displayName":"d","tiles":[]}"#]
    {
        assert_eq!(Plan::new(&Json::parse(dashboard.as_bytes()).unwrap(), None), nothing);
    }
    let unreadable = plan(&[json!({"type": "label", "text": "a"}), unknown_range.clone()]);
    assert_eq!((unreadable.readings.len(), unreadable.unreadable[0].0), (0, 1), "who can't be read is told so");
    unknown_range["queryRange"] = count();
    let plan = plan(&[json!({"type": "hologram"}), unknown_range]);
    assert_eq!((plan.readings.len(), plan.tiles[0].tile), (1, 1), "the others keep their place");
}

/// A tile of any type over these devices and capabilities, with a day in slices of half an hour.
fn tile(kind: &str, devices: &[&str], capabilities: &[&str]) -> Value {
    let mut tile = line(devices, &[], time("P1D", "PT30M"));
    tile["type"] = kind.into();
    tile["capabilities"] =
        capabilities.iter().map(|name| json!({"capability": name, "aggregateFunction": "avg"})).collect();
    tile
}

#[test]
fn each_type_has_its_window_and_its_column() {
    let slices = || slices("P1D", "PT30M");
    let whole = || Window::Total { duration: "P1D".into() };
    let rows = || Window::Rows { duration: "P1D".into(), resolution: "PT30M".into() };
    for (kind, shows, window, aggregate) in [
        ("lineChart", Shows::Series, slices(), Some("avg")),
        ("barChart", Shows::Series, slices(), Some("avg")),
        ("heatMapChart", Shows::Series, slices(), Some("avg")),
        ("kpi", Shows::Kpi, whole(), Some("avg")),
        ("pieChart", Shows::Categories, whole(), Some("avg")),
        ("stateChart", Shows::States, rows(), None),
        ("stateHistoryChart", Shows::StateRows, rows(), None),
        ("eventChart", Shows::Events, rows(), None),
        ("eventHistoryChart", Shows::EventRows, rows(), None),
        ("lkv", Shows::Latest, Window::Latest, None),
        ("mapTelemetry", Shows::Tracks, Window::Points, None),
        ("mapProperty", Shows::Places, Window::Properties, None),
        ("property", Shows::Properties, Window::Properties, None),
    ] {
        let plan = plan(&[tile(kind, &["a"], &["t"])]);
        let reading = Reading { device: "a".into(), window, columns: vec![column("t", aggregate)] };
        assert_eq!((plan.readings, plan.tiles[0].shows), (vec![reading], shows), "{kind}");
    }
    let plan = plan(&[json!({"type": "deviceCount", "group": "g"}), json!({"type": "deviceCount"})]);
    assert_eq!((plan.readings.len(), plan.readings[0].device.as_str(), plan.tiles.len()), (1, "g", 1));
}

#[test]
fn a_range_of_the_pages_takes_the_place_of_the_tiles_own() {
    let tiles: Vec<Value> = [tile("lineChart", &["a"], &["t"]), line(&["a"], &[("t", "max")], count()), tile("kpi", &["a"], &["t"]), lkv(&["a"], &["t"])]
        .into_iter()
        .map(|configuration| json!({"displayName": "t", "configuration": configuration, "x": 0, "y": 0, "width": 1, "height": 1}))
        .collect();
    let dashboard = Json::parse(json!({"displayName": "d", "tiles": tiles}).to_string().as_bytes()).unwrap();
    for (duration, resolution, expected) in [
        ("PT30M", None, "PT1M"),
        ("PT1H", None, "PT1M"),
        ("PT12H", None, "PT10M"),
        ("P1D", None, "PT30M"),
        ("P1W", None, "PT1H"),
        ("P30D", None, "PT12H"),
        ("P1D", Some("PT5M"), "PT5M"),
    ] {
        let range = WatchTimeRange { duration: duration.into(), resolution: resolution.map(Into::into) };
        let windows: Vec<_> =
            Plan::new(&dashboard, Some(&range)).readings.into_iter().map(|reading| reading.window).collect();
        assert_eq!(windows, [slices(duration, expected), Window::Total { duration: duration.into() }, Window::Latest]);
    }
}

/// Returns the number of queries for the readings.
fn queries(plan: &Plan) -> usize {
    let telemetry =
        plan.readings.iter().filter(|reading| !matches!(reading.window, Window::Properties | Window::Members));
    let texts = |reading: &Reading| {
        let all: Vec<usize> = (0..reading.columns.len()).collect();
        query_texts(reading, "dtmi:contoso:Thermostat;1", &all).unwrap().texts.len()
    };
    telemetry.map(texts).sum()
}

#[test]
fn no_plan_needs_more_queries_than_there_are_devices_windows_and_full_texts() {
    let kinds =
        ["lineChart", "barChart", "heatMapChart", "stateChart", "eventChart", "kpi", "pieChart", "stateHistoryChart"];
    let devices = ["d0", "d1", "d2", "d3", "d4"];
    let tiles: Vec<Value> = (0..20)
        .map(|number| tile(kinds[number % kinds.len()], &[devices[number % 5], devices[(number + 1) % 5]], &["t", "h"]))
        .collect();
    // Computed from the tiles alone: columns share a query if they have the same device and time range, and are all raw
    // values, slices or messages.
    let mut wanted: BTreeMap<(String, &str), BTreeSet<String>> = BTreeMap::new();
    for tile in &tiles {
        let window = match tile["type"].as_str().unwrap() {
            "kpi" | "pieChart" => "whole",
            kind if kind.starts_with("state") || kind.starts_with("event") => "messages",
            _ => "slices",
        };
        for device in tile["devices"].as_array().unwrap() {
            let columns = wanted.entry((device.to_string(), window)).or_default();
            let capabilities = tile["capabilities"].as_array().unwrap().iter();
            columns.extend(capabilities.map(|capability| capability["capability"].to_string()));
        }
    }
    let bound: usize = wanted.values().map(|columns| columns.len().div_ceil(15)).sum();
    assert_eq!((queries(&plan(&tiles)), bound), (15, 15));

    let many: Vec<String> = (0..30).map(|number| format!("c{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(queries(&plan(&[tile("lineChart", &["d"], &many)])), 2, "15 items each");
}
