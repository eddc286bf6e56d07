//! Device groups: `/api/deviceGroups`, `2022-10-31-preview`.

use super::{Method, Operation, Request, segment};
use crate::error::Error;
use crate::model::{Device, DeviceGroup, Json, Page};

/// `GET /api/deviceGroups`: reads the first page of the device groups.
///
/// ```no_run
/// # use iotcentral_web::IotCentralClient;
/// # fn example(central: &IotCentralClient) {
/// use iotcentral_web::ListDeviceGroups;
/// let options = ListDeviceGroups { orderby: Some("displayName".to_owned()), ..ListDeviceGroups::default() };
/// let pages = central.device_groups().list(&options);
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListDeviceGroups {
    /// An OData filter, such as `displayName eq 'Hall 1'`.
    pub filter: Option<String>,
    /// An OData sort order, such as `displayName desc`.
    pub orderby: Option<String>,
    /// The maximal number of groups on a page, 1–100. Default: the service's, 25.
    pub max_page_size: Option<u32>,
}

impl Operation for ListDeviceGroups {
    type Output = Page<DeviceGroup>;

    fn request(&self) -> Result<Request, Error> {
        Request::list("/api/deviceGroups".into(), self.max_page_size)
            .map(|list| list.query("filter", self.filter.as_deref()).query("orderby", self.orderby.as_deref()))
    }
}

/// `GET /api/deviceGroups/{id}`: reads a device group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDeviceGroup<'a> {
    /// The group's id.
    pub id: &'a str,
}

impl Operation for GetDeviceGroup<'_> {
    type Output = Json<DeviceGroup>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, path(self.id)?))
    }
}

/// `GET /api/deviceGroups/{id}/devices`: reads the first page of the group's devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDevicesOfGroup<'a> {
    /// The group's id.
    pub id: &'a str,
    /// The maximal number of devices on a page, 1–100. Default: the service's, 25.
    pub max_page_size: Option<u32>,
}

impl Operation for ListDevicesOfGroup<'_> {
    type Output = Page<Device>;

    fn request(&self) -> Result<Request, Error> {
        Request::list(path(self.id)? + "/devices", self.max_page_size)
    }
}

fn path(id: &str) -> Result<String, Error> {
    Ok(["/api/deviceGroups/", &segment("deviceGroupId", id)?].concat())
}
