//! What people call devices and capabilities: from devices and their templates.

use super::plan::{Column, Reading};
use super::template::{CapabilityNames, LanguageMap, read_model};
use crate::model::View;

/// What is known of devices and templates so far.
#[derive(Debug, Clone, Default)]
pub struct Names {
    devices: Vec<DeviceNames>,
    templates: Vec<(String, Vec<CapabilityNames>)>,
}

#[derive(Debug, Clone)]
struct DeviceNames {
    id: String,
    display_name: Option<String>,
    template: Option<String>,
}

/// Where a value comes from, and what people call that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The device's id.
    pub device: String,
    /// Its display name, where it is known.
    pub device_name: Option<String>,
    /// The capability as the tile names it, component in front.
    pub capability: String,
    /// Its display name, where its template has one.
    pub capability_name: Option<String>,
    /// The sign of its unit, such as `°C`, or the unit's name where there is no sign.
    pub unit: Option<String>,
    /// Display names of its values, where it is an enumeration: a value as text, and what it is called.
    pub labels: Vec<(String, String)>,
    /// The aggregate function as the tile names it.
    pub aggregate: Option<String>,
}

impl Names {
    /// Whether a device is known.
    #[must_use]
    pub fn knows_device(&self, id: &str) -> bool {
        self.device(id).is_some()
    }

    /// The template of a device, where nothing is known of it, not even that it can't be read.
    #[must_use]
    pub fn missing_template(&self, device: &str) -> Option<String> {
        let template = self.template_of(device)?;
        let is_known = self.templates.iter().any(|(known, _)| known == template);
        (!is_known).then(|| template.to_owned())
    }

    /// The template of a device.
    #[must_use]
    pub fn template_of(&self, device: &str) -> Option<&str> {
        self.device(device)?.template.as_deref()
    }

    /// Takes in a device as the service shows it, in place of what was known of it.
    pub fn add_device(&mut self, id: &str, device: View<'_>) {
        let text = |key: &str| device.get(key)?.string().map(Into::into);
        self.devices.retain(|known| known.id != id);
        self.devices.push(DeviceNames {
            id: id.to_owned(),
            display_name: text("displayName"),
            template: text("template"),
        });
    }

    /// Takes in a device template as the service shows it; `None` where it can't be had.
    pub fn add_template(&mut self, id: &str, template: Option<View<'_>>) {
        let model = template.and_then(|template| template.get("capabilityModel"));
        let capabilities = model.map(read_model).unwrap_or_default();
        self.templates.retain(|(known, _)| known != id);
        self.templates.push((id.to_owned(), capabilities));
    }

    /// What a column of a reading is called, for a reader of `locale`, as BCP 47 has it.
    #[must_use]
    pub fn source(&self, reading: &Reading, column: &Column, locale: &str) -> Source {
        let device = self.device(&reading.device);
        let template = device.and_then(|device| device.template.as_deref());
        let capabilities = self.templates.iter().find(|(id, _)| Some(id.as_str()) == template);
        let capability = capabilities.and_then(|(_, all)| all.iter().find(|known| known.path == column.capability));
        let text = |names: Option<&LanguageMap>| names?.text(locale).map(str::to_owned);
        let labels = capability.iter().flat_map(|capability| &capability.labels).map(|(value, label)| (value, label));
        Source {
            device: reading.device.clone(),
            device_name: device.and_then(|device| device.display_name.clone()),
            capability: column.capability.clone(),
            capability_name: text(capability.map(|capability| &capability.display_name)),
            unit: text(capability.map(|capability| &capability.unit)),
            labels: labels.into_iter().filter_map(|(value, label)| Some((value.clone(), text(Some(label))?))).collect(),
            aggregate: column.aggregate.clone(),
        }
    }

    fn device(&self, id: &str) -> Option<&DeviceNames> {
        self.devices.iter().find(|device| device.id == id)
    }
}
