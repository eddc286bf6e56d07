use std::num::NonZeroUsize;

use iotcentral_emulator::Settings;
use serde_json::{Value, json};

use super::{GROUP, PROVIDER, SUBSCRIPTION, at, call, created, follow, patch, plain, put, refused};
use crate::service::{Answer, Call, Service, ids};

#[tokio::test]
async fn an_application_has_the_services_form() {
    let service = Service::new();
    let sent = json!({
        "location": "East US", "sku": { "name": "ST1" }, "tags": { "a": "b" }, "identity": { "type": "SystemAssigned" },
        "id": "mine", "type": "mine", "later": 1,
        "properties": { "displayName": "My app", "subdomain": "my-app", "state": "suspended", "applicationId": "mine",
            "publicNetworkAccess": "Enabled", "provisioningState": "Mine" },
    });
    let body = created(&service, "Contoso-IoT", &sent).await;
    let (id, identity) = (&body["properties"]["applicationId"], &body["identity"]);
    assert_eq!((id.as_str().unwrap().len(), identity["principalId"].as_str().unwrap().len()), (36, 36));
    assert_eq!(identity["tenantId"].as_str().unwrap().len(), 36);
    let expected = json!({
        "id": at("Contoso-IoT"), "name": "Contoso-IoT", "type": "Microsoft.IoTCentral/IoTApps", "location": "eastus",
        "sku": { "name": "ST1" }, "tags": { "a": "b" }, "identity": identity, "later": 1,
        "properties": { "displayName": "My app", "subdomain": "my-app", "state": "created", "applicationId": id,
            "template": "iotc-pnp-preview@1.0.0", "publicNetworkAccess": "Enabled", "provisioningState": "Succeeded" },
    });
    assert_eq!(body, expected);
    assert_eq!(service.send(call("GET", &at("Contoso-IoT"))).await.ok(), expected);
}

#[tokio::test]
async fn absent_members_have_defaults() {
    let body = created(&Service::new(), "Contoso-IoT", &plain()).await;
    let properties = &body["properties"];
    assert_eq!((&properties["displayName"], &properties["subdomain"]), (&json!("Contoso-IoT"), &json!("contoso-iot")));
    assert_eq!((&body["identity"], &body["tags"]), (&json!({ "type": "None" }), &json!({})));
}

#[tokio::test]
async fn ids_and_types_are_compared_without_case() {
    let service = Service::new();
    let body = created(&service, "Contoso-IoT", &plain()).await;
    let shouted = at("Contoso-IoT").to_uppercase();
    assert_eq!(service.send(call("GET", &shouted)).await.ok(), body);
    let list = call("GET", &format!("{GROUP}/{PROVIDER}/iotApps").to_uppercase());
    assert_eq!(service.send(list).await.ok()["value"], json!([body]));
    let again = call("PUT", &at("CONTOSO-IOT")).json("application/json", &plain());
    let again = service.send(again.header("x-emulator-lro", "synchronous")).await.ok();
    assert_eq!((&again["name"], &again["id"]), (&body["name"], &body["id"]), "it keeps the case it was created in");
}

#[tokio::test]
async fn lists_are_by_subscription_and_by_group() {
    let service = Service::new();
    created(&service, "one-app", &plain()).await;
    let other = format!("{SUBSCRIPTION}/resourceGroups/rg2/{PROVIDER}/iotApps/two-app");
    let call_other = call("PUT", &other).json("application/json", &plain());
    assert_eq!(service.send(call_other.header("x-emulator-lro", "synchronous")).await.status, 201);

    let all = service.send(call("GET", &format!("{SUBSCRIPTION}/{PROVIDER}/iotApps"))).await.ok();
    assert_eq!((ids(&all), all.get("nextLink")), (vec![at("one-app").as_str(), other.as_str()], None));
    let group = service.send(call("GET", &format!("{GROUP}/{PROVIDER}/iotApps"))).await.ok();
    assert_eq!(ids(&group), [at("one-app")]);
    let seeded = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.IoTCentral/iotApps";
    let seeded = service.send(call("GET", seeded)).await.ok();
    assert_eq!(seeded["value"][0]["properties"]["subdomain"], "contoso");
    let none = service.send(call("GET", &format!("/subscriptions/none/{PROVIDER}/iotApps"))).await.ok();
    assert_eq!(none, json!({ "value": [] }));
}

