use serde_json::{Value, json};

use super::{PROVIDER, SUBSCRIPTION, at, call, created, plain, put, refused};
use crate::service::{APPLICATION, Call, Service};

async fn ask(service: &Service, question: &str, body: Value) -> Value {
    let call = call("POST", &format!("{SUBSCRIPTION}/{PROVIDER}/{question}"));
    service.send(call.json("application/json", &body)).await.ok()
}

#[tokio::test]
async fn names_and_subdomains_are_taken_or_free() {
    let service = Service::new();
    let mut body = plain();
    body["properties"] = json!({ "subdomain": "sub" });
    created(&service, "my-app", &body).await;
    for (question, name, reason) in [
        ("checkNameAvailability", "MY-APP", Some("AlreadyExists")),
        ("checkNameAvailability", "contoso", Some("AlreadyExists")),
        ("checkNameAvailability", "123", Some("Invalid")),
        ("checkNameAvailability", "sub", None),
        ("checkSubdomainAvailability", "Sub", Some("AlreadyExists")),
        ("CHECKSUBDOMAINAVAILABILITY", "my-app", None),
        ("checkSubdomainAvailability", "a.b", Some("Invalid")),
    ] {
        let answer = ask(&service, question, json!({ "name": name, "type": "IoTApps" })).await;
        match reason {
            None => assert_eq!(answer, json!({ "nameAvailable": true }), "{name}"),
            Some(reason) => {
                assert_eq!((&answer["nameAvailable"], &answer["reason"]), (&json!(false), &json!(reason)), "{name}");
                assert!(answer["message"].as_str().unwrap().contains(name), "{answer}");
            }
        }
    }
    let call = call("POST", &format!("{SUBSCRIPTION}/{PROVIDER}/checkNameAvailability"));
    let answer = service.send(call.json("application/json", &json!({}))).await;
    refused(&answer, 400, "InvalidRequestContent");
}

#[tokio::test]
async fn templates_and_operations_are_listed() {
    let service = Service::new();
    let templates = service.send(call("POST", &format!("{SUBSCRIPTION}/{PROVIDER}/appTemplates"))).await.ok();
    let first = &templates["value"][0];
    assert_eq!((&first["manifestId"], &first["title"]), (&json!("iotc-pnp-preview"), &json!("Custom application")));
    assert_eq!((&first["order"], &first["name"]), (&json!(0), &json!("iotc-pnp-preview@1.0.0")));
    assert!(first["locations"].as_array().unwrap().contains(&json!({ "id": "westus", "displayName": "West US" })));
    let operations = service.send(call("GET", "/providers/microsoft.iotcentral/operations")).await.ok();
    let names: Vec<_> =
        operations["value"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Microsoft.IoTCentral/IoTApps/write"), "{names:?}");
}

#[tokio::test]
async fn subscriptions_are_those_that_have_an_application() {
    let service = Service::new();
    let list = || Call::raw("GET", "/subscriptions?api-version=2022-12-01");
    let ids = |answer: Value| {
        answer["value"].as_array().unwrap().iter().map(|one| one["subscriptionId"].clone()).collect::<Vec<_>>()
    };
    let seeded = "00000000-0000-0000-0000-000000000000";
    let answer = service.send(list()).await.ok();
    assert_eq!(
        (&answer["value"][0]["displayName"], &answer["value"][0]["state"]),
        (&json!("Emulator"), &json!("Enabled"))
    );
    assert_eq!(ids(answer), [seeded]);
    created(&service, "my-app", &plain()).await;
    let other = SUBSCRIPTION.rsplit('/').next().unwrap();
    assert_eq!(ids(service.send(list()).await.ok()), [seeded, other]);
    refused(&service.send(Call::raw("POST", "/subscriptions?api-version=2022-12-01")).await, 405, "MethodNotAllowed");
}

#[tokio::test]
async fn every_call_names_a_version() {
    let service = Service::new();
    for version in ["2021-06-01", "2021-11-01-preview"] {
        let path = format!("{SUBSCRIPTION}/{PROVIDER}/iotApps?api-version={version}");
        service.send(Call::raw("GET", &path)).await.ok();
    }
    let path = format!("{SUBSCRIPTION}/{PROVIDER}/iotApps?api-version=2018-09-01");
    let message = refused(&service.send(Call::raw("GET", &path)).await, 400, "InvalidApiVersionParameter");
    assert!(message.contains("2021-06-01, 2021-11-01-preview"), "{message}");
    let path = format!("{SUBSCRIPTION}/{PROVIDER}/iotApps");
    refused(&service.send(Call::raw("GET", &path)).await, 400, "MissingApiVersionParameter");
}

#[tokio::test]
async fn only_a_bearer_token_opens_it() {
    let service = Service::new();
    let api_token = format!("SharedAccessSignature sr={APPLICATION}&sig=iotcentral-emulator&skn=web&se=1772629203000");
    for (authorization, code) in [
        ("", "AuthenticationFailed"),
        ("Basic aW90", "AuthenticationFailed"),
        ("Bearer wrong", "InvalidAuthenticationToken"),
        (api_token.as_str(), "InvalidAuthenticationToken"),
    ] {
        let answer = service.send(call("GET", &at("x")).header("authorization", authorization)).await;
        refused(&answer, 401, code);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn only_administrators_may_use_it() {
    let service = Service::new();
    for role in ["builder", "operator"] {
        let token = format!("Bearer iotcentral-emulator-{role}");
        for call in [call("GET", &at("contoso")), put("x", &plain())] {
            refused(&service.send(call.header("authorization", &token)).await, 403, "AuthorizationFailed");
        }
    }
}

#[tokio::test]
async fn unknown_resource_types_and_methods_are_rejected() {
    let service = Service::new();
    for path in [
        "/subscriptions/s",
        "/providers/Microsoft.IoTCentral/operations/x",
        "/subscriptions/s/providers/Microsoft.Web/sites",
    ] {
        refused(&service.send(call("GET", path)).await, 404, "InvalidResourceType");
    }
    let answer = service.send(call("POST", &at("my-app"))).await;
    assert_eq!(answer.header("allow"), "GET, PUT, PATCH, DELETE");
    refused(&answer, 405, "MethodNotAllowed");
}

/// `az iot central app create` reads the resource group's location.
#[tokio::test]
async fn every_resource_group_exists() {
    let path = format!("{SUBSCRIPTION}/resourcegroups/rg?api-version=2024-11-01");
    let group = Service::new().send(Call::raw("GET", &path)).await.ok();
    assert_eq!((&group["name"], &group["properties"]["provisioningState"]), (&json!("rg"), &json!("Succeeded")));
    assert!(group["location"].is_string());
}
