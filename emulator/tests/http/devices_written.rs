//! Templates, devices and groups that the API makes and changes.

use serde_json::{Value, json};

use crate::service::{Call, Service, ids};

const TEMPLATE: &str = "dtmi:fabrikam:oven;1";

fn template() -> Value {
    json!({
        "@id": TEMPLATE,
        "@type": ["ModelDefinition", "DeviceModel"],
        "displayName": "Oven",
        "capabilityModel": {
            "@id": "dtmi:fabrikam:Oven;1",
            "@type": "Interface",
            "extends": { "@type": "Interface", "contents": [{ "@type": "Property", "name": "serial", "schema": "string" }] },
            "schemas": [{
                "@id": "dtmi:fabrikam:Mode;1",
                "@type": "Enum",
                "valueSchema": "integer",
                "enumValues": [{ "name": "off", "enumValue": 0 }, { "name": "on", "enumValue": 1 }],
            }],
            "contents": [
                { "@type": ["Telemetry", "Temperature"], "name": "heat", "schema": "double", "minValue": 100, "maxValue": 300 },
                { "@type": "Telemetry", "name": "mode", "schema": "dtmi:fabrikam:Mode;1" },
                { "@type": "Telemetry", "name": "lit", "schema": "boolean" },
                { "@type": "Telemetry", "name": "at", "schema": "dateTime" },
                { "@type": "Property", "name": "target", "schema": "double", "writable": true },
                { "@type": ["Property", "Cloud"], "name": "owner", "schema": "string" },
                { "@type": "Command", "name": "bake", "response": { "name": "crust", "schema": "double" } },
                { "@type": "Command", "name": "stop" },
                { "@type": "Component", "name": "door", "displayName": "Door", "schema": { "@type": "Interface", "contents": [
                    { "@type": "Telemetry", "name": "open", "schema": "boolean" },
                    { "@type": "Property", "name": "locked", "schema": "boolean", "writable": true },
                    { "@type": "Command", "name": "lock" },
                ] } },
                { "@type": ["Relationship", "EdgeModule"], "name": "camera", "target": [{ "@type": "Interface", "contents": [
                    { "@type": "Telemetry", "name": "frames", "schema": "integer" },
                    { "@type": "Component", "name": "lens", "schema": { "@type": "Interface", "contents": [
                        { "@type": "Telemetry", "name": "zoom", "schema": "double" },
                    ] } },
                ] }] },
            ],
        },
    })
}

async fn with_oven() -> Service {
    let service = Service::new();
    service.put(&format!("/api/deviceTemplates/{TEMPLATE}"), &template()).await.ok();
    let oven = json!({ "displayName": "Oven", "template": TEMPLATE, "simulated": true });
    service.put("/api/devices/oven-1", &oven).await.ok();
    service
}

async fn delete(service: &Service, path: &str) -> u16 {
    service.send(Call::new("DELETE", path)).await.status
}

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

/// An interface of `schemas` is there once, however many components name it; what it describes is not.
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

#[tokio::test]
async fn a_device_is_made_changed_and_deleted() {
    let service = with_oven().await;
    let device = service.get("/api/devices/oven-1").await.ok();
    let expected = json!({
        "id": "oven-1", "displayName": "Oven", "template": TEMPLATE, "simulated": true, "provisioned": true,
        "enabled": true, "etag": device["etag"],
    });
    assert_eq!(device, expected);

    let change = Call::new("PATCH", "/api/devices/oven-1")
        .json("application/json", &json!({ "enabled": false, "simulated": false }))
        .header("if-match", device["etag"].as_str().unwrap());
    let changed = service.send(change).await.ok();
    assert_eq!((&changed["enabled"], &changed["provisioned"]), (&json!(false), &json!(true)));
    assert_eq!(changed["displayName"], "Oven");
    let stale =
        Call::new("PATCH", "/api/devices/oven-1").json("application/json", &json!({})).header("if-match", "\"x\"");
    service.send(stale).await.error(412, "PreconditionFailed");

    let bare = service.put("/api/devices/bare", &json!({})).await.ok();
    assert_eq!((&bare["displayName"], &bare["simulated"], bare.get("template")), (&json!("bare"), &json!(false), None));
    service.get("/api/devices/bare/telemetry/heat").await.error(404, "NotFound");
    assert_eq!(service.get("/api/devices/bare/properties").await.ok(), json!({}));
    assert_eq!(service.get("/api/devices/bare/components").await.ok(), json!({ "value": [] }));

    assert_eq!(delete(&service, "/api/devices/oven-1").await, 204);
    assert_eq!(delete(&service, "/api/devices/oven-1").await, 404);
    service.get("/api/devices/oven-1/properties").await.error(404, "NotFound");
    assert_eq!(delete(&service, &format!("/api/deviceTemplates/{TEMPLATE}")).await, 204, "nobody has it any more");
}

