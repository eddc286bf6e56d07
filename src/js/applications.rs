//! `ApplicationsClient`.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

use super::client::IotCentralClient;
use super::client_options::ClientOptions;
use super::convert::{checked, only_signal, promise, settled, string, to_plain};
use super::credential::credential;
use super::observer::Logger;
use super::options::Options;
use super::pages::{ListOptions, PagedList};
use super::poller::{OperationPoller, PollerOptions};
use crate::client::applications::{DOMAIN, ENDPOINT};
use crate::client::{self, Pages};
use crate::error::Error;
use crate::model::{Application, Json, Wire};
use crate::pipeline::Call;

/// A client of the applications in a subscription.
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
    #[wasm_bindgen(constructor)]
    pub fn new(subscription_id: &JsValue, credential_value: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let (client_options, own) = ClientOptions::new(options, &["endpoint"])?;
        let ClientOptions { pipeline, transport, logger } = client_options;
        let endpoint = own.string("endpoint")?;
        let endpoint = endpoint.as_deref().unwrap_or(ENDPOINT);
        let subscription_id = string("subscriptionId", subscription_id)?;
        let credential = credential(credential_value, &logger)?;
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
    #[wasm_bindgen(js_name = "listBySubscription")]
    pub fn list_by_subscription(&self, options: &JsValue) -> Result<PagedList, JsValue> {
        self.list(self.client.list_by_subscription(), options)
    }

    /// The applications of a resource group.
    #[wasm_bindgen(js_name = "listByResourceGroup")]
    pub fn list_by_resource_group(&self, resource_group: &JsValue, options: &JsValue) -> Result<PagedList, JsValue> {
        self.list(self.client.list_by_resource_group(&string("resourceGroupName", resource_group)?), options)
    }

    /// What applications can be made from.
    #[wasm_bindgen(js_name = "listTemplates")]
    pub fn list_templates(&self, options: &JsValue) -> Result<PagedList, JsValue> {
        self.list(self.client.list_templates(), options)
    }

    /// What the resource provider can do.
    #[wasm_bindgen(js_name = "listOperations")]
    pub fn list_operations(&self, options: &JsValue) -> Result<PagedList, JsValue> {
        self.list(self.client.list_operations(), options)
    }

    /// One application.
    pub fn get(&self, resource_group: &JsValue, name: &JsValue, options: &JsValue) -> Promise {
        settled(address(resource_group, name).and_then(|(group, name)| call(options, self.client.get(&group, &name))))
    }

    /// Whether an application of this name can be created.
    #[wasm_bindgen(js_name = "checkNameAvailability")]
    pub fn check_name(&self, name: &JsValue, options: &JsValue) -> Promise {
        settled(string("name", name).and_then(|name| call(options, self.client.check_name_availability(&name))))
    }

    /// Whether an application can have this subdomain.
    #[wasm_bindgen(js_name = "checkSubdomainAvailability")]
    pub fn check_subdomain(&self, subdomain: &JsValue, options: &JsValue) -> Promise {
        settled(
            string("subdomain", subdomain)
                .and_then(|subdomain| call(options, self.client.check_subdomain_availability(&subdomain))),
        )
    }

    /// Begins to create an application.
    #[wasm_bindgen(js_name = "beginCreate")]
    pub fn begin_create(
        &self,
        resource_group: &JsValue,
        name: &JsValue,
        application: &JsValue,
        options: &JsValue,
    ) -> Result<OperationPoller, JsValue> {
        let (group, name) = address(resource_group, name)?;
        let (application, options) = (checked("application", application)?, PollerOptions::new(options)?);
        let poller = self.client.begin_create(&group, &name, &application)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// Begins to change an application.
    #[wasm_bindgen(js_name = "beginUpdate")]
    pub fn begin_update(
        &self,
        resource_group: &JsValue,
        name: &JsValue,
        patch: &JsValue,
        options: &JsValue,
    ) -> Result<OperationPoller, JsValue> {
        let (group, name) = address(resource_group, name)?;
        let (patch, options) = (checked("patch", patch)?, PollerOptions::new(options)?);
        let poller = self.client.begin_update(&group, &name, &patch)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// Begins to delete an application.
    #[wasm_bindgen(js_name = "beginDelete")]
    pub fn begin_delete(
        &self,
        resource_group: &JsValue,
        name: &JsValue,
        options: &JsValue,
    ) -> Result<OperationPoller, JsValue> {
        let ((group, name), options) = (address(resource_group, name)?, PollerOptions::new(options)?);
        let poller = self.client.begin_delete(&group, &name)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// Goes on with an operation whose poller was saved as text.
    #[wasm_bindgen(js_name = "restorePoller")]
    pub fn restore_poller(&self, saved: &JsValue, options: &JsValue) -> Result<OperationPoller, JsValue> {
        let options = PollerOptions::new(options)?;
        let poller = self.client.restore_poller(&string("saved", saved)?)?;
        Ok(OperationPoller::new(poller, options))
    }

    /// A client of the application itself.
    pub fn connect(&self, application: &JsValue, options: &JsValue) -> Result<IotCentralClient, JsValue> {
        // By themselves first: what isn't an object would vanish between the two.
        ClientOptions::new(options, &["domain"])?;
        let options = Object::assign(&Object::assign(&Object::new(), &self.inherited), options.unchecked_ref());
        let (client_options, options) = ClientOptions::new(&options, &["domain"])?;
        let ClientOptions { pipeline, transport, logger } = client_options;
        let application: Json<Application> = checked("application", application)?;
        let domain = options.string("domain")?;
        let domain = domain.as_deref().unwrap_or(DOMAIN);
        Ok(IotCentralClient::of(self.client.connect_with(application.view(), domain, pipeline, transport)?, logger))
    }
}

impl ApplicationsClient {
    fn list<T: Wire>(&self, pages: Pages<T>, options: &JsValue) -> Result<PagedList, JsValue> {
        let options = Options::new(options, &["onMalformed", "abortSignal"])?;
        Ok(PagedList::new(pages, ListOptions::new(&options, &self.logger)?))
    }
}

fn address(resource_group: &JsValue, name: &JsValue) -> Result<(String, String), Error> {
    Ok((string("resourceGroupName", resource_group)?, string("resourceName", name)?))
}

fn call<T: Wire + 'static>(options: &JsValue, call: Call<Json<T>>) -> Result<Promise, Error> {
    Ok(promise(only_signal(options)?, call, to_plain))
}
