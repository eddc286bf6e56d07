//! `IotCentralClient`.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::client_options::ClientOptions;
use super::convert::{settled, string};
use super::credential::credential;
use super::dashboards::DashboardsOperations;
use super::device_groups::DeviceGroupsOperations;
use super::device_templates::DeviceTemplatesOperations;
use super::devices::DevicesOperations;
use super::file_uploads::FileUploadsOperations;
use super::observer::Logger;
use super::options::{options, read};
use super::organizations::OrganizationsOperations;
use super::query::QueryOperations;
use super::transfer;
use crate::client;

options! {
    /// The options of `IotCentralClient`.
    pub(super) struct IotCentralClientOptions extends client: ClientOptions {}
}

/// A client of one IoT Central application. Its operations reject with an `IotCentralError`, whose `code` and `message`
/// say what failed and what to do; after an abort they reject with an `AbortError`.
///
/// ```js
/// const central = new IotCentralClient("https://contoso.azureiotcentral.com", credential);
/// for await (const dashboard of central.dashboards.list()) console.log(dashboard.displayName);
/// ```
///
/// @see https://learn.microsoft.com/azure/iot-central/core/howto-manage-iot-central-with-rest-api
#[wasm_bindgen]
pub struct IotCentralClient {
    client: client::IotCentralClient,
    // Created once, so that `central.dashboards` is always the same object.
    dashboards: JsValue,
    devices: JsValue,
    device_groups: JsValue,
    device_templates: JsValue,
    organizations: JsValue,
    query: JsValue,
    file_uploads: JsValue,
}

impl IotCentralClient {
    pub(super) fn from_client(client: client::IotCentralClient, logger: Logger) -> Self {
        Self {
            dashboards: DashboardsOperations::new(client.dashboards(), logger.clone()).into(),
            devices: DevicesOperations::new(client.devices(), logger.clone()).into(),
            device_groups: DeviceGroupsOperations::new(client.device_groups(), logger.clone()).into(),
            device_templates: DeviceTemplatesOperations::new(client.device_templates(), logger.clone()).into(),
            organizations: OrganizationsOperations::new(client.organizations(), logger).into(),
            query: QueryOperations::new(client.query()).into(),
            file_uploads: FileUploadsOperations::new(client.file_uploads()).into(),
            client,
        }
    }

    /// Returns the operations with which `transfer.js` sends its requests.
    fn operations(&self) -> Array {
        let Self { dashboards, devices, device_groups, device_templates, organizations, .. } = self;
        Array::of5(dashboards, devices, device_groups, device_templates, organizations)
    }
}