#[tokio::test]
async fn a_device_is_checked() {
    let service = Service::new();
    for (body, expected) in [
        (json!([]), "The device: must be an object"),
        (json!({ "simulated": "yes" }), "/simulated: must be true or false"),
        (json!({ "organizations": ["a", "b"] }), "/organizations: may have at most 1"),
        (json!({ "template": "dtmi:missing;1" }), "/template: there is no device template dtmi:missing;1"),
    ] {
        let message = service.put("/api/devices/new", &body).await.error(422, "UnprocessableEntity");
        assert!(message.contains(expected), "{body}: {message}");
    }
    for id in ["a%2Fb", "a%20b", "%C3%A4", &"x".repeat(129)] {
        service.put(&format!("/api/devices/{id}"), &json!({})).await.error(400, "BadRequest");
    }
    let hidden = service.put("/api/devices/new", &json!({ "$state": { "interval": 1 } })).await.ok();
    assert_eq!(hidden.get("$state"), None);
}

#[tokio::test]
async fn properties_are_written() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/properties";
    let patch = |body: Value| service.send(Call::new("PATCH", path).json("application/json", &body));
    let answer = patch(json!({ "target": 220, "owner": "Kim", "door": { "locked": true } })).await;
    assert_eq!(answer.status, 202);
    assert_eq!(
        answer.body,
        json!({
            "owner": "Kim",
            "$metadata": { "target": { "desiredValue": 220 } },
            "door": { "$metadata": { "locked": { "desiredValue": true } } },
        })
    );
    let metadata = |value: Value, version: u32| json!({ "desiredValue": value, "desiredVersion": version, "lastUpdateTime": "2026-03-04T12:00:03Z" });
    let all = json!({
        "target": 220, "owner": "Kim", "$metadata": { "target": metadata(json!(220), 1) },
        "door": { "locked": true, "$metadata": { "locked": metadata(json!(true), 1) } },
    });
    assert_eq!(service.get(path).await.ok(), all, "a simulated device does what it is asked for");
    let door = service.get("/api/devices/oven-1/components/door/properties").await.ok();
    assert_eq!(door, all["door"]);

    let put = Call::new("PUT", "/api/devices/oven-1/components/door/properties").json("application/json", &json!({}));
    assert_eq!(service.send(put).await.status, 202);
    assert_eq!(service.get(path).await.ok().get("door"), None);
    assert_eq!(patch(json!({ "target": 230, "owner": null })).await.status, 202);
    let now = service.get(path).await.ok();
    assert_eq!((&now["$metadata"]["target"], now.get("owner")), (&metadata(json!(230), 2), None));

    for (body, expected) in [
        (json!({ "serial": "1" }), "/serial: only the device writes"),
        (json!({ "door": { "colour": "red" } }), "/door/colour: the device's template"),
        (json!([]), "must be an object"),
    ] {
        let message = patch(body.clone()).await.error(422, "UnprocessableEntity");
        assert!(message.contains(expected), "{body}: {message}");
    }
    let unmodeled =
        Call::new("PATCH", &format!("{path}?unmodeled=true")).json("application/json", &json!({ "colour": "red" }));
    assert_eq!(service.send(unmodeled).await.status, 202);
    assert_eq!(service.get(path).await.ok()["colour"], "red");
    let text = format!("SELECT $id, target FROM {TEMPLATE}");
    assert_eq!(service.query(&text).await.ok()["results"], json!([{ "$id": "oven-1", "target": 230 }]));
}

