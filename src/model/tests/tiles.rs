//! Tiles and their configurations, known and unknown.

use serde_json::json;

use super::super::*;
use super::{all_twenty, read, read_text, tile, written};

#[test]
fn every_known_type_survives_a_round_trip() {
    let types = all_twenty();
    assert_eq!(types.len(), 20);
    for configuration in types {
        let read: TileConfiguration = read(&configuration).unwrap();
        assert!(!matches!(read, TileConfiguration::Unknown { .. }), "{configuration} is not typed");
        assert_eq!(written(&read), configuration);
        assert_eq!(read.type_name(), configuration["type"]);
    }
}

#[test]
fn values_land_in_their_fields() {
    let lkv = all_twenty().swap_remove(9);
    let TileConfiguration::Lkv(lkv) = read(&lkv).unwrap() else { panic!("not an lkv") };
    assert_eq!(lkv.devices, ["thermostat-01", "thermostat-02"]);
    assert_eq!(lkv.show_trend, Some(true));
    assert_eq!(lkv.format.unwrap().text_size, Some(14.5));
    let capabilities = lkv.capabilities.unwrap();
    assert_eq!(capabilities[0].aggregate_function, AggregateFunction::Avg);

    let QueryRange::Time(range) = read(&json!({"type": "time", "duration": "P1D"})).unwrap() else { panic!() };
    assert_eq!((range.duration, range.resolution), (Duration::Day1, None::<Resolution>));
}

#[test]
fn unknown_members_survive() {
    let dashboard = json!({
        "id": "d1", "displayName": "Ⓘ", "etag": "\"5800268a-0000\"", "futureMember": {"deep": [1, 2.5, null, "x"]},
        "tiles": [
            tile(json!({"type": "hologram", "devices": "all", "capabilities": {"not": "a list"}})),
            tile(json!({"type": "lkv", "group": "g", "devices": [], "sparkle": true,
                "capabilities": [{"capability": "t", "aggregateFunction": "median", "weight": 3}]})),
            tile(json!({"type": "lineChart", "group": "g", "devices": [], "queryRange":
                {"type": "season", "of": "year"}})),
            tile(json!({"type": "lineChart", "group": "g", "devices": [], "queryRange":
                {"type": "time", "duration": "P2D", "resolution": "PT7M", "zone": "UTC"}})),
        ],
    });
    assert_eq!(written(&read::<Dashboard>(&dashboard).unwrap()), dashboard);
}

#[test]
fn the_type_may_stand_anywhere() {
    let text =
        br#"{"group":"g","devices":["a"],"queryRange":{"duration":"P1D","type":"time"},"later":1,"type":"barChart"}"#;
    let TileConfiguration::BarChart(chart) = read_text(text).unwrap() else { panic!("not a bar chart") };
    assert_eq!(chart.devices, ["a"]);
    assert_eq!(chart.extra, [("later".to_owned(), Raw::new(&1).unwrap())]);

    let bad = br#"{"group":"g","devices":["a",7],"queryRange":{"type":"time","duration":"P1D"},"type":"barChart"}"#;
    assert_eq!(read_text::<TileConfiguration>(bad).unwrap_err().pointer, "/devices/1");
}
