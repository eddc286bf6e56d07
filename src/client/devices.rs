//! Devices of an application.

use super::pages::Pages;
use crate::model::{Device, DeviceCommand, DeviceTelemetry, Json, Record};
use crate::pipeline::{Call, Pipeline};
use crate::request::devices::{
    DevicePart, GetDevice, GetDeviceProperties, GetTelemetryValue, ListCommandHistory, ListDevices, RunCommand,
};

/// Devices of an application, as far as tiles need them. Where a [`DevicePart`] is asked for, a device's id does too:
/// `&"thermostat-01".into()`.
#[derive(Clone)]
pub struct Devices {
    pub(super) pipeline: Pipeline,
}

impl Devices {
    /// All devices the user may see, page by page.
    #[must_use]
    pub fn list(&self, options: &ListDevices) -> Pages<Device> {
        Pages::new(&self.pipeline, options)
    }

    /// One device; `expand` says what else of it to answer.
    /// Status 404 where there is none of this id.
    pub fn get(&self, id: &str, expand: Option<&str>) -> Call<Json<Device>> {
        self.pipeline.call(&GetDevice { id, expand })
    }

    /// The values of all properties.
    pub fn get_properties(&self, part: &DevicePart) -> Call<Json<Record>> {
        self.pipeline.call(&GetDeviceProperties { part })
    }

    /// The last known value of a telemetry.
    /// Status 404 where the device's template has none of this name.
    pub fn get_telemetry_value(&self, part: &DevicePart, name: &str) -> Call<Json<DeviceTelemetry>> {
        self.pipeline.call(&GetTelemetryValue { part, name })
    }

    /// Runs a command and waits for the device's response; a try may take that much longer than others. It is
    /// sent once; again only after 429, or with another token after 401, where nothing can have run.
    pub fn run_command(
        &self,
        part: &DevicePart,
        name: &str,
        command: &Json<DeviceCommand>,
    ) -> Call<Json<DeviceCommand>> {
        self.pipeline.call(&RunCommand { part, name, command })
    }

    /// The runs of a command, page by page.
    #[must_use]
    pub fn list_command_history(&self, part: &DevicePart, name: &str) -> Pages<DeviceCommand> {
        Pages::new(&self.pipeline, &ListCommandHistory { part, name })
    }
}
