//! `central.deviceTemplates`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{browser_language, only_signal, promise, settled, string, to_plain};
use super::observer::Logger;
use super::options::{OperationOptions, options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::DeviceTemplates;
use crate::request::device_templates::ListDeviceTemplates;

options! {
    /// What the list of device templates takes.
    interface ListDeviceTemplatesOptions extends ListOptions for ListDeviceTemplates {
        /// OData filter, such as `displayName eq 'Thermostat'`.
        filter = "filter": string,
        /// OData order, such as `displayName desc`.
        orderby = "orderby": string,
        /// How many templates a page has at most, 1–100. Default: the service's, 25.
        max_page_size = "maxPageSize": number(1),
    }
}

options! {
    /// What reading the capabilities of a template takes.
    pub(super) struct GetCapabilitiesOptions extends operation: OperationOptions {
        /// The reader's language, as BCP 47 has it, for display names. Default: the browser's.
        optional locale = "locale": string,
    }
}

/// A schema holds schemas, which the declarations of the model can't.
#[wasm_bindgen(typescript_custom_section)]
const CAPABILITY: &str = include_str!("device_template.d.ts");

/// Device templates of an application (`/api/deviceTemplates`), as far as tiles and their editors need them.
#[wasm_bindgen]
pub struct DeviceTemplatesOperations {
    device_templates: DeviceTemplates,
    logger: Logger,
}

impl DeviceTemplatesOperations {
    pub(super) fn new(device_templates: DeviceTemplates, logger: Logger) -> Self {
        Self { device_templates, logger }
    }
}

#[wasm_bindgen]
impl DeviceTemplatesOperations {
    /// All device templates the user may see.
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<DeviceTemplate>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListDeviceTemplatesOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (operation, list) = read::<(ListDeviceTemplates, ListOptions)>(options)?;
        Ok(PagedList::new(self.device_templates.list(&operation), list, &self.logger, Sizes::Chosen))
    }

    /// One device template, whose `capabilityModel` says in DTDL what devices are able to do; a device names its `template`.
    /// An unknown id → `IotCentralError`, status 404.
    #[wasm_bindgen(unchecked_return_type = "Promise<DeviceTemplate>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_template_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.device_templates.get(&string("deviceTemplateId", device_template_id)?);
            Ok(promise(only_signal(options)?, call, to_plain))
        })())
    }

    /// What devices of a template send, hold and do: all of its interfaces and components in one list, as tiles name them, with
    /// names in the reader's language. An unknown id → `IotCentralError`, status 404.
    #[wasm_bindgen(js_name = "getCapabilities", unchecked_return_type = "Promise<TemplateCapability[]>")]
    pub fn get_capabilities(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_template_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "GetCapabilitiesOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let options = read::<GetCapabilitiesOptions>(options)?;
            let locale = options.locale.or_else(browser_language).unwrap_or_default();
            let id = string("deviceTemplateId", device_template_id)?;
            let call = self.device_templates.get_capabilities(&id, &locale);
            Ok(promise(options.operation.abort_signal, call, to_plain))
        })())
    }
}
