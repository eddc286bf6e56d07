//! Rows, and the data of tiles.

use serde_json::{Value, json};

use super::super::data::{Latest, TileData};
use super::super::names::Names;
use super::super::plan::Plan;
use super::super::points::{Points, Readout};
use super::{column, count, line, lkv, plan, time};
use crate::model::View;
use crate::transport::scripted::START_MS;

/// Returns the time this many seconds after the start (2023-11-14T22:13:20Z), as the service writes it; at most 39.
fn at(seconds: u32) -> String {
    format!("2023-11-14T22:13:{}Z", 20 + seconds)
}

/// Returns the points of each column.
fn points(rows: &Value, columns: usize) -> Vec<Points> {
    let text = rows.to_string();
    let rows = View::parse(text.as_bytes()).unwrap().items();
    (0..columns).map(|place| Points::from_rows(&rows, place)).collect()
}

fn readout(points: Vec<Points>) -> Vec<Option<Readout>> {
    points.into_iter().map(|points| Some(Readout { points: points.into(), at_ms: START_MS })).collect()
}

/// Returns the data of the plan's first tile after each reading got these rows.
fn shown(plan: &Plan, rows: &[Value]) -> TileData {
    let readouts: Vec<_> =
        plan.readings.iter().zip(rows).map(|(reading, rows)| readout(points(rows, reading.columns.len()))).collect();
    TileData::new(&plan.tiles[0], plan, &readouts, &Names::default(), "en").unwrap()
}

/// Returns the seconds since the start and the values of the tile's lines; `null` is a gap.
fn lines(plan: &Plan, rows: &[Value]) -> Value {
    let TileData::Series { series, .. } = shown(plan, rows) else { panic!("not lines") };
    let points = |series: &super::super::data::Series| -> Value {
        assert_eq!(series.times.len(), series.values.len());
        let seconds = series.times.iter().map(|time| (time - START_MS) / 1_000.0);
        seconds.zip(&series.values).map(|(time, value)| json!([time, value])).collect()
    };
    series.iter().map(points).collect()
}

fn latest(plan: &Plan, rows: &[Value]) -> Vec<Latest> {
    let TileData::Latest(latest) = shown(plan, rows) else { panic!("not last values") };
    latest
}

#[test]
fn points_stand_in_the_order_of_time() {
    let plan = plan(&[line(&["a"], &[("t", "avg")], count())]);
    let expected = json!([[[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]]]);
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let rows = order.map(|place| json!({"$ts": at(place), "a": place + 1}));
        assert_eq!(lines(&plan, &[json!(rows)]), expected, "{order:?}");
    }
    assert_eq!(lines(&plan, &[json!([])]), json!([[]]));
}

#[test]
fn a_gap_is_shown_where_a_slice_is_missing() {
    // Slices of one second, so that all times are within a minute.
    let plan = plan(&[line(&["a"], &[("t", "avg"), ("h", "avg")], time("PT1H", "PT1S"))]);
    let row = |second: u32, t: Value, h: Value| json!({"$ts": at(second), "a": t, "b": h});
    let rows = json!([
        row(0, json!(1), json!(null)),
        row(1, json!(2), json!(10.5)),
        row(4, json!(null), json!(11.5)),
        row(5, json!(3), json!(12.5)),
        row(6, json!(4), json!(null)),
        row(9, json!(5), json!(13.5)),
    ]);
    assert_eq!(
        lines(&plan, &[rows]),
        json!([
            [[0.0, 1.0], [1.0, 2.0], [2.0, null], [5.0, 3.0], [6.0, 4.0], [7.0, null], [9.0, 5.0]],
            [[1.0, 10.5], [2.0, null], [4.0, 11.5], [5.0, 12.5], [6.0, null], [9.0, 13.5]],
        ])
    );
    let raw = super::plan(&[line(&["a"], &[("t", "avg")], count())]);
    let rows = json!([{"$ts": at(9), "a": 1}, {"$ts": at(0), "a": 2}]);
    assert_eq!(lines(&raw, &[rows]), json!([[[0.0, 2.0], [9.0, 1.0]]]), "raw points come when they come");
    let regular: Vec<_> = [0, 1, 2, 3, 5, 6, 7, 8, 9, 20, 21].map(|second| json!({"$ts": at(second), "a": 1})).into();
    let found = lines(&raw, &[json!(regular)]);
    let gaps: Vec<_> = found[0].as_array().unwrap().iter().filter(|point| point[1].is_null()).collect();
    assert_eq!(
        gaps,
        [&json!([12.0, null])],
        "ten seconds of silence are a gap in a value a second, one missing value is none"
    );
    let irregular: Vec<_> = [0, 1, 5, 6, 10, 12, 19, 20].map(|second| json!({"$ts": at(second), "a": 1})).into();
    assert!(!lines(&raw, &[json!(irregular)]).to_string().contains("null"), "values sent on a change");
}

