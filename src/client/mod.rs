//! The clients, as a Rust program uses them: of an application, and of a subscription's applications.

pub mod applications;
pub mod dashboards;
pub mod device_groups;
pub mod devices;
pub mod edit;
pub mod feed;
pub mod file_uploads;
pub mod pages;
pub mod poller;
pub mod query;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use self::feed::FeedCache;
use crate::error::Error;
use crate::pipeline::auth::Credential;
use crate::pipeline::{Pipeline, PipelineOptions};
use crate::request::Endpoint;
use crate::transport::Transport;

pub use applications::ApplicationsClient;
pub use dashboards::Dashboards;
pub use device_groups::DeviceGroups;
pub use devices::Devices;
pub use file_uploads::FileUploads;
pub use pages::Pages;
pub use poller::Poller;
pub use query::Query;

/// The audience of a data plane token in the public cloud.
pub const AUDIENCE: &str = "https://apps.azureiotcentral.com";

/// A client of one IoT Central application. Cheap to clone: clones share the token, and what their feeds have
/// read.
#[derive(Clone)]
pub struct IotCentralClient {
    pipeline: Pipeline,
    feed_cache: Rc<FeedCache>,
}

impl IotCentralClient {
    /// A client of the application at `endpoint`, such as `https://contoso.azureiotcentral.com`.
    ///
    /// # Errors
    /// `InvalidInput` where the endpoint isn't one.
    pub fn new(
        endpoint: &str,
        credential: Credential,
        options: PipelineOptions,
        transport: Rc<dyn Transport>,
    ) -> Result<Self, Error> {
        let endpoint = Endpoint::parse(endpoint)?;
        let pipeline = Pipeline::new(endpoint, credential, AUDIENCE, options, transport);
        Ok(Self { pipeline, feed_cache: Rc::default() })
    }

    /// The application's address.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.pipeline.endpoint().as_str()
    }

    /// The application's dashboards.
    #[must_use]
    pub fn dashboards(&self) -> Dashboards {
        Dashboards { pipeline: self.pipeline.clone(), feed_cache: Rc::clone(&self.feed_cache) }
    }

    /// The application's devices.
    #[must_use]
    pub fn devices(&self) -> Devices {
        Devices { pipeline: self.pipeline.clone() }
    }

    /// The application's device groups.
    #[must_use]
    pub fn device_groups(&self) -> DeviceGroups {
        DeviceGroups { pipeline: self.pipeline.clone() }
    }

    /// Queries over what the application's devices sent.
    #[must_use]
    pub fn query(&self) -> Query {
        Query { pipeline: self.pipeline.clone() }
    }

    /// Where the application's devices upload files to.
    #[must_use]
    pub fn file_uploads(&self) -> FileUploads {
        FileUploads { pipeline: self.pipeline.clone() }
    }
}
