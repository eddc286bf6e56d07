//! `central.dashboards`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{checked, promise, settled, string, to_plain};
use super::edit::edit;
use super::feed::DashboardFeed;
use super::observer::Logger;
use super::operation::OperationOptions;
use super::options::{options, read};
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::Dashboards;
use crate::request::dashboards::ListDashboards;
use crate::validate::Validation;

options! {
    /// The options of a list of dashboards.
    interface ListDashboardsOptions extends ListOptions for ListDashboards {
        /// An OData filter, such as `displayName eq 'Hall 1'`.
        filter = "filter": string,
        /// An OData sort order, such as `displayName desc`.
        orderby = "orderby": string,
        /// The maximal number of dashboards on a page, 1–100. Default: the service's.
        max_page_size = "maxPageSize": number(1),
    }
}

options! {
    /// The options of operations that write a dashboard.
    pub(super) struct WriteDashboardOptions extends operation: OperationOptions {
        /// Whether a dashboard with errors is rejected before it is sent. Default `true`. With `false` the service
        /// applies its limits and rules. A dashboard with a missing member or a wrong type is rejected in either case,
        /// and so is a personal one, which would become a dashboard of the application.
        optional validate = "validate": boolean,
    }
}

options! {
    /// The options of an update of a dashboard.
    pub(super) struct UpdateDashboardOptions extends write: WriteDashboardOptions {
        /// Updates only this version: the `etag` of the dashboard as it was read. Rejects with an `IotCentralError` of
        /// status 412 if the dashboard has another version by now. Rejects with `InvalidInput`, and sends nothing, for
        /// `undefined`, the etag of a dashboard without one.
        optional if_match = "ifMatch": etag,
    }
}

impl WriteDashboardOptions {
    pub(super) fn validation(&self) -> Validation {
        if self.validate == Some(false) { Validation::Off } else { Validation::On }
    }
}

/// Operations on the dashboards of an application (`/api/dashboards`).
///
/// @see https://learn.microsoft.com/azure/iot-central/core/howto-manage-dashboards-with-rest-api
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
    /// Lists all dashboards that the user may see.
    ///
    /// ```js
    /// const favorites = central.dashboards.list({ filter: "favorite eq true", orderby: "displayName" });
    /// for await (const dashboard of favorites) console.log(dashboard.displayName);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<Dashboard>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListDashboardsOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        let (operation, list) = read::<(ListDashboards, ListOptions)>(options)?;
        Ok(PagedList::new(self.dashboards.list(&operation), list, &self.logger, Sizes::Chosen))
    }

    /// Reads a dashboard. Rejects with an `IotCentralError` of status 404 if there is none with this id.
    #[wasm_bindgen(unchecked_return_type = "Promise<Dashboard>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] dashboard_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.dashboards.get(&string("dashboardId", dashboard_id)?);
            Ok(promise(read(options)?, call, to_plain))
        })())
    }

    /// Creates the dashboard, or replaces the one with this id completely. Rejects with an `IotCentralError`, code
    /// `InvalidInput`, with `findings`, if the dashboard has errors (see `validateDashboard`).
    ///
    /// ```js
    /// await central.dashboards.create("dtmi:contoso:hall1", { displayName: "Hall 1", tiles: [] });
    /// ```
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
            Ok(promise(options.operation, call, to_plain))
        })())
    }

    /// Updates members of the dashboard by a JSON merge patch: `null` removes a member, and a list of tiles replaces
    /// all tiles. Rejects with an `IotCentralError`, code `InvalidInput`, with `findings`, if the patch has errors.
    ///
    /// ```js
    /// await central.dashboards.update(board.id, { favorite: true }, { ifMatch: board.etag });
    /// ```
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
            Ok(promise(write.operation, call, to_plain))
        })())
    }

    /// Reads the dashboard, calls `change` to modify it, writes the members that differ, and resolves to the dashboard
    /// as it is stored then. Sends no update if no member differs. `change` modifies its argument, or returns another
    /// dashboard or a promise of one; if it throws, the operation rejects with that error.
    ///
    /// Only the version that was read is replaced. If another client has written the dashboard in the meantime, it is
    /// read again and both changes are merged, members one by one and tiles tile by tile, by their ids; the result is
    /// written, at most five times. Rejects with an `IotCentralError`, code `Conflict`, with both sides, if both
    /// clients changed the same value in different ways.
    ///
    /// Pass a dashboard that was read earlier, with its `id`, to change it without reading it first. Changes of other
    /// clients since then are merged, so an editor can save a change that took an hour, and save again after a failure.
    ///
    /// A dashboard without an `etag` cannot be told from its other versions. It is read and merged once more just
    /// before it is written; a change of another client between these two requests is lost.
    ///
    /// ```js
    /// await central.dashboards.edit(id, (dashboard) => {
    ///   dashboard.displayName = "Hall 2";
    /// });
    /// ```
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
            edit(&self.dashboards, dashboard, change, options.validation(), options.operation)
        })())
    }

    /// Deletes the dashboard. Rejects with an `IotCentralError` of status 404 if it does not exist.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] dashboard_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.dashboards.delete(&string("dashboardId", dashboard_id)?);
            Ok(promise(read(options)?, call, |()| Ok(JsValue::UNDEFINED)))
        })())
    }

    /// Reads live data for the tiles of a dashboard until the feed is closed. With an id, the feed reads the dashboard
    /// first. `onTile` is not called for tiles without data of devices: `markdown`, `image`, `label`,
    /// `externalContent`, `dataExplorer`, `command`.
    ///
    /// One query reads all values that tiles show of a device over one time range, and all tabs of this origin share
    /// one query a second. A page that is not visible reads nothing. All feeds of a client share a cache.
    ///
    /// ```js
    /// const feed = central.dashboards.watch(dashboard, { onTile: (tile, data) => draw(tile, data) });
    /// // Later:
    /// feed.close();
    /// ```
    pub fn watch(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Dashboard | string")] dashboard: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "WatchOptions")] options: &JsValue,
    ) -> Result<DashboardFeed, JsValue> {
        Ok(DashboardFeed::start(&self.dashboards, dashboard, options)?)
    }
}
