//! `ApplicationsClient`.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

use super::client::IotCentralClient;
use super::client_options::ClientOptions;
use super::convert::{checked, only_signal, promise, settled, string, to_plain, written};
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
    /// What `ApplicationsClient` takes.
    pub(super) struct ApplicationsClientOptions extends client: ClientOptions {
        /// Address of Azure Resource Manager. Default `https://management.azure.com`; sovereign clouds differ. It is the default
        /// audience too.
        optional endpoint = "endpoint": string,
    }
}

options! {
    /// What `connect` takes.
    pub(super) struct ConnectOptions extends client: ClientOptions {
        /// What follows the application's subdomain. Default `azureiotcentral.com`; sovereign clouds differ.
        optional domain = "domain": string,
    }
}

/// The IoT Central applications of a subscription: Azure Resource Manager, `2021-06-01`.
#[wasm_bindgen]
pub struct ApplicationsClient {
    client: client::ApplicationsClient,
    logger: Logger,
    /// The options that clients of its applications take over.
    inherited: Object,
}

#[wasm_bindgen]
impl ApplicationsClient {
    /// Checks the arguments; sends nothing.
    ///
    /// @param subscriptionId The subscription's id.
    /// @param credential As for `IotCentralClient`, but for API tokens, which open one application alone.
    /// @throws IotCentralError `InvalidInput` where an argument or option isn't what it should be.
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
        // They belong to the control plane.
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

    /// The subscription's id.
    #[wasm_bindgen(getter, js_name = "subscriptionId")]
    pub fn subscription_id(&self) -> String {
        self.client.subscription_id().to_owned()
    }

    /// All applications of the subscription.
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

    /// The applications of a resource group.
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

    /// What applications can be made from.
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

    /// What the resource provider can do.
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

    /// One application. An unknown name → `IotCentralError`, status 404.
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

    /// Whether an application of this name can be created.
    #[wasm_bindgen(js_name = "checkNameAvailability", unchecked_return_type = "Promise<AvailabilityInfo>")]
    pub fn check_name(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled(string("name", name).and_then(|name| call(options, self.client.check_name_availability(&name))))
    }

    /// Whether an application can have this subdomain.
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

    /// Creates an application, or replaces what can be changed of the one of this name. Needs `location` and `sku`; a
    /// managed identity is had by `identity: { type: "SystemAssigned" }`.
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

    /// Changes some members: sku, tags, identity, display name and subdomain. `location` and `template` never change.
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

    /// Deletes an application, with all that is in it.
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

    /// `beginCreateOrUpdate`, polled until it is done.
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

    /// `beginUpdate`, polled until it is done.
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

    /// `beginDelete`, polled until it is done.
    #[wasm_bindgen(js_name = "beginDeleteAndWait", unchecked_return_type = "Promise<void>")]
    pub fn begin_delete_and_wait(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_group_name: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] resource_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollerOptions")] options: &JsValue,
    ) -> Promise {
        finished(self.begin_delete(resource_group_name, resource_name, options))
    }

    /// Goes on with an operation whose poller was saved by `toString()`. One that had not been sent is not begun.
    ///
    /// @throws IotCentralError `InvalidInput` where the text isn't that of a poller of this subscription and endpoint.
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

    /// A client of the application itself. The same credential is asked for a token of the other audience: neither token
    /// goes where the other belongs. Options that aren't given are this client's, but for `endpoint`, `audience` and
    /// `apiVersion`.
    ///
    /// @param application The application, or what else holds its subdomain.
    /// @throws IotCentralError `InvalidInput` where there is no subdomain.
    pub fn connect(
        &self,
        #[wasm_bindgen(unchecked_param_type = "{ properties?: { subdomain?: string | undefined } | undefined }")]
        application: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ConnectOptions")] options: &JsValue,
    ) -> Result<IotCentralClient, JsValue> {
        // By themselves first: what isn't an object would vanish between the two.
        read::<ConnectOptions>(options)?;
        let options = Object::assign(&Object::assign(&Object::new(), &self.inherited), options.unchecked_ref());
        let options = read::<ConnectOptions>(&options)?;
        let (pipeline, transport, logger) = options.client.into_parts();
        let application = written("application", application)?;
        let application =
            View::parse(application.as_bytes()).map_err(|error| Error::invalid(&error.pointer, &error.message))?;
        let domain = options.domain.as_deref().unwrap_or(DOMAIN);
        Ok(IotCentralClient::of(self.client.connect_with(application, domain, pipeline, transport)?, logger))
    }
}

impl ApplicationsClient {
    fn list<T: Wire>(&self, pages: Pages<T>, options: &JsValue) -> Result<PagedList, JsValue> {
        Ok(PagedList::new(pages, read::<ListOptions>(options)?, &self.logger, Sizes::Fixed))
    }
}

/// What comes of an operation, in the end.
fn finished(poller: Result<OperationPoller, JsValue>) -> Promise {
    poller.map_or_else(|error| Promise::reject(&error), |poller| poller.poll_until_done(&JsValue::UNDEFINED))
}

fn address(resource_group_name: &JsValue, resource_name: &JsValue) -> Result<(String, String), Error> {
    Ok((string("resourceGroupName", resource_group_name)?, string("resourceName", resource_name)?))
}

fn call<T: Wire + 'static>(options: &JsValue, call: Call<Json<T>>) -> Result<Promise, Error> {
    Ok(promise(only_signal(options)?, call, to_plain))
}