#[test]
fn a_partial_slice_has_no_sum() {
    // Read at 20 s past 22:13, with slices of 10 s: one range begins at 22:12:45, the other one at the start of a
    // slice.
    let row = |text: &str, value: u32| json!({"$ts": text, "a": value});
    let rows = json!([
        row("2023-11-14T22:12:40Z", 1),
        row("2023-11-14T22:12:50Z", 10),
        row("2023-11-14T22:13:00Z", 12),
        row("2023-11-14T22:13:10Z", 11),
        row("2023-11-14T22:13:20Z", 2),
    ]);
    for (function, duration, finished, unfinished) in [
        ("sum", "PT35S", "10 12 11", "1 2"),
        ("COUNT", "PT35S", "10 12 11", "1 2"),
        ("count", "PT40S", "1 10 12 11", "2"),
        ("avg", "PT35S", "1 10 12 11 2", ""),
        ("max", "PT35S", "1 10 12 11 2", ""),
    ] {
        let plan = plan(&[line(&["a"], &[("t", function)], time(duration, "PT10S"))]);
        let TileData::Series { series, .. } = shown(&plan, std::slice::from_ref(&rows)) else { panic!("not lines") };
        let text =
            |values: &mut dyn Iterator<Item = f64>| values.map(|value| value.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(text(&mut series[0].values.iter().copied()), finished, "{function} {duration}");
        assert_eq!(
            text(&mut series[0].unfinished.iter().map(|(_, value)| *value)),
            unfinished,
            "{function} {duration}"
        );
    }
    let plan = plan(&[line(&["a"], &[("t", "sum")], time("PT35S", "PT1M"))]);
    let TileData::Series { series, .. } = shown(&plan, &[json!([row("2023-11-14T22:13:00Z", 5)])]) else {
        panic!("not lines")
    };
    assert_eq!((series[0].times.len(), &*series[0].unfinished), (0, &[(START_MS - 20_000.0, 5.0)][..]));
}

#[test]
fn a_value_that_is_not_a_number_is_a_gap_in_a_line() {
    let plan = plan(&[line(&["a"], &[("t", "avg")], count())]);
    for (value, shown) in [
        (json!(-1.5e3), json!(-1500.0)),
        (json!(0), json!(0.0)),
        (json!("on"), json!(null)),
        (json!("7"), json!(null)),
        (json!(true), json!(null)),
        (json!({"lat": 1}), json!(null)),
        (json!([]), json!(null)),
    ] {
        let rows = json!([{"$ts": at(0), "a": value}]);
        assert_eq!(lines(&plan, &[rows]), json!([[[0.0, shown]]]));
    }
    // A row with a number beyond f64 is malformed.
    let huge = br#"[{"$ts":"2023-11-14T22:13:20Z","a":1e400}]"#;
    assert_eq!(View::parse(huge).unwrap_err().pointer, "/0/a");
}

#[test]
fn rows_without_a_time_or_a_value_are_passed_over() {
    let plan = plan(&[line(&["a"], &[("t", "avg")], count())]);
    let rows = json!([
        {"a": 1}, {"$ts": null, "a": 1}, {"$ts": 5, "a": 1}, {"$ts": "yesterday", "a": 1}, {"$ts": at(1)},
        {"$ts": at(2), "a": null}, {"$ts": at(3), "b": 1}, {"$ts": at(4), "a": 7}, null, 3, "x", [],
    ]);
    assert_eq!(lines(&plan, &[rows]), json!([[[4.0, 7.0]]]));
}

#[test]
fn times_are_read_as_the_wire_writes_them() {
    let time = |text: &str| {
        let points = points(&json!([{"$ts": text, "a": 1}]), 1);
        let plan = plan(&[lkv(&["a"], &["t"])]);
        let TileData::Latest(latest) =
            TileData::new(&plan.tiles[0], &plan, &[readout(points)], &Names::default(), "en").unwrap()
        else {
            panic!("not last values")
        };
        latest[0].last.as_ref().map(|(time, _)| *time)
    };
    for (text, milliseconds) in [
        ("1970-01-01T00:00:00Z", Some(0.0)),
        ("1969-12-31T23:59:59.5Z", Some(-500.0)),
        ("2023-11-14T22:13:20Z", Some(START_MS)),
        ("2023-11-14T22:13:20.5Z", Some(START_MS + 500.0)),
        ("2023-11-14T22:13:20.0071234Z", Some(START_MS + 7.0)),
        ("2023-11-14t22:13:20.12z", Some(START_MS + 120.0)),
        ("2000-02-29T00:00:00Z", Some(951_782_400_000.0)),
        ("2024-02-29T12:00:00Z", Some(1_709_208_000_000.0)),
        ("2024-03-01T00:00:00Z", Some(1_709_251_200_000.0)),
        ("2100-03-01T00:00:00Z", Some(4_107_542_400_000.0)),
        ("2024-12-31T23:59:59Z", Some(1_735_689_599_000.0)),
        ("2023-11-14T22:13:20", None),
        ("2023-11-14 22:13:20Z", None),
        ("2023-11-14Z", None),
        ("2023-11-14T22:13Z", None),
        ("2023-13-14T22:13:20Z", None),
        ("2023-00-14T22:13:20Z", None),
        ("2023-11-32T22:13:20Z", None),
        ("2023-11-14-1T22:13:20Z", None),
        ("Tue, 14 Nov 2023 22:13:20 GMT", None),
        ("TZ", None),
        ("", None),
    ] {
        assert_eq!(time(text), milliseconds, "{text}");
    }
}

#[test]
fn the_last_value_and_the_one_before_may_stand_in_different_messages() {
    let plan = plan(&[lkv(&["a", "b"], &["t", "h", "place", "silent"])]);
    let rows = json!([
        {"$ts": at(9), "a": 21.50, "b": null},
        {"$ts": at(8), "b": "wet"},
        {"$ts": at(7), "c": {"lat": 47.6, "lon": -122.1}},
        {"$ts": at(6), "a": 20, "c": null},
        {"$ts": at(5), "a": 19, "b": "dry"},
    ]);
    let values = latest(&plan, &[rows, json!([{"$ts": at(1), "a": false}])]);
    let value = |place: usize| {
        let Latest { source, last, previous } = values[place].clone();
        (source.device, source.capability, last.map(|(time, json)| ((time - START_MS) / 1_000.0, json)), previous)
    };
    let some = |text: &str| Some(text.to_owned());
    let expected = |device: &str, capability: &str, last: Option<(f64, &str)>, previous| {
        (device.to_owned(), capability.to_owned(), last.map(|(time, json)| (time, json.to_owned())), previous)
    };
    assert_eq!(value(0), expected("a", "t", Some((9.0, "21.5")), some("20")));
    assert_eq!(value(1), expected("a", "h", Some((8.0, "\"wet\"")), some("\"dry\"")));
    assert_eq!(value(2), expected("a", "place", Some((7.0, r#"{"lat":47.6,"lon":-122.1}"#)), None));
    assert_eq!(value(3), expected("a", "silent", None, None));
    assert_eq!(value(4), expected("b", "t", Some((1.0, "false")), None));
    assert_eq!(value(5), expected("b", "h", None, None));
}

#[test]
fn lines_name_what_they_show() {
    let plan = plan(&[line(&["a", "b"], &[("t", "avg"), ("t", "max")], time("PT1H", "PT5M"))]);
    let TileData::Series { series, .. } = shown(&plan, &[json!([]), json!([])]) else { panic!("not lines") };
    let names: Vec<_> = series
        .iter()
        .map(|series| {
            (series.source.device.as_str(), column(&series.source.capability, series.source.aggregate.as_deref()))
        })
        .collect();
    let (average, highest) = (column("t", Some("avg")), column("t", Some("max")));
    assert_eq!(names, [("a", average.clone()), ("a", highest.clone()), ("b", average), ("b", highest)]);
}

#[test]
fn a_tile_shows_the_data_that_exists() {
    let plan = plan(&[lkv(&["a", "b"], &["t", "h"])]);
    let rows = json!([{"$ts": at(1), "a": 1, "b": 2}]);
    let all = || readout(points(&rows, 2));
    let half = || vec![None, all().remove(1)];
    let shown = |readouts: &[Vec<Option<Readout>>]| {
        let TileData::Latest(latest) = TileData::new(&plan.tiles[0], &plan, readouts, &Names::default(), "en")? else {
            panic!("not last values")
        };
        Some(latest.iter().map(|one| one.source.device.clone() + &one.source.capability).collect::<Vec<_>>().join(" "))
    };
    for (readouts, expected) in [
        (vec![], None),
        (vec![vec![None, None], vec![]], None),
        (vec![half()], Some("ah")),
        (vec![vec![], all()], Some("bt bh")),
        (vec![all(), half()], Some("at ah bh")),
        (vec![all(), all()], Some("at ah bt bh")),
    ] {
        assert_eq!(shown(&readouts).as_deref(), expected);
    }
}

#[test]
fn a_state_of_a_device_that_is_gone_ends_when_it_was_looked_at_last() {
    let mut tile = line(&["a", "b"], &[("t", "avg")], time("PT1H", "PT1S"));
    tile["type"] = "stateChart".into();
    let plan = plan(&[tile]);
    let rows = json!([{"$ts": at(1), "a": "on"}]);
    let mut readouts = [readout(points(&rows, 1)), readout(points(&rows, 1))];
    readouts[1][0].as_mut().unwrap().at_ms += 60_000.0;
    let TileData::States(lanes, range) =
        TileData::new(&plan.tiles[0], &plan, &readouts, &Names::default(), "en").unwrap()
    else {
        panic!("not states")
    };
    assert_eq!((seconds(&lanes[0].ends), seconds(&lanes[1].ends)), (vec![0.0], vec![60.0]));
    assert_eq!(seconds(&[range.to]), [60.0]);
}

/// Returns the points of the first column.
fn column_of(rows: &Value) -> Points {
    points(rows, 1).remove(0)
}

#[test]
fn the_last_two_values_are_those_of_now_and_those_seen_before() {
    let known = |telemetry: Value| Points::from_last_known(View::parse(telemetry.to_string().as_bytes()).unwrap());
    let row = |second: u32, value: u32| json!({"$ts": at(second), "a": value});
    let before = column_of(&json!([row(5, 5), row(4, 4)]));
    let none = column_of(&json!([]));
    let untimed = known(json!({"value": 5}));
    for (now, before, expected) in [
        (column_of(&json!([row(9, 9), row(8, 8), row(7, 7)])), &before, "8 9"),
        (column_of(&json!([row(9, 9)])), &before, "5 9"),
        (column_of(&json!([row(9, 9)])), &none, "9"),
        (none.clone(), &before, "4 5"),
        // Equal rows, and rows that are older than the known ones
        (column_of(&json!([row(5, 5)])), &before, "4 5"),
        (column_of(&json!([row(3, 3)])), &before, "4 5"),
        (known(json!({"value": 9, "timestamp": at(9)})), &before, "5 9"),
        (known(json!({"value": 9})), &before, "5 9"),
        (untimed.clone(), &before, "4 5"),
        (untimed.clone(), &untimed, "5"),
        (column_of(&json!([row(9, 9)])), &untimed, "5 9"),
        (known(json!({"value": null, "timestamp": at(9)})), &before, "4 5"),
        (known(json!({})), &none, ""),
    ] {
        let values: Vec<_> = now.latest(Some(before)).iter().map(|(_, value)| value.clone()).collect();
        assert_eq!(values.join(" "), expected);
    }
    assert_eq!(before.latest(None), before);
}

#[test]
fn a_missing_value_may_be_hidden_unless_all_later_rows_were_seen() {
    let silent =
        |seconds: &[u32]| column_of(&seconds.iter().map(|second| json!({"$ts": at(*second), "b": 1})).collect());
    let none = silent(&[]);
    assert!(!column_of(&json!([{"$ts": at(1), "a": 1}])).may_miss(None), "it is there");
    assert!(none.may_miss(None) && silent(&[1]).may_miss(None), "no earlier rows were read");
    for (before, now, may_miss) in [
        (silent(&[5, 1]), silent(&[9, 5]), false),
        (silent(&[5, 1]), silent(&[9, 4]), false),
        (silent(&[5, 1]), silent(&[9, 6]), true),
        (silent(&[5, 1]), none.clone(), false),
        (none.clone(), none.clone(), false),
        (none.clone(), silent(&[9]), true),
        // A round without rows keeps the known values.
        (none.latest(Some(&silent(&[5, 1]))), silent(&[9, 5]), false),
    ] {
        assert_eq!(now.may_miss(Some(&before)), may_miss, "{before:?} {now:?}");
    }
}

#[test]
fn a_time_that_no_clock_shows_is_no_time() {
    let plan = plan(&[line(&["a"], &[("t", "avg")], count())]);
    for text in [
        "9223372036854775807-11-14T22:13:20Z",
        "2023-11-14T9223372036854775807:13:20Z",
        "2023-11-14T25:61:61Z",
        "2023-11-14T22:13:20.xyzZ",
        "+2023-+11-+14T+22:+13:+20Z",
    ] {
        assert_eq!(lines(&plan, &[json!([{"$ts": text, "a": 1}])]), json!([[]]), "{text}");
    }
    // 2^40 weeks, forty times
    let endless = "P".to_owned() + &"1099511627776W".repeat(40);
    let plan = super::plan(&[line(&["a"], &[("t", "avg")], time("P1D", &endless))]);
    assert_eq!(lines(&plan, &[json!([{"$ts": at(0), "a": 1}])]), json!([[[0.0, 1.0]]]));
}

/// Returns the seconds since the start.
fn seconds(times: &[f64]) -> Vec<f64> {
    times.iter().map(|time| (time - START_MS) / 1_000.0).collect()
}

fn plan_of(kind: &str) -> Plan {
    let mut tile = line(&["a"], &[("t", "avg")], time("PT1H", "PT1S"));
    tile["type"] = kind.into();
    plan(&[tile])
}

#[test]
fn a_state_lasts_until_the_next_one() {
    let rows = json!([
        {"$ts": at(1), "a": "idle"}, {"$ts": at(2), "a": "idle"}, {"$ts": at(5), "a": "busy"}, {"$ts": at(6), "a": null},
        {"$ts": at(7), "a": 3}, {"$ts": at(8), "a": 3},
    ]);
    let TileData::States(lanes, range) = shown(&plan_of("stateChart"), std::slice::from_ref(&rows)) else {
        panic!("not states")
    };
    assert_eq!((range.to, range.to - range.from), (START_MS, 3_600_000.0));
    assert_eq!(
        (seconds(&lanes[0].starts), seconds(&lanes[0].ends)),
        (vec![1.0, 5.0, 7.0], vec![5.0, 7.0, 0.0]),
        "the last one lasts"
    );
    assert_eq!(lanes[0].values, ["\"idle\"", "\"busy\"", "3"]);
    let TileData::Rows(table, _) = shown(&plan_of("stateHistoryChart"), &[rows]) else { panic!("not rows") };
    let shown: Vec<_> =
        table.iter().map(|row| (row.value.as_str(), seconds(&[row.time])[0], row.until.is_some())).collect();
    assert_eq!(shown, [("3", 7.0, true), ("\"busy\"", 5.0, true), ("\"idle\"", 1.0, true)], "newest first");
    let TileData::States(lanes, _) = self::shown(&plan_of("stateChart"), &[json!([])]) else { panic!("not states") };
    assert!(lanes[0].starts.is_empty() && lanes[0].ends.is_empty());
}

#[test]
fn each_event_stands_at_its_own_time() {
    let rows = json!([{"$ts": at(1), "a": "shock"}, {"$ts": at(2), "a": null}, {"$ts": at(3), "a": "shock"}]);
    let TileData::Events(lanes, _) = shown(&plan_of("eventChart"), std::slice::from_ref(&rows)) else {
        panic!("not events")
    };
    assert_eq!((seconds(&lanes[0].starts), lanes[0].values.len(), lanes[0].ends.len()), (vec![1.0, 3.0], 2, 0));
    let TileData::Rows(table, _) = shown(&plan_of("eventHistoryChart"), &[rows]) else { panic!("not rows") };
    assert_eq!(
        table.iter().map(|row| (seconds(&[row.time])[0], row.until)).collect::<Vec<_>>(),
        [(3.0, None), (1.0, None)]
    );
}

/// An answer with as many messages as a query can return, one a second, the newest at the start. `value` gets the
/// seconds before the start.
fn full_answer(value: impl Fn(i64) -> Value) -> Value {
    let time = |back: i64| {
        // The start is at 22:13:20, and 10,000 seconds are less than three hours, so all times are on one day.
        let second = (22 * 60 + 13) * 60 + 20 - back;
        format!("2023-11-14T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    };
    (0..10_000).map(|back| json!({"$ts": time(back), "a": value(back)})).collect()
}

#[test]
fn the_data_says_which_messages_a_full_answer_left_out() {
    let rows = full_answer(|back| if back % 1000 == 999 { json!("shut") } else { json!(null) });
    let text = rows.to_string();
    let mut points = Points::from_newest_rows(&View::parse(text.as_bytes()).unwrap().items(), 0);
    // Slices of a minute: one that ends before the first message, and one that contains it.
    points.fill_older(
        column_of(&json!([{"$ts": "2023-11-14T19:26:00Z", "a": "shut"}, {"$ts": "2023-11-14T19:25:00Z", "a": "open"}])),
        60_000.0,
    );
    let shown = |kind: &str| {
        let plan = plan_of(kind);
        TileData::new(&plan.tiles[0], &plan, &[readout(vec![points.clone()])], &Names::default(), "en").unwrap()
    };
    let first = START_MS - 9_999_000.0;
    let TileData::Rows(table, range) = shown("eventHistoryChart") else { panic!("not rows") };
    assert_eq!((table.len(), table[9].time, range.complete_from), (10, first, Some(first)), "a row is a message");
    let TileData::Events(lanes, range) = shown("eventChart") else { panic!("not events") };
    assert_eq!((lanes[0].starts.len(), range.complete_from), (11, Some(first)));
    assert_eq!((lanes[0].starts[0], &*lanes[0].values[0]), (1_699_989_900_000.0, "\"open\""), "a slice before");
    let TileData::States(lanes, _) = shown("stateChart") else { panic!("not states") };
    assert_eq!(lanes[0].values, ["\"open\"", "\"shut\""]);
    let TileData::Rows(table, _) = shown("stateHistoryChart") else { panic!("not rows") };
    assert_eq!((table.len(), &*table[0].value), (1, "\"shut\""));

    let shorter = rows.as_array().unwrap()[1..].to_vec();
    assert_eq!(
        Points::from_newest_rows(&View::parse(json!(shorter).to_string().as_bytes()).unwrap().items(), 0)
            .complete_from(),
        None
    );
}

#[test]
fn rows_of_several_devices_come_newest_first() {
    let mut tile = line(&["a", "b"], &[("t", "avg"), ("u", "avg")], time("PT1H", "PT5M"));
    tile["type"] = "eventHistoryChart".into();
    let a = json!([{"$ts": at(9), "a": 1, "b": 2}, {"$ts": at(5), "a": 3}, {"$ts": at(1), "b": 4}]);
    let b = json!([{"$ts": at(9), "a": 5}, {"$ts": at(7), "a": 6, "b": 7}, {"$ts": at(1), "a": 8}]);
    let TileData::Rows(rows, range) = shown(&plan(&[tile]), &[a, b]) else { panic!("not rows") };
    let values: Vec<_> = rows.iter().map(|row| row.value.as_str()).collect();
    assert_eq!((values.join(" "), range.complete_from), ("1 2 5 6 7 3 4 8".to_owned(), None));
}

#[test]
fn a_number_over_a_range_is_the_only_rows() {
    for (kind, rows, expected) in [
        ("kpi", json!([{"a": 21.5}]), Some("21.5")),
        ("kpi", json!([{"a": null}]), None),
        ("kpi", json!([]), None),
        ("pieChart", json!([{"a": 3}]), Some("3")),
    ] {
        let plan = plan_of(kind);
        let text = rows.to_string();
        let points = Points::from_aggregate_row(&View::parse(text.as_bytes()).unwrap().items(), 0);
        let data = TileData::new(&plan.tiles[0], &plan, &[readout(vec![points])], &Names::default(), "en").unwrap();
        let (TileData::Kpi(values, range) | TileData::Categories(values, range)) = data else { panic!("not numbers") };
        assert_eq!((values[0].value.as_deref(), range.to - range.from), (expected, 3_600_000.0));
    }
}

#[test]
fn a_track_has_the_points_that_are_somewhere() {
    let rows = json!([
        {"$ts": at(1), "a": {"lat": 47.5, "lon": -122, "alt": 3}}, {"$ts": at(2), "a": {"lat": 1}}, {"$ts": at(3), "a": "here"},
        {"$ts": at(4), "a": {"lat": 48, "lon": -121.5}},
    ]);
    let TileData::Points(tracks) = shown(&plan_of("mapTelemetry"), &[rows]) else { panic!("not points") };
    assert_eq!(
        (seconds(&tracks[0].times), &*tracks[0].lats, &*tracks[0].lons),
        (vec![1.0, 4.0], &[47.5, 48.0][..], &[-122.0, -121.5][..])
    );
}

#[test]
fn names_and_units_come_from_the_template() {
    let template = json!({"capabilityModel": {
        "contents": [
            {"@type": ["Telemetry", "Temperature"], "name": "t", "displayName": "Air", "unit": "degreeCelsius", "schema": "double"},
            {"@type": "Telemetry", "name": "state", "displayName": {"en": "State", "de": "Zustand"}, "schema": {"@type": "Enum",
                "enumValues": [{"name": "on", "displayName": "On", "enumValue": 1}, {"name": "off", "enumValue": "o"}]}},
            {"@type": "Component", "name": "motor", "schema": {"contents": [
                {"@type": "Telemetry", "name": "speed", "unit": "furlongPerFortnight", "displayUnit": {"en": "fpf"}}]}},
            {"@type": "Telemetry", "name": "odd", "unit": "furlong"}, {"@type": "Telemetry"}, 5,
        ],
        "extends": [{"contents": [{"@type": "Property", "name": "model", "displayName": ""}]}, "dtmi:other;1"],
    }}).to_string();
    let mut names = Names::default();
    names.add_device("a", View::parse(br#"{"displayName":"Hall","template":"T"}"#).unwrap());
    names.add_template("T", Some(View::parse(template.as_bytes()).unwrap()));
    let plan = plan(&[lkv(&["a"], &["t", "state", "motor.speed", "odd", "model", "none"]), lkv(&["b"], &["t"])]);
    let sources = plan
        .readings
        .iter()
        .flat_map(|reading| reading.columns.iter().map(|column| names.source(reading, column, "en")));
    let known: Vec<_> =
        sources.map(|source| (source.device_name, source.capability_name, source.unit, source.labels.len())).collect();
    let known: Vec<_> = known.iter().map(|(a, b, c, d)| (a.as_deref(), b.as_deref(), c.as_deref(), *d)).collect();
    assert_eq!(
        known,
        [
            (Some("Hall"), Some("Air"), Some("°C"), 0),
            (Some("Hall"), Some("State"), None, 2),
            (Some("Hall"), None, Some("fpf"), 0),
            (Some("Hall"), None, Some("furlong"), 0),
            (Some("Hall"), None, None, 0),
            (Some("Hall"), None, None, 0),
            (None, None, None, 0),
        ]
    );
    let reading = &plan.readings[0];
    let on_off = [("1".to_owned(), "On".to_owned()), ("o".to_owned(), "off".to_owned())];
    assert_eq!(names.source(reading, &reading.columns[1], "en").labels, on_off);
}
