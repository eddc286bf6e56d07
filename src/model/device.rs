//! Devices (`2022-10-31-preview`).

use super::macros::{object, open_enum};
use crate::json::Raw;

object! {
    /// A device.
    ///
    /// Source: `Device` in the data plane's OpenAPI description, `2022-10-31-preview`.
    pub struct Device as "a device" {
        /// The device's id.
        readonly id: String = "id",
        /// Its name.
        optional display_name: String = "displayName",
        /// Id of its device template, such as `dtmi:contoso:Thermostat;1`; a query reads from a template. Absent while no
        /// template is assigned.
        optional template: String = "template",
        /// Whether it may connect.
        optional enabled: bool = "enabled",
        /// Whether resources have been allocated for it.
        readonly provisioned: bool = "provisioned",
        /// Whether the service simulates it.
        optional simulated: bool = "simulated",
        /// Ids of the organizations it belongs to, one at most today.
        optional organizations: Vec<String> = "organizations",
        /// What kind of device it is. Absent: an ordinary one.
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
    /// The last known value of a telemetry.
    pub struct DeviceTelemetry as "a telemetry value" {
        /// The value, of whatever type the device's template says; a location is `{ lat, lon, alt? }`. Absent where the device
        /// sent none yet.
        optional value: Raw = "value",
        /// When it was sent, RFC 3339.
        optional timestamp: String = "timestamp",
    }
}
