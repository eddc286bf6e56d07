//! The applications of a subscription, managed through Azure Resource Manager, the control plane.

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use super::IotCentralClient;
use super::pages::Pages;
use super::poller::{Poller, Polling};
use crate::error::{Cause, Error};
use crate::model::{
    Application, ApplicationPatch, ApplicationTemplate, AvailabilityInfo, Json, ProviderOperation, View,
};
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential, is_api_token};
use crate::pipeline::poller::{Follow, OperationState};
use crate::pipeline::{Call, Pipeline, PipelineOptions};
use crate::request::applications::{
    ApplicationAddress, CheckAvailability, CreateApplication, DeleteApplication, GetApplication, ListByResourceGroup,
    ListBySubscription, ListOperations, ListTemplates, Unique, UpdateApplication, subscription,
};
use crate::request::{Endpoint, Operation, Request, Target};
use crate::transport::{self, Transport};

/// The address of Azure Resource Manager in the public cloud, which is also the audience of its tokens.
pub const ENDPOINT: &str = "https://management.azure.com";

/// The domain of applications in the public cloud.
pub const DOMAIN: &str = "azureiotcentral.com";

const NO_API_TOKEN: &str =
    "an API token gives access to one application, not to Azure Resource Manager: use a TokenCredential";

/// Wraps a credential so that an API token is never sent to Azure Resource Manager.
struct BearerOnly(Rc<dyn TokenCredential>);

impl TokenCredential for BearerOnly {
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
        let asked = self.0.get_token(scope, claims);
        Box::pin(async move {
            let token = asked.await?;
            if is_api_token(&token.token) { Err(NO_API_TOKEN.into()) } else { Ok(token) }
        })
    }
}

/// A client of the IoT Central applications of a subscription. Cheap to clone: clones share the token. Its operations
/// are those of the resource provider's OpenAPI description, `2021-06-01`.
#[derive(Clone)]
pub struct ApplicationsClient {
    pipeline: Pipeline,
    credential: Credential,
    subscription_id: String,
}

impl ApplicationsClient {
    /// Creates a client of the applications in a subscription of the public cloud. Requests are sent by the browser's
    /// `fetch`. Creating a client sends nothing.
    ///
    /// # Errors
    /// Returns `InvalidInput` if the id of the subscription is malformed, if the credential is an API token, which
    /// gives access to one application only, and outside of browsers.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ApplicationsClient, Credential};
    /// # fn example(credential: Credential) -> Result<(), iotcentral_web::Error> {
    /// let applications = ApplicationsClient::new("00000000-0000-0000-0000-000000000000", credential)?;
    /// # Ok(()) }
    /// ```
    pub fn new(subscription_id: &str, credential: Credential) -> Result<Self, Error> {
        let options = PipelineOptions::default();
        Self::with_transport(ENDPOINT, subscription_id, credential, options, transport::platform()?)
    }

    /// Creates a client with options. `endpoint` is the address of Azure Resource Manager: [`ENDPOINT`], or that of a
    /// sovereign cloud.
    ///
    /// # Errors
    /// Returns the same errors as [`Self::new`], and `InvalidInput` if `endpoint` is not an https origin.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ApplicationsClient, ClientOptions, Credential};
    /// # fn example(credential: Credential) -> Result<(), iotcentral_web::Error> {
    /// let (endpoint, subscription) = ("https://management.usgovcloudapi.net", "00000000-0000-0000-0000-000000000000");
    /// let options = ClientOptions::default();
    /// let applications = ApplicationsClient::with_options(endpoint, subscription, credential, options)?;
    /// # Ok(()) }
    /// ```
    pub fn with_options(
        endpoint: &str,
        subscription_id: &str,
        credential: Credential,
        options: PipelineOptions,
    ) -> Result<Self, Error> {
        Self::with_transport(endpoint, subscription_id, credential, options, transport::platform()?)
    }

    /// Creates a client that sends its requests by another transport than the browser's `fetch`.
    ///
    /// # Errors
    /// Returns `InvalidInput` if `endpoint` is not an https origin, if the id of the subscription is malformed, and if
    /// the credential is an API token.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ApplicationsClient, ClientOptions, Credential, ENDPOINT, transport::Transport};
    /// # use std::rc::Rc;
    /// # fn example(credential: Credential, transport: Rc<dyn Transport>) -> Result<(), iotcentral_web::Error> {
    /// let (subscription, options) = ("00000000-0000-0000-0000-000000000000", ClientOptions::default());
    /// let applications = ApplicationsClient::with_transport(ENDPOINT, subscription, credential, options, transport)?;
    /// # Ok(()) }
    /// ```
    pub fn with_transport(
        endpoint: &str,
        subscription_id: &str,
        credential: Credential,
        options: PipelineOptions,
        transport: Rc<dyn Transport>,
    ) -> Result<Self, Error> {
        subscription(subscription_id)?;
        let Credential::Token(asked) = &credential else {
            return Err(Error::invalid("/credential", NO_API_TOKEN));
        };
        let bearer = Credential::Token(Rc::new(BearerOnly(Rc::clone(asked))));
        let endpoint = Endpoint::parse(endpoint)?;
        let audience = endpoint.as_str().to_owned();
        let pipeline = Pipeline::new(endpoint, bearer, &audience, options, transport);
        Ok(Self { pipeline, credential, subscription_id: subscription_id.to_owned() })
    }

