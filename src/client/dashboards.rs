//! Dashboards of an application.

use std::rc::Rc;

use super::feed::{Feed, FeedCache, FeedOptions};
use super::pages::Pages;
use crate::model::{Dashboard, DashboardPatch, Json};
use crate::pipeline::{Call, Pipeline};
use crate::request::dashboards::{CreateDashboard, DeleteDashboard, GetDashboard, ListDashboards, UpdateDashboard};
use crate::validate::Validation;

/// Dashboards of an application. What comes is checked; [`Json::value`] makes it typed.
#[derive(Clone)]
pub struct Dashboards {
    pub(super) pipeline: Pipeline,
    pub(super) feed_cache: Rc<FeedCache>,
}

impl Dashboards {
    /// All dashboards the user may see, page by page.
    ///
    /// # Errors
    /// Of each page: [`Error`](crate::Error), with a continuation token.
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

    /// One dashboard.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
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

    /// Creates the dashboard, or replaces the one of this id as a whole.
    ///
    /// # Errors
    /// Status 422 where the service rejects it; `InvalidInput` with all findings where `validation` does.
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

    /// Changes some members, and only of the version `if_match` where one is given.
    ///
    /// # Errors
    /// Status 412 where the dashboard has another version by now.
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

    /// Deletes the dashboard.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
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

    /// Live data for the tiles of a dashboard. What another feed of this client has read lately isn't read again.
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
