//! The display names of devices and capabilities, read from devices and their templates.

use super::plan::{Column, Reading};
use super::template::{CapabilityNames, LanguageMap, read_model};
use crate::model::View;

/// The devices and templates that have been read.
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

/// The device and the capability of a value, with their display names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The device's id.
    pub device: String,
    /// The device's display name, if it is known.
    pub device_name: Option<String>,
    /// The capability as the tile names it, with its component in front.
    pub capability: String,
    /// The capability's display name, if the template has one.
    pub capability_name: Option<String>,
    /// The symbol of the unit, such as `°C`, or the unit's name if it has no symbol.
    pub unit: Option<String>,
    /// The display names of an enumeration's values: a value as text, and its name.
    pub labels: Vec<(String, String)>,
    /// The fields of an object as the device template declares them; empty for other values.
    pub fields: Vec<Field>,
    /// The aggregate function as the tile names it.
    pub aggregate: Option<String>,
}

/// A field of an object, as the device template declares it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// The field's name in a value.
    pub key: String,
    /// The display name, if the template has one.
    pub name: Option<String>,
    /// The symbol of the unit, such as `°C`, or the unit's name if it has no symbol.
    pub unit: Option<String>,
    /// The display names of an enumeration's values: a value as text, and its name.
    pub labels: Vec<(String, String)>,
    /// The fields of the field's own object; empty for other values.
    pub fields: Vec<Field>,
}

impl Field {
    /// Reads the first capability of `known`. Its fields follow it in the list, and their paths begin with its path.
    fn from_first(known: &[CapabilityNames], locale: &str) -> Option<Self> {
        let (first, behind) = known.split_first()?;
        let text = |names: &LanguageMap| names.text(locale).map(str::to_owned);
        let prefix = [&first.path, "."].concat();
        let inner = behind.iter().take_while(|name| name.path.starts_with(&prefix)).count();
        let fields = behind.get(..inner)?;
        let is_own = |place: &usize| {
            fields.get(*place).is_some_and(|field| !field.path.get(prefix.len()..).unwrap_or_default().contains('.'))
        };
        Some(Self {
            key: first.path.rsplit('.').next().unwrap_or_default().to_owned(),
            name: text(&first.display_name),
            unit: text(&first.unit),
            labels: first.labels.iter().filter_map(|(value, label)| Some((value.clone(), text(label)?))).collect(),
            fields: (0..inner)
                .filter(is_own)
                .filter_map(|place| Self::from_first(fields.get(place..)?, locale))
                .collect(),
        })
    }
}

impl Names {
    /// Returns whether the device has been read.
    #[must_use]
    pub fn knows_device(&self, id: &str) -> bool {
        self.device(id).is_some()
    }

    /// Returns the id of a device's template if the template must still be read. A template that could not be read is
    /// not read again.
    #[must_use]
    pub fn missing_template(&self, device: &str) -> Option<String> {
        let template = self.template_of(device)?;
        let is_known = self.templates.iter().any(|(known, _)| known == template);
        (!is_known).then(|| template.to_owned())
    }

    /// Returns the id of a device's template.
    #[must_use]
    pub fn template_of(&self, device: &str) -> Option<&str> {
        self.device(device)?.template.as_deref()
    }

    /// Adds a device as the service returned it, or replaces it.
    pub fn add_device(&mut self, id: &str, device: View<'_>) {
        let text = |key: &str| device.get(key)?.string().map(Into::into);
        self.devices.retain(|known| known.id != id);
        self.devices.push(DeviceNames {
            id: id.to_owned(),
            display_name: text("displayName"),
            template: text("template"),
        });
    }

    /// Adds a device template as the service returned it; `None` if it could not be read.
    pub fn add_template(&mut self, id: &str, template: Option<View<'_>>) {
        let model = template.and_then(|template| template.get("capabilityModel"));
        let capabilities = model.map(read_model).unwrap_or_default();
        self.templates.retain(|(known, _)| known != id);
        self.templates.push((id.to_owned(), capabilities));
    }

    /// Returns the names of a reading's column in the language of `locale`, a BCP 47 tag.
    #[must_use]
    pub fn source(&self, reading: &Reading, column: &Column, locale: &str) -> Source {
        let device = self.device(&reading.device);
        let template = device.and_then(|device| device.template.as_deref());
        let capabilities = self.templates.iter().find(|(id, _)| Some(id.as_str()) == template);
        let known = capabilities.and_then(|(_, all)| {
            let place = all.iter().position(|known| known.path == column.capability)?;
            Field::from_first(all.get(place..)?, locale)
        });
        let Field { name, unit, labels, fields, .. } = known.unwrap_or_default();
        Source {
            device: reading.device.clone(),
            device_name: device.and_then(|device| device.display_name.clone()),
            capability: column.capability.clone(),
            capability_name: name,
            unit,
            labels,
            fields,
            aggregate: column.aggregate.clone(),
        }
    }

    fn device(&self, id: &str) -> Option<&DeviceNames> {
        self.devices.iter().find(|device| device.id == id)
    }
}
