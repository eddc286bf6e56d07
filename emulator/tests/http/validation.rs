use iotcentral_emulator::Settings;
use serde_json::{Value, json};

use crate::service::Service;

/// Returns a configuration of each known type with only the required members.
fn least(kind: &str) -> Value {
    let mut configuration = match kind {
        "lkv" | "property" | "mapProperty" | "mapTelemetry" => json!({ "group": "g", "devices": [] }),
        "deviceCount" | "image" => json!({}),
        "markdown" => json!({ "description": "" }),
        "label" => json!({ "text": "a" }),
        "externalContent" => json!({ "sourceUrl": "https://example.com" }),
        "dataExplorer" => json!({ "queryRange": { "type": "time", "duration": "P1D" } }),
        "command" => json!({ "group": "g", "command": "reboot", "device": "d" }),
        _ => json!({ "group": "g", "devices": ["d"], "queryRange": { "type": "time", "duration": "PT30M" } }),
    };
    configuration["type"] = kind.into();
    configuration
}

const KINDS: [&str; 20] = [
    "barChart",
    "command",
    "dataExplorer",
    "deviceCount",
    "eventChart",
    "eventHistoryChart",
    "externalContent",
    "heatMapChart",
    "image",
    "kpi",
    "label",
    "lineChart",
    "lkv",
    "mapProperty",
    "mapTelemetry",
    "markdown",
    "pieChart",
    "property",
    "stateChart",
    "stateHistoryChart",
];

fn tile(configuration: Value) -> Value {
    json!({ "displayName": "t", "configuration": configuration, "x": 0, "y": 0, "width": 1, "height": 1 })
}

async fn complaint(dashboard: &Value) -> Option<String> {
    let answer = Service::new().put("/api/dashboards/x", dashboard).await;
    if answer.status == 200 { None } else { Some(answer.error(422, "UnprocessableEntity")) }
}

/// Returns the complaint about a tile configuration, without the tile's own pointer.
async fn complaint_of(configuration: Value) -> Option<String> {
    let message = complaint(&json!({ "displayName": "x", "tiles": [tile(configuration)] })).await?;
    let rest = message.strip_prefix("/tiles/0/configuration").unwrap_or_else(|| panic!("elsewhere: {message}"));
    Some(rest.to_owned())
}

fn set(value: &Value, pointer: &str, member: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let mut changed = value.clone();
    changed.pointer_mut(parent).unwrap()[name] = member;
    changed
}

#[tokio::test]
async fn each_known_type_is_accepted_with_what_it_requires_and_refused_without() {
    for kind in KINDS {
        let configuration = least(kind);
        assert_eq!(complaint_of(configuration.clone()).await, None, "{kind}");
        for name in configuration.as_object().unwrap().keys() {
            // The contract describes a command tile twice, and one description has no group.
            if kind == "command" && name == "group" {
                continue;
            }
            let mut without = configuration.clone();
            without.as_object_mut().unwrap().remove(name);
            assert_eq!(complaint_of(without).await, Some(format!("/{name}: is required.")), "{kind}");
        }
    }
}

#[tokio::test]
async fn members_of_a_dashboard() {
    let whole = json!({ "displayName": "x", "tiles": [], "favorite": true, "organizations": ["one"] });
    assert_eq!(complaint(&whole).await, None);
    for (member, value, expected) in [
        ("/displayName", json!(""), "a string of one character or more"),
        ("/displayName", json!(1), "a string of one character or more"),
        ("/favorite", json!("yes"), "true or false"),
        ("/favorite", json!(null), "true or false"),
        ("/etag", json!(5), "a string"),
        ("/tiles", json!({}), "an array"),
        ("/organizations", json!("one"), "an array"),
        ("/organizations", json!(["one", "two"]), "at most 1"),
        ("/tiles", vec![tile(least("label")); 101].into(), "at most 100 items, but has 101"),
    ] {
        let message = complaint(&set(&whole, member, value)).await.unwrap();
        assert!(message.starts_with(&format!("{member}: ")) && message.contains(expected), "{message}");
    }
    assert_eq!(complaint(&json!({})).await.unwrap(), "/displayName: is required.");
    assert!(complaint(&json!([])).await.unwrap().contains("must be an object, but is an array"));
    assert_eq!(complaint(&set(&whole, "/tiles", vec![tile(least("label")); 100].into())).await, None);
    let message = complaint(&set(&whole, "/organizations", json!([1]))).await.unwrap();
    assert!(message.starts_with("/organizations/0: "), "{message}");
}

