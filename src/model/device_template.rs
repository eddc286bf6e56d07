//! Device templates (`2022-10-31-preview`), and the capabilities that they declare.

use serde::Deserialize;

use super::macros::object;
use crate::json::{Raw, Record};

object! {
    /// A device template: the capabilities of a kind of device.
    ///
    /// Source: `DeviceTemplate` in the data plane's OpenAPI description, `2022-10-31-preview`.
    ///
    /// ```
    /// use iotcentral_web::model::DeviceTemplate;
    ///
    /// let text = r#"{ "@id": "dtmi:contoso:Thermostat;1", "displayName": "Thermostat" }"#;
    /// let template: DeviceTemplate = serde_json::from_str(text)?;
    /// assert_eq!(template.id.as_deref(), Some("dtmi:contoso:Thermostat;1"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct DeviceTemplate as "a device template" {
        /// The template's id, such as `dtmi:contoso:Thermostat;1`, which devices name in `template`.
        readonly id: String = "@id",
        /// The template's name.
        optional display_name: String = "displayName",
        /// What the template is for.
        optional description: String = "description",
        /// The capabilities of the template's devices, in the Digital Twins Definition Language (DTDL).
        optional capability_model: Record = "capabilityModel",
        /// The version of the template, quotes included.
        optional etag: String = "etag",
    }
}

/// A capability of a device template: a telemetry, a property or a command.
///
/// ```
/// use iotcentral_web::model::{CapabilityKind, TemplateCapability};
///
/// fn telemetry(capabilities: &[TemplateCapability]) -> impl Iterator<Item = &str> {
///     let sent = capabilities.iter().filter(|capability| capability.kind == CapabilityKind::Telemetry);
///     sent.map(|capability| capability.path.as_str())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateCapability {
    /// The name by which tiles refer to the capability, with its modules and components in front, such as
    /// `thermostat.temperature`.
    pub path: String,
    /// The display name in the caller's language; the last part of the path if the template has no display name.
    pub display_name: String,
    /// The kind of the capability.
    pub kind: CapabilityKind,
    /// The symbol of the unit, such as `°C`, or the unit's name if it has no symbol.
    pub unit: Option<String>,
    /// The type of the values; absent for a command.
    pub schema: Option<ValueSchema>,
    /// The argument of a command; absent if the command takes none.
    pub request: Option<SchemaField>,
    /// The type of a command's response; absent if the command has none.
    pub response: Option<ValueSchema>,
}

/// The kind of a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CapabilityKind {
    /// Devices send values of it.
    Telemetry,
    /// Devices report it, or the application stores it.
    Property,
    /// Devices run it.
    Command,
}

/// The type of a value, in as much detail as a form needs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueSchema {
    /// The kind of the type.
    pub r#type: ValueType,
    /// The values of an enumeration; empty for other types.
    #[serde(default)]
    pub values: Vec<EnumValue>,
    /// The fields of an object; empty for other types.
    #[serde(default)]
    pub fields: Vec<SchemaField>,
}

/// The kind of a value's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ValueType {
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A text, a date, a time of day or a duration.
    String,
    /// A location: `{ lat, lon, alt? }`.
    Geopoint,
    /// A vector: `{ x, y, z }`.
    Vector,
    /// One of the values of an enumeration.
    Enum,
    /// An object with known fields.
    Object,
    /// A value of any other type.
    Any,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EnumValue {
    /// The value itself, a text or a number.
    pub value: Raw,
    /// The display name in the caller's language.
    pub name: String,
}

/// A field of an object, or the argument of a command.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SchemaField {
    /// The key of the field.
    pub key: String,
    /// The display name in the caller's language.
    pub name: String,
    /// The type of the field's value.
    pub schema: ValueSchema,
}
