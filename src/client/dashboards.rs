//! Dashboards of an application.

use std::rc::Rc;

use super::feed::{Feed, FeedCache, FeedOptions};
use super::pages::Pages;
use crate::model::{Dashboard, DashboardPatch, Json};
use crate::pipeline::{Call, Pipeline};
use crate::request::dashboards::{CreateDashboard, DeleteDashboard, GetDashboard, ListDashboards, UpdateDashboard};
use crate::validate::Validation;

/// The operations on an application's dashboards. Results are checked JSON; [`Json::value`] makes a typed value of
/// them.
///
/// See [Manage dashboards with the REST
/// API](https://learn.microsoft.com/azure/iot-central/core/howto-manage-dashboards-with-rest-api) and the operations
/// `Dashboards_*` in the data plane's OpenAPI description, `2022-10-31-preview`.
#[derive(Clone)]
pub struct Dashboards {
    pub(super) pipeline: Pipeline,
    pub(super) feed_cache: Rc<FeedCache>,
}

impl Dashboards {
    /// Lists all dashboards that the user may see, page by page (`Dashboards_List`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`](crate::Error) that has a continuation token.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, ListDashboards};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let options = ListDashboards { orderby: Some("displayName".to_owned()), ..ListDashboards::default() };
    /// let mut pages = central.dashboards().list(&options);
    /// while let Some(page) = pages.next().await {
    ///     println!("{} dashboards", page?.item_count);
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list(&self, options: &ListDashboards) -> Pages<Dashboard> {
        Pages::new(&self.pipeline, options)
    }

    /// Reads a dashboard (`Dashboards_Get`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no dashboard with this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let dashboard = central.dashboards().get("dtmi:kkfvwa2xi:p7pyt5x38").await?;
    /// println!("{:?}", dashboard.view().get("displayName"));
    /// # Ok(()) }
    /// ```
    pub fn get(&self, id: &str) -> Call<Json<Dashboard>> {
        self.pipeline.call(&GetDashboard { id })
    }

    /// Creates the dashboard, or replaces the one with this id completely (`Dashboards_Create`).
    ///
    /// # Errors
    /// Returns `InvalidInput` with all findings if `validation` is on and the dashboard has errors, and a service error
    /// with status 422 if the service rejects the dashboard.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, Validation};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{Dashboard, Json};
    /// let dashboard = Json::from(&Dashboard::new("Hall 1"));
    /// central.dashboards().create("dtmi:contoso:hall1", &dashboard, Validation::On).await?;
    /// # Ok(()) }
    /// ```
    pub fn create(&self, id: &str, dashboard: &Json<Dashboard>, validation: Validation) -> Call<Json<Dashboard>> {
        self.pipeline.call(&CreateDashboard { id, dashboard, validation })
    }

    /// Updates members of the dashboard (`Dashboards_Update`). With `if_match`, only this version is updated.
    ///
    /// # Errors
    /// Returns a service error with status 412 if the dashboard has another version by now.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, Validation};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{DashboardPatch, Json};
    /// let patch = DashboardPatch { display_name: Some("Hall 2".to_owned()), ..DashboardPatch::default() };
    /// central.dashboards().update("dtmi:contoso:hall1", &Json::from(&patch), Some("\"1\""), Validation::On).await?;
    /// # Ok(()) }
    /// ```
    pub fn update(
        &self,
        id: &str,
        patch: &Json<DashboardPatch>,
        if_match: Option<&str>,
        validation: Validation,
    ) -> Call<Json<Dashboard>> {
        self.pipeline.call(&UpdateDashboard { id, patch, if_match, validation })
    }

    /// Deletes the dashboard (`Dashboards_Remove`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no dashboard with this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// central.dashboards().delete("dtmi:contoso:hall1").await?;
    /// # Ok(()) }
    /// ```
    pub fn delete(&self, id: &str) -> Call<()> {
        self.pipeline.call(&DeleteDashboard { id })
    }

    /// Reads live data for the tiles of a dashboard. All feeds of a client share a cache, so that no feed reads what
    /// another one has just read.
    ///
    /// ```no_run
    /// # use iotcentral_web::{FeedOptions, IotCentralClient};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let dashboard = central.dashboards().get("dtmi:contoso:hall1").await?;
    /// let mut feed = central.dashboards().watch(&dashboard, FeedOptions::default());
    /// while let Some(update) = feed.next().await {
    ///     println!("tile {}: {:?}", update.tile, update.data);
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn watch(&self, dashboard: &Json<Dashboard>, options: FeedOptions) -> Feed {
        Feed::new(&self.pipeline, Rc::clone(&self.feed_cache), dashboard, options)
    }
}
