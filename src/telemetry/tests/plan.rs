//! Tiles → the fewest queries.

use serde_json::json;

use super::super::plan::{Plan, Reading, Shows, TilePlan, Window};
use super::{column, count, line, lkv, plan, time};
use crate::model::Json;

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
            // Raw points have no aggregate.
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
    assert_eq!(windows, [slices("PT1H", "PT5M"), slices("P9D", "PT7M")], "values nobody knows yet are kept");
}

#[test]
fn tiles_without_data_are_not_planned() {
    let nothing = Plan { readings: vec![], tiles: vec![] };
    let mut unknown_range = line(&["a"], &[("t", "avg")], json!({"type": "forever"}));
    for configuration in [
        unknown_range.clone(),
        lkv(&[], &["t"]),
        lkv(&["a"], &[]),
        line(&[], &[("t", "avg")], time("PT1H", "PT5M")),
        json!({"type": "lkv", "group": "g", "devices": ["a"]}),
        json!({"type": "hologram", "devices": ["a"], "capabilities": [{"capability": "t"}]}),
        json!({"type": "kpi", "group": "g", "devices": ["a"],
            "capabilities": [{"capability": "t", "aggregateFunction": "avg"}], "queryRange": {"type": "time", "duration": "P1D"}}),
        json!({"type": "label", "text": "a"}),
    ] {
        assert_eq!(plan(std::slice::from_ref(&configuration)), nothing, "{configuration}");
    }
    for dashboard in
        [r#"{"displayName":"d"}"#, r#"{"displayName":"d","tiles":null}"#, r#"{"displayName":"d","tiles":[]}"#]
    {
        assert_eq!(Plan::new(&Json::parse(dashboard.as_bytes()).unwrap()), nothing);
    }
    unknown_range["queryRange"] = count();
    let plan = plan(&[json!({"type": "hologram"}), unknown_range]);
    assert_eq!((plan.readings.len(), plan.tiles[0].tile), (1, 1), "the others keep their place");
}
