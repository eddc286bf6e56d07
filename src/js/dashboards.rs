//! `central.dashboards`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{checked, only_signal, promise, settled, string, to_plain};
use super::edit::edit;
use super::feed::DashboardFeed;
use super::observer::Logger;
use super::options::{OperationOptions, options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::Dashboards;
use crate::request::dashboards::ListDashboards;
use crate::validate::Validation;

options! {
    /// What the list of dashboards takes.
    interface ListDashboardsOptions extends ListOptions for ListDashboards {
        /// OData filter, such as `displayName eq 'Hall 1'`.
        filter = "filter": string,
        /// OData order, such as `displayName desc`.
        orderby = "orderby": string,
        /// How many dashboards a page has at most, 1–100. Default: the service's.
        max_page_size = "maxPageSize": number(1),
    }
}

options! {
    /// What operations take that write a dashboard.
    pub(super) struct WriteDashboardOptions extends operation: OperationOptions {
        /// Whether a dashboard with errors is refused before it is sent. Default `true`. `false` leaves limits and rules to the
        /// service; what isn't a dashboard at all, for a missing member or a wrong type, is refused nevertheless, and so is a
        /// personal one, which would become one of the application.
        optional validate = "validate": boolean,
    }
}

options! {
    /// What a change of a dashboard takes.
    pub(super) struct UpdateDashboardOptions extends write: WriteDashboardOptions {
        /// Update only this version: the dashboard's `etag` as it was read. Another version → `IotCentralError`, status 412.
        /// `undefined`, of a dashboard that has no etag → `InvalidInput`, and nothing is sent.
        optional if_match = "ifMatch": etag,
    }
}

impl WriteDashboardOptions {
    pub(super) fn validation(&self) -> Validation {
        if self.validate == Some(false) { Validation::Off } else { Validation::On }
    }
}

/// Dashboards of an application (`/api/dashboards`).
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
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<Dashboard>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListDashboardsOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (operation, list) = read::<(ListDashboards, ListOptions)>(options)?;
        Ok(PagedList::new(self.dashboards.list(&operation), list, &self.logger, Sizes::Chosen))
    }

    /// One dashboard. An unknown id → `IotCentralError`, status 404.
    #[wasm_bindgen(unchecked_return_type = "Promise<Dashboard>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] dashboard_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.dashboards.get(&string("dashboardId", dashboard_id)?);
            Ok(promise(only_signal(options)?, call, to_plain))
        })())
    }

    /// Creates the dashboard, or replaces the one of this id as a whole. One with errors (`validateDashboard`) →
    /// `IotCentralError` `InvalidInput` with `findings`.
    #[wasm_bindgen(unchecked_return_type = "Promise<Dashboard>")]
    pub fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] dashboard_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Dashboard")] dashboard: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "WriteDashboardOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let dashboard = checked("dashboard", dashboard)?;
            let options = read::<WriteDashboardOptions>(options)?;
            let id = string("dashboardId", dashboard_id)?;
            let call = self.dashboards.create(&id, &dashboard, options.validation());
            Ok(promise(options.operation.abort_signal, call, to_plain))
        })())
    }

    /// Changes some members: a JSON merge patch, where `null` removes a member and `tiles` is replaced as a whole. One with
    /// errors → `IotCentralError` `InvalidInput` with `findings`.
    #[wasm_bindgen(unchecked_return_type = "Promise<Dashboard>")]
    pub fn update(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] dashboard_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "DashboardPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "UpdateDashboardOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let patch = checked("patch", patch)?;
            let UpdateDashboardOptions { write, if_match } = read(options)?;
            let id = string("dashboardId", dashboard_id)?;
            let call = self.dashboards.update(&id, &patch, if_match.as_deref(), write.validation());
            Ok(promise(write.operation.abort_signal, call, to_plain))
        })())
    }

    /// Reads the dashboard, has `change` change it, writes the members that differ, and gives the dashboard as it is then;
    /// nothing is sent where none do. `change` mutates what it is handed or returns another dashboard, or a promise of one;
    /// what it throws, the operation rejects with.
    ///
    /// It is written only over the version that was read. Where somebody else has written meanwhile, it is read again and
    /// both changes are merged: members one by one, `tiles` tile by tile, by their ids. That is written over what was found,
    /// five times at most. Both changed the same, and not to the same → `IotCentralError` `Conflict`, with both sides.
    ///
    /// A dashboard object that was read before, with its `id`, is changed as it is: nothing is read first, and what others have written
    /// since it was read is merged. So an editor saves what a person changed for an hour, and saves again after a failure.
    ///
    /// A dashboard without an `etag` can't be told from its other versions: then it is read and merged once more just before
    /// it is written, and a change between these two requests is lost.
    #[wasm_bindgen(unchecked_return_type = "Promise<Dashboard>")]
    pub fn edit(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Dashboard | string")] dashboard: &JsValue,
        #[wasm_bindgen(
            unchecked_param_type = "(dashboard: Dashboard) => Dashboard | void | Promise<Dashboard | void>"
        )]
        change: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "WriteDashboardOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let options = read::<WriteDashboardOptions>(options)?;
            edit(&self.dashboards, dashboard, change, options.validation(), options.operation.abort_signal)
        })())
    }

    /// Deletes the dashboard. One that is gone already → `IotCentralError`, status 404.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] dashboard_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.dashboards.delete(&string("dashboardId", dashboard_id)?);
            Ok(promise(only_signal(options)?, call, |()| Ok(JsValue::UNDEFINED)))
        })())
    }

    /// Live data for the tiles of a dashboard, or of the one with this id, which is read first. Tiles that show nothing of
    /// devices (`markdown`, `image`, `label`, `externalContent`, `dataExplorer`, `command`) have none to wait for.
    ///
    /// What tiles share is read once: one query for all that they want of a device over one window, one query a second, from all
    /// pages of this origin together. A page that nobody sees reads nothing, and what another feed of this client has read
    /// lately isn't read again.
    pub fn watch(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Dashboard | string")] dashboard: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "WatchOptions")] options: &JsValue,
    ) -> Result<DashboardFeed, JsValue> {
        Ok(DashboardFeed::start(&self.dashboards, dashboard, options)?)
    }
}
