//! Device templates (`2022-10-31-preview`), and what they say that devices are able to do.

use serde::Deserialize;

use super::macros::object;
use crate::json::{Raw, Record};

object! {
    /// A device template: what devices of a kind are able to do.
    ///
    /// Source: `DeviceTemplate` in the data plane's OpenAPI description, `2022-10-31-preview`.
    pub struct DeviceTemplate as "a device template" {
        /// The template's id, such as `dtmi:contoso:Thermostat;1`, which devices name in `template`.
        readonly id: String = "@id",
        /// Its name.
        optional display_name: String = "displayName",
        /// What it is for.
        optional description: String = "description",
        /// What its devices are able to do, in DTDL.
        optional capability_model: Record = "capabilityModel",
        /// The version of the template, quotes included.
        optional etag: String = "etag",
    }
}

/// Something that devices of a template send, hold or do.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateCapability {
    /// How tiles name it: modules and components in front, such as `thermostat.temperature`.
    pub path: String,
    /// Its name in the reader's language; the last part of the path where the template has none.
    pub display_name: String,
    /// What it is.
    pub kind: CapabilityKind,
    /// The sign of its unit, such as `°C`, or the unit's name where there is no sign.
    pub unit: Option<String>,
    /// The type of its values; absent of a command.
    pub schema: Option<ValueSchema>,
    /// What a command is told; absent where it is told nothing.
    pub request: Option<SchemaField>,
    /// What a command answers; absent where it answers nothing.
    pub response: Option<ValueSchema>,
}

/// What a capability is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CapabilityKind {
    /// Devices send it.
    Telemetry,
    /// Devices or the application hold it.
    Property,
    /// Devices do it.
    Command,
}

/// The type of a value, as far as a form shows it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueSchema {
    /// The type.
    pub r#type: ValueType,
    /// The values of an enumeration.
    #[serde(default)]
    pub values: Vec<EnumValue>,
    /// The fields of an object.
    #[serde(default)]
    pub fields: Vec<SchemaField>,
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ValueType {
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A text, a date, a time or a duration.
    String,
    /// A place: `{ lat, lon, alt? }`.
    Geopoint,
    /// `{ x, y, z }`.
    Vector,
    /// One of some values.
    Enum,
    /// An object of known fields.
    Object,
    /// Anything else.
    Any,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EnumValue {
    /// The value itself, a text or a number.
    pub value: Raw,
    /// What it is called in the reader's language.
    pub name: String,
}

/// A field of an object, or what a command is told.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SchemaField {
    /// Its key.
    pub key: String,
    /// What it is called in the reader's language.
    pub name: String,
    /// The type of its value.
    pub schema: ValueSchema,
}
