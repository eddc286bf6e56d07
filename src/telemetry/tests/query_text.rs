//! What to read, in the service's query language.

use super::super::plan::{Column, Reading};
use super::super::query_text::query_texts;
use super::super::window::Window;
use super::{column, count, line, lkv, plan, time};

const TEMPLATE: &str = "dtmi:contoso:Thermostat;1";

fn reading(device: &str, window: Window, columns: Vec<Column>) -> Reading {
    Reading { device: device.into(), window, columns }
}

fn latest(device: &str, capabilities: &[&str]) -> Reading {
    reading(device, Window::Latest, capabilities.iter().map(|name| column(name, None)).collect())
}

fn texts(reading: &Reading) -> Vec<String> {
    query_texts(reading, TEMPLATE).unwrap().into_iter().map(|query| query.text).collect()
}

#[test]
fn each_window_has_its_text() {
    let plan = plan(&[
        lkv(&["thermostat-01"], &["temperature", "climate.humidity"]),
        line(&["thermostat-01"], &[("climate.temperature", "avg"), ("t", "MAX"), ("t", "count")], time("P1D", "PT30M")),
        line(&["thermostat-01"], &[("temperature", "avg")], count()),
    ]);
    for (reading, text) in plan.readings.iter().zip([
        "SELECT TOP 20 $ts, temperature AS c0, climate.humidity AS c1 FROM dtmi:contoso:Thermostat;1 \
         WHERE WITHIN_WINDOW(P1D) AND $id = 'thermostat-01' ORDER BY $ts DESC",
        "SELECT AVG(climate.temperature) AS c0, MAX(t) AS c1, COUNT(t) AS c2 FROM dtmi:contoso:Thermostat;1 \
         WHERE WITHIN_WINDOW(P1D) AND $id = 'thermostat-01' GROUP BY WINDOW(PT30M)",
        "SELECT TOP 100 $ts, temperature AS c0 FROM dtmi:contoso:Thermostat;1 \
         WHERE $id = 'thermostat-01' ORDER BY $ts DESC",
    ]) {
        assert_eq!(texts(reading), [text]);
    }
}

/// Places of the columns, text by text.
fn split(reading: &Reading) -> Vec<Vec<usize>> {
    let queries = query_texts(reading, TEMPLATE).unwrap();
    for query in &queries {
        assert!(query.text.chars().count() <= 350, "{}", query.text);
        let select = query.text.split_once(" FROM ").unwrap().0;
        assert!(select.split(", ").count() <= 15, "{select}");
        for place in 0..query.columns.len() {
            assert!(select.contains(&format!(" AS c{place}")), "each text counts from c0: {select}");
        }
        assert!(!select.contains(&format!(" AS c{}", query.columns.len())), "{select}");
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
}

#[test]
fn a_text_has_350_characters_at_most() {
    let of = |length: usize| {
        let name = "n".repeat(length);
        let reading = latest("thermostat-01", &[&name, "second"]);
        (split(&reading), texts(&reading)[0].chars().count())
    };
    let fits = (1..).take_while(|length| of(*length).0.len() == 1).last().unwrap();
    assert_eq!(of(fits), (vec![vec![0, 1]], 350));
    assert_eq!(of(fits + 1).0, [[0], [1]]);

    let names: Vec<String> = (0..10).map(|place| format!("component.capability{place}{}", "x".repeat(40))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let parts = split(&latest("a", &names));
    assert_eq!(parts.concat(), (0..10).collect::<Vec<_>>(), "each column once, in order");
    assert!(parts.len() > 1);
    let average = names.iter().map(|name| column(name, Some("avg"))).collect();
    let window = Window::Slices { duration: "P1D".into(), resolution: "PT30M".into() };
    assert_eq!(split(&reading("a", window, average)).concat(), (0..10).collect::<Vec<_>>());
}

#[test]
fn a_text_that_cannot_fit_says_of_which_device() {
    let error = query_texts(&latest("thermostat-01", &["a", &"n".repeat(300)]), TEMPLATE).unwrap_err();
    assert!(error.contains("thermostat-01") && error.contains("350"), "{error}");
    assert_eq!(query_texts(&latest("a", &[]), TEMPLATE).unwrap(), []);
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
        let error = |reading: &Reading, template: &str| query_texts(reading, template).unwrap_err();
        let of = |capability: &str, aggregate: Option<&str>, duration: &str, resolution: &str| {
            let window = Window::Slices { duration: duration.into(), resolution: resolution.into() };
            reading("a", window, vec![column(capability, aggregate)])
        };
        for (error, what) in [
            (error(&latest("a", &[name]), TEMPLATE), "capability"),
            (error(&latest("a", &["t"]), name), "device template"),
            (error(&of("t", Some(name), "P1D", "PT5M"), TEMPLATE), "aggregate function"),
            (error(&of("t", Some("avg"), name, "PT5M"), TEMPLATE), "duration"),
            (error(&of("t", Some("avg"), "P1D", name), TEMPLATE), "resolution"),
        ] {
            assert!(error.contains(what) && error.contains(&format!("`{name}`")), "{error}");
        }
    }
    let odd = "a_B-9.c:d;e$f";
    assert!(texts(&latest("a", &[odd]))[0].contains(odd));
}
