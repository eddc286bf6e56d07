//! `validateDashboard`.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::convert::{object, written};
use crate::error::{Finding, Severity};
use crate::model::Dashboard;
use crate::validate::validate;

/// What is wrong with a dashboard; empty where nothing is.
#[wasm_bindgen(js_name = validateDashboard)]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn validate_dashboard(dashboard: &JsValue) -> Array {
    findings(&match written("dashboard", dashboard) {
        Ok(text) => validate::<Dashboard>(text.as_bytes()),
        Err(error) => {
            vec![Finding { severity: Severity::Error, pointer: String::new(), message: error.message.clone() }]
        }
    })
}

pub(super) fn findings(findings: &[Finding]) -> Array {
    findings.iter().map(finding).collect()
}

fn finding(finding: &Finding) -> JsValue {
    let members = [
        ("severity", finding.severity.as_str().into()),
        ("pointer", finding.pointer.as_str().into()),
        ("message", finding.message.as_str().into()),
    ];
    object(members).into()
}
