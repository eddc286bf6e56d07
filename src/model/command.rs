//! Commands that devices run (`2022-10-31-preview`).

use super::macros::object;
use crate::json::Raw;

object! {
    /// A command for a device to run, and what came of it.
    ///
    /// Source: `DeviceCommand` in the data plane's OpenAPI description, `2022-10-31-preview`.
    pub struct DeviceCommand as "a device command" {
        /// Id of this run.
        readonly id: String = "id",
        /// What the command is told, of whatever type the device's template says.
        optional request: Raw = "request",
        /// How long to wait for a device that isn't connected, in seconds, 0–30. Default 0.
        optional connection_timeout: f64 = "connectionTimeout" from 0 to 30,
        /// How long to wait for the device's response, in seconds, 5–30. The service's default is 30. The client adds this
        /// time to its own `timeout`, which a command without it keeps: by default 30 seconds too.
        optional response_timeout: f64 = "responseTimeout" from 5 to 30,
        /// What the device responded.
        readonly response: Raw = "response",
        /// The status that the device responded with, as HTTP has them.
        readonly response_code: f64 = "responseCode",
    }
}
