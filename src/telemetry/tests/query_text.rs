//! Readings as texts in the service's query language.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::plan::{Column, Reading};
use super::super::query_text::{Queries, QueryText};
use super::super::window::Window;
use super::{column, count, line, lkv, plan, time};

const TEMPLATE: &str = "dtmi:contoso:Thermostat;1";

fn reading(device: &str, window: Window, columns: Vec<Column>) -> Reading {
    Reading { device: device.into(), window, columns }
}

fn latest(device: &str, capabilities: &[&str]) -> Reading {
    reading(device, Window::Latest, capabilities.iter().map(|name| column(name, None)).collect())
}

fn slices(duration: &str) -> Window {
    Window::Slices { duration: duration.into(), resolution: "PT30M".into() }
}

/// Returns the queries for all columns.
fn query_texts(reading: &Reading, template: &str) -> Result<Queries, String> {
    let all: Vec<usize> = (0..reading.columns.len()).collect();
    super::super::query_text::query_texts(reading, template, &all)
}

/// Returns the queries of a reading without a column that is too long.
fn queries(reading: &Reading) -> Vec<QueryText> {
    let Queries { texts, unfit } = query_texts(reading, TEMPLATE).unwrap();
    assert_eq!(unfit, []);
    texts
}

fn texts(reading: &Reading) -> Vec<String> {
    queries(reading).into_iter().map(|query| query.text).collect()
}

#[test]
fn each_window_has_its_text() {
    let plan = plan(&[
        lkv(&["thermostat-01"], &["temperature", "climate.humidity"]),
        line(&["thermostat-01"], &[("climate.temperature", "avg"), ("t", "MAX"), ("t", "count")], time("P1D", "PT30M")),
        line(&["thermostat-01"], &[("temperature", "avg")], count()),
        json!({"type": "eventHistoryChart", "group": "g", "devices": ["thermostat-01"], "queryRange": time("PT12H", "PT5M"),
            "capabilities": [{"capability": "valve", "aggregateFunction": "count"}]}),
    ]);
    for (reading, text) in plan.readings.iter().zip([
        "SELECT TOP 20 $ts,temperature AS a,climate.humidity AS b FROM dtmi:contoso:Thermostat;1 \
         WHERE WITHIN_WINDOW(P1D) AND $id = 'thermostat-01' ORDER BY $ts DESC",
        "SELECT AVG(climate.temperature) AS a,MAX(t) AS b,COUNT(t) AS c FROM dtmi:contoso:Thermostat;1 \
         WHERE WITHIN_WINDOW(P1D) AND $id = 'thermostat-01' GROUP BY WINDOW(PT30M)",
        "SELECT TOP 100 $ts,temperature AS a FROM dtmi:contoso:Thermostat;1 \
         WHERE $id = 'thermostat-01' ORDER BY $ts DESC",
        "SELECT TOP 10000 $ts,valve AS a FROM dtmi:contoso:Thermostat;1 \
         WHERE WITHIN_WINDOW(PT12H) AND $id = 'thermostat-01' ORDER BY $ts DESC",
    ]) {
        assert_eq!(texts(reading), [text]);
    }
    let slices = plan.readings[3].slices_of(0).unwrap();
    assert_eq!(
        texts(&slices),
        ["SELECT LAST(valve) AS a FROM dtmi:contoso:Thermostat;1 \
         WHERE WITHIN_WINDOW(PT12H) AND $id = 'thermostat-01' GROUP BY WINDOW(PT5M)"]
    );
}

/// Returns the indexes of the columns in each text.
fn split(reading: &Reading) -> Vec<Vec<usize>> {
    let queries = queries(reading);
    for query in &queries {
        assert!(query.text.chars().count() <= 350, "{}", query.text);
        let select = query.text.split_once(" FROM ").unwrap().0;
        let items: Vec<&str> = select.split(',').collect();
        assert!(items.len() <= 15, "{select}");
        let letters: String = items.iter().filter_map(|item| Some(item.split_once(" AS ")?.1)).collect();
        assert_eq!(letters, "abcdefghijklmno"[..query.columns.len()], "each text begins with a: {select}");
    }
    queries.into_iter().map(|query| query.columns).collect()
}

