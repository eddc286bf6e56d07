//! Fills a new store from a seed.

use serde_json::{Map, Value, json};

use super::{Application, Device, Seed};
use crate::{
    Clock,
    device::{Model, STATE, flatten},
    documents::device_groups,
    error::Error,
    resource::{Resource, SUBSCRIPTION},
    store::{ApplicationRow, Batch, Kind},
};

/// Adds the seeded application to an empty store.
pub(crate) fn fill(batch: &Batch<'_>, seed: &Seed, clock: Clock) -> Result<(), Error> {
    let Application { id, display_name, subdomain } = &seed.application;
    let resource = Resource { subscription: SUBSCRIPTION.into(), group: subdomain.clone(), name: subdomain.clone() };
    batch.put_seed(&resource.key(), &seed.documents)?;
    batch.put_application(&ApplicationRow {
        resource: resource.key(),
        id: id.clone(),
        name: subdomain.clone(),
        subdomain: subdomain.clone(),
        live: true,
        operation: None,
        body: json!({
            "id": resource.id(),
            "name": subdomain,
            "type": "Microsoft.IoTCentral/IoTApps",
            "location": "westeurope",
            "tags": {},
            "sku": { "name": "ST2" },
            "identity": { "type": "None" },
            "properties": {
                "applicationId": id,
                "displayName": display_name,
                "subdomain": subdomain,
                "template": "iotc-pnp-preview@1.0.0",
                "state": "created",
                "provisioningState": "Succeeded",
            },
        }),
    })?;
    let now = clock.now();
    for (template, document) in &seed.templates {
        batch.put(id, Kind::DeviceTemplate, template, document.clone(), now)?;
        let (group, all) = device_groups::of_template(template, document);
        batch.put(id, Kind::DeviceGroup, &group, all, now)?;
    }
    for device in &seed.devices {
        let model = seed.templates.get(&device.template).map(Model::new).unwrap_or_default();
        batch.put(id, Kind::Device, &device.id, device_document(device, &model, now.as_millisecond())?, now)?;
    }
    for (kind, documents) in [
        (Kind::DeviceGroup, &seed.groups),
        (Kind::Organization, &seed.organizations),
        (Kind::Dashboard, &seed.dashboards),
    ] {
        for (name, document) in documents {
            batch.put(id, kind, name, document.clone(), now)?;
        }
    }
    Ok(())
}

/// Returns a device of the seed in the form of the store.
fn device_document(seed: &Device, model: &Model, now: i64) -> Result<Value, Error> {
    let mut properties = Map::new();
    flatten("", &seed.properties, model, &mut |path, value| {
        properties.insert(path, json!({ "value": value, "updated": now }));
    })?;
    Ok(json!({
        "id": seed.id,
        "displayName": seed.display_name,
        "template": seed.template,
        "enabled": true,
        "provisioned": seed.simulated,
        "simulated": seed.simulated,
        STATE: { "interval": seed.interval, "seed": seed.seed, "properties": properties },
    }))
}
