//! `central.devices`.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

use super::convert::{checked, promise, settled, string, to_plain};
use super::observer::Logger;
use super::options::{FromOptions, OperationOptions, options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::Devices;
use crate::error::Error;
use crate::request::devices::{DevicePart, ListDevices};

options! {
    /// What the list of devices takes.
    interface ListDevicesOptions extends ListOptions for ListDevices {
        /// OData filter, such as `displayName eq 'Hall 1'`.
        filter = "filter": string,
        /// OData order, such as `displayName desc`.
        orderby = "orderby": string,
        /// What else of a device to answer, such as `deploymentManifest`.
        expand = "expand": string,
        /// How many devices a page has at most, 1–100. Default: the service's, 25.
        max_page_size = "maxPageSize": number(1),
    }
}

options! {
    /// What reading a device takes.
    pub(super) struct GetDeviceOptions extends operation: OperationOptions {
        /// What else of the device to answer, such as `deploymentManifest`.
        optional expand = "expand": string,
    }
}

options! {
    /// What part of a device is meant. Default: the device itself.
    interface DevicePartOptions extends OperationOptions for DevicePart {
        /// Name of the module, of an IoT Edge device.
        module = "module": string,
        /// Name of the component.
        component = "component": string,
    }
}

/// Devices of an application, as far as tiles need them (`/api/devices`).
#[wasm_bindgen]
pub struct DevicesOperations {
    devices: Devices,
    logger: Logger,
}

impl DevicesOperations {
    pub(super) fn new(devices: Devices, logger: Logger) -> Self {
        Self { devices, logger }
    }
}

#[wasm_bindgen]
impl DevicesOperations {
    /// All devices the user may see.
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<Device>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListDevicesOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (operation, list) = read::<(ListDevices, ListOptions)>(options)?;
        Ok(PagedList::new(self.devices.list(&operation), list, &self.logger, Sizes::Chosen))
    }

    /// One device. An unknown id → `IotCentralError`, status 404.
    #[wasm_bindgen(unchecked_return_type = "Promise<Device>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "GetDeviceOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let options = read::<GetDeviceOptions>(options)?;
            let call = self.devices.get(&string("deviceId", device_id)?, options.expand.as_deref());
            Ok(promise(options.operation.abort_signal, call, to_plain))
        })())
    }

    /// The values of all properties.
    #[wasm_bindgen(js_name = "getProperties", unchecked_return_type = "Promise<Record<string, unknown>>")]
    pub fn get_properties(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DevicePartOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let (part, options) = part::<OperationOptions>(device_id, options)?;
            Ok(promise(options.abort_signal, self.devices.get_properties(&part), to_plain))
        })())
    }

    /// The last known value of a telemetry.
    #[wasm_bindgen(js_name = "getTelemetryValue", unchecked_return_type = "Promise<DeviceTelemetry>")]
    pub fn get_telemetry_value(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] telemetry_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DevicePartOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let (part, options) = part::<OperationOptions>(device_id, options)?;
            let call = self.devices.get_telemetry_value(&part, &string("telemetryName", telemetry_name)?);
            Ok(promise(options.abort_signal, call, to_plain))
        })())
    }

    /// Runs a command and waits for the device's response. It is sent once, since a device that ran it twice did two things,
    /// and again only after 429, or with another token after 401, where nothing can have run.
    #[wasm_bindgen(js_name = "runCommand", unchecked_return_type = "Promise<DeviceCommand>")]
    pub fn run_command(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] command_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DeviceCommand")] command: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DevicePartOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let (part, options) = part::<OperationOptions>(device_id, options)?;
            // A command that is told nothing.
            let empty = JsValue::from(Object::new());
            let command = checked("command", if command.is_undefined() { &empty } else { command })?;
            let call = self.devices.run_command(&part, &string("commandName", command_name)?, &command);
            Ok(promise(options.abort_signal, call, to_plain))
        })())
    }

    /// The runs of a command.
    #[wasm_bindgen(
        js_name = "listCommandHistory",
        unchecked_return_type = "PagedAsyncIterableIterator<DeviceCommand, ContinuationSettings>"
    )]
    pub fn list_command_history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] command_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DevicePartOptions & ListOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (part, list) = part::<ListOptions>(device_id, options)?;
        let pages = self.devices.list_command_history(&part, &string("commandName", command_name)?);
        Ok(PagedList::new(pages, list, &self.logger, Sizes::Fixed))
    }
}

/// The device, or the part of it that the options name.
fn part<T: FromOptions>(device_id: &JsValue, options: &JsValue) -> Result<(DevicePart, T), Error> {
    let (part, options) = read::<(DevicePart, T)>(options)?;
    Ok((DevicePart { device: string("deviceId", device_id)?, ..part }, options))
}
