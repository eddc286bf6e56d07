//! Values across the border. What the service sent becomes objects by the engine's own `JSON.parse`, from the very bytes
//! that were checked here: nothing is lost, and nothing crosses field by field.

use std::future::Future;

use js_sys::{JSON, JsString, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::abort::abortable;
use super::error::thrown_message;
use super::options::Options;
use crate::error::{Error, ErrorKind};
use crate::model::{Json, Wire};
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
    value.as_string().ok_or_else(|| Error::invalid(&["/", name].concat(), &[name, " should be a string"].concat()))
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
    let text = JSON::stringify(value).map_err(|thrown| {
        Error::invalid("", &[name, " can't be written as JSON: ", &thrown_message(&thrown)].concat())
    })?;
    // Nothing at all comes out for `undefined` or a function.
    Ok(JsValue::from(text).as_string().unwrap_or_else(|| "null".into()))
}

/// How many bytes of text cross at once. Pieces land in the engine's own heap and are joined there for nothing; one string
/// of a megabyte is decoded half as fast, and a single wide character makes all of it wide.
const PIECE: usize = 64 * 1024;

/// Checked JSON as plain objects.
pub(super) fn plain(text: &str) -> Result<JsValue, Error> {
    let mut whole = JsString::from("");
    let mut rest = text;
    while let Some((piece, behind)) = rest.split_at_checked(rest.floor_char_boundary(PIECE))
        && !piece.is_empty()
    {
        whole = whole.concat(&piece.into());
        rest = behind;
    }
    let refused = |_| Error::new(ErrorKind::Decode, "the answer passed the check but not the engine's JSON.parse");
    parse(&whole).map_err(refused)
}

#[wasm_bindgen]
extern "C" {
    /// The engine's parser, for a string that is the engine's already.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

/// What an operation gives, as plain objects.
pub(super) fn to_plain<T>(json: Json<T>) -> Result<JsValue, Error> {
    plain(json.as_str())
}

/// The options of an operation that takes nothing but a signal.
pub(super) fn only_signal(options: &JsValue) -> Result<Option<AbortSignal>, Error> {
    Options::new(options, &["abortSignal"])?.abort_signal()
}

/// A plain object of these members; `undefined` ones are left out.
pub(super) fn object<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    extend(&object, &members);
    object
}

/// Gives a plain object these members, but none that is undefined.
pub(super) fn extend(object: &Object, members: &[(&str, JsValue)]) {
    for (name, value) in members {
        if !value.is_undefined() {
            set(object, &(*name).into(), value);
        }
    }
}

pub(super) fn set(object: &Object, name: &JsValue, value: &JsValue) {
    // Setting a member of a plain object can't fail.
    let _ = Reflect::set(object, name, value);
}
