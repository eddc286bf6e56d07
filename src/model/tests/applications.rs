//! An application of the control plane.

use serde_json::json;

use super::super::*;
use super::{read, written};

#[test]
fn an_application_survives_a_round_trip() {
    let live = json!({
        "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/app", "name": "app",
        "type": "Microsoft.IoTCentral/IoTApps", "location": "eastus", "tags": {"a": "b", "hidden-link": ""},
        "sku": {"name": "ST2"}, "identity": {"type": "SystemAssigned", "tenantId": "t", "principalId": "p"},
        "properties": {"displayName": "App", "subdomain": "contoso", "state": "created", "applicationId": "a",
            "provisioningState": "Creating", "networkRuleSets": {"applyToDevices": true}},
        "systemData": {"createdBy": "me"},
    });
    let application: Application = read(&live).unwrap();
    assert_eq!(application.sku.name, ApplicationSkuName::Standard2);
    assert_eq!(application.tags.as_ref().unwrap().0[0], ("a".to_owned(), "b".to_owned()));
    let properties = application.properties.as_ref().unwrap();
    assert_eq!(properties.provisioning_state, Some(ProvisioningState::Creating));
    assert_eq!(written(&application), live);

    for (member, pointer) in [
        (json!({"location": null}), "/location"),
        (json!({"tags": {"a": 1}}), "/tags/a"),
        (json!({"tags": ["a"]}), "/tags"),
        (json!({"sku": {}}), "/sku/name"),
        (json!({"identity": {"type": 1}}), "/identity/type"),
        (json!({"properties": {"subdomain": {}}}), "/properties/subdomain"),
    ] {
        let mut changed = live.clone();
        changed.as_object_mut().unwrap().extend(member.as_object().unwrap().clone());
        assert_eq!(read::<Application>(&changed).unwrap_err().pointer, pointer);
    }
}
