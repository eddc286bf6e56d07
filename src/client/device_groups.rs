//! Device groups of an application.

use super::pages::Pages;
use crate::model::{Device, DeviceGroup, Json};
use crate::pipeline::{Call, Pipeline};
use crate::request::device_groups::{GetDeviceGroup, ListDeviceGroups, ListDevicesOfGroup};

/// The operations on an application's device groups: `DeviceGroups_*` in the data plane's OpenAPI description,
/// `2022-10-31-preview`.
#[derive(Clone)]
pub struct DeviceGroups {
    pub(super) pipeline: Pipeline,
}

impl DeviceGroups {
    /// Lists all device groups that the user may see, page by page (`DeviceGroups_List`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`](crate::Error) that has a continuation token.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, ListDeviceGroups};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let mut pages = central.device_groups().list(&ListDeviceGroups::default());
    /// let first = pages.next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list(&self, options: &ListDeviceGroups) -> Pages<DeviceGroup> {
        Pages::new(&self.pipeline, options)
    }

    /// Reads a device group (`DeviceGroups_Get`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no device group with this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let group = central.device_groups().get("475cad48-b7ff-4a09-b51e-1a9021385453").await?;
    /// # Ok(()) }
    /// ```
    pub fn get(&self, id: &str) -> Call<Json<DeviceGroup>> {
        self.pipeline.call(&GetDeviceGroup { id })
    }

    /// Lists the devices of a group (`DeviceGroups_GetDevices`), on pages of at most `max_page_size` devices, 1–100.
    ///
    /// # Errors
    /// Each page can fail with an [`Error`](crate::Error), with status 404 if there is no such group.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let mut pages = central.device_groups().list_devices("475cad48-b7ff-4a09-b51e-1a9021385453", Some(100));
    /// let first = pages.next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list_devices(&self, id: &str, max_page_size: Option<u32>) -> Pages<Device> {
        Pages::new(&self.pipeline, &ListDevicesOfGroup { id, max_page_size })
    }
}
