//! Devices of an application.

use super::pages::Pages;
use crate::model::{Device, DeviceCommand, DeviceTelemetry, Json, Record};
use crate::pipeline::{Call, Pipeline};
use crate::request::devices::{
    DevicePart, GetDevice, GetDeviceProperties, GetTelemetryValue, ListCommandHistory, ListDevices, RunCommand,
};

/// The operations on an application's devices that tiles need: `Devices_*` in the data plane's OpenAPI description,
/// `2022-10-31-preview`. A device's id converts to a [`DevicePart`]: `&"thermostat-01".into()`.
#[derive(Clone)]
pub struct Devices {
    pub(super) pipeline: Pipeline,
}

impl Devices {
    /// Lists all devices that the user may see, page by page (`Devices_List`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`](crate::Error) that has a continuation token.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, ListDevices};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let mut pages = central.devices().list(&ListDevices::default());
    /// while let Some(page) = pages.next().await {
    ///     println!("{} devices", page?.item_count);
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list(&self, options: &ListDevices) -> Pages<Device> {
        Pages::new(&self.pipeline, options)
    }

    /// Reads a device (`Devices_Get`). `expand` names further members to include, such as `deploymentManifest`.
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no device with this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let device = central.devices().get("thermostat-01", None).await?;
    /// # Ok(()) }
    /// ```
    pub fn get(&self, id: &str, expand: Option<&str>) -> Call<Json<Device>> {
        self.pipeline.call(&GetDevice { id, expand })
    }

    /// Reads the values of all properties (`Devices_GetProperties`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no such device, component or module.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let properties = central.devices().get_properties(&"thermostat-01".into()).await?;
    /// # Ok(()) }
    /// ```
    pub fn get_properties(&self, part: &DevicePart) -> Call<Json<Record>> {
        self.pipeline.call(&GetDeviceProperties { part })
    }

    /// Reads the last known value of a telemetry capability (`Devices_GetTelemetryValue`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if the device's template has no telemetry of this name.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let value = central.devices().get_telemetry_value(&"thermostat-01".into(), "temperature").await?;
    /// # Ok(()) }
    /// ```
    pub fn get_telemetry_value(&self, part: &DevicePart, name: &str) -> Call<Json<DeviceTelemetry>> {
        self.pipeline.call(&GetTelemetryValue { part, name })
    }

    /// Runs a command and waits for the device's response (`Devices_RunCommand`); a try may take that much longer than
    /// other requests. A command is not idempotent: the request is sent again only after 429, or with another token
    /// after 401, when the device cannot have run it.
    ///
    /// # Errors
    /// Returns a service error with status 404 if the device's template has no command of this name.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{DeviceCommand, Json};
    /// let command = Json::from(&DeviceCommand::default());
    /// let response = central.devices().run_command(&"thermostat-01".into(), "reboot", &command).await?;
    /// # Ok(()) }
    /// ```
    pub fn run_command(
        &self,
        part: &DevicePart,
        name: &str,
        command: &Json<DeviceCommand>,
    ) -> Call<Json<DeviceCommand>> {
        self.pipeline.call(&RunCommand { part, name, command })
    }

    /// Lists the runs of a command, page by page (`Devices_GetCommandHistory`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`](crate::Error) that has a continuation token.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let mut runs = central.devices().list_command_history(&"thermostat-01".into(), "reboot");
    /// let latest = runs.next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list_command_history(&self, part: &DevicePart, name: &str) -> Pages<DeviceCommand> {
        Pages::new(&self.pipeline, &ListCommandHistory { part, name })
    }
}
