//! What the model reads, keeps, writes and refuses.

use serde_json::{Value, json};

use super::tile::query_range::{Duration, QueryRange, Resolution};
use super::*;

/// The tile that `configuration` makes, with all that a tile must have.
fn tile(configuration: Value) -> Value {
    json!({"displayName": "t", "configuration": configuration, "x": 0, "y": 1, "width": 2, "height": 3})
}

fn read<T: Wire>(value: &Value) -> Result<T, DecodeError> {
    decode(value.to_string().as_bytes())
}

fn written<T: Wire>(value: &T) -> Value {
    serde_json::from_slice(&encode(value).unwrap()).unwrap()
}

/// One configuration of each of the twenty types, with every member of its table.
fn all_twenty() -> Vec<Value> {
    let group = json!({
        "group": "da48c8fe-bac7-42bc-81c0-d8158551f066", "devices": ["thermostat-01", "thermostat-02"],
        "capabilities": [{"capability": "climate.temperature", "aggregateFunction": "avg"}],
    });
    let time = json!({"queryRange": {"type": "time", "duration": "P1D", "resolution": "PT30M"}});
    let chart = json!({"format": {"xAxisEnabled": true, "yAxisEnabled": false, "legendEnabled": true}});
    let text = json!({"format":
        {"abbreviateValue": false, "decimalPlaces": 2, "textSize": 14.5, "unit": "pt", "wordWrap": false}});
    let of = |name: &str, parts: &[&Value]| {
        let mut whole = json!({ "type": name });
        for part in parts {
            whole.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        }
        whole
    };
    vec![
        of("lineChart", &[&group, &json!({"queryRange": {"type": "count", "count": 100}}), &chart]),
        of("barChart", &[&group, &time, &chart]),
        of("pieChart", &[&group, &time, &chart]),
        of("heatMapChart", &[&group, &time, &chart]),
        of("eventChart", &[&group, &time]),
        of("stateChart", &[&group, &time]),
        of("eventHistoryChart", &[&group, &time, &text]),
        of("stateHistoryChart", &[&group, &time, &text]),
        of("kpi", &[&group, &time, &text]),
        of("lkv", &[&group, &text, &json!({"showTrend": true})]),
        of("property", &[&group, &text]),
        of("mapProperty", &[&group, &json!({"zoomLevel": 3})]),
        of("mapTelemetry", &[&group, &json!({"zoomLevel": 24})]),
        of("deviceCount", &[&json!({"group": "g"}), &text]),
        of(
            "markdown",
            &[&json!({"description": "# Hi", "href": "/devices", "image": "4d6c6373-0220-4191-be2e-d58ca2a289e1"})],
        ),
        of(
            "image",
            &[&json!({"image": "", "href": "https://contoso.example", "format": {"backgroundColor": "#FFFFFF",
            "fitImage": true, "showTitle": false, "textColor": "#FFFFFF", "textSize": 0, "textSizeUnit": "px"}})],
        ),
        of("label", &[&json!({"text": "Hall 1", "textSize": 24, "textSizeUnit": "pt", "wordWrap": true})]),
        of("externalContent", &[&json!({"sourceUrl": "https://contoso.example/"})]),
        of("dataExplorer", &[&time, &json!({"query": "q1"})]),
        of("command", &[&json!({"group": "g", "command": "reboot", "device": "thermostat-01"})]),
    ]
}

#[test]
fn every_known_type_is_typed_and_comes_back_as_it_was() {
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
    assert_eq!(capabilities[0].aggregate_function, tile::capability::AggregateFunction::Avg);

    let QueryRange::Time(range) = read(&json!({"type": "time", "duration": "P1D"})).unwrap() else { panic!() };
    assert_eq!((range.duration, range.resolution), (Duration::Day1, None::<Resolution>));
}

#[test]
fn what_is_unknown_survives() {
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
    let TileConfiguration::BarChart(chart) = decode(text).unwrap() else { panic!("not a bar chart") };
    assert_eq!(chart.devices, ["a"]);
    assert_eq!(chart.extra.get("later"), Some(&json!(1)));

    let bad = br#"{"group":"g","devices":["a",7],"queryRange":{"type":"time","duration":"P1D"},"type":"barChart"}"#;
    assert_eq!(decode::<TileConfiguration>(bad).unwrap_err().pointer, "/devices/1");
}

