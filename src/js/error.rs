//! Errors as JavaScript throws them.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::convert::{object, plain};
use super::validate::findings;
use crate::error::{Conflict, Error};
use crate::model::{Dashboard, Json};

#[wasm_bindgen(module = "/src/js/error.js")]
extern "C" {
    /// A real `Error` with a stable name, for `instanceof` and for people.
    #[wasm_bindgen(reexport)]
    type IotCentralError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, code: &str, details: &Object) -> IotCentralError;

    pub(super) type AbortError;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(reason: &JsValue) -> AbortError;
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let details = Object::new();
        let set = |name: &str, value: Option<JsValue>| {
            if let Some(value) = value {
                // Setting a member of a plain object can't fail.
                let _ = Reflect::set(&details, &name.into(), &value);
            }
        };
        set("statusCode", error.status.map(JsValue::from));
        set("requestId", error.request_id.as_deref().map(JsValue::from));
        set("pointer", error.pointer.as_deref().map(JsValue::from));
        set("offset", error.offset.map(JsValue::from));
        set("findings", (!error.findings.is_empty()).then(|| findings(&error.findings).into()));
        set("conflict", error.conflict.as_deref().map(conflict));
        set("retryAfterInMs", error.retry_after_ms.map(JsValue::from));
        set("continuationToken", error.continuation_token.as_deref().map(JsValue::from));
        IotCentralError::new(&error.message, error.code(), &details).into()
    }
}

/// Both sides, as plain objects.
fn conflict(conflict: &Conflict) -> JsValue {
    // What has been read or written once can be read again.
    let side = |dashboard: &Json<Dashboard>| plain(dashboard.as_str()).unwrap_or(JsValue::UNDEFINED);
    let members = [
        ("base", side(&conflict.base)),
        ("mine", side(&conflict.mine)),
        ("theirs", side(&conflict.theirs)),
        ("pointers", conflict.pointers.iter().map(JsValue::from).collect::<Array>().into()),
    ];
    object(members).into()
}

/// What a thrown value says; not everything that is thrown is an `Error`.
pub(super) fn thrown_message(thrown: &JsValue) -> String {
    let message = Reflect::get(thrown, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| thrown.as_string()).unwrap_or_else(|| "something was thrown that isn't an Error".into())
}
