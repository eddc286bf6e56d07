use serde_json::Value;

use crate::service::{Service, ids};

async fn dashboards() -> Vec<Value> {
    Service::new().get("/api/dashboards").await.ok()["value"].as_array().unwrap().clone()
}

fn tiles(dashboard: &Value) -> &Vec<Value> {
    dashboard["tiles"].as_array().unwrap()
}

#[tokio::test]
async fn the_dashboards_are_there() {
    let names: Vec<_> =
        dashboards().await.iter().map(|board| board["displayName"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["Contoso operations", "My Dashboard", "Dashboard"]);
}

#[tokio::test]
async fn no_tile_covers_another() {
    for dashboard in dashboards().await {
        let mut taken = std::collections::HashMap::new();
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

/// What a tile names must be there, or it would show nothing.
#[tokio::test]
async fn every_group_device_and_capability_of_a_tile_exists() {
    let service = Service::new();
    let mut checked = 0;
    for dashboard in dashboards().await {
        for tile in tiles(&dashboard) {
            let configuration = &tile["configuration"];
            let Some(group) = configuration["group"].as_str() else { continue };
            let members = service.get(&format!("/api/deviceGroups/{group}/devices")).await.ok();
            for device in configuration["devices"].as_array().into_iter().flatten() {
                let device = device.as_str().unwrap();
                assert!(ids(&members).contains(&device), "{device} is not in {group}");
                for capability in configuration["capabilities"].as_array().into_iter().flatten() {
                    let path = match capability["capability"].as_str().unwrap().split_once('.') {
                        Some((component, name)) => format!("components/{component}/telemetry/{name}"),
                        None => format!("telemetry/{}", capability["capability"].as_str().unwrap()),
                    };
                    service.get(&format!("/api/devices/{device}/{path}")).await.ok();
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

#[tokio::test]
async fn the_rich_dashboard_has_a_future_tile_and_a_picture() {
    let dashboards = dashboards().await;
    let kinds: Vec<_> =
        tiles(&dashboards[0]).iter().map(|tile| tile["configuration"]["type"].as_str().unwrap()).collect();
    for kind in ["lineChart", "lkv", "markdown", "image", "kpi", "deviceCount", "mapTelemetry", "label", "sankeyChart"]
    {
        assert!(kinds.contains(&kind), "{kind}");
    }
    let picture = tiles(&dashboards[0]).iter().find_map(|tile| tile["configuration"]["image"].as_str()).unwrap();
    assert!(picture.starts_with("data:image/png;base64,iVBORw0KGgo"));
}