#[test]
fn malformed_documents_are_named_by_pointer() {
    let in_tile = |configuration: Value| json!({"displayName": "d", "tiles": [tile(json!({"type": "label", "text": "a"})), tile(configuration)]});
    for (value, pointer, message) in [
        (json!({}), "/displayName", "is required but missing"),
        (json!({"displayName": 7}), "/displayName", "invalid type: integer `7`, expected a string"),
        (json!({"displayName": "d", "tiles": {}}), "/tiles", "invalid type: map, expected an array"),
        (json!({"displayName": "d", "tiles": [3]}), "/tiles/0", "invalid type: integer `3`, expected a tile"),
        (in_tile(json!({})), "/tiles/1/configuration/type", "is required but missing"),
        (in_tile(json!({"type": 1})), "/tiles/1/configuration/type", "invalid type: integer `1`, expected a string"),
        (
            in_tile(json!({"a": 1, "type": 1})),
            "/tiles/1/configuration/type",
            "invalid type: integer `1`, expected a string",
        ),
        (in_tile(json!({"type": "lkv", "devices": []})), "/tiles/1/configuration/group", "is required but missing"),
        (
            in_tile(json!({"type": "lkv", "group": "g", "devices": [],
                "capabilities": [{"capability": "a~b/c", "aggregateFunction": {}}]})),
            "/tiles/1/configuration/capabilities/0/aggregateFunction",
            "invalid type: map, expected a string",
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
    let error = read::<Tile>(&json!({"displayName": "t", "x": "AccountKey=c2VjcmV0\", expected"})).unwrap_err();
    assert_eq!(error.pointer, "/x");
    assert_eq!(error.message, "invalid type: a string, expected f64");
}

#[test]
fn syntax_errors_tell_the_byte() {
    let error = decode::<Dashboard>(b"{\"displayName\":\n\"a\",\n\"tiles\":[}").unwrap_err();
    assert_eq!(error.offset, Some(31));
    for (text, message) in [
        (&b"{\"displayName\":\"a\"} garbage"[..], "trailing characters"),
        (b"{\"displayName\":\"a", "EOF while parsing a string"),
        (b"", "EOF while parsing a value"),
        (b"<!doctype html>", "expected value"),
        (b"{\"displayName\":NaN}", "expected value"),
        (b"{\"displayName\":\"\\ud800\"}", "unexpected end of hex escape"),
        (b"{\"displayName\":\"\xff\"}", "invalid unicode code point"),
    ] {
        let error = decode::<Dashboard>(text).unwrap_err();
        assert!(error.message.contains(message), "{error}");
    }
    let deep = format!("{{\"displayName\":\"a\",\"x\":{}{}}}", "[".repeat(200), "]".repeat(200));
    assert_eq!(decode::<Dashboard>(deep.as_bytes()).unwrap_err().message, "recursion limit exceeded");
}

#[test]
fn a_byte_order_mark_is_skipped_and_the_last_of_equal_keys_wins() {
    let dashboard: Dashboard = decode(b"\xef\xbb\xbf{\"displayName\":\"a\",\"displayName\":\"b\"}").unwrap();
    assert_eq!(dashboard.display_name, "b");
}

#[test]
fn a_request_leaves_out_what_only_the_service_sets() {
    let mut value = json!({"id": "d", "displayName": "d", "personal": false, "etag": "\"1\"", "tiles": [tile(json!({"type": "new"}))]});
    value["tiles"][0]["id"] = json!("t1");
    let sent = written(&read::<Dashboard>(&value).unwrap().writable());
    assert_eq!(sent, json!({"displayName": "d", "etag": "\"1\"", "tiles": [tile(json!({"type": "new"}))]}));
}

#[test]
fn null_removes_in_a_patch_and_absent_keeps() {
    let patch = json!({"favorite": null, "organizations": ["o"], "note": null});
    let read: DashboardPatch = read(&patch).unwrap();
    assert_eq!((read.favorite, read.tiles.clone()), (Some(None), None));
    assert_eq!(written(&read), patch);
}

#[test]
fn one_malformed_item_does_not_lose_the_page() {
    let page =
        json!({"value": [{"displayName": "a"}, {"displayName": 1}, {"displayName": "c"}], "nextLink": "https://x/?y"});
    let page = Page::<Dashboard>::decode(page.to_string().as_bytes()).unwrap();
    let names: Vec<_> = page.items.iter().map(|dashboard| dashboard.display_name.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
    assert_eq!((page.malformed[0].index, page.malformed[0].error.pointer.as_str()), (1, "/value/1/displayName"));
    assert_eq!(page.next_link.as_deref(), Some("https://x/?y"));
}

#[test]
fn a_page_without_items_is_an_error_and_an_empty_link_is_none() {
    for text in ["{}", "{\"value\":null}", "[]", "\"login\""] {
        Page::<Dashboard>::decode(text.as_bytes()).unwrap_err();
    }
    for text in ["{\"value\":[],\"nextLink\":\"\"}", "{\"value\":[],\"nextLink\":null}", "{\"value\":[]}"] {
        assert_eq!(Page::<Dashboard>::decode(text.as_bytes()).unwrap().next_link, None);
    }
    Page::<Dashboard>::decode(b"{\"value\":[],\"nextLink\":7}").unwrap_err();
}

#[test]
fn error_bodies_of_any_shape_are_read() {
    let body = |text: &str| {
        let body = ErrorBody::read(text.as_bytes());
        (body.code, body.message)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(body(r#"{"error":{"code":"NotFound","message":"no"}}"#), (some("NotFound"), some("no")));
    assert_eq!(body(r#"{"code":"A","message":"b"}"#), (some("A"), some("b")));
    assert_eq!(body(r#"{"odata.error":{"code":"A","message":{"lang":"en","value":"b"}}}"#), (some("A"), some("b")));
    assert_eq!(body(r#"{"error":"gone"}"#), (None, some("gone")));
    assert_eq!(body("too busy"), (None, some("too busy")));
    for useless in ["", "null", "7", "<html>Bad Gateway</html>"] {
        assert_eq!(body(useless), (None, None), "{useless}");
    }
    assert!(ErrorBody::hidden_in(br#"{"error":{"code":"X"}}"#).is_some());
    assert!(ErrorBody::hidden_in(br#"{"value":[]}"#).is_none());
}
