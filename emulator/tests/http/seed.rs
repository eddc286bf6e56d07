//! The built-in seed, and `--seed`.

use std::collections::{HashMap, HashSet};

use iotcentral_emulator::{Emulator, Settings};
use serde_json::{Value, json};

use crate::service::{Call, Service, ids};

const RICH: &str = "dtmi:kkfvwa2xi:operations";
/// The tile types of the contract.
const TILE_TYPES: [&str; 20] = [
    "lineChart",
    "barChart",
    "pieChart",
    "heatMapChart",
    "eventChart",
    "stateChart",
    "eventHistoryChart",
    "stateHistoryChart",
    "kpi",
    "lkv",
    "property",
    "mapProperty",
    "mapTelemetry",
    "deviceCount",
    "markdown",
    "image",
    "label",
    "externalContent",
    "dataExplorer",
    "command",
];

async fn dashboards() -> Vec<Value> {
    Service::full().get("/api/dashboards?maxpagesize=100").await.ok()["value"].as_array().unwrap().clone()
}

fn tiles(dashboard: &Value) -> &Vec<Value> {
    dashboard["tiles"].as_array().unwrap()
}

fn types(dashboard: &Value) -> Vec<&str> {
    tiles(dashboard).iter().map(|tile| tile["configuration"]["type"].as_str().unwrap()).collect()
}

/// Starts an emulator with a seed in a temporary file.
fn seeded(name: &str, seed: &str) -> Result<Emulator, String> {
    let file = std::env::temp_dir().join(format!("iotcentral-emulator-{}-{name}.json", std::process::id()));
    std::fs::write(&file, seed).unwrap();
    let emulator = Emulator::new(Settings { seed: Some(file.clone()), ..Settings::default() });
    std::fs::remove_file(file).unwrap();
    emulator
}

#[tokio::test]
async fn the_seed_has_its_dashboards() {
    let dashboards = dashboards().await;
    let names: Vec<_> = dashboards.iter().map(|board| board["displayName"].as_str().unwrap().to_owned()).collect();
    for name in ["Contoso operations", "My Dashboard", "Dashboard", "All tile types"] {
        assert!(names.contains(&name.to_owned()), "{name}");
    }
    let favorites: Vec<_> = dashboards.iter().filter(|board| board["favorite"] == true).collect();
    assert_eq!(favorites[0]["id"], RICH);
    assert_eq!((favorites.len(), dashboards.len()), (1, 24), "a page of a list has 25");
}

#[tokio::test]
async fn each_tile_type_has_a_dashboard_of_its_own_and_its_place_in_one_for_all() {
    let service = Service::full();
    for kind in TILE_TYPES {
        let dashboard = service.get(&format!("/api/dashboards/dtmi:contoso:tiles:{kind}")).await.ok();
        assert!(tiles(&dashboard).len() >= 2 && types(&dashboard).iter().all(|found| *found == kind), "{kind}");
    }
    let all = service.get("/api/dashboards/dtmi:contoso:tiles:all").await.ok();
    assert_eq!(types(&all).into_iter().collect::<HashSet<_>>(), TILE_TYPES.into());
    assert_eq!(tiles(&all).len(), 20);
}

#[tokio::test]
async fn no_tile_covers_another() {
    for dashboard in dashboards().await {
        let mut taken = HashMap::new();
        for tile in tiles(&dashboard) {
            let number = |name: &str| tile[name].as_u64().unwrap();
            for x in number("x")..number("x") + number("width") {
                for y in number("y")..number("y") + number("height") {
                    let other = taken.insert((x, y), tile["displayName"].clone());
                    assert_eq!(other, None, "{} at {x},{y}", tile["displayName"]);
                }
            }
        }
    }
}

