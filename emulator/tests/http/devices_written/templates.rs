//! Device templates: storage, validation, and the simulated devices of a template.

use serde_json::json;

use super::{TEMPLATE, delete, template, with_oven};
use crate::service::{Call, Service, ids};

#[tokio::test]
async fn a_template_is_kept_as_it_came() {
    let service = Service::new();
    let path = format!("/api/deviceTemplates/{TEMPLATE}");
    let answer = service.put(&path, &template()).await;
    assert_eq!(answer.header("etag"), answer.body["etag"]);
    let mut kept = answer.ok();
    assert_eq!(service.get(&path).await.ok(), kept);
    let etag = kept.as_object_mut().unwrap().remove("etag").unwrap();
    assert_eq!(kept, template());

    let patch = json!({ "displayName": "Great oven", "description": null });
    let call =
        |etag: &str| Call::new("PATCH", &path).json("application/merge-patch+json", &patch).header("if-match", etag);
    service.send(call("\"other\"")).await.error(412, "PreconditionFailed");
    let changed = service.send(call(etag.as_str().unwrap())).await.ok();
    assert_eq!((&changed["displayName"], &changed["@id"]), (&json!("Great oven"), &json!(TEMPLATE)));
    assert_ne!(changed["etag"], etag);

    let list = service.get("/api/deviceTemplates?maxpagesize=1").await.ok();
    assert_eq!(list["value"][0]["@id"], "dtmi:contoso:climateMonitor;1");
    let next = list["nextLink"].as_str().unwrap().strip_prefix("http://localhost:7071").unwrap().to_owned();
    let next = service.send(Call::raw("GET", &next)).await.ok();
    assert_eq!((&next["value"][0]["@id"], next.get("nextLink")), (&json!(TEMPLATE), None));

    assert_eq!(delete(&service, &path).await, 204);
    service.get(&path).await.error(404, "NotFound");
}

#[tokio::test]
async fn a_template_is_checked() {
    let service = Service::new();
    let path = format!("/api/deviceTemplates/{TEMPLATE}");
    for (body, expected) in [
        (json!({ "capabilityModel": {} }), "/@type: is required"),
        (json!({ "@type": ["DeviceModel"] }), "/capabilityModel: is required"),
        (json!({ "@type": "DeviceModel", "capabilityModel": {} }), "/@type: must be an array"),
        (json!({ "@type": [], "capabilityModel": [] }), "/capabilityModel: must be an object"),
        (json!({ "@type": [], "capabilityModel": {}, "@id": "dtmi:other;1" }), "/@id: must be dtmi:fabrikam:oven;1"),
    ] {
        let message = service.put(&path, &body).await.error(422, "UnprocessableEntity");
        assert!(message.contains(expected), "{body}: {message}");
    }
    service.put("/api/deviceTemplates/a%20b", &template()).await.error(400, "BadRequest");
    let message = service.send(Call::new("DELETE", "/api/deviceTemplates/dtmi:contoso:climateMonitor;1")).await;
    assert!(message.error(400, "BadRequest").contains("has 5 devices"));
}

/// An interface in `schemas` exists once, but its capabilities count for each component that names it.
#[tokio::test]
async fn a_template_does_not_describe_without_end() {
    let service = Service::new();
    let template = |components: usize, telemetry: usize| {
        let telemetry: Vec<_> = (0..telemetry)
            .map(|number| json!({ "@type": "Telemetry", "name": format!("t{number}"), "schema": "double" }))
            .collect();
        let components: Vec<_> = (0..components)
            .map(|number| json!({ "@type": "Component", "name": format!("c{number}"), "schema": "dtmi:i;1" }))
            .collect();
        let schemas = json!([{ "@id": "dtmi:i;1", "@type": "Interface", "contents": telemetry }]);
        json!({ "@type": ["DeviceModel"], "capabilityModel": { "schemas": schemas, "contents": components } })
    };
    service.put("/api/deviceTemplates/dtmi:x;1", &template(30, 50)).await.ok();
    let message = service.put("/api/deviceTemplates/dtmi:x;1", &template(3_000, 3_000)).await;
    assert!(message.error(422, "UnprocessableEntity").contains("/capabilityModel: describes more than 2000"));
}

#[tokio::test]
async fn a_device_sends_what_its_template_says() {
    let service = with_oven().await;
    let value = |path: &'static str| {
        let service = &service;
        async move { service.get(&format!("/api/devices/oven-1/{path}")).await.ok()["value"].clone() }
    };
    assert!((100.0..=300.0).contains(&value("telemetry/heat").await.as_f64().unwrap()));
    assert!([0, 1].contains(&value("telemetry/mode").await.as_i64().unwrap()));
    assert!(value("telemetry/lit").await.is_boolean());
    assert_eq!(value("telemetry/at").await, "2026-03-04T12:00:00Z");
    assert!(value("components/door/telemetry/open").await.is_boolean());
    assert!(value("modules/camera/telemetry/frames").await.is_i64());
    assert!(value("modules/camera/components/lens/telemetry/zoom").await.is_number());
    let text =
        format!("SELECT COUNT(door.open) AS d, MAX(camera.lens.zoom) AS z FROM {TEMPLATE} WHERE WITHIN_WINDOW(PT1M)");
    let row = service.query(&text).await.ok()["results"][0].clone();
    assert_eq!(row["d"], 12);

    let components = service.get("/api/devices/oven-1/components").await.ok();
    assert_eq!(components, json!({ "value": [{ "@type": "Component", "name": "door", "displayName": "Door" }] }));
    let modules = service.get("/api/devices/oven-1/modules").await.ok();
    assert_eq!(modules, json!({ "value": [{ "@type": ["Relationship", "EdgeModule"], "name": "camera" }] }));
    let inner = service.get("/api/devices/oven-1/modules/camera/components").await.ok();
    assert_eq!(inner["value"][0]["name"], "lens");
    for path in
        ["components/window/telemetry/open", "modules/door/telemetry/open", "modules/camera/components/door/properties"]
    {
        service.get(&format!("/api/devices/oven-1/{path}")).await.error(404, "NotFound");
    }
}

