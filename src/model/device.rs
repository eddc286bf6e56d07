//! Devices (`2022-10-31-preview`).

use super::macros::{object, open_enum};
use crate::json::Raw;

object! {
    /// A device.
    ///
    /// Source: `Device` in the data plane's OpenAPI description, `2022-10-31-preview`.
    ///
    /// ```
    /// use iotcentral_web::model::Device;
    ///
    /// let device: Device = serde_json::from_str(r#"{ "id": "thermostat-01", "type": ["iotEdge"] }"#)?;
    /// assert_eq!(device.r#type, Some(vec!["iotEdge".into()]));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Device as "a device" {
        /// The device's id.
        readonly id: String = "id",
        /// The device's name.
        optional display_name: String = "displayName",
        /// The id of the device's template, such as `dtmi:contoso:Thermostat;1`, which queries read from. Absent while
        /// no template is assigned.
        optional template: String = "template",
        /// Whether the device may connect.
        optional enabled: bool = "enabled",
        /// Whether the service has allocated resources for the device.
        readonly provisioned: bool = "provisioned",
        /// Whether the service simulates the device.
        optional simulated: bool = "simulated",
        /// Ids of the organizations that the device belongs to; the service accepts at most one.
        optional organizations: Vec<String> = "organizations",
        /// The kinds of the device. Absent for an ordinary device.
        optional r#type: Vec<DeviceType> = "type",
        /// The deployment manifest of an IoT Edge device.
        optional deployment_manifest: Raw = "deploymentManifest",
        /// The version of the device, quotes included.
        optional etag: String = "etag",
    }
}

open_enum! {
    /// A kind of device.
    pub enum DeviceType {
        /// An IoT Edge device, which has modules.
        IotEdge = "iotEdge",
    }
}

object! {
    /// The last known value of a telemetry capability of a device.
    ///
    /// ```
    /// use iotcentral_web::model::DeviceTelemetry;
    ///
    /// let text = r#"{ "value": 21.5, "timestamp": "2026-01-31T12:00:00Z" }"#;
    /// let telemetry: DeviceTelemetry = serde_json::from_str(text)?;
    /// assert_eq!(telemetry.value.and_then(|value| value.view().number()), Some(21.5));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct DeviceTelemetry as "a telemetry value" {
        /// The value, of the type that the device template declares; a location is `{ lat, lon, alt? }`. Absent if the
        /// device has sent no value yet.
        optional value: Raw = "value",
        /// When the device sent the value, in RFC 3339.
        optional timestamp: String = "timestamp",
    }
}