/// Devices and capabilities that a tile names must exist, or the tile would show nothing.
#[tokio::test]
async fn every_group_device_and_capability_of_a_tile_exists() {
    let service = Service::full();
    let mut checked = HashSet::new();
    for dashboard in dashboards().await {
        for tile in tiles(&dashboard) {
            let configuration = &tile["configuration"];
            let Some(group) = configuration["group"].as_str() else { continue };
            let members = service.get(&format!("/api/deviceGroups/{group}/devices")).await.ok();
            for device in configuration["devices"].as_array().into_iter().flatten().map(|id| id.as_str().unwrap()) {
                assert!(ids(&members).contains(&device), "{device} is not in {group}");
                for capability in configuration["capabilities"].as_array().into_iter().flatten() {
                    let property = configuration["type"].as_str().unwrap().to_lowercase().contains("property");
                    checked.insert((
                        device.to_owned(),
                        capability["capability"].as_str().unwrap().to_owned(),
                        property,
                    ));
                }
            }
            if let Some(command) = configuration["command"].as_str() {
                let device = configuration["device"].as_str().unwrap();
                assert!(ids(&members).contains(&device), "{device} is not in {group}");
                service.get(&address(device, command, "commands")).await.ok();
            }
        }
    }
    assert!(checked.len() > 40, "{}", checked.len());
    for (device, capability, property) in checked {
        if !property {
            service.get(&address(&device, &capability, "telemetry")).await.ok();
        } else if device != "pump-03" {
            let properties = service.get(&format!("/api/devices/{device}/properties")).await.ok();
            let value = properties.pointer(&format!("/{}", capability.replace('.', "/")));
            assert!(device == "truck-03" || value.is_some(), "{device} has no {capability}: {properties}");
        }
    }
}

fn address(device: &str, capability: &str, what: &str) -> String {
    match capability.split_once('.') {
        Some((component, name)) => format!("/api/devices/{device}/components/{component}/{what}/{name}"),
        None => format!("/api/devices/{device}/{what}/{capability}"),
    }
}

#[tokio::test]
async fn the_rich_dashboard_has_tiles_of_many_kinds_and_a_picture() {
    let dashboard = Service::full().get(&format!("/api/dashboards/{RICH}")).await.ok();
    for kind in ["lineChart", "lkv", "markdown", "image", "kpi", "deviceCount", "mapTelemetry", "label", "barChart"] {
        assert!(types(&dashboard).contains(&kind), "{kind}");
    }
    let picture = tiles(&dashboard).iter().find_map(|tile| tile["configuration"]["image"].as_str()).unwrap();
    assert!(picture.starts_with("data:image/png;base64,iVBORw0KGgo"));
}

#[tokio::test]
async fn only_a_lenient_emulator_starts_with_the_dashboard_beyond_the_contract() {
    let beyond = "/api/dashboards/dtmi:contoso:beyond";
    Service::full().get(beyond).await.error(404, "NotFound");
    let settings = Settings { lenient: true, ..Settings::default() };
    let lenient = Service::of(&Emulator::new(settings).unwrap());
    let dashboard = lenient.get(beyond).await.ok();
    assert_eq!(dashboard["displayName"], "Beyond the contract");
    assert!(types(&dashboard).contains(&"sankeyChart") && dashboard.to_string().contains("\"unit\":\"px\""));
    let refused = Service::full().put("/api/dashboards/again", &dashboard).await.error(422, "UnprocessableEntity");
    assert!(refused.starts_with("/tiles/0/configuration/type: "), "{refused}");
    // A reset restores the dashboard.
    lenient.send(Call::new("DELETE", beyond)).await;
    lenient.post("/emulator/reset", &json!({})).await;
    lenient.get(beyond).await.ok();
}

#[tokio::test]
async fn thermostats_stay_where_they_are() {
    let rows = |text: &'static str| async move { Service::full().query(text).await.ok()["results"].clone() };
    let places =
        rows("SELECT location FROM dtmi:contoso:climateMonitor;1 WHERE $id = 'thermostat-01' AND WITHIN_WINDOW(P1D)");
    let places = places.await;
    let first = &places[0]["location"];
    assert!(first["lat"].is_number() && places.as_array().unwrap().iter().all(|row| row["location"] == *first));
    let other = rows("SELECT TOP 1 location FROM dtmi:contoso:climateMonitor;1 WHERE $id = 'thermostat-02'").await;
    assert_ne!(&other[0]["location"], first);
}

