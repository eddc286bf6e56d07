//! `central.deviceGroups`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{promise, settled, string, to_plain};
use super::observer::Logger;
use super::options::{options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::DeviceGroups;
use crate::request::device_groups::ListDeviceGroups;

options! {
    /// The options of a list of device groups.
    interface ListDeviceGroupsOptions extends ListOptions for ListDeviceGroups {
        /// An OData filter, such as `displayName eq 'Hall 1'`.
        filter = "filter": string,
        /// An OData sort order, such as `displayName desc`.
        orderby = "orderby": string,
        /// The maximal number of groups on a page, 1–100. Default: the service's, 25.
        max_page_size = "maxPageSize": number(1),
    }
}

options! {
    /// The options of a list of a group's devices.
    pub(super) struct ListGroupDevicesOptions extends list: ListOptions {
        /// The maximal number of devices on a page, 1–100. Default: the service's, 25.
        optional max_page_size = "maxPageSize": number(1),
    }
}

/// Operations on the device groups of an application (`/api/deviceGroups`).
#[wasm_bindgen]
pub struct DeviceGroupsOperations {
    device_groups: DeviceGroups,
    logger: Logger,
}

impl DeviceGroupsOperations {
    pub(super) fn new(device_groups: DeviceGroups, logger: Logger) -> Self {
        Self { device_groups, logger }
    }
}

#[wasm_bindgen]
impl DeviceGroupsOperations {
    /// Lists all device groups that the user may see.
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<DeviceGroup>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListDeviceGroupsOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (operation, list) = read::<(ListDeviceGroups, ListOptions)>(options)?;
        Ok(PagedList::new(self.device_groups.list(&operation), list, &self.logger, Sizes::Chosen))
    }

    /// Reads a device group. Rejects with an `IotCentralError` of status 404 if there is none with this id.
    #[wasm_bindgen(unchecked_return_type = "Promise<DeviceGroup>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_group_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.device_groups.get(&string("deviceGroupId", device_group_id)?);
            Ok(promise(read(options)?, call, to_plain))
        })())
    }

    /// Lists the devices of a group.
    #[wasm_bindgen(js_name = "listDevices", unchecked_return_type = "PagedAsyncIterableIterator<Device>")]
    pub fn list_devices(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_group_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ListGroupDevicesOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let options = read::<ListGroupDevicesOptions>(options)?;
        let id = string("deviceGroupId", device_group_id)?;
        let pages = self.device_groups.list_devices(&id, options.max_page_size);
        Ok(PagedList::new(pages, options.list, &self.logger, Sizes::Chosen))
    }
}
