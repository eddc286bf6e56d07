//! `central.devices`.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

use super::convert::{checked, promise, settled, string, to_plain};
use super::observer::Logger;
use super::operation::OperationOptions;
use super::options::{FromOptions, options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::Devices;
use crate::error::Error;
use crate::request::devices::{DevicePart, ListDevices};

options! {
    /// The options of a list of devices.
    interface ListDevicesOptions extends ListOptions for ListDevices {
        /// An OData filter, such as `displayName eq 'Hall 1'`.
        filter = "filter": string,
        /// An OData sort order, such as `displayName desc`.
        orderby = "orderby": string,
        /// Further members to include for each device, such as `deploymentManifest`.
        expand = "expand": string,
        /// The maximal number of devices on a page, 1–100. Default: the service's, 25.
        max_page_size = "maxPageSize": number(1),
    }
}

options! {
    /// The options of reading a device.
    pub(super) struct GetDeviceOptions extends operation: OperationOptions {
        /// Further members to include, such as `deploymentManifest`.
        optional expand = "expand": string,
    }
}

options! {
    /// Selects a part of a device. Default: the device itself.
    interface DevicePartOptions extends OperationOptions for DevicePart {
        /// The name of the module of an IoT Edge device.
        module = "module": string,
        /// The name of the component.
        component = "component": string,
    }
}

/// Operations on the devices of an application (`/api/devices`) that tiles need.
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
    /// Lists all devices that the user may see.
    ///
    /// ```js
    /// const climate = central.devices.list({ filter: "template eq 'dtmi:contoso:climateMonitor;1'" });
    /// for await (const device of climate) console.log(device.id, device.displayName);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<Device>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListDevicesOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (operation, list) = read::<(ListDevices, ListOptions)>(options)?;
        Ok(PagedList::new(self.devices.list(&operation), list, &self.logger, Sizes::Chosen))
    }

    /// Reads a device. Rejects with an `IotCentralError` of status 404 if there is none with this id.
    #[wasm_bindgen(unchecked_return_type = "Promise<Device>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "GetDeviceOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let options = read::<GetDeviceOptions>(options)?;
            let call = self.devices.get(&string("deviceId", device_id)?, options.expand.as_deref());
            Ok(promise(options.operation, call, to_plain))
        })())
    }

    /// Reads the values of all properties of the device, or of the part that the options select.
    #[wasm_bindgen(js_name = "getProperties", unchecked_return_type = "Promise<Record<string, unknown>>")]
    pub fn get_properties(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DevicePartOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let (part, options) = part::<OperationOptions>(device_id, options)?;
            Ok(promise(options, self.devices.get_properties(&part), to_plain))
        })())
    }

    /// Reads the last known value of a telemetry capability.
    ///
    /// ```js
    /// const { value, timestamp } = await central.devices.getTelemetryValue("thermostat-01", "temperature");
    /// ```
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
            Ok(promise(options, call, to_plain))
        })())
    }

    /// Runs a command and waits for the device's response. A command is not idempotent: the request is sent again only
    /// after 429, or with another token after 401, when the device cannot have run it.
    ///
    /// ```js
    /// const { response } = await central.devices.runCommand("pump-01", "selfTest", { request: 5 });
    /// ```
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
            // A command without an argument.
            let empty = JsValue::from(Object::new());
            let command = checked("command", if command.is_undefined() { &empty } else { command })?;
            let call = self.devices.run_command(&part, &string("commandName", command_name)?, &command);
            Ok(promise(options, call, to_plain))
        })())
    }

    /// Lists the runs of a command.
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

/// Returns the part of the device that the options select.
fn part<T: FromOptions>(device_id: &JsValue, options: &JsValue) -> Result<(DevicePart, T), Error> {
    let (part, options) = read::<(DevicePart, T)>(options)?;
    Ok((DevicePart { device: string("deviceId", device_id)?, ..part }, options))
}
