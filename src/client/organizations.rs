//! Organizations of an application.

use super::pages::Pages;
use crate::model::{Json, Organization};
use crate::pipeline::{Call, Pipeline};
use crate::request::organizations::{GetOrganization, ListOrganizations};

/// Organizations of an application, which dashboards name.
#[derive(Clone)]
pub struct Organizations {
    pub(super) pipeline: Pipeline,
}

impl Organizations {
    /// All organizations the user may see, page by page.
    ///
    /// # Errors
    /// Of each page: [`Error`](crate::Error), with a continuation token.
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

    /// One organization.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
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