#[tokio::test]
async fn a_seed_file_describes_another_application() {
    let seed = json!({
        "application": { "id": "11111111-2222-3333-4444-555555555555", "displayName": "Mine", "subdomain": "mine" },
        "seed": 7,
        "templates": [{
            "template": {
                "@id": "dtmi:mine:lamp;1",
                "@type": ["ModelDefinition", "DeviceModel"],
                "capabilityModel": { "contents": [
                    { "@type": "Telemetry", "name": "light", "schema": "integer" },
                    { "@type": "Telemetry", "name": "mode", "schema": "string" },
                ] },
            },
            "simulation": { "mode": { "kind": "state", "hold": 60, "values": [{ "value": "on" }] } },
        }],
        "devices": [{ "id": "lamp", "displayName": "Lamp", "template": "dtmi:mine:lamp;1", "interval": 60 }],
        "dashboards": { "board": { "displayName": "Board" } },
    });
    let light = |seed: Value| async move {
        let emulator = seeded("mine", &seed.to_string()).unwrap();
        let service = Service::of(&emulator);
        let group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mine";
        let resource = format!("{group}/providers/Microsoft.IoTCentral/iotApps/mine");
        let application = service.send(Call::raw("GET", &format!("{resource}?api-version=2021-06-01"))).await.ok();
        assert_eq!((&application["id"], &application["name"]), (&json!(resource), &json!("mine")));
        assert_eq!(application["properties"]["applicationId"], "11111111-2222-3333-4444-555555555555");
        assert_eq!(ids(&service.get("/api/devices").await.ok()), ["lamp"]);
        assert_eq!(ids(&service.get("/api/dashboards").await.ok()), ["board"]);
        assert_eq!(service.get("/api/devices/lamp/telemetry/mode").await.ok()["value"], "on");
        let template = service.get("/api/deviceTemplates/dtmi:mine:lamp;1").await.ok();
        assert!(!template.to_string().contains("simulation"), "{template}");
        let window = "WITHIN_WINDOW('2026-01-01T00:00:00Z/2999-01-01T00:00:00Z')";
        let text = format!("SELECT AVG(light) AS v, COUNT(light) AS n FROM dtmi:mine:lamp;1 WHERE {window}");
        service.query(&text).await.ok()["results"][0].clone()
    };
    let one = light(seed.clone()).await;
    assert!((10_080..=10_081).contains(&one["n"].as_i64().unwrap()), "{one}");
    let mut other = seed;
    other["seed"] = json!(8);
    assert_ne!(light(other).await["v"], one["v"], "another seed is another world");
}

