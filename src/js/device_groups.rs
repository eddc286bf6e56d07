//! `central.deviceGroups`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{only_signal, promise, settled, string, to_plain};
use super::observer::Logger;
use super::options::Options;
use super::pages::{ListOptions, PagedList};
use crate::client::DeviceGroups;
use crate::request::device_groups::ListDeviceGroups;

/// Device groups of an application.
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
    /// All device groups the user may see.
    pub fn list(&self, options: &JsValue) -> Result<PagedList, JsValue> {
        let options = Options::new(options, &["filter", "orderby", "maxPageSize", "onMalformed", "abortSignal"])?;
        let operation = ListDeviceGroups {
            filter: options.string("filter")?,
            orderby: options.string("orderby")?,
            max_page_size: options.number("maxPageSize", 1)?,
        };
        Ok(PagedList::new(self.device_groups.list(&operation), ListOptions::new(&options, &self.logger)?))
    }

    /// One device group.
    pub fn get(&self, device_group_id: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let call = self.device_groups.get(&string("deviceGroupId", device_group_id)?);
            Ok(promise(only_signal(options)?, call, to_plain))
        })())
    }

    /// The devices of a group.
    #[wasm_bindgen(js_name = "listDevices")]
    pub fn list_devices(&self, device_group_id: &JsValue, options: &JsValue) -> Result<PagedList, JsValue> {
        let options = Options::new(options, &["maxPageSize", "onMalformed", "abortSignal"])?;
        let id = string("deviceGroupId", device_group_id)?;
        let pages = self.device_groups.list_devices(&id, options.number("maxPageSize", 1)?);
        Ok(PagedList::new(pages, ListOptions::new(&options, &self.logger)?))
    }
}
