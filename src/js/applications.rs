//! `ApplicationsClient`.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

use super::client::IotCentralClient;
use super::client_options::ClientOptions;
use super::convert::{checked, json_text, promise, settled, string, to_plain};
use super::credential::credential;
use super::observer::Logger;
use super::options::{options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use super::poller::{OperationPoller, PollerOptions};
use crate::client::applications::{DOMAIN, ENDPOINT};
use crate::client::{self, Pages};
use crate::error::Error;
use crate::model::{Json, View, Wire};
use crate::pipeline::Call;

options! {
    /// The options of `ApplicationsClient`.
    pub(super) struct ApplicationsClientOptions extends client: ClientOptions {
        /// The address of Azure Resource Manager, which is also the default audience. Default
        /// `https://management.azure.com`; other in sovereign clouds.
        optional endpoint = "endpoint": string,
    }
}

options! {
    /// The options of `connect`.
    pub(super) struct ConnectOptions extends client: ClientOptions {
        /// The domain behind the application's subdomain. Default `azureiotcentral.com`; other in sovereign clouds.
        optional domain = "domain": string,
    }
}

/// A client of the IoT Central applications of a subscription: Azure Resource Manager, `2021-06-01`.
///
/// ```js
/// const applications = new ApplicationsClient("00000000-0000-0000-0000-000000000000", credential);
/// const poller = applications.beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
/// const application = await poller.pollUntilDone();
/// ```
///
/// @see https://learn.microsoft.com/azure/iot-central/core/howto-manage-iot-central-with-rest-api
#[wasm_bindgen]
pub struct ApplicationsClient {
    client: client::ApplicationsClient,
    logger: Logger,
    /// The options that `connect` uses for clients of applications.
    inherited: Object,
}

#[wasm_bindgen]
impl ApplicationsClient {
    /// Checks the arguments and sends nothing.
    ///
    /// @param subscriptionId The id of the subscription.
    /// @param credential As for `IotCentralClient`, except API tokens, which give access to one application only.
    /// @throws IotCentralError `InvalidInput` if an argument or an option is invalid.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "string")] subscription_id: &JsValue,
        #[wasm_bindgen(js_name = "credential", unchecked_param_type = "Exclude<Credential, string>")] given: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ApplicationsClientOptions")] options: &JsValue,
    ) -> Result<Self, JsValue> {
        let own = read::<ApplicationsClientOptions>(options)?;
        let (pipeline, transport, logger) = own.client.into_parts();
        let endpoint = own.endpoint.as_deref().unwrap_or(ENDPOINT);
        let subscription_id = string("subscriptionId", subscription_id)?;
        let credential = credential(given, &logger)?;
        let client =
            client::ApplicationsClient::with_transport(endpoint, &subscription_id, credential, pipeline, transport)?;
        let inherited = Object::assign(&Object::new(), options.unchecked_ref());
        // These options belong to the control plane.
        for name in ["endpoint", "audience", "apiVersion"] {
            let _ = Reflect::delete_property(&inherited, &name.into());
        }
        Ok(Self { client, logger, inherited })
    }

    /// The address of Azure Resource Manager.
    #[wasm_bindgen(getter)]
    pub fn endpoint(&self) -> String {
        self.client.endpoint().to_owned()
    }

    /// The id of the subscription.
    #[wasm_bindgen(getter, js_name = "subscriptionId")]
    pub fn subscription_id(&self) -> String {
        self.client.subscription_id().to_owned()
    }

    /// Lists all applications of the subscription.
    ///
    /// ```js
    /// for await (const application of applications.listBySubscription()) console.log(application.name);
    /// ```
    #[wasm_bindgen(
        js_name = "listBySubscription",
        unchecked_return_type = "PagedAsyncIterableIterator<Application, ContinuationSettings>"
    )]
    pub fn list_by_subscription(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        self.list(self.client.list_by_subscription(), options)
    }

    /// Lists the applications of a resource group.
    #[wasm_bindgen(
        js_name = "listByResourceGroup",
        unchecked_return_type = "PagedAsyncIterableIterator<Application, ContinuationSettings>"
    )]
    pub fn list_by_resource_group(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ListOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        self.list(self.client.list_by_resource_group(&string("resourceGroupName", resource_group_name)?), options)
    }

    /// Lists the templates for new applications.
    #[wasm_bindgen(
        js_name = "listTemplates",
        unchecked_return_type = "PagedAsyncIterableIterator<ApplicationTemplate, ContinuationSettings>"
    )]
    pub fn list_templates(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        self.list(self.client.list_templates(), options)
    }

    /// Lists the operations of the resource provider.
    #[wasm_bindgen(
        js_name = "listOperations",
        unchecked_return_type = "PagedAsyncIterableIterator<ProviderOperation, ContinuationSettings>"
    )]
    pub fn list_operations(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        self.list(self.client.list_operations(), options)
    }

    /// Reads an application. Rejects with an `IotCentralError` of status 404 if there is none with this name.
    #[wasm_bindgen(unchecked_return_type = "Promise<Application>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        let address = address(resource_group_name, resource_name);
        settled(address.and_then(|(group, name)| call(options, self.client.get(&group, &name))))
    }

    /// Asks whether an application with this name can be created.
    ///
    /// ```js
    /// const { nameAvailable, message } = await applications.checkNameAvailability("contoso-iot");
    /// ```
    #[wasm_bindgen(js_name = "checkNameAvailability", unchecked_return_type = "Promise<AvailabilityInfo>")]
    pub fn check_name(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled(string("name", name).and_then(|name| call(options, self.client.check_name_availability(&name))))
    }

    /// Asks whether an application can have this subdomain.
    #[wasm_bindgen(js_name = "checkSubdomainAvailability", unchecked_return_type = "Promise<AvailabilityInfo>")]
    pub fn check_subdomain(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] subdomain: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled(
            string("subdomain", subdomain)
                .and_then(|subdomain| call(options, self.client.check_subdomain_availability(&subdomain))),
        )
    }

    /// Creates an application, or replaces the changeable members of the one with this name. `location` and `sku` are
    /// required; `identity: { type: "SystemAssigned" }` adds a managed identity. Nothing is sent until the poller is
    /// polled.
    ///
    /// ```js
    /// const application = { location: "eastus", sku: { name: "ST2" }, identity: { type: "SystemAssigned" } };
    /// const poller = applications.beginCreateOrUpdate("rg", "contoso-iot", application);
    /// await poller.pollUntilDone();
    /// ```
    #[wasm_bindgen(js_name = "beginCreateOrUpdate", unchecked_return_type = "Poller<Application>")]
    pub fn begin_create_or_update(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Application")] application: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Result<OperationPoller, JsValue> {
        let (group, name) = address(resource_group_name, resource_name)?;
        let (application, options) = (checked("application", application)?, read::<PollerOptions>(options)?);
        let poller = self.client.begin_create_or_update(&group, &name, &application)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// Updates members of an application: sku, tags, identity, display name and subdomain. `location` and `template`
    /// cannot be changed. Nothing is sent until the poller is polled.
    ///
    /// ```js
    /// await applications.beginUpdate("rg", "contoso-iot", { tags: { stage: "test" } }).pollUntilDone();
    /// ```
    #[wasm_bindgen(js_name = "beginUpdate", unchecked_return_type = "Poller<Application>")]
    pub fn begin_update(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ApplicationPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Result<OperationPoller, JsValue> {
        let (group, name) = address(resource_group_name, resource_name)?;
        let (patch, options) = (checked("patch", patch)?, read::<PollerOptions>(options)?);
        let poller = self.client.begin_update(&group, &name, &patch)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// Deletes an application with all its devices and data. Nothing is sent until the poller is polled.
    #[wasm_bindgen(js_name = "beginDelete", unchecked_return_type = "Poller<void>")]
    pub fn begin_delete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Result<OperationPoller, JsValue> {
        let (group, name) = address(resource_group_name, resource_name)?;
        let options = read::<PollerOptions>(options)?;
        let poller = self.client.begin_delete(&group, &name)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// Runs `beginCreateOrUpdate` and polls until the operation ends.
    #[wasm_bindgen(js_name = "beginCreateOrUpdateAndWait", unchecked_return_type = "Promise<Application>")]
    pub fn begin_create_or_update_and_wait(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Application")] application: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Promise {
        finished(self.begin_create_or_update(resource_group_name, resource_name, application, options))
    }

    /// Runs `beginUpdate` and polls until the operation ends.
    #[wasm_bindgen(js_name = "beginUpdateAndWait", unchecked_return_type = "Promise<Application>")]
    pub fn begin_update_and_wait(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ApplicationPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Promise {
        finished(self.begin_update(resource_group_name, resource_name, patch, options))
    }

    /// Runs `beginDelete` and polls until the operation ends.
    #[wasm_bindgen(js_name = "beginDeleteAndWait", unchecked_return_type = "Promise<void>")]
    pub fn begin_delete_and_wait(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Promise {
        finished(self.begin_delete(resource_group_name, resource_name, options))
    }

    /// Restores a poller that `toString()` saved, and continues its operation. An operation whose request was not sent
    /// is not started.
    ///
    /// ```js
    /// await applications.restorePoller(sessionStorage.getItem("creation")).pollUntilDone();
    /// ```
    ///
    /// @throws IotCentralError `InvalidInput` if the text is not that of a poller of this subscription and endpoint.
    #[wasm_bindgen(js_name = "restorePoller", unchecked_return_type = "Poller<Application | void>")]
    pub fn restore_poller(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] saved: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Result<OperationPoller, JsValue> {
        let options = read::<PollerOptions>(options)?;
        let poller = self.client.restore_poller(&string("saved", saved)?)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// Creates a client of the application itself. The same credential provides tokens for both audiences, and each
    /// token is sent only to its own audience. Options that are absent are taken from this client, except `endpoint`,
    /// `audience` and `apiVersion`.
    ///
    /// ```js
    /// const central = applications.connect(await applications.get("rg", "contoso-iot"));
    /// ```
    ///
    /// @param application The application, or another object with its subdomain.
    /// @throws IotCentralError `InvalidInput` if there is no subdomain.
    pub fn connect(
        &self,
        #[wasm_bindgen(unchecked_param_type = "{ properties?: { subdomain?: string | undefined } | undefined }")]
        application: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ConnectOptions")] options: &JsValue,
    ) -> Result<IotCentralClient, JsValue> {
        // The options are checked first: merging the two would hide a value that is not an object.
        read::<ConnectOptions>(options)?;
        let options = Object::assign(&Object::assign(&Object::new(), &self.inherited), options.unchecked_ref());
        let options = read::<ConnectOptions>(&options)?;
        let (pipeline, transport, logger) = options.client.into_parts();
        let application = json_text("application", application)?;
        let application =
            View::parse(application.as_bytes()).map_err(|error| Error::invalid(&error.pointer, &error.message))?;
        let domain = options.domain.as_deref().unwrap_or(DOMAIN);
        Ok(IotCentralClient::from_client(self.client.connect_with(application, domain, pipeline, transport)?, logger))
    }
}

impl ApplicationsClient {
    fn list<T: Wire>(&self, pages: Pages<T>, options: &JsValue) -> Result<PagedList, JsValue> {
        Ok(PagedList::new(pages, read::<ListOptions>(options)?, &self.logger, Sizes::Fixed))
    }
}

/// Returns the result of an operation when it has ended.
fn finished(poller: Result<OperationPoller, JsValue>) -> Promise {
    poller.map_or_else(|error| Promise::reject(&error), |poller| poller.poll_until_done(&JsValue::UNDEFINED))
}

fn address(resource_group_name: &JsValue, resource_name: &JsValue) -> Result<(String, String), Error> {
    Ok((string("resourceGroupName", resource_group_name)?, string("resourceName", resource_name)?))
}

fn call<T: Wire + 'static>(options: &JsValue, call: Call<Json<T>>) -> Result<Promise, Error> {
    Ok(promise(read(options)?, call, to_plain))
}
