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
    #[must_use]
    pub fn list(&self, options: &ListDashboards) -> Pages<Dashboard> {
        Pages::new(&self.pipeline, options)
    }

    /// One dashboard.
    /// Status 404 where there is none of this id.
    pub fn get(&self, id: &str) -> Call<Json<Dashboard>> {
        self.pipeline.call(&GetDashboard { id })
    }

    /// Creates the dashboard, or replaces the one of this id as a whole.
    /// Status 422 where the service finds fault with it.
    pub fn create(&self, id: &str, dashboard: &Json<Dashboard>, validation: Validation) -> Call<Json<Dashboard>> {
        self.pipeline.call(&CreateDashboard { id, dashboard, validation })
    }

    /// Changes some members, and only of the version `if_match` where one is given.
    /// Status 412 where the dashboard has another version by now.
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
    /// Status 404 where there is none of this id.
    pub fn delete(&self, id: &str) -> Call<()> {
        self.pipeline.call(&DeleteDashboard { id })
    }

    /// Live data for the tiles of a dashboard. What another feed of this client has read lately isn't read again.
    #[must_use]
    pub fn watch(&self, dashboard: &Json<Dashboard>, options: FeedOptions) -> Feed {
        Feed::new(&self.pipeline, Rc::clone(&self.feed_cache), dashboard, options)
    }
}
