//! `exportDashboards`, `importDashboards` and `copyTo` of the client, which are JavaScript: `transfer.js` says why.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;

use super::convert::checked;
use super::operation::OperationOptions;
use super::options::{options, read};
use crate::error::Error;
use crate::transfer::means_the_same;

options! {
    /// The options of `importDashboards` and `copyTo`.
    pub(super) struct ImportDashboardsOptions extends operation: OperationOptions {
        /// The ids in the importing application for device groups, devices, organizations and capabilities of the
        /// document. Default: the same id if it exists there, else the id of the only object with the same name.
        optional map = "map": object("DashboardReferenceMap", "an object", JsValue::is_object),
        /// What to do if a different dashboard has the id of an imported one: `skip` keeps the existing dashboard,
        /// `replace` replaces it, `copy` keeps both and gives the imported one another id. Default `skip`.
        optional on_conflict = "onConflict": choice("\"skip\" | \"replace\" | \"copy\"", "skip", "replace", "copy"),
        /// Whether the import only returns its plan and writes nothing. Default `false`.
        optional dry_run = "dryRun": boolean,
        /// Called after each dashboard, with the number of finished dashboards and the number of all.
        optional on_progress = "onProgress": function("(done: number, total: number) => void"),
    }
}

#[wasm_bindgen(typescript_custom_section)]
const DOCUMENT: &str = include_str!("transfer.d.ts");

#[wasm_bindgen(module = "/src/js/transfer.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = exportDashboards)]
    fn export_dashboards(central: &Array, ids: &JsValue, options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_name = importDashboards)]
    fn import_dashboards(
        central: &Array,
        is_equal: &JsValue,
        document: &JsValue,
        options: &JsValue,
        map: Option<JsValue>,
        on_conflict: Option<String>,
        dry_run: Option<bool>,
        on_progress: Option<Function>,
    ) -> Promise;

    // Caught, so that the glue has a function of its own for it: only such names can be shortened
    // (xtask/src/package.rs).
    /// `other` may be of another copy of the package. Its client checks the options.
    #[wasm_bindgen(catch, js_name = copyDashboards)]
    pub(super) fn copy(central: &Array, other: &JsValue, ids: &JsValue, options: &JsValue) -> Result<Promise, JsValue>;
}

pub(super) fn export(central: &Array, ids: &JsValue, options: &JsValue) -> Result<Promise, Error> {
    read::<OperationOptions>(options)?;
    Ok(export_dashboards(central, ids, options).unwrap_or_else(|thrown| Promise::reject(&thrown)))
}

pub(super) fn import(central: &Array, document: &JsValue, options: &JsValue) -> Result<Promise, Error> {
    let ImportDashboardsOptions { operation: _operation, map, on_conflict, dry_run, on_progress } = read(options)?;
    Ok(import_dashboards(central, &is_equal(), document, options, map, on_conflict, dry_run, on_progress))
}

/// Returns a function that compares two dashboards by meaning, and throws if a value is not a dashboard.
fn is_equal() -> JsValue {
    let is_equal = |one: JsValue, other: JsValue| -> Result<bool, JsValue> {
        Ok(means_the_same(&checked("dashboard", &one)?, &checked("dashboard", &other)?))
    };
    Closure::<dyn Fn(JsValue, JsValue) -> Result<bool, JsValue>>::new(is_equal).into_js_value()
}
