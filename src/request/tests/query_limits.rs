//! Documented limits of queries: a query that certainly exceeds one isn't sent, any other is.

use super::super::Operation;
use super::super::query::RunQuery;
use crate::error::ErrorKind;

/// Returns the complaint about a text.
fn complaint(text: &str) -> Option<String> {
    let error = RunQuery { text }.request().err()?;
    assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/query")));
    Some(error.message.clone())
}

fn list(count: usize, item: impl Fn(usize) -> String, separator: &str) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(separator)
}

/// Returns a query with this number of conditions.
fn conditions(count: usize, connective: &str) -> String {
    format!("SELECT a FROM t WHERE {}", list(count, |place| format!("a > {place}"), connective))
}

#[test]
fn the_examples_of_the_documentation_are_sent() {
    for text in [
        "SELECT $id, $ts, temperature, humidity FROM dtmi:azurertos:devkit:hlby5jgib2o WHERE WITHIN_WINDOW(P1D)",
        "SELECT deviceInformation.model, deviceInformation.swVersion FROM dtmi:azurertos:devkit:hlby5jgib2o",
        "SELECT $id as ID, $ts as timestamp, temperature as t, pressure as p FROM dtmi:azurertos:devkit:hlby5jgib2o WHERE WITHIN_WINDOW(P1D) AND t > 0 AND p > 50",
        "SELECT TOP 10 $id as ID, $ts as timestamp, temperature, humidity FROM dtmi:azurertos:devkit:hlby5jgib2o",
        "SELECT $id, $ts, temperature AS t, pressure AS p FROM dtmi:azurertos:devkit:hlby5jgib2o WHERE WITHIN_WINDOW(P1D) AND t > 0 AND p > 50 AND $id IN ['sample-002', 'sample-003']",
        "SELECT AVG(temperature), AVG(pressure) FROM dtmi:azurertos:devkit:hlby5jgib2o WHERE WITHIN_WINDOW(P1D) AND $id='{{DEVICE_ID}}' GROUP BY WINDOW(PT10M)",
        "SELECT $id as ID, $ts as timestamp, temperature, humidity FROM dtmi:azurertos:devkit:hlby5jgib2o ORDER BY timestamp DESC",
    ] {
        assert_eq!(complaint(text), None, "{text}");
    }
}

#[test]
fn a_text_has_350_characters_at_most() {
    let with_length = |length: usize| format!("SELECT a FROM t WHERE b = '{}'", "é".repeat(length - 28));
    assert_eq!(complaint(&with_length(350)), None, "characters, not bytes");
    assert_eq!(complaint(&with_length(351)).unwrap(), "query has 351 characters; the service takes 350");
}

#[test]
fn fifteen_items_are_selected_at_most() {
    let with_columns = |count| format!("SELECT TOP 5 {} FROM t", list(count, |place| format!("a{place}"), ","));
    assert_eq!(complaint(&with_columns(15)), None);
    assert_eq!(complaint(&with_columns(16)).unwrap(), "query asks for 16 items; the service takes 15");
    let far = format!("select\n\t{}\nfrom t", list(16, |place| format!("AVG(a{place}) AS \"b{place}\""), " ,\n"));
    assert!(complaint(&far).unwrap().contains("16 items"));
}

#[test]
fn ten_operators_are_used_at_most() {
    for connective in [" AND ", " or "] {
        assert_eq!(complaint(&conditions(10, connective)), None);
        assert_eq!(
            complaint(&conditions(11, connective)).unwrap(),
            "query asks for 11 operators; the service takes 10"
        );
    }
    for operator in ["=", "!=", "<>", "<", "<=", ">", ">=", " IN "] {
        let with_operators =
            |count| format!("SELECT a FROM t WHERE {}", list(count, |_| format!("a{operator}[1]"), " "));
        assert_eq!(complaint(&with_operators(10)), None, "{operator}");
        assert!(complaint(&with_operators(11)).is_some(), "{operator}");
    }
    let connectives = format!("SELECT a FROM t WHERE {}", list(12, |_| "WITHIN_WINDOW(P1D)".into(), " AND "));
    assert!(complaint(&connectives).unwrap().contains("11 operators"));
}

#[test]
fn a_query_asks_for_at_most_ten_thousand_rows() {
    assert_eq!(complaint("SELECT TOP 10000 a FROM t"), None);
    for top in ["TOP 10001", "top 999999999"] {
        assert!(complaint(&format!("SELECT {top} a FROM t")).unwrap().ends_with(" rows; the service takes 10000"));
    }
}

#[test]
fn the_error_names_an_unsupported_part_of_the_language() {
    assert!(complaint("SELECT * FROM t").unwrap().contains("name each item"));
    assert!(complaint("SELECT TOP 1 * FROM t").unwrap().contains("name each item"));
    for text in ["SELECT AVG(a) FROM t GROUP BY $id", "select avg(a) from t group by WINDOW(PT1M), $ID order by $ts"] {
        assert!(complaint(text).unwrap().contains("a query for each device"), "{text}");
    }
}

#[test]
fn words_in_strings_and_brackets_are_not_counted() {
    let commas = ",".repeat(40);
    let operators = " AND a = 1 ".repeat(11);
    let ids = list(20, |place| format!("'d{place}'"), ",");
    for text in [
        format!("SELECT a, '{commas}' FROM t"),
        format!("SELECT a AS \"{commas}\" FROM t"),
        format!("SELECT f({commas}), g([{commas}]) FROM t"),
        format!("SELECT a FROM t WHERE b = '{operators}'"),
        format!("SELECT a FROM t WHERE b = \"{operators}\""),
        format!("SELECT a FROM t WHERE b = '{operators}"),
        format!("SELECT a FROM t WHERE $id IN [{ids}]"),
        "SELECT COUNT(*) FROM t".to_owned(),
        "SELECT a FROM t WHERE b = 'GROUP BY $id'".to_owned(),
        "SELECT a FROM t WHERE b = 'it''s' ORDER BY $id".to_owned(),
        "SELECT a AS top FROM t WHERE top > 20000".to_owned(),
        format!("SELECT a FROM t WHERE b = 'x\\'{operators}'"),
    ] {
        assert_eq!(complaint(&text), None, "{text}");
    }
}

#[test]
fn an_invalid_query_is_left_to_the_service() {
    for text in [
        "",
        " ",
        "'",
        "hello",
        "SELECT",
        "SELECT TOP",
        "SELECT TOP x FROM",
        "((((",
        "))))",
        "\u{1f600}'é",
        "FROM WHERE BY",
    ] {
        assert_eq!(complaint(text), None, "{text}");
    }
}
