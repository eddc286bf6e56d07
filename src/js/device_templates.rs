//! `central.deviceTemplates`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{browser_language, promise, settled, string, to_plain};
use super::observer::Logger;
use super::operation::OperationOptions;
use super::options::{options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::DeviceTemplates;
use crate::request::device_templates::ListDeviceTemplates;

options! {
    /// The options of a list of device templates.
    interface ListDeviceTemplatesOptions extends ListOptions for ListDeviceTemplates {
        /// An OData filter, such as `displayName eq 'Thermostat'`.
        filter = "filter": string,
        /// An OData sort order, such as `displayName desc`.
        orderby = "orderby": string,
        /// The maximal number of templates on a page, 1–100. Default: the service's, 25.
        max_page_size = "maxPageSize": number(1),
    }
}

options! {
    /// The options of `getCapabilities`.
    pub(super) struct GetCapabilitiesOptions extends operation: OperationOptions {
        /// The language of display names, a BCP 47 tag. Default: the browser's language.
        optional locale = "locale": string,
    }
}

/// Types that contain themselves, which the macros of the model cannot declare.
#[wasm_bindgen(typescript_custom_section)]
const CAPABILITY: &str = include_str!("device_template.d.ts");

/// Operations on the device templates of an application (`/api/deviceTemplates`) that tiles and their editors need.
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
    /// Lists all device templates that the user may see.
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<DeviceTemplate>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListDeviceTemplatesOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (operation, list) = read::<(ListDeviceTemplates, ListOptions)>(options)?;
        Ok(PagedList::new(self.device_templates.list(&operation), list, &self.logger, Sizes::Chosen))
    }

    /// Reads a device template. Its `capabilityModel` declares in DTDL the capabilities of devices, which name their
    /// template in `template`. Rejects with an `IotCentralError` of status 404 if there is none with this id.
    #[wasm_bindgen(unchecked_return_type = "Promise<DeviceTemplate>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] device_template_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.device_templates.get(&string("deviceTemplateId", device_template_id)?);
            Ok(promise(read(options)?, call, to_plain))
        })())
    }

    /// Lists the telemetry, properties and commands of a template, those of its interfaces and components included,
    /// under the names that tiles use. Rejects with an `IotCentralError` of status 404 if there is no template with
    /// this id.
    ///
    /// ```js
    /// const capabilities = await central.deviceTemplates.getCapabilities("dtmi:contoso:climateMonitor;1");
    /// const numbers = capabilities.filter(({ kind, schema }) => kind === "telemetry" && schema?.type === "number");
    /// ```
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
            Ok(promise(options.operation, call, to_plain))
        })())
    }
}
