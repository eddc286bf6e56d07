//! The model with serde, as Rust programs use it: nothing is lost, and malformed values are errors.

use serde_json::{Value, from_str, from_value, json, to_string, to_value};

use super::super::*;
use super::{all_twenty, tile};

#[test]
fn a_dashboard_survives_a_round_trip() {
    let tiles: Vec<Value> = all_twenty().into_iter().map(tile).collect();
    let dashboard = json!({"id": "d1", "displayName": "\u{0}é\"", "tiles": tiles, "later": {"deep": [null, 1.5]}});
    let read: Dashboard = from_value(dashboard.clone()).unwrap();
    assert_eq!(to_value(&read).unwrap(), dashboard);
    assert!(from_str::<Dashboard>(&to_string(&read).unwrap()).unwrap() == read);
    assert!(from_str::<Dashboard>(Json::from(&read).as_str()).unwrap() == read);
}

#[test]
fn unknown_members_are_written_unchanged() {
    let text = concat!(
        r#"{"displayName":"d","tiles":[{"displayName":"t","configuration":{"type":"hologram","depth":1.50},"#,
        r#""x":0,"y":0,"width":1,"height":1,"later":123456789012345678901234567890}],"later":["\ud800",1E3,-0,1e400]}"#
    );
    assert_eq!(to_string(&from_str::<Dashboard>(text).unwrap()).unwrap(), text);
}

#[test]
fn numbers_are_exact_and_whole_ones_have_no_point() {
    for (text, expected) in [
        ("100", "100"),
        ("100.0", "100"),
        ("-3", "-3"),
        ("47.632160152311016", "47.632160152311016"),
        ("8.5e-7", "8.5e-7"),
        ("9007199254740992", "9007199254740992"),
        ("1e300", "1e+300"),
    ] {
        let range: CountRange = from_str(&format!(r#"{{"count":{text}}}"#)).unwrap();
        assert_eq!(to_string(&range).unwrap(), format!(r#"{{"count":{expected}}}"#));
    }
    assert!(from_str::<CountRange>(r#"{"count":1e400}"#).is_err());
}

#[test]
fn the_last_of_equal_keys_counts_and_null_is_nothing_but_in_a_patch() {
    let read: Dashboard =
        from_str(r#"{"displayName":"a","favorite":true,"displayName":"b","favorite":null,"tiles":null}"#).unwrap();
    assert!(read == Dashboard::new("b"));
    let patch: DashboardPatch = from_str(r#"{"displayName":null,"favorite":null}"#).unwrap();
    assert!(patch == DashboardPatch { favorite: Some(None), ..DashboardPatch::default() });
    assert_eq!(to_string(&patch).unwrap(), r#"{"favorite":null}"#);
}

#[test]
fn a_malformed_known_tile_is_an_error_that_says_where() {
    let read = |configuration: &str| {
        let tile = format!(r#"{{"displayName":"t","configuration":{configuration},"x":0,"y":0,"width":1,"height":1}}"#);
        from_str::<Dashboard>(&format!(r#"{{"displayName":"d","tiles":[{tile}]}}"#)).unwrap_err().to_string()
    };
    for (configuration, place) in [
        (r#"{"type":"lkv","group":"g","devices":["a",7]}"#, "tiles: configuration: /devices/1 should be a string"),
        (r#"{"devices":[],"type":"lkv"}"#, "tiles: configuration: /group is required but missing"),
        (
            r#"{"type":"kpi","group":"g","devices":[],"queryRange":{"type":"time"}}"#,
            "tiles: configuration: /queryRange/duration is required but missing",
        ),
        (r#"{"group":"g"}"#, "tiles: configuration: /type is required but missing"),
    ] {
        let error = read(configuration);
        assert!(error.starts_with(place) && error.contains(" at line 1 column "), "{error}");
    }
    for (text, place) in [
        (r#"{"tiles":[]}"#, "missing field `displayName`"),
        (r#"{"displayName":"d","tiles":[{"displayName":"t","x":{}}]}"#, "tiles: x: invalid type: map, expected f64"),
        (r#"{"displayName":"d","tiles":[]"#, "EOF while parsing an object"),
        ("[]", "invalid type: sequence, expected a dashboard"),
    ] {
        let error = from_str::<Dashboard>(text).unwrap_err().to_string();
        assert!(error.starts_with(place), "{error}");
    }
}
