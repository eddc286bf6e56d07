//! `validateDashboard`.

use wasm_bindgen::prelude::*;

use super::convert::written;
use super::error::Finding;
use super::output::{list, to_js};
use crate::error::{self, Severity};
use crate::model::Dashboard;
use crate::validate::validate;

/// What the service would refuse of a dashboard (`error`), and what it would take but somebody would regret (`warning`):
/// missing members, wrong types, limits, ids; values this version doesn't know, tiles that overlap or leave the grid, more
/// than ten devices, ranges beyond the seven days that telemetry is kept for. Empty where nothing is wrong. A mistake in one
/// tile hides none in another. Sends nothing, and never throws.
#[wasm_bindgen(js_name = validateDashboard, unchecked_return_type = "Finding[]")]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn validate_dashboard(#[wasm_bindgen(unchecked_param_type = "unknown")] dashboard: &JsValue) -> JsValue {
    let findings = written("dashboard", dashboard).map_or_else(
        |error| {
            vec![error::Finding { severity: Severity::Error, pointer: String::new(), message: error.message.clone() }]
        },
        |text| validate::<Dashboard>(text.as_bytes()),
    );
    to_js(&list(&findings, Finding))
}