/// What is kept lies deeper than what was sent, and must be read again.
#[tokio::test]
async fn a_property_that_could_not_be_read_again_is_refused() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/properties";
    let nested = |depth: usize| format!("{{\"target\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
    for (depth, status) in [(100, 202), (123, 202), (124, 422), (126, 422), (127, 400)] {
        let answer = service.send(Call::new("PATCH", path).body("application/json", nested(depth))).await;
        assert_eq!(answer.status, status, "{depth}: {}", answer.body);
        service.get("/api/devices/oven-1").await.ok();
        service.get("/api/devices").await.ok();
        service.query(&format!("SELECT $id, target FROM {TEMPLATE}")).await.ok();
    }
}

#[tokio::test]
async fn a_property_has_a_name() {
    let service = with_oven().await;
    let long = format!("a{}", ".a".repeat(400_000));
    for query in ["", "?unmodeled=true"] {
        for (names, expected) in [
            (vec!["a.b"], "/a.b: "),
            (vec!["door.locked"], "/door.locked: "),
            (vec!["door", "a.b"], "/door/a.b: "),
            (vec!["a/b~"], "/a~1b~0: "),
            (vec![""], "/: "),
            (vec!["1st"], "/1st: "),
            (vec!["last_"], "/last_: "),
            (vec![long.as_str()], ": is no name"),
        ] {
            let body = names.iter().rev().fold(json!(1), |inner, name| json!({ *name: inner }));
            let path = format!("/api/devices/oven-1/properties{query}");
            let message = service.patch(&path, &body).await.error(422, "UnprocessableEntity");
            assert!(message.contains(expected), "{expected}: {}", &message[..message.len().min(200)]);
        }
    }
    let metadata = json!({ "$metadata": { "target": {} }, "door": { "$metadata": {} }, "target_1": 5 });
    assert_eq!(service.patch("/api/devices/oven-1/properties?unmodeled=true", &metadata).await.status, 202);
    assert_eq!(service.get("/api/devices/oven-1/properties").await.ok()["target_1"], 5);
}

/// Of a template, what has no name that an address could hold is left out.
#[tokio::test]
async fn a_capability_with_dots_in_its_name_is_none() {
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
async fn commands_run_and_are_remembered() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/commands/bake";
    assert_eq!(service.get(path).await.ok(), json!({ "value": [] }));
    let run = |path: &'static str, body: Value| service.send(Call::new("POST", path).json("application/json", &body));
    let first = run(path, json!({ "request": { "loaves": 3 }, "responseTimeout": 10 })).await;
    assert_eq!(first.status, 201);
    assert_eq!((&first.body["request"], &first.body["responseCode"]), (&json!({ "loaves": 3 }), &json!(200)));
    assert!(first.body["response"].is_number() && first.body["id"].is_string(), "{}", first.body);
    let second = run(path, json!({})).await;
    assert_eq!(service.get(path).await.ok(), json!({ "value": [second.body, first.body] }));
    assert_eq!(run("/api/devices/oven-1/commands/stop", json!({})).await.body.get("response"), None);
    assert_eq!(run("/api/devices/oven-1/components/door/commands/lock", json!({})).await.status, 201);

    run("/api/devices/oven-1/commands/fly", json!({})).await.error(404, "NotFound");
    let message = run(path, json!({ "responseTimeout": 3 })).await.error(422, "UnprocessableEntity");
    assert!(message.contains("/responseTimeout"), "{message}");
    service.patch("/api/devices/oven-1", &json!({ "simulated": false })).await.ok();
    assert!(run(path, json!({})).await.error(404, "NotFound").contains("not connected"));
}

#[tokio::test]
async fn credentials_attestation_and_relationships() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/credentials";
    let derived = service.get(path).await.ok();
    assert_eq!(derived["symmetricKey"]["primaryKey"].as_str().unwrap().len(), 44);
    assert_eq!(service.get(path).await.ok(), derived);
    let attestation = json!({ "type": "symmetricKey", "symmetricKey": { "primaryKey": "a", "secondaryKey": "b" } });
    service.get("/api/devices/oven-1/attestation").await.error(404, "NotFound");
    let kept = service.put("/api/devices/oven-1/attestation", &attestation).await.ok();
    assert_eq!(kept, attestation);
    assert_eq!(service.get(path).await.ok()["symmetricKey"], attestation["symmetricKey"]);
    service.put("/api/devices/oven-1/attestation", &json!({})).await.error(422, "UnprocessableEntity");
    assert_eq!(delete(&service, "/api/devices/oven-1/attestation").await, 204);

    let path = "/api/devices/oven-1/relationships/below";
    let made = service.put(path, &json!({ "target": "thermostat-01" })).await.ok();
    assert_eq!(made, json!({ "id": "below", "source": "oven-1", "target": "thermostat-01" }));
    assert_eq!(service.patch(path, &json!({ "target": "thermostat-02" })).await.ok()["target"], "thermostat-02");
    assert_eq!(ids(&service.get("/api/devices/oven-1/relationships").await.ok()), ["below"]);
    assert_eq!(delete(&service, path).await, 204);
    service.get(path).await.error(404, "NotFound");
}

