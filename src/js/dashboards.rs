//! `central.dashboards`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{checked, only_signal, promise, settled, string, to_plain};
use super::edit::edit;
use super::feed::DashboardFeed;
use super::observer::Logger;
use super::options::Options;
use super::pages::{ListOptions, PagedList};
use crate::client::Dashboards;
use crate::request::dashboards::ListDashboards;

/// Dashboards of an application.
#[wasm_bindgen]
pub struct DashboardsOperations {
    dashboards: Dashboards,
    logger: Logger,
}

impl DashboardsOperations {
    pub(super) fn new(dashboards: Dashboards, logger: Logger) -> Self {
        Self { dashboards, logger }
    }
}

#[wasm_bindgen]
impl DashboardsOperations {
    /// All dashboards the user may see.
    pub fn list(&self, options: &JsValue) -> Result<PagedList, JsValue> {
        let options = Options::new(options, &["filter", "orderby", "maxPageSize", "onMalformed", "abortSignal"])?;
        let operation = ListDashboards {
            filter: options.string("filter")?,
            orderby: options.string("orderby")?,
            max_page_size: options.number("maxPageSize", 1)?,
        };
        Ok(PagedList::new(self.dashboards.list(&operation), ListOptions::new(&options, &self.logger)?))
    }

    /// One dashboard.
    pub fn get(&self, dashboard_id: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let call = self.dashboards.get(&string("dashboardId", dashboard_id)?);
            Ok(promise(only_signal(options)?, call, to_plain))
        })())
    }

    /// Creates the dashboard, or replaces the one of this id as a whole.
    pub fn create(&self, dashboard_id: &JsValue, dashboard: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let dashboard = checked("dashboard", dashboard)?;
            let options = Options::new(options, &["validate", "abortSignal"])?;
            let id = string("dashboardId", dashboard_id)?;
            let call = self.dashboards.create(&id, &dashboard, options.validation()?);
            Ok(promise(options.abort_signal()?, call, to_plain))
        })())
    }

    /// Changes some members.
    pub fn update(&self, dashboard_id: &JsValue, patch: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let patch = checked("patch", patch)?;
            let options = Options::new(options, &["ifMatch", "validate", "abortSignal"])?;
            let if_match = options.string("ifMatch")?;
            let id = string("dashboardId", dashboard_id)?;
            let call = self.dashboards.update(&id, &patch, if_match.as_deref(), options.validation()?);
            Ok(promise(options.abort_signal()?, call, to_plain))
        })())
    }

    /// Changes the dashboard as it is found, and merges with what others change meanwhile.
    pub fn edit(&self, dashboard_id: &JsValue, change: &JsValue, options: &JsValue) -> Promise {
        settled(edit(&self.dashboards, dashboard_id, change, options))
    }

    /// Deletes the dashboard.
    pub fn delete(&self, dashboard_id: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let call = self.dashboards.delete(&string("dashboardId", dashboard_id)?);
            Ok(promise(only_signal(options)?, call, |()| Ok(JsValue::UNDEFINED)))
        })())
    }

    /// Live data for the tiles of a dashboard.
    pub fn watch(&self, dashboard: &JsValue, options: &JsValue) -> Result<DashboardFeed, JsValue> {
        Ok(DashboardFeed::start(&self.dashboards, dashboard, options)?)
    }
}