#[test]
fn a_text_selects_fifteen_items_at_most() {
    let names: Vec<String> = (0..30).map(|place| format!("t{place}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(split(&latest("a", &names[..14])), [(0..14).collect::<Vec<_>>()]);
    assert_eq!(split(&latest("a", &names[..15])), [(0..14).collect::<Vec<_>>(), vec![14]]);
    assert_eq!(split(&latest("a", &names)), [(0..14).collect::<Vec<_>>(), (14..28).collect(), vec![28, 29]]);
    // Slices add a column for their time.
    let counts = names[..16].iter().map(|name| column(&name[1..], Some("max"))).collect();
    assert_eq!(split(&reading("a", slices("P1D"), counts)), [(0..15).collect(), vec![15]]);
}

#[test]
fn a_text_has_350_characters_at_most() {
    let with_name = |length: usize| {
        let name = "n".repeat(length);
        let reading = latest("thermostat-01", &[&name, "second"]);
        (split(&reading), texts(&reading)[0].chars().count())
    };
    let fits = (1..).take_while(|length| with_name(*length).0.len() == 1).last().unwrap();
    assert_eq!(with_name(fits), (vec![vec![0, 1]], 350));
    assert_eq!(with_name(fits + 1).0, [[0], [1]]);

    let names: Vec<String> = (0..10).map(|place| format!("component.capability{place}{}", "x".repeat(40))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let parts = split(&latest("a", &names));
    assert_eq!(parts.concat(), (0..10).collect::<Vec<_>>(), "each column once, in order");
    assert!(parts.len() > 1);
    let average = names.iter().map(|name| column(name, Some("avg"))).collect();
    assert_eq!(split(&reading("a", slices("P1D"), average)).concat(), (0..10).collect::<Vec<_>>());
    // Short columns fill the room that is left.
    let mixed = ["x".repeat(120), "y".repeat(150), "z".to_owned()];
    assert_eq!(split(&latest("a", &mixed.each_ref().map(String::as_str))), [vec![0, 2], vec![1]]);
}

#[test]
fn a_column_that_no_text_can_hold_costs_the_others_nothing() {
    let long = "n".repeat(300);
    let reading = latest("thermostat-01", &["a", &long, "b c", "d"]);
    let Queries { texts, unfit } = query_texts(&reading, TEMPLATE).unwrap();
    assert_eq!(texts.iter().map(|text| text.columns.clone()).collect::<Vec<_>>(), [[0, 3]]);
    assert!(texts[0].text.starts_with("SELECT TOP 20 $ts,a AS a,d AS b FROM "), "{}", texts[0].text);
    let [(1, length), (2, name)] = &unfit[..] else { panic!("{unfit:?}") };
    assert!(length.contains("thermostat-01") && length.contains("350") && name.contains("`b c`"), "{unfit:?}");
    assert_eq!(query_texts(&latest("a", &[]), TEMPLATE), Ok(Queries::default()));
}

#[test]
fn a_query_selects_the_requested_columns() {
    let reading = latest("a", &["t", "h", "p"]);
    let some = super::super::query_text::query_texts(&reading, TEMPLATE, &[2, 0, 9]).unwrap();
    assert_eq!(some.texts[0].columns, [2, 0]);
    assert!(some.texts[0].text.starts_with("SELECT TOP 20 $ts,p AS a,t AS b FROM "), "{}", some.texts[0].text);
}

#[test]
fn a_device_id_stands_in_the_quotes_that_it_has_not() {
    for (device, quoted) in [
        ("a", "'a'"),
        ("a b", "'a b'"),
        ("say \"a\"", "'say \"a\"'"),
        ("o'brien", "\"o'brien\""),
        ("' OR $id <> '", "\"' OR $id <> '\""),
        ("ä\u{1f600}", "'ä\u{1f600}'"),
    ] {
        let text = &texts(&latest(device, &["t"]))[0];
        assert!(text.ends_with(&format!(" AND $id = {quoted} ORDER BY $ts DESC")), "{text}");
    }
    let error = query_texts(&latest("a'b\"c", &["t"]), TEMPLATE).unwrap_err();
    assert!(error.contains("a'b\"c") && error.contains("quotes"), "{error}");
}

#[test]
fn a_name_that_would_say_something_else_is_refused() {
    for name in ["", "a b", "a,b", "a)", "a FROM x", "a'", "a\"", "a\n", "ä", "a/*", "a=b", "a\\"] {
        let error = |reading: &Reading, template: &str| match query_texts(reading, template) {
            Ok(Queries { unfit, .. }) => unfit[0].1.clone(),
            Err(error) => error,
        };
        let sliced = |capability: &str, aggregate: Option<&str>, duration: &str, resolution: &str| {
            let window = Window::Slices { duration: duration.into(), resolution: resolution.into() };
            reading("a", window, vec![column(capability, aggregate)])
        };
        for (error, what) in [
            (error(&latest("a", &[name]), TEMPLATE), "capability"),
            (error(&latest("a", &["t"]), name), "device template"),
            (error(&sliced("t", Some(name), "P1D", "PT5M"), TEMPLATE), "aggregate function"),
            (error(&sliced("t", Some("avg"), name, "PT5M"), TEMPLATE), "duration"),
            (error(&sliced("t", Some("avg"), "P1D", name), TEMPLATE), "resolution"),
        ] {
            assert!(error.contains(what) && error.contains(&format!("`{name}`")), "{error}");
        }
    }
    let odd = "a_B-9.c:d;e$f";
    assert!(texts(&latest("a", &[odd]))[0].contains(odd));
}

/// The smallest possible number of queries, computed from the tiles: a query reads one device of one template over one
/// time range, with at most 15 items and 350 characters. Aliases are left out, although the texts need them.
fn fewest(tiles: &[Value]) -> usize {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut groups: BTreeMap<[String; 3], BTreeSet<String>> = BTreeMap::new();
    for tile in tiles {
        let range = &tile["queryRange"];
        for device in tile["devices"].as_array().unwrap() {
            let group = groups.entry([text(device), text(&range["duration"]), text(&range["resolution"])]).or_default();
            let items = tile["capabilities"].as_array().unwrap().iter();
            group.extend(items.map(|item| text(&item["aggregateFunction"]) + "(" + &text(&item["capability"]) + ")"));
        }
    }
    let queries = groups.iter().map(|([device, duration, resolution], items)| {
        let around = format!(
            "SELECT  FROM {TEMPLATE} WHERE WITHIN_WINDOW({duration}) AND $id='{device}' GROUP BY WINDOW({resolution})"
        );
        // Items and limit both count one comma more than a text has.
        let length: usize = items.iter().map(|item| item.len() + 1).sum();
        items.len().div_ceil(15).max(length.div_ceil(350 - around.len() + 1))
    });
    queries.sum()
}

#[test]
fn twenty_charts_of_five_devices_need_ten_queries_at_most_and_no_more_than_any_plan() {
    const DEVICES: [&str; 5] = ["thermostat-01", "thermostat-02", "thermostat-03", "thermostat-04", "thermostat-05"];
    const CAPABILITIES: [&str; 4] = ["temperature", "humidity", "pressure", "AvailableMemory"];
    const FUNCTIONS: [&str; 5] = ["avg", "min", "max", "sum", "count"];
    let day = || time("P1D", "PT30M");
    let each = |tile: usize| (CAPABILITIES[tile / 5], FUNCTIONS[tile % 5]);
    let twenty = |chart: &dyn Fn(usize) -> Value| (0..20).map(chart).collect::<Vec<_>>();
    for (what, tiles, bound) in [
        ("the same everywhere", twenty(&|_| line(&DEVICES, &[("temperature", "avg")], day())), 5),
        ("one device each", twenty(&|tile| line(&[DEVICES[tile % 5]], &[each(tile)], day())), 5),
        ("an aggregate each, of all", twenty(&|tile| line(&DEVICES, &[each(tile)], day())), 10),
        (
            "all aggregates of a device each",
            twenty(&|tile| line(&[DEVICES[tile % 5]], &[0, 5, 10, 15].map(each), day())),
            5,
        ),
        ("two ranges", twenty(&|tile| line(&DEVICES, &[each(tile % 10)], time(["P1D", "P1W"][tile % 2], "PT30M"))), 10),
    ] {
        let readings = plan(&tiles).readings;
        let queries: usize = readings.iter().map(|reading| texts(reading).len()).sum();
        assert_eq!((queries, fewest(&tiles)), (bound, bound), "{what}");
    }
}
