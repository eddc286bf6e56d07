//! What comes in, and the promise that goes out: arguments checked, operations as promises.

use std::future::Future;

use js_sys::{JSON, Promise, Reflect, global};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::abort::abortable;
use super::options::{OperationOptions, read, text};
use super::output::plain;
use crate::error::Error;
use crate::model::{Json, Wire};
use crate::transport::fetch::thrown;
use crate::validate::refuse_errors;

/// An operation as a promise that the signal can end.
pub(super) fn promise<T: 'static>(
    signal: Option<AbortSignal>,
    call: impl Future<Output = Result<T, Error>> + 'static,
    to_js: fn(T) -> Result<JsValue, Error>,
) -> Promise {
    future_to_promise(abortable(signal, Box::pin(async move { Ok(to_js(call.await?)?) })))
}

/// A mistake in the arguments rejects like any other failure: an async operation never throws.
pub(super) fn settled(prepared: Result<Promise, Error>) -> Promise {
    prepared.unwrap_or_else(|error| Promise::reject(&error.into()))
}

/// An argument that is a string.
pub(super) fn string(name: &str, value: &JsValue) -> Result<String, Error> {
    text(&["/", name].concat(), name, value)
}

/// A plain object of the caller's as JSON, checked; what it isn't but should be is told in whole.
pub(super) fn checked<T: Wire>(name: &str, value: &JsValue) -> Result<Json<T>, Error> {
    let text = written(name, value)?;
    Json::parse(text.as_bytes()).or_else(|error| {
        refuse_errors(name, T::SHAPE, text.as_bytes())?;
        Err(Error::invalid(&error.pointer, &error.message))
    })
}

/// A value of the caller's as JSON.
pub(super) fn written(name: &str, value: &JsValue) -> Result<String, Error> {
    let text = JSON::stringify(value).map_err(|value| unreadable(name, value))?;
    // Nothing at all comes out for `undefined` or a function.
    Ok(JsValue::from(text).as_string().unwrap_or_else(|| "null".into()))
}

/// The error of a value of the caller's that throws where it is read.
pub(super) fn unreadable(name: &str, value: JsValue) -> Error {
    let cause = thrown(value);
    let message = [name, " can't be written as JSON: ", &cause.to_string()].concat();
    Error::invalid("", &message).with(|details| details.cause = Some(cause))
}

/// What an operation gives, as plain objects.
pub(super) fn to_plain<T>(json: Json<T>) -> Result<JsValue, Error> {
    plain(json.as_str())
}

/// The signal of an operation that takes no other options.
pub(super) fn only_signal(options: &JsValue) -> Result<Option<AbortSignal>, Error> {
    Ok(read::<OperationOptions>(options)?.abort_signal)
}

/// The language that the browser's user prefers; Node has one too.
pub(super) fn browser_language() -> Option<String> {
    let navigator = Reflect::get(&global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &"language".into()).ok()?.as_string()
}
