//! The requests of the control plane.

use serde_json::{Value, json};

use super::super::applications::*;
use super::super::{Endpoint, Method, Operation, Request, Retryable};
use crate::error::ErrorKind;
use crate::model::{Application, ApplicationPatch, Json, Wire};

const ARM: &str = "https://management.azure.com";
const SUBSCRIPTION: &str = "11111111-2222-3333-4444-555555555555";
const GROUP: &str = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg";

fn address(name: &str) -> ApplicationAddress<'_> {
    ApplicationAddress { subscription_id: SUBSCRIPTION, resource_group: "rg", name }
}

/// Method and address, without the origin.
fn line(operation: &impl Operation) -> String {
    let request = operation.request().unwrap();
    let url = Endpoint::parse(ARM).unwrap().url(&request, None).unwrap();
    format!("{} {}", request.method.as_str(), url.strip_prefix(ARM).unwrap())
}

/// Media type and body.
fn body(request: Request) -> (&'static str, Value) {
    let (media_type, body) = request.body.expect("a body");
    (media_type, serde_json::from_slice(&body).unwrap())
}

fn checked<T: Wire>(value: &Value) -> Json<T> {
    Json::parse(value.to_string().as_bytes()).unwrap()
}

fn application() -> Json<Application> {
    checked(&json!({"location": "eastus", "sku": {"name": "ST2"}}))
}

#[test]
fn each_operation_has_its_line() {
    let (application, patch) = (application(), checked::<ApplicationPatch>(&json!({})));
    let address = address("contoso-iot");
    let provider = "/subscriptions/11111111-2222-3333-4444-555555555555/providers/Microsoft.IoTCentral";
    let at = format!("{GROUP}/providers/Microsoft.IoTCentral/iotApps/contoso-iot?api-version=2021-06-01");
    let check = |kind| CheckAvailability { subscription_id: SUBSCRIPTION, kind, name: "x" };
    for (line, expected) in [
        (
            line(&ListBySubscription { subscription_id: SUBSCRIPTION }),
            format!("GET {provider}/iotApps?api-version=2021-06-01"),
        ),
        (
            line(&ListByResourceGroup { subscription_id: SUBSCRIPTION, resource_group: "rg" }),
            format!("GET {GROUP}/providers/Microsoft.IoTCentral/iotApps?api-version=2021-06-01"),
        ),
        (line(&GetApplication { address }), format!("GET {at}")),
        (line(&CreateApplication { address, application: &application }), format!("PUT {at}")),
        (line(&UpdateApplication { address, patch: &patch }), format!("PATCH {at}")),
        (line(&DeleteApplication { address }), format!("DELETE {at}")),
        (line(&check(Unique::Name)), format!("POST {provider}/checkNameAvailability?api-version=2021-06-01")),
        (line(&check(Unique::Subdomain)), format!("POST {provider}/checkSubdomainAvailability?api-version=2021-06-01")),
        (
            line(&ListTemplates { subscription_id: SUBSCRIPTION }),
            format!("POST {provider}/appTemplates?api-version=2021-06-01"),
        ),
        (line(&ListOperations), "GET /providers/Microsoft.IoTCentral/operations?api-version=2021-06-01".to_owned()),
    ] {
        assert_eq!(line, expected);
    }
}

#[test]
fn a_question_may_be_repeated_and_a_change_may_not() {
    let patch = checked::<ApplicationPatch>(&json!({}));
    let check = CheckAvailability { subscription_id: SUBSCRIPTION, kind: Unique::Name, name: "x" };
    assert_eq!(check.request().unwrap().retryable, Retryable::Idempotent);
    assert_eq!(ListTemplates { subscription_id: SUBSCRIPTION }.request().unwrap().retryable, Retryable::Idempotent);
    let update = UpdateApplication { address: address("app"), patch: &patch };
    assert_eq!(update.request().unwrap().retryable, Retryable::IfNotActedOn);
}

#[test]
fn a_list_of_templates_has_no_body_and_no_page_size() {
    let mut request = ListTemplates { subscription_id: SUBSCRIPTION }.request().unwrap();
    assert_eq!((request.method, &request.body), (Method::Post, &None));
    assert_eq!(request.set_page_size(10).unwrap_err().pointer.as_deref(), Some("/maxPageSize"));
}