#[wasm_bindgen]
impl IotCentralClient {
    /// Checks the arguments and sends nothing.
    ///
    /// @param endpoint The application's address, such as `https://contoso.azureiotcentral.com`. `http:` is accepted
    /// only for hosts on this machine.
    /// @throws IotCentralError `InvalidInput` if an argument or an option is invalid, or the name of an option is
    /// unknown.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "string")] endpoint: &JsValue,
        #[wasm_bindgen(js_name = "credential", unchecked_param_type = "Credential")] given: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "IotCentralClientOptions")] options: &JsValue,
    ) -> Result<Self, JsValue> {
        let (pipeline, transport, logger) = read::<IotCentralClientOptions>(options)?.client.into_parts();
        let endpoint = string("endpoint", endpoint)?;
        let client =
            client::IotCentralClient::with_transport(&endpoint, credential(given, &logger)?, pipeline, transport)?;
        Ok(Self::from_client(client, logger))
    }

    /// The application's address.
    #[wasm_bindgen(getter)]
    pub fn endpoint(&self) -> String {
        self.client.endpoint().to_owned()
    }

    /// Operations on dashboards.
    #[wasm_bindgen(getter, unchecked_return_type = "DashboardsOperations")]
    pub fn dashboards(&self) -> JsValue {
        self.dashboards.clone()
    }

    /// Operations on devices.
    #[wasm_bindgen(getter, unchecked_return_type = "DevicesOperations")]
    pub fn devices(&self) -> JsValue {
        self.devices.clone()
    }

    /// Operations on device groups.
    #[wasm_bindgen(getter, js_name = "deviceGroups", unchecked_return_type = "DeviceGroupsOperations")]
    pub fn device_groups(&self) -> JsValue {
        self.device_groups.clone()
    }

    /// Operations on device templates.
    #[wasm_bindgen(getter, js_name = "deviceTemplates", unchecked_return_type = "DeviceTemplatesOperations")]
    pub fn device_templates(&self) -> JsValue {
        self.device_templates.clone()
    }

    /// Operations on organizations.
    #[wasm_bindgen(getter, unchecked_return_type = "OrganizationsOperations")]
    pub fn organizations(&self) -> JsValue {
        self.organizations.clone()
    }

    /// Queries over telemetry and properties.
    #[wasm_bindgen(getter, unchecked_return_type = "QueryOperations")]
    pub fn query(&self) -> JsValue {
        self.query.clone()
    }

    /// Operations on the file upload configuration.
    #[wasm_bindgen(getter, js_name = "fileUploads", unchecked_return_type = "FileUploadsOperations")]
    pub fn file_uploads(&self) -> JsValue {
        self.file_uploads.clone()
    }

    /// Returns a document with the dashboards of these ids, or with all dashboards that are not personal, and with the
    /// names of the device groups, devices and organizations that they refer to. Save the document as a file, or pass
    /// it to `importDashboards` of another application. It contains no token and no address of the application. Rejects
    /// with an `IotCentralError` of status 404 if there is no dashboard with one of the ids.
    ///
    /// ```js
    /// const file = new Blob([JSON.stringify(await central.exportDashboards())], { type: "application/json" });
    /// ```
    #[wasm_bindgen(js_name = "exportDashboards", unchecked_return_type = "Promise<DashboardDocument>")]
    pub fn export_dashboards(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "readonly string[]")] dashboard_ids: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled(transfer::export(&self.operations(), dashboard_ids, options))
    }

    /// Imports the dashboards of a document from `exportDashboards`, and returns what it did with each dashboard; with
    /// `dryRun`, what it would do. The id of a device group, device or organization is replaced by the id in `map`,
    /// else kept if it exists in this application, else replaced by the id of the only object with the same name.
    /// Rejects with an `IotCentralError`, code `InvalidInput`, and writes nothing, if an object is not found.
    ///
    /// A dashboard that exists already with the same content is not written, so an interrupted import can be run again
    /// with the same options.
    ///
    /// ```js
    /// const plan = await other.importDashboards(file, { dryRun: true });
    /// const unknown = plan.devices.filter(({ to }) => to === undefined);
    /// await other.importDashboards(file, { map: { devices: { [unknown[0].id]: "boiler-77" } } });
    /// ```
    #[wasm_bindgen(js_name = "importDashboards", unchecked_return_type = "Promise<DashboardImportPlan>")]
    pub fn import_dashboards(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DashboardDocument")] document: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ImportDashboardsOptions")] options: &JsValue,
    ) -> Promise {
        settled(transfer::import(&self.operations(), document, options))
    }

    /// Copies dashboards to the application of another client: calls `exportDashboards` on this client and
    /// `importDashboards` on the other one.
    ///
    /// ```js
    /// await central.copyTo(other, ["dtmi:contoso:hall1"], { onConflict: "replace" });
    /// ```
    #[wasm_bindgen(js_name = "copyTo", unchecked_return_type = "Promise<DashboardImportPlan>")]
    pub fn copy_to(
        &self,
        #[wasm_bindgen(unchecked_param_type = "IotCentralClient")] other_client: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "readonly string[]")] dashboard_ids: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ImportDashboardsOptions")] options: &JsValue,
    ) -> Promise {
        let copied = transfer::copy(&self.operations(), other_client, dashboard_ids, options);
        copied.unwrap_or_else(|thrown| Promise::reject(&thrown))
    }
}