#[tokio::test]
async fn members_of_a_tile() {
    let whole = json!({ "displayName": "x", "tiles": [tile(least("label")), tile(least("label"))] });
    for name in ["displayName", "configuration", "x", "y", "width", "height"] {
        let mut without = whole.clone();
        without["tiles"][1].as_object_mut().unwrap().remove(name);
        assert_eq!(complaint(&without).await, Some(format!("/tiles/1/{name}: is required.")));
    }
    for (member, good, bad) in [
        ("x", vec![json!(0), json!(100), json!(2.5)], vec![json!(-1), json!(100.5), json!("1"), json!(null)]),
        ("y", vec![json!(0), json!(100)], vec![json!(-0.1), json!(101), json!([])]),
        ("width", vec![json!(1), json!(10)], vec![json!(0), json!(11)]),
        ("height", vec![json!(1), json!(10)], vec![json!(0.5), json!(10.1), json!(true)]),
        ("displayName", vec![json!("")], vec![json!(1)]),
        ("configuration", vec![], vec![json!({}), json!({ "type": 1 }), json!({ "type": "" }), json!("lkv")]),
    ] {
        let pointer = format!("/tiles/1/{member}");
        for value in good {
            assert_eq!(complaint(&set(&whole, &pointer, value)).await, None, "{pointer}");
        }
        for value in bad {
            let message = complaint(&set(&whole, &pointer, value)).await.unwrap();
            assert!(message.starts_with(&pointer), "{message}");
        }
    }
}

#[tokio::test]
async fn members_of_configurations() {
    for (kind, pointer, value, expected) in [
        ("lkv", "/group", json!(1), "a string"),
        ("lkv", "/devices", json!("d"), "an array"),
        ("lkv", "/devices", json!([1]), "a string"),
        ("lkv", "/devices", vec!["d"; 101].into(), "at most 100 items"),
        ("lkv", "/capabilities", json!({}), "an array"),
        ("lkv", "/capabilities", json!([{ "capability": "t" }]), "is required"),
        ("lkv", "/capabilities", json!([{ "aggregateFunction": "avg" }]), "is required"),
        ("lkv", "/capabilities", json!([{ "capability": "", "aggregateFunction": "avg" }]), "one character or more"),
        ("lkv", "/showTrend", json!("true"), "true or false"),
        ("lkv", "/format", json!({ "abbreviateValue": 1 }), "true or false"),
        ("property", "/format", json!({ "decimalPlaces": 1.5 }), "a whole number"),
        ("kpi", "/format", json!({ "textSize": "14" }), "a number"),
        ("deviceCount", "/format", json!({ "wordWrap": "no" }), "true or false"),
        ("eventHistoryChart", "/format", json!([]), "an object"),
        ("lineChart", "/format", json!({ "legendEnabled": null }), "true or false"),
        ("pieChart", "/format", json!({ "xAxisEnabled": 0 }), "true or false"),
        ("image", "/format", json!({ "fitImage": "yes" }), "true or false"),
        ("image", "/image", json!(1), "a string"),
        ("markdown", "/description", json!(null), "a string"),
        ("markdown", "/href", json!(1), "a string"),
        ("label", "/text", json!(""), "one character or more"),
        ("externalContent", "/sourceUrl", json!("http://example.com"), "https://"),
        ("mapTelemetry", "/zoomLevel", json!(25), "from 0 to 24"),
        ("mapProperty", "/zoomLevel", json!(-1), "from 0 to 24"),
        ("dataExplorer", "/query", json!({}), "a string"),
        ("command", "/command", json!(1), "a string"),
        ("lineChart", "/queryRange", json!({ "duration": "PT1H" }), "is required"),
        ("lineChart", "/queryRange", json!({ "type": "time" }), "is required"),
        ("lineChart", "/queryRange", json!({ "type": "time", "duration": 30 }), "must be PT30M, PT1H"),
        (
            "lineChart",
            "/queryRange",
            json!({ "type": "time", "duration": "PT1H", "resolution": 1 }),
            "must be PT1M, PT5M",
        ),
        ("lineChart", "/queryRange", json!({ "type": "count", "count": 99 }), "must be 100"),
        ("kpi", "/queryRange", json!({ "type": "count", "count": 100 }), "only a lineChart"),
    ] {
        let message =
            complaint_of(set(&least(kind), pointer, value)).await.unwrap_or_else(|| panic!("{kind} {pointer}"));
        assert!(message.starts_with(pointer) && message.contains(expected), "{kind}: {message}");
    }
}

