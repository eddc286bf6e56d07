//! Device groups of an application.

use super::pages::Pages;
use crate::model::{Device, DeviceGroup, Json};
use crate::pipeline::{Call, Pipeline};
use crate::request::device_groups::{GetDeviceGroup, ListDeviceGroups, ListDevicesOfGroup};

/// Device groups of an application.
#[derive(Clone)]
pub struct DeviceGroups {
    pub(super) pipeline: Pipeline,
}

impl DeviceGroups {
    /// All device groups the user may see, page by page.
    ///
    /// # Errors
    /// Of each page: [`Error`](crate::Error), with a continuation token.
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

    /// One device group.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
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

    /// The devices of a group, page by page of `max_page_size` at most, 1–100.
    ///
    /// # Errors
    /// Of each page: [`Error`](crate::Error); status 404 where there is no such group.
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
