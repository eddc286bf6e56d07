//! `central.dashboards.edit`.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortSignal;

use super::abort::abortable;
use super::convert::{checked, string};
use super::output::plain;
use crate::client::Dashboards;
use crate::error::Error;
use crate::validate::Validation;

/// Reads the dashboard, has it changed, and saves what differs.
pub(super) fn edit(
    dashboards: &Dashboards,
    dashboard_id: &JsValue,
    change: &JsValue,
    validation: Validation,
    signal: Option<AbortSignal>,
) -> Result<Promise, Error> {
    let id = string("dashboardId", dashboard_id)?;
    let change = change.dyn_ref::<Function>().cloned();
    let change = change.ok_or_else(|| Error::invalid("/change", "change should be a function"))?;
    let dashboards = dashboards.clone();
    let edit = Box::pin(async move {
        let base = dashboards.get(&id).await?;
        let given = plain(base.as_str())?;
        let returned = change.call1(&JsValue::UNDEFINED, &given)?;
        // Whether it is a promise or not.
        let returned = JsFuture::from(Promise::resolve(&returned)).await?;
        let mine = checked("dashboard", if returned.is_undefined() { &given } else { &returned })?;
        let saved = dashboards.save(&id, base, mine, validation).await?;
        Ok(plain(saved.as_str())?)
    });
    Ok(future_to_promise(abortable(signal, edit)))
}