/// Capabilities whose names can't be in an address are left out.
#[tokio::test]
async fn a_capability_with_dots_in_its_name_is_ignored() {
    let service = Service::new();
    let contents = json!([
        { "@type": "Telemetry", "name": "a.b", "schema": "double" },
        { "@type": "Component", "name": "c.d", "schema": { "contents": [{ "@type": "Property", "name": "p", "writable": true }] } },
        { "@type": "Telemetry", "name": "t", "schema": "double" },
    ]);
    let template = json!({ "@type": ["DeviceModel"], "capabilityModel": { "contents": contents } });
    let kept = service.put("/api/deviceTemplates/dtmi:x;1", &template).await.ok();
    assert_eq!(kept["capabilityModel"]["contents"], contents);
    service.put("/api/devices/x", &json!({ "template": "dtmi:x;1", "simulated": true })).await.ok();
    assert_eq!(service.get("/api/devices/x/components").await.ok(), json!({ "value": [] }));
    let message = service.query("SELECT a.b FROM dtmi:x;1").await.error(400, "BadRequest");
    assert!(message.contains("it has t;"), "{message}");
    let inner = json!({ "c.d": { "p": 1 } });
    service.patch("/api/devices/x/properties?unmodeled=true", &inner).await.error(422, "UnprocessableEntity");
}

#[tokio::test]
async fn a_template_has_a_group_of_all_its_devices() {
    let service = Service::new();
    let id = "dtmi:contoso:kettle;1";
    // Equals `Buffer.from(id).toString("base64")`.
    let group = "/api/deviceGroups/ZHRtaTpjb250b3NvOmtldHRsZTsx";
    let path = format!("/api/deviceTemplates/{id}");
    let body = json!({ "@type": ["ModelDefinition"], "displayName": "Kettle", "capabilityModel": {} });
    service.put(&path, &body).await.ok();
    let kept = service.get(group).await.ok();
    assert_eq!(kept["displayName"], "Kettle - All devices");
    assert_eq!(kept["filter"], format!("SELECT * FROM devices WHERE $template = \"{id}\""));
    let device = json!({ "template": id, "simulated": true });
    service.put("/api/devices/kettle", &device).await.ok();
    assert_eq!(ids(&service.get(&format!("{group}/devices")).await.ok()), ["kettle"]);
    // The group that a template creates keeps its changes until the template is deleted.
    service.patch(group, &json!({ "displayName": "Kettles" })).await.ok();
    service.put(&path, &body).await.ok();
    assert_eq!(service.get(group).await.ok()["displayName"], "Kettles");
    delete(&service, "/api/devices/kettle").await;
    assert_eq!(delete(&service, &path).await, 204);
    service.get(group).await.error(404, "NotFound");

    let padded = "/api/deviceGroups/ZHRtaTpjb250b3NvOmNsaW1hdGVNb25pdG9yOzE=";
    assert_eq!(ids(&service.get(&format!("{padded}/devices")).await.ok()).len(), 5);
    service.patch(padded, &json!({ "displayName": "All of them" })).await.ok();
}

#[tokio::test]
async fn geometries_are_sent_as_geometries() {
    let service = Service::new();
    let shapes = ["point", "multiPoint", "lineString", "multiLineString", "polygon", "multiPolygon"];
    let contents: Vec<_> = shapes
        .iter()
        .map(|shape| json!({ "@type": ["Telemetry", "Location"], "name": shape, "schema": shape }))
        .collect();
    let template = json!({ "@type": ["ModelDefinition"], "capabilityModel": { "contents": contents } });
    service.put("/api/deviceTemplates/dtmi:contoso:field;1", &template).await.ok();
    service.put("/api/devices/field", &json!({ "template": "dtmi:contoso:field;1", "simulated": true })).await.ok();
    for (shape, kind, depth) in [
        ("point", "Point", 1),
        ("multiPoint", "MultiPoint", 2),
        ("lineString", "LineString", 2),
        ("multiLineString", "MultiLineString", 3),
        ("polygon", "Polygon", 3),
        ("multiPolygon", "MultiPolygon", 4),
    ] {
        let value = service.get(&format!("/api/devices/field/telemetry/{shape}")).await.ok()["value"].clone();
        assert_eq!(value["type"], kind);
        let coordinates = (1..depth).fold(&value["coordinates"], |list, _| &list[0]);
        let (east, north) = (coordinates[0].as_f64().unwrap(), coordinates[1].as_f64().unwrap());
        assert!((-123.0..-122.0).contains(&east) && (47.0..48.0).contains(&north), "{value}");
        let sent =
            service.post("/emulator/devices/field/telemetry", &json!({ "values": { shape: { "lat": 1 } } })).await;
        assert!(sent.error(422, "UnprocessableEntity").contains(&format!("a GeoJSON {kind}")));
        service.post("/emulator/devices/field/telemetry", &json!({ "values": { shape: value } })).await.ok();
    }
}
