//! Fakes of the browser's fetch and timers.

use js_sys::{JSON, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Request;

#[wasm_bindgen(module = "/tests/browser/world.js")]
extern "C" {
    #[wasm_bindgen(js_name = answer)]
    fn answer_with(answer: &JsValue);
    fn sent() -> Vec<Request>;
    #[wasm_bindgen(js_name = bodyOf)]
    fn bytes_of(request: &Request) -> Promise;
    #[wasm_bindgen(js_name = watchTimers)]
    pub(crate) fn watch_timers();
    #[wasm_bindgen(js_name = watchedTimers)]
    pub(crate) fn watched_timers() -> Vec<String>;
}

/// Sets the answer of every fetch from now on. world.js describes its JSON.
pub(crate) fn answer(json: &str) {
    answer_with(&JSON::parse(json).unwrap());
}

/// Returns the only request since the last answer was set.
pub(crate) fn only_request() -> Request {
    let [request] = <[Request; 1]>::try_from(sent()).unwrap();
    request
}

/// Returns the body of a request.
pub(crate) async fn body_of(request: &Request) -> Vec<u8> {
    Uint8Array::new(&JsFuture::from(bytes_of(request)).await.unwrap()).to_vec()
}

/// Waits until everything has run that is ready to run.
pub(crate) async fn turn() {
    JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await.unwrap();
}
