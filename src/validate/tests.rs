//! The findings: their messages, pointers and severities.

use serde_json::{Value, json};

use super::*;
use crate::model::{Dashboard, DashboardPatch, Json};

fn found<T: Wire>(document: &Value) -> Vec<Finding> {
    validate::<T>(document.to_string().as_bytes())
}

/// Returns a dashboard with these tiles.
fn dashboard(tiles: Value) -> Value {
    json!({"displayName": "Hall 1", "tiles": tiles})
}

/// Returns a tile with this configuration at the top left.
fn tile(configuration: Value) -> Value {
    json!({"displayName": "t", "x": 0, "y": 0, "width": 2, "height": 2, "configuration": configuration})
}

/// Returns a label at this place.
fn at(x: f64, y: f64, width: f64, height: f64) -> Value {
    json!({"displayName": "t", "x": x, "y": y, "width": width, "height": height,
        "configuration": {"type": "label", "text": "x"}})
}

/// Returns a tile of this type over one device, with additional members.
fn reading(name: &str, members: Value) -> Value {
    let mut configuration = json!({"type": name, "group": "g", "devices": ["d"],
        "capabilities": [{"capability": "c", "aggregateFunction": "avg"}],
        "queryRange": {"type": "time", "duration": "PT1H", "resolution": "PT1M"}});
    configuration.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    tile(configuration)
}

fn devices(count: usize) -> Value {
    json!({"devices": (0..count).map(|index| format!("device-{index}")).collect::<Vec<_>>()})
}

fn range(duration: &str, resolution: &str) -> Value {
    json!({"queryRange": {"type": "time", "duration": duration, "resolution": resolution}})
}

fn format(format: Value) -> Value {
    json!({ "format": format })
}

/// Severity, pointer, and words of the message
type Expected = (Severity, &'static str, &'static str);

const FINE: &[Expected] = &[];
const E: Severity = Severity::Error;
const W: Severity = Severity::Warning;

/// A single finding.
macro_rules! one {
    ($severity:ident, $pointer:literal, $words:literal) => {
        &[($severity, $pointer, $words)]
    };
}

