//! `central.dashboards.edit`.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::convert::{checked, string, unreadable};
use super::operation::{OperationOptions, run};
use super::output::plain;
use crate::client::Dashboards;
use crate::error::Error;
use crate::model::{Dashboard, Json};
use crate::transport::fetch::until;
use crate::validate::Validation;

/// Calls `change` for a dashboard, which is given by its id or as an object, and saves the difference.
pub(super) fn edit(
    dashboards: &Dashboards,
    dashboard: &JsValue,
    change: &JsValue,
    validation: Validation,
    options: OperationOptions,
) -> Result<Promise, Error> {
    let known: Option<Json<Dashboard>> = dashboard.is_object().then(|| checked("dashboard", dashboard)).transpose()?;
    let id = match &known {
        Some(known) => id_of(known)?,
        None => string("dashboardId", dashboard)?,
    };
    let change = change.dyn_ref::<Function>().filter(|change| !is_class(change)).cloned();
    let change = change.ok_or_else(|| Error::invalid("/change", "change should be a function, not a class"))?;
    let dashboards = dashboards.clone();
    let edit = Box::pin(async move {
        let base = match known {
            Some(known) => known,
            None => dashboards.get(&id).await?,
        };
        let given = plain(base.as_str())?;
        // Called by `Reflect.apply`, since a proxy may lack the method `call`.
        let returned = Reflect::apply(&change, &JsValue::UNDEFINED, &Array::of1(&given))?;
        let is_promise = returned.is_instance_of::<Promise>();
        let returned = until(Box::new(move |_| Ok(returned))).await;
        // If the promise of `change` rejects, the operation rejects with the same error.
        let returned =
            returned.map_err(|value| if is_promise { value } else { unreadable("dashboard", value).into() })?;
        let mine = checked("dashboard", if returned.is_undefined() { &given } else { &returned })?;
        let saved = dashboards.save(&id, base, mine, validation).await?;
        Ok(plain(saved.as_str())?)
    });
    Ok(future_to_promise(run(options, edit)))
}

fn id_of(dashboard: &Json<Dashboard>) -> Result<String, Error> {
    let id = dashboard.view().get("id").and_then(|id| id.string().map(String::from));
    id.ok_or_else(|| Error::invalid("/id", "the dashboard has no id: edit one that was read, or name it by its id"))
}

/// Returns whether a function can only be called by `new`: a class has a `prototype` that is not writable. Also returns
/// `true` for a proxy that does not let its properties be read.
fn is_class(function: &Function) -> bool {
    let prototype = Reflect::get_own_property_descriptor(function, &"prototype".into());
    let is_fixed = |writable: JsValue| writable == JsValue::FALSE;
    prototype.map_or(true, |prototype| Reflect::get(&prototype, &"writable".into()).is_ok_and(is_fixed))
}
