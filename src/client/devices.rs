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
    ///
    /// # Errors
    /// Of each page: [`Error`](crate::Error), with a continuation token.
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

    /// One device; `expand` says what else of it to answer.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
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

    /// The values of all properties.
    ///
    /// # Errors
    /// Status 404 where there is no such device, component or module.
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

    /// The last known value of a telemetry.
    ///
    /// # Errors
    /// Status 404 where the device's template has none of this name.
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

    /// Runs a command and waits for the device's response; a try may take that much longer than others. It is
    /// sent once; again only after 429, or with another token after 401, where nothing can have run.
    ///
    /// # Errors
    /// Status 404 where the device's template has none of this name.
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

    /// The runs of a command, page by page.
    ///
    /// # Errors
    /// Of each page: [`Error`](crate::Error), with a continuation token.
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