#[test]
fn each_mistake_is_found_at_its_place() {
    let many = |count: usize| -> Value {
        (0..count).map(|index| at((index % 50) as f64, (index / 50) as f64, 1.0, 1.0)).collect()
    };
    let label = |members: Value| {
        let mut label = json!({"type": "label", "text": "x"});
        label.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        dashboard(json!([tile(label)]))
    };
    let chart = |members: Value| dashboard(json!([reading("lineChart", members)]));
    let kpi = |members: Value| dashboard(json!([reading("kpi", members)]));
    let map = |zoom: Value| dashboard(json!([reading("mapProperty", json!({ "zoomLevel": zoom }))]));
    let page = |url: &str| dashboard(json!([tile(json!({"type": "externalContent", "sourceUrl": url}))]));
    let id = |id: &str| json!({"displayName": "d", "id": id});
    let organizations = |ids: Value| json!({"displayName": "d", "organizations": ids});

    let table: &[(Value, &[Expected])] = &[
        // The dashboard
        (json!({"displayName": "Hall 1"}), FINE),
        (json!({"displayName": "ä", "tiles": null, "favorite": null, "later": [{}]}), FINE),
        (json!({}), one!(E, "/displayName", "is required but missing")),
        (json!({"displayName": null}), one!(E, "/displayName", "should be a string but is null")),
        (json!({"displayName": ""}), one!(E, "/displayName", "should have at least 1 character")),
        (json!("Hall 1"), one!(E, "", "should be a dashboard but is a string")),
        (
            json!({"displayName": "d", "favorite": "yes"}),
            one!(E, "/favorite", "should be true or false but is a string"),
        ),
        (json!({"displayName": "d", "personal": true}), one!(E, "/personal", "personal")),
        (json!({"displayName": "d", "personal": false}), FINE),
        (id("dtmi:homepageView:qifc38ol"), FINE),
        (id("a b"), one!(E, "/id", "letters, digits, `:` or `;`")),
        (id(&"x".repeat(129)), one!(E, "/id", "at most 128")),
        (organizations(json!(["hall-1"])), FINE),
        (organizations(json!([])), FINE),
        (organizations(json!(["hall-1", "hall-2"])), one!(E, "/organizations", "should have at most 1 item")),
        (organizations(json!([1])), one!(E, "/organizations/0", "should be a string")),
        // Tiles on their grid
        (dashboard(many(100)), FINE),
        (dashboard(many(101)), one!(E, "/tiles", "should have at most 100 items")),
        (dashboard(json!([at(0.0, 0.0, 10.0, 10.0), at(10.0, 0.0, 1.0, 1.0), at(0.0, 10.0, 1.0, 1.0)])), FINE),
        (dashboard(json!([at(99.0, 99.0, 1.0, 1.0)])), FINE),
        (dashboard(json!([at(-1.0, 0.0, 1.0, 1.0)])), one!(E, "/tiles/0/x", "should be from 0 to 100")),
        (dashboard(json!([at(0.0, 101.0, 1.0, 1.0)])), one!(E, "/tiles/0/y", "should be from 0 to 100")),
        (dashboard(json!([at(0.0, 0.0, 0.0, 1.0)])), one!(E, "/tiles/0/width", "should be from 1 to 10")),
        (dashboard(json!([at(0.0, 0.0, 1.0, 11.0)])), one!(E, "/tiles/0/height", "should be from 1 to 10")),
        (dashboard(json!([at(100.0, 0.0, 1.0, 1.0)])), one!(W, "/tiles/0/width", "reaches beyond the grid")),
        (dashboard(json!([at(0.0, 91.0, 1.0, 10.0)])), one!(W, "/tiles/0/height", "reaches beyond the grid")),
        (dashboard(json!([at(0.0, 0.5, 1.0, 1.0)])), one!(W, "/tiles/0/y", "whole")),
        (
            dashboard(json!([at(0.0, 0.0, 2.0, 2.0), at(1.0, 1.0, 1.0, 1.0)])),
            one!(W, "/tiles/1", "covers cells of /tiles/0"),
        ),
        (
            dashboard(json!([at(3.0, 3.0, 1.0, 1.0), at(3.0, 3.0, 1.0, 1.0)])),
            one!(W, "/tiles/1", "covers cells of /tiles/0"),
        ),
        (
            dashboard(json!([json!({"id": "1"}), json!({"id": "1"})])),
            &[
                (E, "/tiles/0/displayName", "missing"),
                (E, "/tiles/0/configuration", "missing"),
                (E, "/tiles/0/x", "missing"),
                (E, "/tiles/0/y", "missing"),
                (E, "/tiles/0/width", "missing"),
                (E, "/tiles/0/height", "missing"),
                (E, "/tiles/1/displayName", "missing"),
                (E, "/tiles/1/configuration", "missing"),
                (E, "/tiles/1/x", "missing"),
                (E, "/tiles/1/y", "missing"),
                (E, "/tiles/1/width", "missing"),
                (E, "/tiles/1/height", "missing"),
                (W, "/tiles/1/id", "is the id of /tiles/0 too"),
            ],
        ),
        (dashboard(json!(["x"])), one!(E, "/tiles/0", "should be a tile but is a string")),
        (dashboard(json!({})), one!(E, "/tiles", "should be an array but is an object")),
        // Configurations
        (dashboard(json!([tile(json!({}))])), one!(E, "/tiles/0/configuration/type", "is required but missing")),
        (dashboard(json!([tile(json!("x"))])), one!(E, "/tiles/0/configuration", "should be a tile configuration")),
        (
            dashboard(json!([tile(json!({"type": "hologram", "queryRange": {"type": "count"}, "format": {}}))])),
            one!(W, "/tiles/0/configuration/type", "doesn't know"),
        ),
        (label(json!({})), FINE),
        (label(json!({"text": ""})), one!(E, "/tiles/0/configuration/text", "at least 1 character")),
        (label(json!({"textSizeUnit": "px"})), FINE),
        (label(json!({"textSizeUnit": "em"})), one!(W, "/tiles/0/configuration/textSizeUnit", "known values: pt, px")),
        (chart(json!({})), FINE),
        (chart(json!({"format": {}})), FINE),
        (chart(json!({"queryRange": {"type": "count", "count": 100}})), FINE),
        (
            chart(json!({"queryRange": {"type": "count", "count": 50}})),
            one!(E, "/tiles/0/configuration/queryRange/count", "should be 100"),
        ),
        (chart(json!({"queryRange": {"type": "calendar"}})), one!(W, "/tiles/0/configuration/queryRange/type", "know")),
        (
            kpi(json!({"queryRange": {"type": "count", "count": 100}})),
            one!(E, "/tiles/0/configuration/queryRange/type", "only a line chart"),
        ),
        (kpi(range("P1W", "P1D")), FINE),
        (kpi(range("P30D", "P1D")), one!(W, "/tiles/0/configuration/queryRange/duration", "seven days")),
        (kpi(range("PT1H", "PT1H")), FINE),
        (kpi(range("PT30M", "PT1H")), one!(W, "/tiles/0/configuration/queryRange/resolution", "longer than")),
        (
            kpi(range("P2W", "PT1M")),
            &[
                (W, "/tiles/0/configuration/queryRange/duration", "known values: PT30M, "),
                (W, "/tiles/0/configuration/queryRange/duration", "seven days"),
            ],
        ),
        (
            kpi(range("soon", "PT7M")),
            &[
                (W, "/tiles/0/configuration/queryRange/duration", "known values"),
                (W, "/tiles/0/configuration/queryRange/resolution", "known values"),
            ],
        ),
        (
            kpi(json!({"queryRange": {"type": "time"}})),
            one!(E, "/tiles/0/configuration/queryRange/duration", "is required but missing"),
        ),
        (chart(devices(10)), FINE),
        (chart(devices(11)), one!(W, "/tiles/0/configuration/devices", "more than ten")),
        (chart(devices(0)), one!(W, "/tiles/0/configuration/devices", "empty")),
        (
            chart(devices(101)),
            &[
                (E, "/tiles/0/configuration/devices", "should have at most 100 items"),
                (W, "/tiles/0/configuration/devices", "more than ten"),
            ],
        ),
        (chart(json!({"capabilities": []})), one!(W, "/tiles/0/configuration/capabilities", "nothing to show")),
        (chart(json!({"capabilities": null})), one!(W, "/tiles/0/configuration/capabilities", "nothing to show")),
        (
            chart(json!({"capabilities": [{"capability": "c", "aggregateFunction": "median"}]})),
            one!(W, "/tiles/0/configuration/capabilities/0/aggregateFunction", "sum, count, max, min, avg"),
        ),
        (
            chart(json!({"capabilities": [{"aggregateFunction": "avg"}]})),
            one!(E, "/tiles/0/configuration/capabilities/0/capability", "is required but missing"),
        ),
        (kpi(format(json!({"textSize": 0, "unit": "px", "decimalPlaces": 2}))), FINE),
        (kpi(format(json!({}))), one!(E, "/tiles/0/configuration/format", "should have a member")),
        (
            kpi(format(json!({"decimalPlaces": 1.5}))),
            one!(E, "/tiles/0/configuration/format/decimalPlaces", "whole number"),
        ),
        (map(json!(0)), FINE),
        (map(json!(24)), FINE),
        (map(json!(24.5)), one!(E, "/tiles/0/configuration/zoomLevel", "should be from 0 to 24")),
        (page("https://contoso.example/"), FINE),
        (page("HTTPS://contoso.example/"), FINE),
        (page("http://contoso.example/"), one!(E, "/tiles/0/configuration/sourceUrl", "https")),
        (page("https:///x"), one!(E, "/tiles/0/configuration/sourceUrl", "https")),
        (page("ähttps://x"), one!(E, "/tiles/0/configuration/sourceUrl", "https")),
        (page(""), one!(E, "/tiles/0/configuration/sourceUrl", "https")),
    ];
    for (dashboard, expected) in table {
        expect(&found::<Dashboard>(dashboard), expected, dashboard);
    }
}