#[tokio::test]
async fn the_filter_of_a_group_says_who_is_in_it() {
    let service = Service::full();
    let members = |filter: String| {
        let service = &service;
        async move {
            let group = json!({ "displayName": "Group", "filter": filter });
            service.put("/api/deviceGroups/mine", &group).await.ok();
            let members = service.get("/api/deviceGroups/mine/devices").await.ok();
            ids(&members).into_iter().map(str::to_owned).collect::<Vec<_>>()
        }
    };
    let pumps = "SELECT * FROM devices WHERE $template = \"dtmi:contoso:pumpStation;1\"";
    assert_eq!(members(pumps.into()).await, ["pump-01", "pump-02", "pump-03"]);
    assert_eq!(members(format!("{pumps} AND $provisioned = true")).await, ["pump-01", "pump-02"]);
    assert_eq!(members(format!("{pumps} AND targetFlow >= 30")).await, ["pump-01"]);
    assert_eq!(members(format!("{pumps} AND $id IN ['pump-03', 'truck-01']")).await, ["pump-03"]);
    assert_eq!(
        members(format!("{pumps} AND serialNumber = 'P-4711' OR $id = 'truck-02'")).await,
        ["pump-01", "truck-02"]
    );
    assert_eq!(
        members("select * from devices where deviceInformation.swVersion = \"1.9.3\"".into()).await,
        ["truck-02"]
    );
    assert_eq!(members("SELECT * FROM devices".into()).await.len(), 11);
    service.patch("/api/devices/pump-01/properties", &json!({ "customer": "Fabrikam" })).await;
    assert_eq!(members(format!("{pumps} AND customer = 'Woodgrove'")).await, ["pump-02"]);

    for (filter, expected) in [
        ("SELECT $id FROM devices", "position 1: expected SELECT * FROM devices"),
        ("SELECT * FROM things", "position 15: expected devices, found \"things\""),
        ("SELECT * FROM devices WHERE $age = 1", "position 29: there is no $age"),
        ("SELECT * FROM devices WHERE WITHIN_WINDOW(P1D)", "position 29: devices have no time window"),
        ("SELECT * FROM devices LIMIT 1", "position 23: expected AND, OR or the end"),
    ] {
        let group = json!({ "displayName": "Group", "filter": filter });
        let message = service.put("/api/deviceGroups/mine", &group).await.error(422, "UnprocessableEntity");
        assert!(message.contains("/filter") && message.contains(expected), "{filter}: {message}");
    }
    service.put("/api/deviceGroups/a:b", &json!({})).await.error(400, "BadRequest");
    service.put("/api/deviceGroups/mine", &json!({ "filter": "x" })).await.error(422, "UnprocessableEntity");
    let renamed = service.patch("/api/deviceGroups/mine", &json!({ "displayName": "Other" })).await.ok();
    assert_eq!(renamed["displayName"], "Other");
    assert_eq!(delete(&service, "/api/deviceGroups/mine").await, 204);
    service.get("/api/deviceGroups/mine/devices").await.error(404, "NotFound");
}

