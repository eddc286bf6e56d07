//! Organizations of an application.

use super::pages::Pages;
use crate::model::{Json, Organization};
use crate::pipeline::{Call, Pipeline};
use crate::request::organizations::{GetOrganization, ListOrganizations};

/// The operations on an application's organizations, to which dashboards belong: `Organizations_*` in the data plane's
/// OpenAPI description, `2022-10-31-preview`.
#[derive(Clone)]
pub struct Organizations {
    pub(super) pipeline: Pipeline,
}

impl Organizations {
    /// Lists all organizations that the user may see, page by page (`Organizations_List`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`](crate::Error) that has a continuation token.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let mut pages = central.organizations().list();
    /// let first = pages.next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list(&self) -> Pages<Organization> {
        Pages::new(&self.pipeline, &ListOrganizations)
    }

    /// Reads an organization (`Organizations_Get`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no organization with this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let organization = central.organizations().get("seattle").await?;
    /// # Ok(()) }
    /// ```
    pub fn get(&self, id: &str) -> Call<Json<Organization>> {
        self.pipeline.call(&GetOrganization { id })
    }
}
