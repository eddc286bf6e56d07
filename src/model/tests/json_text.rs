//! JSON text: numbers, strings and white space, compared with serde.

use serde_json::{Value, json};

use super::super::*;
use super::{all_twenty, read, read_text, tile};
use crate::json::object_of_strings;

fn view(text: &str) -> View<'_> {
    View::parse(text.as_bytes()).unwrap()
}

#[test]
fn the_reader_agrees_with_serde() {
    for text in [
        "0",
        "-0",
        "1",
        "-1.5",
        "47.632160152311016",
        "0.1",
        "1e3",
        "1E-3",
        "123456789012345678",
        "9007199254740993",
        "12345678901234567890123",
        "4.35",
        "179769313486231570000",
        "1.7976931348623157e19",
        "0.000001",
        "58.898120117608495",
        "1e22",
        "8.5e-7",
        "123456.789e-3",
    ] {
        let expected: f64 = serde_json::from_str::<Value>(text).unwrap().as_f64().unwrap();
        let exact: f64 = text.parse().unwrap();
        assert!((expected - exact).abs() <= exact.abs() * f64::EPSILON);
        assert_eq!(view(text).number().unwrap().to_bits(), exact.to_bits(), "{text}");
    }
    for text in ["2.2250738585072014e-15", "1.7976931348623157e300", "4.9e-30"] {
        let (read, exact): (f64, f64) = (view(text).number().unwrap(), text.parse().unwrap());
        assert!((read / exact - 1.0).abs() < 4.0 * f64::EPSILON, "{text}");
    }
    for text in ["1.7976931348623157e308", "-1.7976931348623157e308", "179769313486231570000e288"] {
        assert_eq!(view(text).number(), text.parse().ok(), "the largest float: {text}");
    }
    for text in ["1e400", "-1e400", "1e999999999999", "1.7976931348623159e308", "0.002e311"] {
        assert_eq!(read_text::<f64>(text.as_bytes()).unwrap_err().message, "is a number too large to hold");
        let unknown = format!(r#"{{"displayName":"d","later":[{text}]}}"#);
        let error = read_text::<Dashboard>(unknown.as_bytes()).unwrap_err();
        assert_eq!((error.pointer.as_str(), error.message.as_str()), ("/later/0", "is a number too large to hold"));
    }
    for text in ["1e-400", "0e999", "0.0000000000000000000000000e400"] {
        assert_eq!(view(text).number(), Some(0.0));
    }
    for text in [r#""""#, r#""\u00e9\ud83d\ude00\n\/\\""#, "\"é\u{2028}\"", r#""\u0000""#] {
        let expected: String = serde_json::from_str(text).unwrap();
        assert_eq!(view(text).string().unwrap(), expected);
        let written = object_of_strings(&[("a", &expected)]);
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap()["a"], expected);
    }
}

#[test]
fn how_a_document_is_written_makes_no_difference() {
    let tiles: Vec<Value> = all_twenty().into_iter().map(tile).collect();
    let value = json!({"displayName": "d", "tiles": tiles, "favorite": true, "organizations": [], "later": "x"});
    let expected: Dashboard = read(&value).unwrap();
    let in_order = serde_json::to_string(&expected).unwrap();
    assert!(read_text::<Dashboard>(in_order.as_bytes()).unwrap() == expected);
    // Only these strings contain a comma or a colon, so the replacements change no value.
    let spread = in_order.replace("https://", "https\\u003a\\/\\/").replace(',', "\t,\r\n").replace(':', " : ");
    assert!(read_text::<Dashboard>(spread.as_bytes()).unwrap() == expected);
    for key in ["displayName", "configuration", "type", "queryRange", "x"] {
        let first = key.as_bytes()[0];
        let escaped = in_order.replace(&format!("\"{key}\":"), &format!("\"\\u00{first:02x}{}\":", &key[1..]));
        assert_ne!(escaped, in_order);
        assert!(read_text::<Dashboard>(escaped.as_bytes()).unwrap() == expected, "{key}");
    }
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert!(read_text::<Dashboard>(pretty.as_bytes()).unwrap() == expected);
}

#[test]
fn a_string_ends_where_it_ends_for_serde() {
    for (length, place) in (0..20).flat_map(|length| (0..=length).map(move |place| (length, place))) {
        for special in
            ["", "\"", "\\", "\\\"", "\\u0041", "\n", "\u{1f}", " ", "!", "#", "\u{7f}", "é", "\u{2028}", "🌡"]
        {
            let text = format!("[\"{}{special}{}\",\"behind\"]", &"a".repeat(place), "[".repeat(length - place));
            let expected = serde_json::from_str::<Vec<String>>(&text).ok();
            assert_eq!(read_text::<Vec<String>>(text.as_bytes()).ok(), expected, "{text}");
            assert_eq!(View::parse(text.as_bytes()).is_ok(), expected.is_some(), "{text}");
        }
    }
}

#[test]
fn a_number_is_what_serde_calls_a_number() {
    let mut texts = vec![String::new()];
    for _ in 0..5 {
        let longer = texts.iter().flat_map(|text| "-+01.eE".chars().map(move |next| format!("{text}{next}")));
        texts = longer.collect();
        for text in &texts {
            match (read_text::<f64>(text.as_bytes()), serde_json::from_str::<f64>(text)) {
                (Ok(read), Ok(expected)) => assert!((read - expected).abs() <= expected.abs() * 1e-15, "{text}"),
                (read, expected) => assert_eq!(read.is_ok(), expected.is_ok(), "{text}"),
            }
        }
    }
}

#[test]
fn a_byte_order_mark_is_skipped_and_the_last_of_equal_keys_wins() {
    let dashboard: Dashboard = read_text(b"\xef\xbb\xbf{\"displayName\":\"a\",\"displayName\":\"b\"}").unwrap();
    assert_eq!(dashboard.display_name, "b");
}
