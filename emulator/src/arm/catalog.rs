//! Fixed lists: the operations of the resource provider, and the application templates.

use serde_json::{Value, json};

/// Name, resource, operation and description of each operation.
const OPERATIONS: [[&str; 4]; 9] = [
    ["checkNameAvailability/action", "IoTApps", "Check name", "Checks if an IoTApp resource name is available"],
    ["checkSubdomainAvailability/action", "IoTApps", "Check subdomain", "Checks if an IoTApp subdomain is available"],
    ["appTemplates/action", "AppTemplates", "List templates", "Lists the application templates of IoTApps resources"],
    ["IoTApps/read", "IoTApps", "Read application", "Reads IoTApp resources"],
    ["IoTApps/write", "IoTApps", "Write application", "Creates or updates an IoTApp resource"],
    ["IoTApps/delete", "IoTApps", "Delete application", "Deletes an IoTApp resource"],
    ["locations/operationResults/read", "OperationResults", "Read result", "Reads the result of an operation"],
    ["register/action", "Subscription", "Register", "Registers the subscription for the resource provider"],
    ["operations/read", "Operations", "List operations", "Lists the operations of the resource provider"],
];

/// The version of all templates.
const VERSION: &str = "1.0.0";

/// Id, title, industry and description of each template.
const TEMPLATES: [[&str; 4]; 11] = [
    ["iotc-pnp-preview", "Custom application", "", "An empty application for your own device templates and devices."],
    [
        "iotc-condition",
        "In-store analytics – condition monitoring",
        "Retail",
        "Connect and monitor the environment of a store.",
    ],
    ["iotc-store", "In-store analytics – checkout", "Retail", "Monitor and manage the flow of a store's checkouts."],
    ["iotc-logistics", "Connected logistics", "Retail", "Track a shipment in real time across air, water and land."],
    ["iotc-distribution", "Digital distribution center", "Retail", "Digitise the assets and actions of a warehouse."],
    ["iotc-inventory", "Smart inventory management", "Retail", "Automate receiving, movement, counting and tracking."],
    ["iotc-meter", "Smart meter monitoring", "Energy", "Monitor energy consumption, network status and trends."],
    ["iotc-solar", "Solar panel monitoring", "Energy", "Monitor the status and the yield of solar panels."],
    ["iotc-consumption", "Water consumption monitoring", "Government", "Monitor and control the flow of water."],
    [
        "iotc-patient",
        "Continuous patient monitoring",
        "Healthcare",
        "Extend the care of patients and monitor their devices.",
    ],
    ["iotc-default", "Custom application (legacy)", "", "An empty application of the kind that came before."],
];

/// The regions in which templates can be used.
const LOCATIONS: [[&str; 2]; 8] = [
    ["australiaeast", "Australia East"],
    ["centralus", "Central US"],
    ["eastus", "East US"],
    ["japaneast", "Japan East"],
    ["northeurope", "North Europe"],
    ["uksouth", "UK South"],
    ["westeurope", "West Europe"],
    ["westus", "West US"],
];

/// `GET /providers/Microsoft.IoTCentral/operations`
pub(super) fn operations() -> Value {
    let describe = |[name, resource, operation, description]: [&str; 4]| {
        json!({
            "name": format!("Microsoft.IoTCentral/{name}"),
            "display": {
                "provider": "Microsoft IoT Central",
                "resource": resource,
                "operation": operation,
                "description": description,
            },
            "origin": "user,system",
        })
    };
    json!({ "value": OPERATIONS.map(describe) })
}

/// Returns whether an application template has this name, with or without a version.
pub(super) fn has_template(name: &str) -> bool {
    let (id, version) = name.split_once('@').unwrap_or((name, VERSION));
    version == VERSION && TEMPLATES.iter().any(|[known, ..]| *known == id)
}

/// `POST …/appTemplates`
pub(super) fn templates() -> Value {
    let locations = LOCATIONS.map(|[id, name]| json!({ "id": id, "displayName": name }));
    let value: Vec<_> = TEMPLATES
        .iter()
        .enumerate()
        .map(|(order, [id, title, industry, description])| {
            json!({
                "manifestId": id,
                "manifestVersion": VERSION,
                "name": format!("{id}@{VERSION}"),
                "title": title,
                "order": order,
                "description": description,
                "industry": industry,
                "locations": locations,
            })
        })
        .collect();
    json!({ "value": value })
}
