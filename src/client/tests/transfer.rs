//! Export and import, with scripted answers.

use serde_json::{Value, json};

use super::client;
use crate::client::transfer::ImportOptions;
use crate::error::ErrorKind;
use crate::model::Json;
use crate::transfer::{Action, OnConflict};
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
    let world = Scripted::queue([answer(200, page.to_string()), answer(200, device.to_string())]);
    let exported = world.run(client(&world).export_dashboards(None)).unwrap();
    let (exported, expected): (Value, Value) =
        (serde_json::from_str(&exported).unwrap(), serde_json::from_str(&document()).unwrap());
    assert_eq!(exported["dashboards"], expected["dashboards"]);
    assert_eq!(exported["devices"], expected["devices"]);
}

#[test]
fn an_import_finds_a_device_by_its_name_and_is_run_again() {
    let found = json!({ "value": [{ "id": "p7", "displayName": "Pump's" }] }).to_string();
    let none = || answer(404, "{}");
    let world = Scripted::queue([none(), answer(200, &*found), none(), answer(200, hall("p7").to_string())]);
    let central = client(&world);
    let plan = world.run(central.import_dashboards(&document(), ImportOptions::default())).unwrap();
    assert_eq!((plan.dashboards[0].action, plan.references[0].to.as_deref()), (Action::Create, Some("p7")));
    let sent = world.sent();
    assert!(sent[1].url.contains("filter=displayName%20eq%20'Pump''s'"), "{}", sent[1].url);
    let body: Value = serde_json::from_slice(sent[3].body.as_ref().unwrap()).unwrap();
    assert_eq!(body["tiles"], hall("p7")["tiles"]);

    let world = Scripted::queue([none(), answer(200, &*found), answer(200, hall("p7").to_string())]);
    let plan = world.run(client(&world).import_dashboards(&document(), ImportOptions::default())).unwrap();
    assert_eq!((plan.dashboards[0].action, world.sent().len()), (Action::Equal, 3));
}

#[test]
fn unknown_references_are_listed_and_nothing_is_written_until_they_are_mapped() {
    let of_template = json!({ "value": [{ "id": "p8", "displayName": "Eight", "template": "dtmi:a;1" }] }).to_string();
    let (none, empty) = (|| answer(404, "{}"), || answer(200, r#"{"value":[]}"#));
    for dry_run in [true, false] {
        let world = Scripted::queue([none(), empty(), answer(200, &*of_template), none()]);
        let options = ImportOptions { dry_run, ..ImportOptions::default() };
        let result = world.run(client(&world).import_dashboards(&document(), options));
        assert_eq!(world.sent().len(), 4);
        match result {
            Ok(plan) => assert_eq!(plan.references[0].candidates, [("p8".to_owned(), "Eight".to_owned())]),
            Err(error) => {
                assert!(!dry_run);
                assert_eq!(error.kind, ErrorKind::InvalidInput);
                assert!(error.message.contains("no devices/pump"), "{error}");
            }
        }
    }
    let world = Scripted::queue([none(), answer(200, hall("p8").to_string())]);
    let map = Json::parse(br#"{"devices":{"pump":"p8"}}"#).unwrap();
    let options = ImportOptions { map: Some(map), ..ImportOptions::default() };
    world.run(client(&world).import_dashboards(&document(), options)).unwrap();
    assert!(String::from_utf8_lossy(world.sent()[1].body.as_ref().unwrap()).contains("\"p8\""));
}

#[test]
fn candidates_come_from_all_pages() {
    let link = "https://contoso.azureiotcentral.com/api/devices?page=2";
    let device = |id: &str| json!({ "id": id, "displayName": id, "template": "dtmi:a;1" });
    let first = json!({ "value": [device("p7")], "nextLink": link }).to_string();
    let second = json!({ "value": [device("p8")] }).to_string();
    let none = || answer(404, "{}");
    let world =
        Scripted::queue([none(), answer(200, r#"{"value":[]}"#), answer(200, first), answer(200, second), none()]);
    let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let plan = world.run(client(&world).import_dashboards(&document(), options)).unwrap();
    let ids: Vec<&str> = plan.references[0].candidates.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["p7", "p8"]);
}

#[test]
fn an_import_looks_for_a_capability_in_the_target_devices_template() {
    let mut dashboard = hall("pump");
    dashboard["tiles"][0]["configuration"] = json!({
        "type": "lastKnownValue", "group": "g", "devices": ["pump"], "format": { "abbreviateValue": false, "textSize": 14, "textSizeUnit": "pt", "wordWrap": true }, "capabilities": [
            { "capability": "flow" },
            { "capability": "speed" },
        ],
    });
    let device = json!({ "id": "pump", "template": "dtmi:a;1" });
    let document = json!({ "format": "iotcentral-web/dashboards;1", "dashboards": [dashboard], "devices": [device] });
    let contents =
        json!([{ "@type": "Telemetry", "name": "speed", "schema": "double" }, { "@type": "Command", "name": "stop" }]);
    let model = json!({ "@type": "Interface", "contents": contents });
    let answers = || {
        let device = json!({ "id": "pump", "template": "dtmi:b;1" }).to_string();
        let template = json!({ "displayName": "B", "capabilityModel": model }).to_string();
        [answer(200, device), answer(200, r#"{"id":"g"}"#), answer(200, template), answer(404, "{}")]
    };
    let world = Scripted::queue(answers());
    let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let plan = world.run(client(&world).import_dashboards(&document.to_string(), options)).unwrap();
    let found: Vec<_> = plan.references.iter().filter(|reference| reference.kind == "capabilities").collect();
    let known: Vec<_> = found.iter().map(|found| (found.id.as_str(), found.to.as_deref())).collect();
    assert_eq!(known, [("flow", None), ("speed", Some("speed"))]);
    assert_eq!(found[0].candidates, [("speed".to_owned(), "speed".to_owned())]);
    plan.refuse_unknown().unwrap();

    let world = Scripted::queue(answers());
    let map = Some(Json::parse(br#"{"capabilities":{"flow":"speed"}}"#).unwrap());
    let options = ImportOptions { map, dry_run: true, ..ImportOptions::default() };
    let plan = world.run(client(&world).import_dashboards(&document.to_string(), options)).unwrap();
    assert!(!plan.dashboards[0].dashboard.as_str().contains("flow"), "{:?}", plan.dashboards[0].dashboard);
}

#[test]
fn a_copy_has_an_id_of_its_own_and_takes_the_place_of_an_older_one() {
    let other = |name: &str| answer(200, json!({ "id": "hall", "displayName": name, "tiles": [] }).to_string());
    let ours = json!({ "id": "hall", "displayName": "Hall", "tiles": [] });
    let document = json!({ "format": "iotcentral-web/dashboards;1", "dashboards": [ours] }).to_string();
    for (copy, action) in
        [(answer(404, "{}"), Action::Copy), (other("Older"), Action::Replace), (other("Hall"), Action::Equal)]
    {
        let world = Scripted::queue([other("Other"), copy]);
        let options = ImportOptions { on_conflict: OnConflict::Copy, dry_run: true, ..ImportOptions::default() };
        let plan = world.run(client(&world).import_dashboards(&document, options)).unwrap();
        assert_eq!((plan.dashboards[0].id.as_str(), plan.dashboards[0].action), ("hall:copy", action));
    }
}
