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
    #[must_use]
    pub fn list(&self, options: &ListDeviceGroups) -> Pages<DeviceGroup> {
        Pages::new(&self.pipeline, options)
    }

    /// One device group.
    /// Status 404 where there is none of this id.
    pub fn get(&self, id: &str) -> Call<Json<DeviceGroup>> {
        self.pipeline.call(&GetDeviceGroup { id })
    }

    /// The devices of a group, page by page of `max_page_size` at most, 1–100.
    #[must_use]
    pub fn list_devices(&self, id: &str, max_page_size: Option<u32>) -> Pages<Device> {
        Pages::new(&self.pipeline, &ListDevicesOfGroup { id, max_page_size })
    }
}
