//! `validateDashboard`.

use wasm_bindgen::prelude::*;

use super::convert::json_text;
use super::error::Finding;
use super::output::{list, to_js};
use crate::error::{self, Severity};
use crate::model::Dashboard;
use crate::validate::validate;

/// Returns the mistakes in a dashboard: those for which the service rejects it (`error`), and those with which a tile
/// may look wrong or load slowly (`warning`). Finds missing members, wrong types, violated limits, invalid ids; unknown
/// values, tiles that overlap or leave the grid, more than ten devices, and ranges beyond the seven days for which the
/// service keeps telemetry. Returns an empty list if there are none. A mistake in one tile does not hide mistakes in
/// others. Sends nothing, and never throws once the module is loaded.
///
/// ```js
/// await load();
/// for (const { severity, pointer, message } of validateDashboard(board)) console.log(severity, pointer, message);
/// ```
#[wasm_bindgen(js_name = validateDashboard, unchecked_return_type = "Finding[]")]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn validate_dashboard(#[wasm_bindgen(unchecked_param_type = "unknown")] dashboard: &JsValue) -> JsValue {
    let findings = json_text("dashboard", dashboard).map_or_else(
        |error| {
            vec![error::Finding { severity: Severity::Error, pointer: String::new(), message: error.message.clone() }]
        },
        |text| validate::<Dashboard>(text.as_bytes()),
    );
    to_js(&list(&findings, Finding))
}