#[tokio::test]
async fn lists_come_page_by_page_even_if_items_are_deleted_meanwhile() {
    let service = Service::with(Settings { arm_page_size: NonZeroUsize::new(2).unwrap(), ..Settings::default() });
    for name in ["app-a", "app-b", "app-c", "app-d", "app-e"] {
        created(&service, name, &plain()).await;
    }
    let list = call("GET", &format!("{GROUP}/{PROVIDER}/iotApps"));
    let names = |page: &Answer| -> Vec<String> {
        page.body["value"].as_array().unwrap().iter().map(|app| app["name"].as_str().unwrap().to_owned()).collect()
    };
    let first = service.send(list).await;
    assert_eq!(names(&first), ["app-a", "app-b"]);
    assert_eq!(service.send(call("DELETE", &at("app-b")).header("x-emulator-lro", "synchronous")).await.status, 200);
    let second = follow(&service, first.body["nextLink"].as_str().unwrap()).await;
    assert_eq!(names(&second), ["app-c", "app-d"]);
    let third = follow(&service, second.body["nextLink"].as_str().unwrap()).await;
    assert_eq!((names(&third), third.body.get("nextLink")), (vec!["app-e".to_owned()], None));

    let strange = service.send(call("GET", &format!("{GROUP}/{PROVIDER}/iotApps?$skiptoken=*"))).await;
    assert!(refused(&strange, 400, "InvalidSkipToken").contains("nextLink"));
}

#[tokio::test]
async fn a_patch_changes_what_it_names() {
    let service = Service::new();
    let sent = json!({ "location": "eastus", "sku": { "name": "ST2" }, "tags": { "a": "b" },
        "properties": { "displayName": "Old", "subdomain": "my-app" } });
    let before = created(&service, "my-app", &sent).await;
    let change = json!({ "sku": { "name": "ST1" }, "tags": { "c": "d" }, "identity": { "type": "SystemAssigned" },
        "properties": { "displayName": "New", "subdomain": "new-app" } });
    let answer = service.send(patch("my-app", &change).header("x-emulator-lro", "synchronous")).await;
    let after = answer.ok();
    assert_eq!((&after["sku"]["name"], &after["tags"]), (&json!("ST1"), &json!({ "c": "d" })));
    assert_eq!((&after["properties"]["displayName"], &after["location"]), (&json!("New"), &json!("eastus")));
    assert_eq!(after["properties"]["applicationId"], before["properties"]["applicationId"]);
    assert!(after["identity"]["principalId"].is_string());
    let back = json!({ "identity": { "type": "None" } });
    let back = service.send(patch("my-app", &back).header("x-emulator-lro", "synchronous")).await.ok();
    assert_eq!(back["identity"], json!({ "type": "None" }));

    let data = |host: &str| service.send(Call::new("GET", "/api/dashboards").header("host", host));
    assert_eq!(data("new-app.localhost").await.status, 200);
    assert_eq!(data("my-app.localhost").await.status, 404);
}

#[tokio::test]
async fn template_and_location_are_set_once() {
    let service = Service::new();
    let before = created(&service, "my-app", &plain()).await;
    let other_place = json!({ "location": "westus", "sku": { "name": "ST2" } });
    let other_template =
        json!({ "location": "eastus", "sku": { "name": "ST2" }, "properties": { "template": "iotc-store" } });
    for (call, code, target) in [
        (put("my-app", &other_place), "InvalidResourceLocation", "location"),
        (put("my-app", &other_template), "PropertyChangeNotAllowed", "properties.template"),
        (patch("my-app", &json!({ "location": "westus" })), "InvalidResourceLocation", "location"),
    ] {
        let answer = service.send(call).await;
        refused(&answer, 409, code);
        assert_eq!(answer.body["error"]["target"], target);
    }
    // The service accepts this, and changes nothing.
    let ignored = json!({ "properties": { "template": "iotc-condition@1.0.0", "displayName": "my-app" } });
    assert_eq!(service.send(patch("my-app", &ignored).header("x-emulator-lro", "synchronous")).await.ok(), before);
    let same = json!({ "location": "East US", "properties": { "template": "iotc-pnp-preview@1.0.0" } });
    assert_eq!(service.send(patch("my-app", &same).header("x-emulator-lro", "synchronous")).await.ok(), before);
}

#[tokio::test]
async fn additional_members_are_rejected_and_kept_by_a_lenient_emulator() {
    let lenient = Service::with(Settings { lenient: true, ..Settings::default() });
    let with_member = |member: &str, value: Value| {
        let mut body = plain();
        body[member] = value;
        body
    };
    for (number, (body, target)) in [
        (with_member("sku", json!({ "name": "ST9" })), "sku.name"),
        (with_member("sku", json!({ "name": "st2" })), "sku.name"),
        (with_member("identity", json!({ "type": "UserAssigned" })), "identity.type"),
        (with_member("properties", json!({ "template": "iotc-nothing@1.0.0" })), "properties.template"),
        (with_member("properties", json!({ "template": "iotc-store@7.0.0" })), "properties.template"),
        (with_member("properties", json!({ "displayname": "My app" })), "properties.displayname"),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = Service::new().send(put("my-app", &body)).await;
        refused(&answer, 400, "InvalidRequestContent");
        assert_eq!(answer.body["error"]["target"], target);
        created(&lenient, &format!("app-{number}"), &body).await;
    }
    let service = Service::new();
    let before = created(&service, "my-app", &with_member("properties", json!({ "template": "iotc-store" }))).await;
    let answer = service.send(patch("my-app", &json!({ "properties": { "colour": "red" } }))).await;
    refused(&answer, 400, "InvalidRequestContent");
    // The answer to a GET can be sent again.
    assert_eq!(service.send(put("my-app", &before).header("x-emulator-lro", "synchronous")).await.ok(), before);
}