fn expect(found: &[Finding], expected: &[Expected], document: &Value) {
    let places = |finding: &Finding| (finding.severity, finding.pointer.clone());
    let found_places: Vec<_> = found.iter().map(places).collect();
    let expected_places: Vec<_> = expected.iter().map(|(severity, at, _)| (*severity, (*at).to_owned())).collect();
    assert_eq!(found_places, expected_places, "{document}");
    for (finding, (_, _, words)) in found.iter().zip(expected) {
        assert!(finding.message.contains(words), "{} doesn't say {words}", finding.message);
    }
}

#[test]
fn a_broken_tile_hides_no_other() {
    let broken = dashboard(json!([
        {"displayName": 1, "x": "0", "y": 0, "width": 1, "height": 1, "configuration": {"type": "kpi", "group": 2}},
        42,
        at(0.0, 0.0, 20.0, 1.0),
        {"configuration": {"type": 3}},
        at(0.0, 0.0, 1.0, 0.0),
    ]));
    let found = found::<Dashboard>(&broken);
    for tile in 0..5 {
        let start = format!("/tiles/{tile}");
        assert!(found.iter().any(|finding| finding.severity == E && finding.pointer.starts_with(&start)), "{tile}");
    }
}

#[test]
fn a_patch_may_lack_everything_and_removes_with_null() {
    let table: &[(Value, &[Expected])] = &[
        (json!({}), FINE),
        (json!({"tiles": null, "organizations": null, "favorite": null, "later": null}), FINE),
        (json!({"displayName": null}), one!(E, "/displayName", "title")),
        (json!({"displayName": ""}), one!(E, "/displayName", "at least 1 character")),
        (json!({"displayName": 1}), one!(E, "/displayName", "should be a string")),
        (json!({"personal": true}), one!(E, "/personal", "personal")),
        (json!({"organizations": ["a1", "b2"]}), one!(E, "/organizations", "at most 1 item")),
        (json!({"tiles": [at(0.0, 0.0, 11.0, 1.0)]}), one!(E, "/tiles/0/width", "from 1 to 10")),
        (json!({"tiles": [at(0.0, 0.0, 1.0, 1.0), at(0.0, 0.0, 1.0, 1.0)]}), one!(W, "/tiles/1", "covers cells")),
        (json!([]), one!(E, "", "should be a patch for a dashboard but is an array")),
    ];
    for (patch, expected) in table {
        expect(&found::<DashboardPatch>(patch), expected, patch);
    }
}

