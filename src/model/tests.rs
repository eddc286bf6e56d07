//! What the model reads, keeps, writes and refuses.

mod devices;
mod file_upload;

use serde_json::{Value, json};

mod hostile;

use super::tile::query_range::{Duration, QueryRange, Resolution};
use super::*;

/// The tile that `configuration` makes, with all that a tile must have.
fn tile(configuration: Value) -> Value {
    json!({"displayName": "t", "configuration": configuration, "x": 0, "y": 1, "width": 2, "height": 3})
}

/// Reads and checks: the two must accept and refuse the same documents, for the same reason.
fn read<T: Wire>(value: &Value) -> Result<T, DecodeError> {
    read_text(value.to_string().as_bytes())
}

fn read_text<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    let read = decode(text);
    assert_eq!(Json::<T>::parse(text).err(), read.as_ref().err().cloned(), "{}", String::from_utf8_lossy(text));
    read
}

fn written<T: Wire>(value: &T) -> Value {
    serde_json::from_slice(&encode(value)).unwrap()
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
    let TileConfiguration::BarChart(chart) = read_text(text).unwrap() else { panic!("not a bar chart") };
    assert_eq!(chart.devices, ["a"]);
    assert_eq!(chart.extra, [("later".to_owned(), decode::<Raw>(b"1").unwrap())]);

    let bad = br#"{"group":"g","devices":["a",7],"queryRange":{"type":"time","duration":"P1D"},"type":"barChart"}"#;
    assert_eq!(read_text::<TileConfiguration>(bad).unwrap_err().pointer, "/devices/1");
}

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
        (&b"{\"displayName\":\"a\"} garbage"[..], "has something behind its end"),
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
    // Every document that differs from a real one by a cut or by one byte is read or refused, never worse.
    let tiles: Vec<Value> = all_twenty().into_iter().step_by(7).map(tile).collect();
    let value = json!({"displayName": "é\u{1f600}\"", "tiles": tiles, "later": [1.5e3, true, {"a": null}]});
    // In the order of the model, as the service writes it.
    let text = encode(&read::<Dashboard>(&value).unwrap());
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

#[test]
fn what_is_read_is_what_serde_reads() {
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
        assert_eq!(decode::<f64>(text.as_bytes()).unwrap().to_bits(), exact.to_bits(), "{text}");
    }
    for text in ["2.2250738585072014e-15", "1.7976931348623157e300", "4.9e-30"] {
        let (read, exact): (f64, f64) = (decode(text.as_bytes()).unwrap(), text.parse().unwrap());
        assert!((read / exact - 1.0).abs() < 4.0 * f64::EPSILON, "{text}");
    }
    for text in ["1e400", "-1e400", "1e999999999999"] {
        assert_eq!(decode::<f64>(text.as_bytes()).unwrap_err().message, "is a number too large to hold");
        let unknown = format!(r#"{{"displayName":"d","later":[{text}]}}"#);
        let error = read_text::<Dashboard>(unknown.as_bytes()).unwrap_err();
        assert_eq!((error.pointer.as_str(), error.message.as_str()), ("/later/0", "is a number too large to hold"));
    }
    for text in ["1e-400", "0e999", "0.0000000000000000000000000e400"] {
        assert_eq!(decode::<f64>(text.as_bytes()).unwrap(), 0.0);
    }
    for text in [r#""""#, r#""\u00e9\ud83d\ude00\n\/\\""#, "\"é\u{2028}\"", r#""\u0000""#] {
        let expected: String = serde_json::from_str(text).unwrap();
        assert_eq!(decode::<String>(text.as_bytes()).unwrap(), expected);
        assert_eq!(serde_json::from_slice::<String>(&encode(&expected)).unwrap(), expected);
    }
}