#[test]
fn a_seed_that_is_wrong_is_refused_with_the_place() {
    const ID: &str = "11111111-2222-3333-4444-555555555555";
    let application = json!({ "id": ID, "displayName": "X", "subdomain": "xyz" });
    let named = |member: &str, value: &str| {
        let mut application = application.clone();
        application[member] = json!(value);
        json!({ "application": application })
    };
    let with = |section: &str, content: Value| json!({ "application": application, section: content });
    let template = |name: &str, id: &str, simulation: Value| {
        let contents = json!([{ "@type": "Telemetry", "name": name, "schema": "double" }]);
        let template = json!({ "@id": id, "@type": ["DeviceModel"], "capabilityModel": { "contents": contents } });
        json!({ "template": template, "simulation": simulation })
    };
    let simulated = |path: &str, signal: Value| {
        let simulation = json!({ path: signal });
        with("templates", json!([template("t", "dtmi:x;1", simulation)]))
    };
    let devices = |devices: Value| {
        let templates = json!([template("t", "dtmi:x;1", json!({}))]);
        json!({ "application": application, "templates": templates, "devices": devices })
    };
    let device = |id: &str| json!({ "id": id, "displayName": "A", "template": "dtmi:x;1" });
    let mut dotted = device("a");
    dotted["properties"] = json!({ "b.c": 1 });
    let group = |id: &str, filter: &str| json!({ "id": id, "displayName": "G", "filter": filter });
    for (seed, expected) in [
        (json!([]), "it must be an object"),
        (json!({}), "/application is missing"),
        (json!({ "application": { "id": "x" } }), "/application: missing field"),
        (named("id", "x"), "/application/id: must be a GUID"),
        (named("displayName", ""), "/application/displayName: must not be empty"),
        (named("subdomain", "a b"), "/application/subdomain: The subdomain \"a b\" is invalid"),
        (named("subdomain", "12345"), "/application/subdomain: The name \"12345\" is invalid"),
        (with("device", json!([])), "/device: a seed has no such member"),
        (with("seed", json!("x")), "/seed: invalid type"),
        (with("devices", json!({})), "/devices: invalid type"),
        (devices(json!([{ "id": "a" }])), "/devices/0: missing field `displayName`"),
        (devices(json!([{ "id": "a", "displayName": "A", "template": "b" }])), "/devices/0/template: there is no"),
        (devices(json!([{ "id": "a", "interval": "5" }])), "/devices/0/interval: invalid type: string"),
        (devices(json!([device("a"), device("a/b")])), "/devices/1/id: A device id has 1 to 128"),
        (devices(json!([device("a"), device("a")])), "/devices/1/id: there is a a already"),
        (devices(json!([dotted])), "/devices/0/properties/b.c: is no name of a property"),
        (with("templates", json!([{ "template": {} }])), "/templates/0/template/@id is missing"),
        (
            with("templates", json!([template("t", "dtmi:x;1", json!({})), template("u", "dtmi:x;1", json!({}))])),
            "/templates/1/template/@id: there is a dtmi:x;1 already",
        ),
        (
            with("templates", json!([{ "template": { "@id": "dtmi:x;1", "@type": [] } }])),
            "/templates/0/template/capabilityModel: is required",
        ),
        (simulated("u/v", json!({})), "/templates/0/simulation/u~1v: the template has no telemetry"),
        (simulated("t", json!({ "kind": "chaos" })), "/templates/0/simulation/t/kind: unknown variant `chaos`"),
        (simulated("t", json!({ "kind": "state", "hold": 0, "values": [] })), "/templates/0/simulation/t: "),
        (simulated("t", json!({ "kind": "state", "hold": 1, "values": [] })), "values must hold one"),
        (simulated("t", json!({ "kind": "route", "period": 1, "points": [] })), "points must hold one"),
        (
            with("dashboards", json!({ "a": { "displayName": "A", "tiles": [{}] } })),
            "/dashboards/a/tiles/0/displayName: is required",
        ),
        (with("dashboards", json!({ "a/b": { "displayName": "A" } })), "/dashboards/a~1b: The dashboard id must"),
        (with("deviceGroups", json!([{}])), "/deviceGroups/0/id is missing"),
        (
            with("deviceGroups", json!([group("g", "all")])),
            "/deviceGroups/0/filter: position 1: expected SELECT * FROM devices",
        ),
        (
            with("deviceGroups", json!([group("g", "SELECT * FROM devices"), group("g", "SELECT * FROM devices")])),
            "/deviceGroups/1/id: there is a g already",
        ),
        (with("organizations", json!([{ "id": "x" }])), "/organizations/0/id: The organization id must"),
        (with("organizations", json!([{ "id": "aa" }, { "id": "aa" }])), "/organizations/1/id: there is a aa already"),
        (
            with("organizations", json!([{ "id": "aa" }, { "id": "bb", "parent": "cc" }])),
            "/organizations/1/parent: there is no organization cc",
        ),
    ] {
        let error = seeded("wrong", &seed.to_string()).err().unwrap_or_default();
        assert!(error.contains(expected), "{seed}\n  {error}");
        assert!(error.starts_with("the seed "), "{error}");
    }
    let error = seeded("text", "{").err().unwrap();
    assert!(error.contains("not JSON") && error.contains("line 1"), "{error}");
    let missing = Settings { seed: Some("/nowhere/seed.json".into()), ..Settings::default() };
    assert!(Emulator::new(missing).err().unwrap().contains("/nowhere/seed.json"));
}

#[tokio::test]
async fn a_seeded_device_may_wait_for_real_values() {
    let service = Service::full();
    let path = "/api/devices/pump-03/telemetry/flow";
    assert_eq!(service.get(path).await.ok(), json!({ "value": null }));
    let body = json!({ "values": { "flow": 12.5 } });
    let call = Call::new("POST", "/emulator/devices/pump-03/telemetry").json("application/json", &body);
    assert_eq!(service.send(call).await.ok(), json!({ "accepted": 1 }));
    assert_eq!(service.get(path).await.ok(), json!({ "value": 12.5, "timestamp": "2026-03-04T12:00:03Z" }));
    assert_eq!(service.get("/api/devices/pump-03").await.ok()["provisioned"], true, "it has connected");
}
