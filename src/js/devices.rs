//! `central.devices`.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

use super::convert::{checked, promise, settled, string, to_plain};
use super::observer::Logger;
use super::options::Options;
use super::pages::{ListOptions, PagedList};
use crate::client::Devices;
use crate::error::Error;
use crate::request::devices::{DevicePart, ListDevices};

/// Devices of an application.
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
    pub fn list(&self, options: &JsValue) -> Result<PagedList, JsValue> {
        let known = ["filter", "orderby", "expand", "maxPageSize", "onMalformed", "abortSignal"];
        let options = Options::new(options, &known)?;
        let operation = ListDevices {
            filter: options.string("filter")?,
            orderby: options.string("orderby")?,
            expand: options.string("expand")?,
            max_page_size: options.number("maxPageSize", 1)?,
        };
        Ok(PagedList::new(self.devices.list(&operation), ListOptions::new(&options, &self.logger)?))
    }

    /// One device.
    pub fn get(&self, device_id: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let options = Options::new(options, &["expand", "abortSignal"])?;
            let call = self.devices.get(&string("deviceId", device_id)?, options.string("expand")?.as_deref());
            Ok(promise(options.abort_signal()?, call, to_plain))
        })())
    }

    /// The values of all properties.
    #[wasm_bindgen(js_name = "getProperties")]
    pub fn get_properties(&self, device_id: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let (part, options) = part(device_id, options, &PART_OPTIONS)?;
            Ok(promise(options.abort_signal()?, self.devices.get_properties(&part), to_plain))
        })())
    }

    /// The last known value of a telemetry.
    #[wasm_bindgen(js_name = "getTelemetryValue")]
    pub fn get_telemetry_value(&self, device_id: &JsValue, telemetry_name: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let (part, options) = part(device_id, options, &PART_OPTIONS)?;
            let call = self.devices.get_telemetry_value(&part, &string("telemetryName", telemetry_name)?);
            Ok(promise(options.abort_signal()?, call, to_plain))
        })())
    }

    /// Runs a command and waits for the device's response.
    #[wasm_bindgen(js_name = "runCommand")]
    pub fn run_command(
        &self,
        device_id: &JsValue,
        command_name: &JsValue,
        command: &JsValue,
        options: &JsValue,
    ) -> Promise {
        settled((|| {
            let (part, options) = part(device_id, options, &PART_OPTIONS)?;
            // A command that is told nothing.
            let empty = JsValue::from(Object::new());
            let command = checked("command", if command.is_undefined() { &empty } else { command })?;
            let call = self.devices.run_command(&part, &string("commandName", command_name)?, &command);
            Ok(promise(options.abort_signal()?, call, to_plain))
        })())
    }

    /// The runs of a command.
    #[wasm_bindgen(js_name = "listCommandHistory")]
    pub fn list_command_history(
        &self,
        device_id: &JsValue,
        command_name: &JsValue,
        options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let known = ["module", "component", "onMalformed", "abortSignal"];
        let (part, options) = part(device_id, options, &known)?;
        let pages = self.devices.list_command_history(&part, &string("commandName", command_name)?);
        Ok(PagedList::new(pages, ListOptions::new(&options, &self.logger)?))
    }
}

const PART_OPTIONS: [&str; 3] = ["module", "component", "abortSignal"];

/// The device, or the part of it that the options name.
fn part(device_id: &JsValue, options: &JsValue, known: &[&str]) -> Result<(DevicePart, Options), Error> {
    let options = Options::new(options, known)?;
    let part = DevicePart {
        device: string("deviceId", device_id)?,
        module: options.string("module")?,
        component: options.string("component")?,
    };
    Ok((part, options))
}