#[tokio::test]
async fn bodies_are_checked_against_the_contract() {
    let service = Service::new();
    for (body, target) in [
        (json!({ "sku": { "name": "ST2" } }), "location"),
        (json!({ "location": "", "sku": { "name": "ST2" } }), "location"),
        (json!({ "location": "eastus" }), "sku"),
        (json!({ "location": "eastus", "sku": null }), "sku"),
        (json!({ "location": "eastus", "sku": {} }), "sku.name"),
        (json!({ "location": "eastus", "sku": { "name": 2 } }), "sku.name"),
        (json!({ "location": "eastus", "sku": { "name": "ST2" }, "tags": { "a": 1 } }), "tags.a"),
        (json!({ "location": "eastus", "sku": { "name": "ST2" }, "tags": [] }), "tags"),
        (json!({ "location": "eastus", "sku": { "name": "ST2" }, "identity": {} }), "identity.type"),
        (
            json!({ "location": "eastus", "sku": { "name": "ST2" }, "properties": { "subdomain": 1 } }),
            "properties.subdomain",
        ),
    ] {
        let answer = service.send(put("my-app", &body)).await;
        refused(&answer, 400, "InvalidRequestContent");
        assert_eq!(answer.body["error"]["target"], target, "{body}");
    }
    let answer = service.send(put("my-app", &json!("text"))).await;
    refused(&answer, 400, "InvalidRequestContent");
    let nulls =
        json!({ "location": "eastus", "sku": { "name": "ST2" }, "identity": null, "properties": { "template": null } });
    created(&service, "my-app", &nulls).await;
}

#[tokio::test]
async fn names_and_subdomains_follow_their_patterns_and_are_unique() {
    let service = Service::new();
    for name in ["ab", "-abc", "abc-", "123", "a_b", "a.b", "%C3%A4bc", &"a".repeat(101)] {
        refused(&service.send(put(name, &plain())).await, 400, "InvalidParameter");
    }
    let with_subdomain = |subdomain: &str| json!({ "location": "eastus", "sku": { "name": "ST2" }, "properties": { "subdomain": subdomain } });
    for subdomain in ["", "a", "a.b", "a b", "-ab", "é", &"a".repeat(64)] {
        let answer = service.send(put("my-app", &with_subdomain(subdomain))).await;
        refused(&answer, 400, "InvalidParameter");
        assert_eq!(answer.body["error"]["target"], "properties.subdomain");
    }
    created(&service, "my-app", &with_subdomain("mine")).await;
    let taken = service.send(put("other", &with_subdomain("MINE"))).await;
    refused(&taken, 409, "AlreadyExists");
    let elsewhere = format!("{SUBSCRIPTION}/resourceGroups/rg2/{PROVIDER}/iotApps/My-App");
    let taken = service.send(call("PUT", &elsewhere).json("application/json", &with_subdomain("free"))).await;
    refused(&taken, 409, "AlreadyExists");
    assert_eq!(taken.body["error"]["target"], "name");
}

#[tokio::test]
async fn an_application_has_its_own_data_plane_while_it_exists() {
    let service = Service::new();
    created(&service, "my-app", &plain()).await;
    let host = "my-app.localhost:7071";
    let put = Call::new("PUT", "/api/dashboards/x").header("host", host);
    let kept = service.send(put.json("application/json", &json!({ "displayName": "X" }))).await.ok();
    let list = |host: &'static str| service.send(Call::new("GET", "/api/dashboards").header("host", host));
    assert_eq!(list(host).await.ok()["value"], Value::Array(vec![kept]));
    assert_eq!(ids(&list("localhost:7071").await.ok()).len(), 3, "the seeded one is another");
    let devices = service.send(Call::new("GET", "/api/devices").header("host", host)).await.ok();
    assert_eq!(devices["value"], json!([]));

    let gone = service.send(call("DELETE", &at("my-app")).header("x-emulator-lro", "synchronous")).await;
    assert_eq!((gone.status, gone.body), (200, Value::Null));
    list(host).await.error(404, "NotFound");
    let again = created(&service, "my-app", &plain()).await;
    assert_eq!(list(host).await.ok()["value"], json!([]), "{again}: what was in the old one is gone");
}

#[tokio::test]
async fn a_missing_application_is_not_found() {
    let service = Service::new();
    let message = refused(&service.send(call("GET", &at("missing"))).await, 404, "ResourceNotFound");
    assert!(message.contains("'Microsoft.IoTCentral/iotApps/missing'") && message.contains("'rg'"), "{message}");
    refused(&service.send(patch("missing", &json!({}))).await, 404, "ResourceNotFound");
    assert_eq!(service.send(call("DELETE", &at("missing"))).await.status, 204);
}
