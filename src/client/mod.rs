//! The clients for Rust programs: of one application, and of a subscription's applications.

pub mod applications;
pub mod dashboards;
pub mod device_groups;
pub mod device_templates;
pub mod devices;
pub mod edit;
pub mod feed;
pub mod file_uploads;
pub mod organizations;
pub mod pages;
pub mod poller;
pub mod query;
#[cfg(test)]
mod tests;
pub mod transfer;

use std::rc::Rc;

use self::feed::FeedCache;
use crate::error::Error;
use crate::pipeline::auth::Credential;
use crate::pipeline::{Pipeline, PipelineOptions};
use crate::request::Endpoint;
use crate::transport::{self, Transport};

pub use applications::ApplicationsClient;
pub use dashboards::Dashboards;
pub use device_groups::DeviceGroups;
pub use device_templates::DeviceTemplates;
pub use devices::Devices;
pub use file_uploads::FileUploads;
pub use organizations::Organizations;
pub use pages::Pages;
pub use poller::Poller;
pub use query::Query;

/// The audience of data plane tokens in Azure's public cloud.
pub const AUDIENCE: &str = "https://apps.azureiotcentral.com";

/// A client of one IoT Central application. Cheap to clone: clones share the token and the cache of their feeds.
///
/// The service's API is described in [Manage IoT Central with the REST
/// API](https://learn.microsoft.com/azure/iot-central/core/howto-manage-iot-central-with-rest-api).
#[derive(Clone)]
pub struct IotCentralClient {
    pipeline: Pipeline,
    feed_cache: Rc<FeedCache>,
}

impl IotCentralClient {
    /// Creates a client of the application at `endpoint`, such as `https://contoso.azureiotcentral.com`. Requests are
    /// sent by the browser's `fetch`. Creating a client sends nothing.
    ///
    /// # Errors
    /// Returns `InvalidInput` if `endpoint` is not an https origin or an http origin of this machine, and outside of
    /// browsers.
    ///
    /// ```no_run
    /// use iotcentral_web::{Credential, Error, IotCentralClient};
    ///
    /// # fn main() -> Result<(), Error> {
    /// # async fn token() -> Result<String, std::io::Error> { Ok(String::new()) }
    /// let central = IotCentralClient::new("https://contoso.azureiotcentral.com", Credential::from_fn(|_| token()))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(endpoint: &str, credential: Credential) -> Result<Self, Error> {
        Self::with_options(endpoint, credential, PipelineOptions::default())
    }

    /// Creates a client with options.
    ///
    /// # Errors
    /// Returns the same errors as [`Self::new`].
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use iotcentral_web::{ClientOptions, Credential, Error, IotCentralClient, Timeout};
    ///
    /// # fn main() -> Result<(), Error> {
    /// let timeout = Timeout { per_try: Duration::from_secs(10), ..Timeout::default() };
    /// let options = ClientOptions { timeout, ..ClientOptions::default() };
    /// let credential = Credential::api_token("SharedAccessSignature sr=…");
    /// let central = IotCentralClient::with_options("https://contoso.azureiotcentral.com", credential, options)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_options(endpoint: &str, credential: Credential, options: PipelineOptions) -> Result<Self, Error> {
        Self::with_transport(endpoint, credential, options, transport::platform()?)
    }

    /// Creates a client that sends its requests by another transport than the browser's `fetch`.
    ///
    /// # Errors
    /// Returns `InvalidInput` if `endpoint` is not an https origin or an http origin of this machine.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ClientOptions, Credential, IotCentralClient, transport::Transport};
    /// # fn example(transport: std::rc::Rc<dyn Transport>) -> Result<(), iotcentral_web::Error> {
    /// let credential = Credential::api_token("SharedAccessSignature sr=…");
    /// let options = ClientOptions::default();
    /// let endpoint = "https://contoso.azureiotcentral.com";
    /// let central = IotCentralClient::with_transport(endpoint, credential, options, transport)?;
    /// # Ok(()) }
    /// ```
    pub fn with_transport(
        endpoint: &str,
        credential: Credential,
        options: PipelineOptions,
        transport: Rc<dyn Transport>,
    ) -> Result<Self, Error> {
        let endpoint = Endpoint::parse(endpoint)?;
        let pipeline = Pipeline::new(endpoint, credential, AUDIENCE, options, transport);
        Ok(Self { pipeline, feed_cache: Rc::default() })
    }

    /// Returns the application's address.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// assert_eq!(central.endpoint(), "https://contoso.azureiotcentral.com");
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.pipeline.endpoint().as_str()
    }

    /// Returns the operations on dashboards.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let dashboard = central.dashboards().get("dtmi:kkfvwa2xi:p7pyt5x38").await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn dashboards(&self) -> Dashboards {
        Dashboards { pipeline: self.pipeline.clone(), feed_cache: Rc::clone(&self.feed_cache) }
    }

    /// Returns the operations on devices.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let device = central.devices().get("thermostat-01", None).await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn devices(&self) -> Devices {
        Devices { pipeline: self.pipeline.clone() }
    }

    /// Returns the operations on device groups.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let group = central.device_groups().get("475cad48-b7ff-4a09-b51e-1a9021385453").await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn device_groups(&self) -> DeviceGroups {
        DeviceGroups { pipeline: self.pipeline.clone() }
    }

    /// Returns the operations on device templates.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let template = central.device_templates().get("dtmi:contoso:Thermostat;1").await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn device_templates(&self) -> DeviceTemplates {
        DeviceTemplates { pipeline: self.pipeline.clone() }
    }

    /// Returns the operations on organizations.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let organization = central.organizations().get("seattle").await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn organizations(&self) -> Organizations {
        Organizations { pipeline: self.pipeline.clone() }
    }

    /// Returns the operation that runs queries over telemetry and properties.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let answer = central.query().run("SELECT TOP 1 $id FROM dtmi:contoso:thermostat;1").await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn query(&self) -> Query {
        Query { pipeline: self.pipeline.clone() }
    }

    /// Returns the operations on the file upload configuration.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let configuration = central.file_uploads().get().await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn file_uploads(&self) -> FileUploads {
        FileUploads { pipeline: self.pipeline.clone() }
    }
}