#[tokio::test]
async fn lists_take_the_documented_filters() {
    let service = with_oven().await;
    service.put("/api/devices/shared", &json!({ "organizations": ["seattle"] })).await.ok();
    for (list, filter, expected) in [
        ("devices", "template eq 'dtmi:fabrikam:oven;1'", vec!["oven-1"]),
        ("devices", "simulated eq false or id eq 'oven-1'", vec!["oven-1", "shared"]),
        ("devices", "organizations eq 'seattle'", vec!["shared"]),
        ("devices", "contains(displayName, 'Kitchen')", vec!["thermostat-02"]),
        ("deviceTemplates", "'@id' eq 'dtmi:fabrikam:oven;1'", vec!["Oven"]),
        ("deviceTemplates", "capabilityModelId eq 'dtmi:contoso:ClimateMonitor;1'", vec!["Climate monitor"]),
        ("deviceTemplates", "displayName gt 'D'", vec!["Oven"]),
    ] {
        let encoded: String = filter.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let found = service.get(&format!("/api/{list}?filter={encoded}")).await.ok();
        let name = if list == "devices" { "id" } else { "displayName" };
        let names: Vec<_> =
            found["value"].as_array().unwrap().iter().map(|item| item[name].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{filter}");
    }
    let ordered = service.get("/api/deviceTemplates?orderby=displayName%20desc").await.ok();
    assert_eq!(ordered["value"][0]["displayName"], "Oven");
}

#[tokio::test]
async fn a_certificate_has_its_thumbprint() {
    let service = Service::new();
    // SHA-1 of "abc", as FIPS 180 has it.
    let pem = "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n";
    let certificates = json!({ "primary": { "certificate": pem }, "secondary": { "certificate": "YWJj" } });
    let body = json!({ "type": "x509", "x509": { "clientCertificates": certificates } });
    let kept = service.put("/api/devices/thermostat-01/attestation", &body).await.ok();
    for which in ["primary", "secondary"] {
        let info = &kept["x509"]["clientCertificates"][which]["info"];
        assert_eq!(info["sha1Thumbprint"], "A9993E364706816ABA3E25717850C26C9CD0D89D");
    }
}

#[tokio::test]
async fn attestations_and_manifests_are_what_the_contract_says() {
    let service = with_oven().await;
    let complaint = async |path: &str, body: Value| service.put(path, &body).await.error(422, "UnprocessableEntity");
    let certificates = |certificates: Value| json!({ "type": "x509", "x509": { "clientCertificates": certificates } });
    for (attestation, place) in [
        (json!({ "type": "symmetricKey" }), "/symmetricKey: is required"),
        (json!({ "type": "symmetricKey", "symmetricKey": { "primaryKey": "a" } }), "/symmetricKey/secondaryKey: "),
        (json!({ "type": "tpm" }), "/tpm: is required"),
        (json!({ "type": "tpm", "tpm": {} }), "/tpm/endorsementKey: is required"),
        (json!({ "type": "tpm", "tpm": { "endorsementKey": "a" }, "symmetricKey": 5 }), "/symmetricKey: "),
        (json!({ "type": "x509" }), "/x509: is required"),
        (certificates(json!(5)), "/x509/clientCertificates: "),
        (certificates(json!({})), "/x509/clientCertificates/primary: is required"),
        (certificates(json!({ "primary": { "certificate": 5 } })), "/x509/clientCertificates/primary/certificate: "),
        (certificates(json!({ "primary": {}, "secondary": 5 })), "/x509/clientCertificates/secondary: "),
    ] {
        let message = complaint("/api/devices/oven-1/attestation", attestation).await;
        assert!(message.starts_with(place), "{message}");
    }
    let odd = certificates(json!({ "primary": { "info": 5 } }));
    let kept = service.put("/api/devices/oven-1/attestation", &odd).await.ok();
    assert_eq!(kept, certificates(json!({ "primary": {} })));

    for (manifest, place) in [
        (json!(5), "/deploymentManifest: "),
        (json!({}), "/deploymentManifest/data: is required"),
        (json!({ "data": [] }), "/deploymentManifest/data: "),
        (json!({ "data": {}, "displayName": "" }), "/deploymentManifest/displayName: "),
        (json!({ "data": {}, "etag": 5 }), "/deploymentManifest/etag: "),
        (json!({ "data": {}, "organizations": [] }), "/deploymentManifest/organizations: "),
        (json!({ "data": {}, "organizations": ["a", "b"] }), "/deploymentManifest/organizations: "),
    ] {
        let message = complaint("/api/devices/edge", json!({ "deploymentManifest": manifest })).await;
        assert!(message.starts_with(place), "{message}");
    }
    let manifest = json!({ "displayName": "m", "data": { "modulesContent": {} }, "organizations": ["a"] });
    let edge = service.put("/api/devices/edge", &json!({ "deploymentManifest": manifest })).await.ok();
    assert_eq!(edge["deploymentManifest"], manifest);
}
