//! Malformed documents, and the pointers of their errors.

use serde_json::{Value, json};

use super::super::*;
use super::{all_twenty, read, read_text, tile};

#[test]
fn malformed_documents_are_named_by_pointer() {
    let in_tile = |configuration: Value| json!({"displayName": "d", "tiles": [tile(json!({"type": "label", "text": "a"})), tile(configuration)]});
    for (value, pointer, message) in [
        (json!({}), "/displayName", "is required but missing"),
        (json!({"displayName": 7}), "/displayName", "should be a string but is a number"),
        (json!({"displayName": "d", "tiles": {}}), "/tiles", "should be an array but is an object"),
        (json!({"displayName": "d", "tiles": [3]}), "/tiles/0", "should be a tile but is a number"),
        (in_tile(json!({})), "/tiles/1/configuration/type", "is required but missing"),
        (in_tile(json!({"type": 1})), "/tiles/1/configuration/type", "should be a string but is a number"),
        (in_tile(json!({"a": 1, "type": 1})), "/tiles/1/configuration/type", "should be a string but is a number"),
        (in_tile(json!({"type": "lkv", "devices": []})), "/tiles/1/configuration/group", "is required but missing"),
        (
            in_tile(json!({"type": "lkv", "group": "g", "devices": [],
                "capabilities": [{"capability": "a~b/c", "aggregateFunction": {}}]})),
            "/tiles/1/configuration/capabilities/0/aggregateFunction",
            "should be a string but is an object",
        ),
        (
            in_tile(json!({"type": "lineChart", "group": "g", "devices": [], "queryRange": {"type": "time"}})),
            "/tiles/1/configuration/queryRange/duration",
            "is required but missing",
        ),
    ] {
        let error = read::<Dashboard>(&value).unwrap_err();
        assert_eq!((error.pointer.as_str(), error.message.as_str()), (pointer, message), "{value}");
    }
}

#[test]
fn an_error_never_quotes_the_document() {
    let error = read::<Tile>(&json!({"displayName": "t", "x": "AccountKey=c2VjcmV0"})).unwrap_err();
    assert_eq!((error.pointer.as_str(), error.message.as_str()), ("/x", "should be a number but is a string"));
}

#[test]
fn broken_documents_tell_the_byte() {
    let error = read_text::<Dashboard>(b"{\"displayName\":\n\"a\",\n\"tiles\":[}").unwrap_err();
    assert_eq!((error.pointer.as_str(), error.offset), ("/tiles/0", 30));
    for (text, message) in [
        (&b"{\"displayName\":\"a\"} garbage"[..], "has more text after its end"),
        (b"{\"displayName\":\"a", "a string is cut off"),
        (b"", "ends where a dashboard should stand"),
        (b"<!doctype html>", "is not JSON: here a dashboard should stand"),
        (b"{\"displayName\":\"a\",}", "here a key should stand"),
        (b"{\"displayName\":\"a\" \"x\":1}", "a comma or the end of the object"),
        (b"{\"displayName\":\"a\",\"x\":[1 2]}", "a comma or the end of the array"),
        (b"{\"displayName\":NaN}", "is not JSON: here a string should stand"),
        (b"{\"displayName\":\"a\",\"x\":-Infinity}", "here a digit should stand"),
        (b"{\"displayName\":\"a\",\"x\":007}", "no digit behind a leading zero"),
        (b"{\"displayName\":\"a\",\"x\":tru}", "a value should stand"),
        (b"{\"displayName\":\"\\ud800\"}", "a bad escape"),
        (b"{\"displayName\":\"\\x\"}", "a bad escape"),
        (b"{\"displayName\":\"\n\"}", "a string is cut off"),
        (b"{\"displayName\":\"\xff\"}", "is not UTF-8"),
    ] {
        let error = read_text::<Dashboard>(text).unwrap_err();
        assert!(error.message.contains(message), "{error}");
    }
    let deep = format!("{{\"displayName\":\"a\",\"x\":{}{}}}", "[".repeat(200), "]".repeat(200));
    assert_eq!(read_text::<Dashboard>(deep.as_bytes()).unwrap_err().message, "nests too deep");
}

#[test]
fn no_document_makes_the_reader_panic() {
    // Every document that differs from a real one by a cut or by one byte is accepted or rejected without a panic.
    let tiles: Vec<Value> = all_twenty().into_iter().step_by(7).map(tile).collect();
    let value = json!({"displayName": "é\u{1f600}\"", "tiles": tiles, "later": [1.5e3, true, {"a": null}]});
    // In the order of the model, which is the service's.
    let text = serde_json::to_vec(&read::<Dashboard>(&value).unwrap()).unwrap();
    for end in 0..text.len() {
        read_text::<Dashboard>(&text[..end]).unwrap_err();
    }
    for place in 0..text.len() {
        for byte in *b"\0\"\\{}[],:0-e\xff" {
            let mut changed = text.clone();
            changed[place] = byte;
            let _ = read_text::<Dashboard>(&changed);
        }
    }
}
