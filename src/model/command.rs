//! Commands that devices run (`2022-10-31-preview`).

use super::macros::object;
use crate::json::Raw;

object! {
    /// A command for a device, and the device's response.
    ///
    /// Source: `DeviceCommand` in the data plane's OpenAPI description, `2022-10-31-preview`.
    ///
    /// ```
    /// use iotcentral_web::model::{DeviceCommand, Raw};
    ///
    /// let request = Some(Raw::new(&5)?);
    /// let command = DeviceCommand { request, response_timeout: Some(10.0), ..DeviceCommand::default() };
    /// assert_eq!(serde_json::to_string(&command)?, r#"{"request":5,"responseTimeout":10}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct DeviceCommand as "a device command" {
        /// The id of this run of the command.
        readonly id: String = "id",
        /// The command's argument, of the type that the device template declares.
        optional request: Raw = "request",
        /// How long the service waits for a device that is not connected, in seconds, 0–30. Default 0.
        optional connection_timeout: f64 = "connectionTimeout" from 0 to 30,
        /// How long the service waits for the device's response, in seconds, 5–30. The service's default is 30. The
        /// client adds this time to its own `timeout`; a command without `responseTimeout` keeps the client's
        /// `timeout`, by default 30 seconds.
        optional response_timeout: f64 = "responseTimeout" from 5 to 30,
        /// The device's response.
        readonly response: Raw = "response",
        /// The status of the device's response, an HTTP status code.
        readonly response_code: f64 = "responseCode",
    }
}
