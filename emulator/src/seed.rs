//! What an emulated application starts with. The contract has no such document; its shape is the emulator's own.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::simulation::Signal;

const CONTOSO: &str = include_str!("../seed/contoso.json");

/// An application and what is in it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Seed {
    pub(crate) application: Application,
    pub(crate) templates: Vec<Template>,
    pub(crate) devices: Vec<Device>,
    pub(crate) device_groups: Vec<DeviceGroup>,
    /// Bodies as a client would PUT them, by id.
    pub(crate) dashboards: BTreeMap<String, Value>,
}

/// The application's identity.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Application {
    /// A GUID.
    pub(crate) id: String,
    pub(crate) display_name: String,
    pub(crate) subdomain: String,
}

/// A device template: what devices of this kind send.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Template {
    pub(crate) id: String,
    #[expect(dead_code, reason = "documents the seed; /deviceTemplates will answer it")]
    display_name: String,
    /// Signals by path: `temperature`, or `component.temperature`.
    pub(crate) telemetry: BTreeMap<String, Signal>,
}

/// A simulated device.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) display_name: String,
    /// The id of its template.
    pub(crate) template: String,
    pub(crate) properties: Map<String, Value>,
}

/// A device group. The filter is only shown; the members are listed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct DeviceGroup {
    pub(crate) id: String,
    pub(crate) display_name: String,
    pub(crate) description: String,
    pub(crate) filter: String,
    pub(crate) devices: Vec<String>,
}

impl Seed {
    pub(crate) fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    pub(crate) fn device(&self, id: &str) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == id)
    }
}

/// The application "Contoso" that is compiled in.
pub(crate) fn contoso() -> Result<Seed, String> {
    let seed: Seed = serde_json::from_str(CONTOSO).map_err(|error| format!("seed: {error}"))?;
    for device in &seed.devices {
        seed.template(&device.template)
            .ok_or_else(|| format!("seed: {} has the template {}, which is missing", device.id, device.template))?;
    }
    for group in &seed.device_groups {
        let stray = group.devices.iter().find(|id| seed.device(id).is_none());
        if let Some(stray) = stray {
            return Err(format!("seed: the group {} has the device {stray}, which is missing", group.id));
        }
    }
    Ok(seed)
}