#[test]
fn text_that_is_not_json_gives_one_finding() {
    for text in ["", "{", "nothing", "{\"displayName\":\"a\"} x", &"[".repeat(500)] {
        let found = validate::<Dashboard>(text.as_bytes());
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].severity, Severity::Error);
    }
    let half = validate::<Dashboard>(br#"{"displayName":"half \ud83c"}"#);
    assert_eq!((half.len(), half[0].pointer.as_str()), (1, "/displayName"));
}

/// Validation rejects everything that reading rejects, at the same pointer: each value of a dashboard is replaced by
/// one of every other kind, or removed.
#[test]
fn all_that_can_not_be_read_is_an_error() {
    let whole = json!({"id": "d", "displayName": "d", "favorite": true, "organizations": ["o1"], "tiles": [
        reading("lineChart", json!({"format": {"legendEnabled": true}})),
        reading("kpi", json!({"format": {"decimalPlaces": 2, "unit": "pt", "textSize": 1}})),
        tile(json!({"type": "image", "image": "", "format": {"textSizeUnit": "px", "fitImage": true}})),
    ]});
    let mut seen = (0, 0);
    for pointer in pointers(&whole, String::new()) {
        for other in [json!(null), json!(1), json!("x"), json!(true), json!([[]]), json!({"a": 1}), Value::Null] {
            let mut broken = whole.clone();
            *broken.pointer_mut(&pointer).unwrap() = other;
            agree(&broken, &mut seen);
        }
        if let Some((parent, key)) = pointer.rsplit_once('/') {
            let mut broken = whole.clone();
            if let Some(parent) = broken.pointer_mut(parent).unwrap().as_object_mut() {
                parent.remove(key);
            }
            agree(&broken, &mut seen);
        }
    }
    assert!(seen.0 > 100 && seen.1 > 100, "{seen:?}: neither side is tested by few");
}