#[test]
fn an_application_is_sent_without_what_only_the_service_sets() {
    let application = checked(&json!({
        "id": "/subscriptions/s", "name": "app", "type": "Microsoft.IoTCentral/IoTApps", "location": "eastus",
        "tags": {"id": "kept", "": "", "type": "kept"}, "sku": {"name": "ST9", "tier": "kept"},
        "identity": {"type": "SystemAssigned", "principalId": "p", "tenantId": "t"},
        "properties": {"applicationId": "a", "displayName": "App", "subdomain": "contoso", "template": "iotc-pnp-preview",
            "state": "created", "provisioningState": "Succeeded", "publicNetworkAccess": "Enabled"},
        "later": {"id": 1}}));
    let expected = json!({
        "location": "eastus", "tags": {"id": "kept", "": "", "type": "kept"}, "sku": {"name": "ST9", "tier": "kept"},
        "identity": {"type": "SystemAssigned"},
        "properties": {"displayName": "App", "subdomain": "contoso", "template": "iotc-pnp-preview",
            "publicNetworkAccess": "Enabled"},
        "later": {"id": 1}});
    let create = CreateApplication { address: address("app"), application: &application };
    assert_eq!(body(create.request().unwrap()), ("application/json", expected));
}

#[test]
fn a_patch_is_sent_as_it_is() {
    let value = json!({"tags": {"a": "b"}, "sku": {"name": "ST1"}, "identity": {"type": "None"},
        "properties": {"displayName": "New"}, "later": null});
    let patch = checked(&value);
    let update = UpdateApplication { address: address("app"), patch: &patch };
    assert_eq!(body(update.request().unwrap()), ("application/json", value));
}

#[test]
fn a_question_for_a_name_says_what_it_is_for() {
    let check = CheckAvailability { subscription_id: SUBSCRIPTION, kind: Unique::Subdomain, name: "É \"x\"" };
    assert_eq!(body(check.request().unwrap()), ("application/json", json!({"name": "É \"x\"", "type": "IoTApps"})));
}

#[test]
fn names_follow_the_pattern_of_the_description() {
    let path = |name: &str| address(name).path();
    for name in ["abc", "1a2", "123-4", "a--b", "Contoso-IoT", "0x0", &"a".repeat(100)] {
        assert_eq!(path(name).unwrap(), format!("{GROUP}/providers/Microsoft.IoTCentral/iotApps/{name}"));
    }
    for name in ["", "ab", "-abc", "abc-", "123", "000000", "a_b", "a.b", "a b", "a/b", "..", "äbc", &"a".repeat(101)]
    {
        let error = path(name).expect_err(name);
        assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/resourceName")), "{name}");
    }
}

#[test]
fn a_resource_group_is_one_segment_of_the_path() {
    let path = |resource_group: &str| ApplicationAddress { resource_group, ..address("app") }.path();
    for (group, segment) in
        [("my_rg-(1).x", "my_rg-(1).x"), ("Größe", "Gr%C3%B6%C3%9Fe"), (&"ä".repeat(90), &"%C3%A4".repeat(90))]
    {
        assert!(path(group).unwrap().contains(&format!("/resourceGroups/{segment}/providers/")), "{group}");
    }
    for group in ["", ".", "..", "rg.", "a/b", "a b", "a?b", "a#b", "a%2fb", "a\\b", "a\0b", &"a".repeat(91)] {
        let error = path(group).expect_err(group);
        assert_eq!(
            (error.kind, error.pointer.as_deref()),
            (ErrorKind::InvalidInput, Some("/resourceGroupName")),
            "{group}"
        );
        let list = ListByResourceGroup { subscription_id: SUBSCRIPTION, resource_group: group };
        assert_eq!(list.request().unwrap_err(), error);
    }
}

#[test]
fn a_subscription_that_would_lead_elsewhere_is_refused() {
    for subscription_id in ["", ".", "..", "a/b", "a b", "a?b", "a#b", "a%2fb", "{id}", "ä"] {
        for error in [
            ListBySubscription { subscription_id }.request().unwrap_err(),
            ListTemplates { subscription_id }.request().unwrap_err(),
            CheckAvailability { subscription_id, kind: Unique::Name, name: "x" }.request().unwrap_err(),
            GetApplication { address: ApplicationAddress { subscription_id, ..address("app") } }.request().unwrap_err(),
        ] {
            assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/subscriptionId")));
        }
    }
}
