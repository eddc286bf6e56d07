//! Checks arguments from JavaScript, and turns operations into promises.

use std::future::Future;

use js_sys::{JSON, Promise, Reflect, global};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::operation::{OperationOptions, run};
use super::options::text;
use super::output::plain;
use crate::error::Error;
use crate::model::{Json, Wire};
use crate::transport::fetch::thrown;
use crate::validate::refuse_errors;

/// Runs an operation with its options as a promise.
pub(super) fn promise<T: 'static>(
    options: OperationOptions,
    call: impl Future<Output = Result<T, Error>> + 'static,
    to_js: fn(T) -> Result<JsValue, Error>,
) -> Promise {
    future_to_promise(run(options, Box::pin(async move { Ok(to_js(call.await?)?) })))
}

/// Turns an error of the arguments into a rejected promise, since an async operation never throws.
pub(super) fn settled(prepared: Result<Promise, Error>) -> Promise {
    prepared.unwrap_or_else(|error| Promise::reject(&error.into()))
}

/// Reads an argument that must be a string.
pub(super) fn string(name: &str, value: &JsValue) -> Result<String, Error> {
    text(&["/", name].concat(), name, value)
}

/// Reads a plain object of the caller as checked JSON. An error lists all mistakes at once.
pub(super) fn checked<T: Wire>(name: &str, value: &JsValue) -> Result<Json<T>, Error> {
    let text = json_text(name, value)?;
    Json::parse(text.as_bytes()).or_else(|error| {
        refuse_errors(name, T::SHAPE, text.as_bytes())?;
        Err(Error::invalid(&error.pointer, &error.message))
    })
}

/// Writes a value of the caller as JSON.
pub(super) fn json_text(name: &str, value: &JsValue) -> Result<String, Error> {
    let text = JSON::stringify(value).map_err(|value| unreadable(name, value))?;
    // `JSON.stringify` returns `undefined` for `undefined` and for a function.
    Ok(JsValue::from(text).as_string().unwrap_or_else(|| "null".into()))
}

/// Creates the error of a caller's value that throws when it is read.
pub(super) fn unreadable(name: &str, value: JsValue) -> Error {
    let cause = thrown(value);
    let message = [name, " can't be written as JSON: ", &cause.to_string()].concat();
    Error::invalid("", &message).with(|details| details.cause = Some(cause))
}

/// Returns the result of an operation as a plain object.
pub(super) fn to_plain<T>(json: Json<T>) -> Result<JsValue, Error> {
    plain(json.as_str())
}

/// Returns the language that the user of the browser prefers. Node has one too.
pub(super) fn browser_language() -> Option<String> {
    let navigator = Reflect::get(&global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &"language".into()).ok()?.as_string()
}