fn agree(document: &Value, seen: &mut (usize, usize)) {
    let errors: Vec<_> = found::<Dashboard>(document).into_iter().filter(|finding| finding.severity == E).collect();
    match Json::<Dashboard>::parse(document.to_string().as_bytes()) {
        Ok(_) => seen.0 += 1,
        Err(error) => {
            seen.1 += 1;
            let same = |finding: &Finding| (&finding.pointer, &finding.message) == (&error.pointer, &error.message);
            assert!(errors.iter().any(same), "{error}\nisn't in {errors:?}\nof {document}");
        }
    }
}

fn pointers(value: &Value, pointer: String) -> Vec<String> {
    let inner: Vec<String> = match value {
        Value::Object(members) => {
            members.iter().flat_map(|(key, value)| pointers(value, format!("{pointer}/{key}"))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, value)| pointers(value, format!("{pointer}/{index}"))).collect()
        }
        _ => Vec::new(),
    };
    [vec![pointer], inner].concat()
}

/// The emulator's seed contains the dashboards of the article and oddities of real ones.
#[test]
fn the_dashboards_of_the_emulators_seed_have_no_errors_but_one_that_goes_beyond_the_contract() {
    let seeds = [include_str!("../../emulator/seed/contoso.json"), include_str!("../../emulator/seed/beyond.json")];
    let seeds: Vec<Value> = seeds.iter().map(|seed| serde_json::from_str(seed).unwrap()).collect();
    let dashboards = seeds.iter().flat_map(|seed| seed["dashboards"].as_object().expect("dashboards by id"));
    assert!(dashboards.clone().count() >= 4);
    for (id, dashboard) in dashboards {
        let found = found::<Dashboard>(dashboard);
        let expected: &[_] = match dashboard["displayName"].as_str().unwrap() {
            "Beyond the contract" => {
                &[(W, "/tiles/0/configuration/type", "doesn't know"), (E, "/tiles/3/configuration/format", "")]
            }
            _ => FINE,
        };
        assert!(Dashboard::is_id(id), "{id}");
        expect(&found, expected, dashboard);
    }
}

#[test]
fn a_refusal_says_what_is_wrong_and_holds_every_error() {
    refuse_errors("dashboard", Dashboard::SHAPE, br#"{"displayName":"d","organizations":["O"]}"#)
        .expect("warnings pass");

    let dashboard = dashboard((0..7).map(|_| at(0.0, 0.0, 0.0, 1.0)).collect());
    let error = refuse_errors("dashboard", Dashboard::SHAPE, dashboard.to_string().as_bytes()).unwrap_err();
    assert_eq!((error.code(), error.pointer.as_deref()), ("InvalidInput", Some("/tiles/0/width")));
    let start = "dashboard is refused: /tiles/0/width should be from 1 to 10; /tiles/1/width should be from 1 to 10; ";
    assert!(error.message.starts_with(start), "{error}");
    assert!(error.message.ends_with("; and 2 more in `findings`"), "{error}");
    assert_eq!(error.findings.len(), 7);
    assert!(error.findings.iter().all(|finding| finding.severity == E));

    let nothing = refuse_errors("dashboard", Dashboard::SHAPE, b"null").unwrap_err();
    assert_eq!(nothing.message, "dashboard is refused: it should be a dashboard but is null");
}
