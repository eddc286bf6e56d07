//! Export and import, with scripted answers.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::client;
use crate::client::transfer::ImportOptions;
use crate::model::Json;
use crate::transfer::OnConflict;
use crate::transport::scripted::{Scripted, answer};

fn hall(device: &str) -> Value {
    let tile = json!({ "displayName": "t", "x": 0, "y": 0, "width": 1, "height": 1, "configuration": { "type": "command", "device": device, "command": "c" } });
    json!({ "id": "hall", "displayName": "Hall", "tiles": [tile] })
}

fn document() -> String {
    let device = json!({ "id": "pump", "displayName": "Pump's", "template": "dtmi:a;1" });
    json!({ "format": "iotcentral-web/dashboards;1", "dashboards": [hall("pump")], "devices": [device] }).to_string()
}

#[test]
fn an_export_has_the_names_of_what_its_dashboards_refer_to() {
    let device = json!({ "id": "pump", "displayName": "Pump's", "template": "dtmi:a;1", "etag": "e" });
    let personal = json!({ "id": "mine", "displayName": "Mine", "personal": true });
    let page = json!({ "value": [hall("pump"), personal] });
    let world = Scripted::queue([answer(200, page.to_string()), answer(200, device.to_string()), answer(404, "{}")]);
    let exported = world.run(client(&world).export_dashboards(None)).unwrap();
    let (exported, expected): (Value, Value) =
        (serde_json::from_str(&exported).unwrap(), serde_json::from_str(&document()).unwrap());
    assert_eq!(exported["dashboards"], expected["dashboards"]);
    assert_eq!(exported["devices"], expected["devices"]);
}

/// An application that has these objects, by kind, and keeps what is written.
fn application(there: Value) -> (Scripted, Rc<RefCell<Map<String, Value>>>) {
    let written = Rc::new(RefCell::new(Map::new()));
    let kept = Rc::clone(&written);
    let world = Scripted::answering(move |request| {
        let url = decoded(&request.url);
        let (path, query) = url.split_once('?').unwrap();
        let mut parts = path.split('/').skip(4);
        let kind = parts.next().unwrap();
        let items = there[kind].as_array().cloned().unwrap_or_default();
        let Some(id) = parts.next() else {
            let condition = query.split('&').find_map(|part| part.strip_prefix("filter="));
            let condition = condition.and_then(|text| text.strip_suffix('\'')?.split_once(" eq '"));
            let fits = |item: &&Value| condition.is_none_or(|(key, value)| item[key] == value.replace("''", "'"));
            let value: Vec<&Value> = items.iter().filter(fits).collect();
            return answer(200, json!({ "value": value }).to_string());
        };
        if let Some(body) = &request.body {
            kept.borrow_mut().insert(id.to_owned(), serde_json::from_slice(body).unwrap());
            return answer(200, &**body);
        }
        let key = if kind == "deviceTemplates" { "@id" } else { "id" };
        items.iter().find(|item| item[key] == id).map_or(answer(404, "{}"), |item| answer(200, item.to_string()))
    });
    (world, written)
}

fn decoded(url: &str) -> String {
    let mut parts = url.split('%');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| {
        let byte = u8::from_str_radix(&part[..2], 16).unwrap();
        text + &char::from(byte).to_string() + &part[2..]
    })
}

/// The npm package decides by the same table (`pkg-tests/face/transfer.test.mjs`).
#[test]
fn imports_decide_as_in_the_shared_table() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../transfer/cases.json")).unwrap();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let mut document = case["document"].clone();
        document["format"] = "iotcentral-web/dashboards;1".into();
        let import = |dry_run| {
            let (world, written) = application(case["there"].clone());
            let on_conflict = match case["options"]["onConflict"].as_str() {
                Some("replace") => OnConflict::Replace,
                Some("copy") => OnConflict::Copy,
                _ => OnConflict::Skip,
            };
            let map = case["options"].get("map").map(|map| Json::parse(map.to_string().as_bytes()).unwrap());
            let options = ImportOptions { map, on_conflict, dry_run, ..ImportOptions::default() };
            let outcome = world.run(client(&world).import_dashboards(&document.to_string(), options));
            let plan = outcome.map(|plan| serde_json::from_str::<Value>(&plan.to_json()).unwrap());
            (plan, written.take())
        };
        let (plan, written) = import(true);
        assert!(written.is_empty(), "{name}");
        if let Some(pointer) = case["error"].as_str() {
            assert_eq!(plan.unwrap_err().pointer.as_deref(), Some(pointer), "{name}");
            continue;
        }
        assert_eq!(plan.unwrap(), case["plan"], "{name}");
        let (done, written) = import(false);
        match case["refused"].as_str() {
            Some(unknown) => assert!(done.unwrap_err().message.contains(unknown), "{name}"),
            None => assert_eq!(done.unwrap(), case["plan"], "{name}"),
        }
        assert_eq!(Value::Object(written), case["written"], "{name}");
    }
}

#[test]
fn a_copy_exports_here_and_imports_there() {
    let template = json!({ "@id": "dtmi:a;1", "displayName": "Pumps" });
    let device = |template: &str| json!({ "id": "pump", "displayName": "Pump's", "template": template });
    let (here, _) = application(
        json!({ "dashboards": [hall("pump")], "devices": [device("dtmi:a;1")], "deviceTemplates": [template] }),
    );
    let (there, written) = application(json!({ "devices": [device("dtmi:b;1")] }));
    let other = client(&there);
    let plan = here.run(client(&here).copy_to(&other, Some(vec!["hall".into()]), ImportOptions::default())).unwrap();
    assert_eq!(plan.references[0].template_name.as_deref(), Some("Pumps"));
    assert_eq!(written.borrow()["hall"]["tiles"], hall("pump")["tiles"]);
}

#[test]
fn a_malformed_dashboard_ends_the_import_of_its_id_alone() {
    let broken = json!({ "id": "broken", "displayName": 1 });
    for (id, is_written) in [("hall", true), ("broken", false)] {
        let (world, written) = application(json!({ "dashboards": [broken] }));
        let ours = json!({ "id": id, "displayName": "Hall", "tiles": [] });
        let document = json!({ "format": "iotcentral-web/dashboards;1", "dashboards": [ours] }).to_string();
        let outcome = world.run(client(&world).import_dashboards(&document, ImportOptions::default()));
        assert_eq!((outcome.is_ok(), written.borrow().contains_key(id)), (is_written, is_written), "{id}");
    }
}

#[test]
fn candidates_come_from_all_pages() {
    let link = "https://contoso.azureiotcentral.com/api/devices?page=2";
    let device = |id: &str| json!({ "id": id, "displayName": id, "template": "dtmi:a;1" });
    let first = json!({ "value": [device("p7")], "nextLink": link }).to_string();
    let second = json!({ "value": [device("p8")] }).to_string();
    let empty = || answer(200, r#"{"value":[]}"#);
    let world = Scripted::queue([answer(404, "{}"), empty(), answer(200, first), answer(200, second), empty()]);
    let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let plan = world.run(client(&world).import_dashboards(&document(), options)).unwrap();
    let ids: Vec<&str> = plan.references[0].candidates.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["p7", "p8"]);
}