#[test]
fn how_a_document_is_written_makes_no_difference() {
    let tiles: Vec<Value> = all_twenty().into_iter().map(tile).collect();
    let value = json!({"displayName": "d", "tiles": tiles, "favorite": true, "organizations": [], "later": "x"});
    let expected: Dashboard = read(&value).unwrap();
    let in_order = String::from_utf8(encode(&expected)).unwrap();
    assert!(read_text::<Dashboard>(in_order.as_bytes()).unwrap() == expected);
    // Nothing in it holds a comma, a colon or a bracket inside a string except these.
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

#[test]
fn a_request_leaves_out_what_only_the_service_sets() {
    let mut value = json!({"id": "d", "displayName": "d", "personal": false, "etag": "\"1\"", "favorite": null,
        "tiles": [tile(json!({"type": "new", "id": 7})), tile(json!({"type": "label", "text": "a", "id": 8}))]});
    let expected = {
        let mut expected = value.clone();
        expected.as_object_mut().unwrap().remove("id");
        expected.as_object_mut().unwrap().remove("personal");
        expected
    };
    value["tiles"][0]["id"] = json!("t1");
    let sent = Json::<Dashboard>::parse(value.to_string().as_bytes()).unwrap().writable();
    assert_eq!(serde_json::from_slice::<Value>(&sent).unwrap(), expected);
}

#[test]
fn null_removes_in_a_patch_and_absent_keeps() {
    let patch = json!({"favorite": null, "organizations": ["o"], "note": null});
    let read: DashboardPatch = read(&patch).unwrap();
    assert_eq!((read.favorite, read.tiles.clone()), (Some(None), None));
    assert_eq!(written(&read), patch);
}

#[test]
fn a_page_of_nothing_but_malformed_items_is_none() {
    let page = |count: usize| format!(r#"{{"value":[{}]}}"#, vec!["0"; count].join(","));
    let page_of = |count| Page::<Dashboard>::parse(page(count).as_bytes());
    assert_eq!(page_of(1_000).map(|page| (page.malformed.len(), page.item_count)).ok(), Some((1_000, 1_000)));
    let error = page_of(1_001).unwrap_err();
    assert_eq!(error.pointer, "/value/1000");
    assert!(error.message.contains("too many"), "{error}");
}

#[test]
fn one_malformed_item_does_not_lose_the_page() {
    let page =
        json!({"value": [{"displayName": "a"}, {"displayName": 1}, {"displayName": "c"}], "nextLink": "https://x/?y"});
    let page = Page::<Dashboard>::parse(page.to_string().as_bytes()).unwrap();
    let items = page.items().unwrap();
    let names: Vec<_> = items.iter().map(|dashboard| dashboard.display_name.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
    assert_eq!((page.malformed[0].index, page.malformed[0].error.pointer.as_str()), (1, "/value/1/displayName"));
    assert_eq!(page.next_link.as_deref(), Some("https://x/?y"));
}

#[test]
fn half_a_surrogate_pair_spoils_one_item_and_not_the_page() {
    let page = br#"{"value":[{"displayName":"a"},{"displayName":"\ud800"},{"displayName":"c","note":"\udc00\n"}]}"#;
    let page = Page::<Dashboard>::parse(page).unwrap();
    let pointers: Vec<_> = page.malformed.iter().map(|malformed| malformed.error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/value/1/displayName"]);
    assert_eq!(page.items().unwrap()[1].extra[0].1.as_str(), r#""\udc00\n""#);
}

#[test]
fn a_page_without_items_is_an_error_and_an_empty_link_is_none() {
    for text in ["{}", "{\"value\":null}", "[]", "\"login\"", "{\"value\":[{]}", "{\"value\":[]} x"] {
        Page::<Dashboard>::parse(text.as_bytes()).unwrap_err();
    }
    for text in ["{\"value\":[],\"nextLink\":\"\"}", "{\"value\":[],\"nextLink\":null}", "{\"value\":[]}"] {
        assert_eq!(Page::<Dashboard>::parse(text.as_bytes()).unwrap().next_link, None);
    }
    Page::<Dashboard>::parse(b"{\"value\":[],\"nextLink\":7}").unwrap_err();
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

#[test]
fn an_application_comes_back_as_it_was() {
    let live = json!({
        "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/app", "name": "app",
        "type": "Microsoft.IoTCentral/IoTApps", "location": "eastus", "tags": {"a": "b", "hidden-link": ""},
        "sku": {"name": "ST2"}, "identity": {"type": "SystemAssigned", "tenantId": "t", "principalId": "p"},
        "properties": {"displayName": "App", "subdomain": "contoso", "state": "created", "applicationId": "a",
            "provisioningState": "Creating", "networkRuleSets": {"applyToDevices": true}},
        "systemData": {"createdBy": "me"},
    });
    let application: Application = read(&live).unwrap();
    assert_eq!(application.sku.name, application::ApplicationSkuName::Standard2);
    assert_eq!(application.tags.as_ref().unwrap().0[0], ("a".to_owned(), "b".to_owned()));
    let properties = application.properties.as_ref().unwrap();
    assert_eq!(properties.provisioning_state, Some(application::ProvisioningState::Creating));
    assert_eq!(written(&application), live);

    for (member, pointer) in [
        (json!({"location": null}), "/location"),
        (json!({"tags": {"a": 1}}), "/tags/a"),
        (json!({"tags": ["a"]}), "/tags"),
        (json!({"sku": {}}), "/sku/name"),
        (json!({"identity": {"type": 1}}), "/identity/type"),
        (json!({"properties": {"subdomain": {}}}), "/properties/subdomain"),
    ] {
        let mut changed = live.clone();
        changed.as_object_mut().unwrap().extend(member.as_object().unwrap().clone());
        assert_eq!(read::<Application>(&changed).unwrap_err().pointer, pointer);
    }
}

#[test]
fn the_details_of_an_error_are_part_of_its_message() {
    let said = |body: Value| ErrorBody::read(body.to_string().as_bytes()).said().unwrap_or_default();
    let detail = json!({"code": "Quota", "message": "10 at most", "target": "sku", "details": [{"message": "deep"}]});
    for (error, expected) in [
        (
            json!({"code": "A", "message": "b", "details": [detail, {}, null, 7, "plain"]}),
            "A: b; Quota: 10 at most; deep; plain",
        ),
        (json!({"code": "A", "details": [{"message": "only there"}]}), "A: only there"),
        (json!({"code": "A", "message": "b", "details": null}), "A: b"),
        (json!({"code": "A", "message": "b", "details": {"code": "B"}}), "A: b"),
        (json!({"code": "A", "message": ""}), "A"),
    ] {
        assert_eq!(said(json!({ "error": error })), expected);
    }
}
