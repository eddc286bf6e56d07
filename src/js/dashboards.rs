//! `central.dashboards`.

use futures_util::FutureExt;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{checked, plain, promise, settled, string};
use super::feed::DashboardFeed;
use super::options::Options;
use super::pages::{DashboardList, ListOptions};
use crate::client::Dashboards;

/// Dashboards of an application.
#[wasm_bindgen]
pub struct DashboardsOperations {
    dashboards: Dashboards,
}

impl DashboardsOperations {
    pub(super) fn new(dashboards: Dashboards) -> Self {
        Self { dashboards }
    }
}

#[wasm_bindgen]
impl DashboardsOperations {
    /// All dashboards the user may see.
    pub fn list(&self, options: &JsValue) -> Result<DashboardList, JsValue> {
        Ok(DashboardList::new(self.dashboards.clone(), ListOptions::new(options)?))
    }

    /// One dashboard.
    pub fn get(&self, dashboard_id: &JsValue, options: &JsValue) -> Promise {
        let dashboards = self.dashboards.clone();
        settled((|| {
            let id = string("dashboardId", dashboard_id)?;
            let signal = Options::new(options, &["abortSignal"])?.abort_signal()?;
            Ok(promise(signal, async move { plain(dashboards.get(&id).await?.as_str()) }.boxed_local()))
        })())
    }

    /// Creates the dashboard, or replaces the one of this id as a whole.
    pub fn create(&self, dashboard_id: &JsValue, dashboard: &JsValue, options: &JsValue) -> Promise {
        let dashboards = self.dashboards.clone();
        settled((|| {
            let id = string("dashboardId", dashboard_id)?;
            let dashboard = checked("dashboard", dashboard)?;
            let signal = Options::new(options, &["abortSignal"])?.abort_signal()?;
            Ok(promise(signal, async move { plain(dashboards.create(&id, &dashboard).await?.as_str()) }.boxed_local()))
        })())
    }

    /// Changes some members.
    pub fn update(&self, dashboard_id: &JsValue, patch: &JsValue, options: &JsValue) -> Promise {
        let dashboards = self.dashboards.clone();
        settled((|| {
            let id = string("dashboardId", dashboard_id)?;
            let patch = checked("patch", patch)?;
            let options = Options::new(options, &["ifMatch", "abortSignal"])?;
            let if_match = options.string("ifMatch")?;
            let update = async move { plain(dashboards.update(&id, &patch, if_match.as_deref()).await?.as_str()) };
            Ok(promise(options.abort_signal()?, update.boxed_local()))
        })())
    }

    /// Deletes the dashboard.
    pub fn delete(&self, dashboard_id: &JsValue, options: &JsValue) -> Promise {
        let dashboards = self.dashboards.clone();
        settled((|| {
            let id = string("dashboardId", dashboard_id)?;
            let signal = Options::new(options, &["abortSignal"])?.abort_signal()?;
            Ok(promise(signal, async move { dashboards.delete(&id).await.map(|()| JsValue::UNDEFINED) }.boxed_local()))
        })())
    }

    /// Live data for the tiles of a dashboard.
    pub fn watch(&self, dashboard: &JsValue, options: &JsValue) -> Result<DashboardFeed, JsValue> {
        Ok(DashboardFeed::start(&self.dashboards, dashboard, options)?)
    }
}