#[tokio::test]
async fn optional_members_are_accepted_and_kept() {
    for (kind, pointer, value) in [
        ("lineChart", "/queryRange", json!({ "type": "count", "count": 100 })),
        ("lineChart", "/capabilities", json!([{ "capability": "thermostat.temperature", "aggregateFunction": "max" }])),
        (
            "lkv",
            "/format",
            json!({ "abbreviateValue": false, "decimalPlaces": 2, "textSize": 14.5, "unit": "pt", "wordWrap": true }),
        ),
        ("mapTelemetry", "/zoomLevel", json!(24)),
        // Real dashboards contain this.
        ("image", "/image", json!("")),
        ("image", "/format", json!({ "textSize": 0, "textSizeUnit": "px" })),
        ("markdown", "/image", json!("4d6c6373-0220-4191-be2e-d58ca2a289e1")),
        ("lineChart", "/format", json!({})),
        // The contract allows additional members here.
        ("label", "/later", json!({ "anything": [null] })),
    ] {
        let configuration = set(&least(kind), pointer, value);
        let dashboard = json!({ "displayName": "x", "tiles": [tile(configuration.clone())] });
        let kept = Service::new().put("/api/dashboards/x", &dashboard).await.ok();
        assert_eq!(kept["tiles"][0]["configuration"], configuration);
    }
}

#[tokio::test]
async fn additional_members_are_rejected_by_name_and_kept_by_a_lenient_emulator() {
    let lenient = Service::with(Settings { lenient: true, ..Settings::default() });
    let time =
        |duration: &str, resolution: &str| json!({ "type": "time", "duration": duration, "resolution": resolution });
    let unknown = json!({ "type": "sankeyChart", "group": 1, "queryRange": null, "flows": [[]] });
    let changed = |kind: &str, pointer: &str, value: Value| set(&least(kind), pointer, value);
    for (configuration, field) in [
        (unknown, "/type"),
        (json!({ "type": "LineChart" }), "/type"),
        (json!({ "type": "__proto__" }), "/type"),
        (
            changed("lkv", "/capabilities", json!([{ "capability": "t", "aggregateFunction": "median" }])),
            "/capabilities/0/aggregateFunction",
        ),
        (changed("kpi", "/queryRange", time("P90D", "P1D")), "/queryRange/duration"),
        (changed("lineChart", "/queryRange", time("PT1H", "PT2M")), "/queryRange/resolution"),
        (changed("kpi", "/queryRange", json!({ "type": "calendar", "month": 2 })), "/queryRange/type"),
        (changed("dataExplorer", "/queryRange", time("PT2H", "PT1M")), "/queryRange/duration"),
        (changed("label", "/textSizeUnit", json!("px")), "/textSizeUnit"),
        (changed("image", "/format", json!({ "textSizeUnit": "pt" })), "/format/textSizeUnit"),
        (changed("lkv", "/format", json!({ "unit": "px" })), "/format/unit"),
        (changed("property", "/format", json!({})), "/format"),
        (changed("deviceCount", "/format", json!({})), "/format"),
        (changed("command", "/device", json!(false)), "/device"),
        (changed("command", "/device", json!(null)), "/device"),
    ] {
        let message = complaint_of(configuration.clone()).await.unwrap_or_else(|| panic!("{configuration}"));
        assert!(message.starts_with(&format!("{field}: must ")), "{message}");
        let dashboard = json!({ "displayName": "x", "tiles": [tile(configuration.clone())] });
        let kept = lenient.put("/api/dashboards/x", &dashboard).await.ok();
        assert_eq!(kept["tiles"][0]["configuration"], configuration);
        lenient.patch("/api/dashboards/x", &json!({ "favorite": true })).await.ok();
    }
    let service = Service::new();
    let message = service.patch("/api/devices/thermostat-01", &json!({ "type": ["toaster"] })).await;
    assert!(message.error(422, "UnprocessableEntity").starts_with("/type/0: must be iotEdge"));
    let attestation = json!({ "type": "fingerprint" });
    let message = service.put("/api/devices/thermostat-01/attestation", &attestation).await;
    assert!(message.error(422, "UnprocessableEntity").starts_with("/type: must be symmetricKey, x509 or tpm"));
    lenient.patch("/api/devices/thermostat-01", &json!({ "type": ["toaster"] })).await.ok();
    lenient.put("/api/devices/thermostat-01/attestation", &attestation).await.ok();
}

#[tokio::test]
async fn a_complaint_does_not_repeat_the_text_it_refuses() {
    let message =
        complaint_of(json!({ "type": "externalContent", "sourceUrl": "http://user:secret@example.com" })).await;
    assert!(!message.unwrap().contains("secret"));
}