    /// Returns the address of Azure Resource Manager.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ApplicationsClient, ENDPOINT};
    /// # fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// assert_eq!(applications.endpoint(), ENDPOINT);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.pipeline.endpoint().as_str()
    }

    /// Returns the id of the subscription.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// println!("{}", applications.subscription_id());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn subscription_id(&self) -> &str {
        &self.subscription_id
    }

    /// Lists all applications of the subscription, page by page (`Apps_ListBySubscription`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`] that has a continuation token.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let mut pages = applications.list_by_subscription();
    /// while let Some(page) = pages.next().await {
    ///     println!("{} applications", page?.item_count);
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list_by_subscription(&self) -> Pages<Application> {
        Pages::new(&self.pipeline, &ListBySubscription { subscription_id: &self.subscription_id })
    }

    /// Lists the applications of a resource group, page by page (`Apps_ListByResourceGroup`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`], with status 404 if there is no such resource group.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let first = applications.list_by_resource_group("rg").next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list_by_resource_group(&self, resource_group: &str) -> Pages<Application> {
        let subscription_id = &self.subscription_id;
        Pages::new(&self.pipeline, &ListByResourceGroup { subscription_id, resource_group })
    }

    /// Reads an application (`Apps_Get`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no application with this name.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let application = applications.get("rg", "contoso-iot").await?;
    /// # Ok(()) }
    /// ```
    pub fn get(&self, resource_group: &str, name: &str) -> Call<Json<Application>> {
        self.pipeline.call(&GetApplication { address: self.address(resource_group, name) })
    }

    /// Creates the application, or replaces the changeable members of the one with this name (`Apps_CreateOrUpdate`).
    /// Nothing is sent until the poller is polled.
    ///
    /// # Errors
    /// Returns `InvalidInput` if the name of the resource group or of the application is malformed.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{Application, ApplicationSku, ApplicationSkuName, Json};
    /// let application = Application::new("eastus", ApplicationSku::new(ApplicationSkuName::Standard2));
    /// let poller = applications.begin_create_or_update("rg", "contoso-iot", &Json::from(&application))?;
    /// let created = poller.poll_until_done(|status| println!("{status:?}")).await?;
    /// # Ok(()) }
    /// ```
    pub fn begin_create_or_update(
        &self,
        resource_group: &str,
        name: &str,
        application: &Json<Application>,
    ) -> Result<Poller<Application>, Error> {
        let address = self.address(resource_group, name);
        self.begin(CreateApplication { address, application }.request()?)
    }

    /// Updates members of the application (`Apps_Update`). Nothing is sent until the poller is polled.
    ///
    /// # Errors
    /// Returns the same errors as [`Self::begin_create_or_update`].
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{ApplicationPatch, ApplicationSku, ApplicationSkuName, Json};
    /// let sku = Some(ApplicationSku::new(ApplicationSkuName::Standard1));
    /// let patch = Json::from(&ApplicationPatch { sku, ..ApplicationPatch::default() });
    /// applications.begin_update("rg", "contoso-iot", &patch)?.poll_until_done(|_| ()).await?;
    /// # Ok(()) }
    /// ```
    pub fn begin_update(
        &self,
        resource_group: &str,
        name: &str,
        patch: &Json<ApplicationPatch>,
    ) -> Result<Poller<Application>, Error> {
        let address = self.address(resource_group, name);
        self.begin(UpdateApplication { address, patch }.request()?)
    }

    /// Deletes the application with all its devices and data (`Apps_Delete`). Nothing is sent until the poller is
    /// polled.
    ///
    /// # Errors
    /// Returns the same errors as [`Self::begin_create_or_update`].
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// applications.begin_delete("rg", "contoso-iot")?.poll_until_done(|_| ()).await?;
    /// # Ok(()) }
    /// ```
    pub fn begin_delete(&self, resource_group: &str, name: &str) -> Result<Poller<Application>, Error> {
        let address = self.address(resource_group, name);
        self.begin(DeleteApplication { address }.request()?)
    }

    /// Restores a poller from its saved text. The request that started the operation is not sent again.
    ///
    /// # Errors
    /// Returns `InvalidInput` if the text is not that of a poller of this subscription at this endpoint.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let saved = applications.begin_delete("rg", "contoso-iot")?.to_string();
    /// applications.restore_poller(&saved)?.poll_until_done(|_| ()).await?;
    /// # Ok(()) }
    /// ```
    pub fn restore_poller(&self, saved: &str) -> Result<Poller<Application>, Error> {
        let state = OperationState::restore(saved)?;
        let refuse = |pointer: &str| {
            Error::invalid(pointer, "this poller was saved by a client of another subscription or endpoint")
        };
        let scope = [&subscription(&self.subscription_id)?, "/"].concat();
        let start = state.resource.get(..scope.len());
        if !start.is_some_and(|start| start.eq_ignore_ascii_case(&scope)) {
            return Err(refuse("/resource"));
        }
        if let Follow::AsyncOperation(link) | Follow::Location(link) = &state.follow {
            let checked = self.pipeline.endpoint().url(&Request::from_link(link), None);
            checked.map_err(|_| refuse("/link"))?;
        }
        Ok(self.poller(None, state))
    }

    /// Asks whether an application with this name can be created (`Apps_CheckNameAvailability`).
    ///
    /// # Errors
    /// Returns a service error if the service rejects the request. A malformed or taken name is not an error:
    /// `name_available` of the answer is `false` then.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let answer = applications.check_name_availability("contoso-iot").await?;
    /// # Ok(()) }
    /// ```
    pub fn check_name_availability(&self, name: &str) -> Call<Json<AvailabilityInfo>> {
        self.check(Unique::Name, name)
    }

    /// Asks whether an application can have this subdomain (`Apps_CheckSubdomainAvailability`).
    ///
    /// # Errors
    /// Returns a service error if the service rejects the request. A malformed or taken subdomain is not an error:
    /// `name_available` of the answer is `false` then.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let answer = applications.check_subdomain_availability("contoso-iot").await?;
    /// # Ok(()) }
    /// ```
    pub fn check_subdomain_availability(&self, subdomain: &str) -> Call<Json<AvailabilityInfo>> {
        self.check(Unique::Subdomain, subdomain)
    }

    /// Lists the templates for new applications, page by page (`Apps_ListTemplates`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`].
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let first = applications.list_templates().next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list_templates(&self) -> Pages<ApplicationTemplate> {
        Pages::new(&self.pipeline, &ListTemplates { subscription_id: &self.subscription_id })
    }

    /// Lists the operations of the resource provider, page by page (`Operations_List`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`].
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let first = applications.list_operations().next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list_operations(&self) -> Pages<ProviderOperation> {
        Pages::new(&self.pipeline, &ListOperations)
    }

    /// Creates a client of the application itself. It uses the same credential and transport, with tokens for another
    /// audience. `domain` is [`DOMAIN`], or that of a sovereign cloud.
    ///
    /// # Errors
    /// Returns `InvalidInput` if the application has no valid subdomain, or if `domain` is not a host.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ApplicationsClient, ClientOptions, DOMAIN};
    /// # async fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// let application = applications.get("rg", "contoso-iot").await?;
    /// let central = applications.connect(application.view(), DOMAIN, ClientOptions::default())?;
    /// # Ok(()) }
    /// ```
    pub fn connect(
        &self,
        application: View<'_>,
        domain: &str,
        options: PipelineOptions,
    ) -> Result<IotCentralClient, Error> {
        self.connect_with(application, domain, options, self.pipeline.shared_transport())
    }

    /// See [`Self::connect`].
    pub(crate) fn connect_with(
        &self,
        application: View<'_>,
        domain: &str,
        options: PipelineOptions,
        transport: Rc<dyn Transport>,
    ) -> Result<IotCentralClient, Error> {
        let subdomain = application.get("properties").and_then(|properties| properties.get("subdomain")?.string());
        let is_label = |label: &str| {
            let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            (1..=63).contains(&label.len()) && label.bytes().all(is_inside)
        };
        let subdomain = subdomain.filter(|subdomain| is_label(subdomain)).ok_or_else(|| {
            let message = "the application has no subdomain, which is the first label of its address";
            Error::invalid("/properties/subdomain", message)
        })?;
        let endpoint = ["https://", &subdomain, ".", domain].concat();
        if Endpoint::parse(&endpoint).is_err() {
            return Err(Error::invalid("/domain", "domain should be a host, such as azureiotcentral.com"));
        }
        IotCentralClient::with_transport(&endpoint, self.credential.clone(), options, transport)
    }

    fn address<'a>(&'a self, resource_group: &'a str, name: &'a str) -> ApplicationAddress<'a> {
        ApplicationAddress { subscription_id: &self.subscription_id, resource_group, name }
    }

    fn begin(&self, request: Request) -> Result<Poller<Application>, Error> {
        let (Target::Path(resource, _) | Target::Link(resource)) = &request.target;
        let state = OperationState::new(request.method, resource.clone());
        Ok(self.poller(Some(request), state))
    }

    fn poller(&self, first: Option<Request>, state: OperationState) -> Poller<Application> {
        Poller::new(Polling::new::<Application>(self.pipeline.clone(), first, state))
    }

    fn check(&self, kind: Unique, name: &str) -> Call<Json<AvailabilityInfo>> {
        self.pipeline.call(&CheckAvailability { subscription_id: &self.subscription_id, kind, name })
    }
}
