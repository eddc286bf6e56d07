//! The browser's `fetch`.

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit,
    RequestRedirect, Response,
};

use super::{HttpRequest, HttpResponse, MAX_BODY, Transport, TransportError};

/// The browser's `fetch`, clock and chance. Works in pages and in workers.
#[derive(Debug, Clone, Default)]
pub struct Fetch {
    /// What is called instead of the global `fetch`.
    pub function: Option<Function>,
}

impl Transport for Fetch {
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>> {
        let function = self.function.clone();
        async move {
            match fetch(function, request).await {
                Ok(response) => response.ok_or(TransportError::TooLarge { limit: MAX_BODY }),
                Err(thrown) => Err(TransportError::NoAnswer(message(&thrown))),
            }
        }
        .boxed_local()
    }

    fn sleep(&self, milliseconds: f64) -> LocalBoxFuture<'static, ()> {
        // A timer takes at most 2^31-1 ms, and fires at once when asked for more.
        gloo_timers::future::TimeoutFuture::new(milliseconds.clamp(0.0, f64::from(i32::MAX)) as u32).boxed_local()
    }

    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn shown(&self) -> LocalBoxFuture<'static, ()> {
        until(Page::shown)
    }

    fn lock(&self, name: &str, hold_ms: f64) -> LocalBoxFuture<'static, ()> {
        let name = name.to_owned();
        until(move |signal| Page::lock(&name, hold_ms, signal))
    }
}

/// The headers that anybody here reads. CORS may hide each of them.
const READ: [&str; 9] = [
    "azure-asyncoperation",
    "date",
    "location",
    "retry-after",
    "retry-after-ms",
    "x-ms-retry-after-ms",
    "x-ms-error-code",
    "x-ms-request-id",
    "www-authenticate",
];

/// Ends the fetch when the future that waits for it is dropped.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits for a promise that its signal ends too.
fn until(begin: impl FnOnce(&AbortSignal) -> Promise + 'static) -> LocalBoxFuture<'static, ()> {
    async move {
        if let Ok(controller) = AbortController::new() {
            let guard = AbortOnDrop(controller);
            // It never rejects.
            let _ = JsFuture::from(begin(&guard.0.signal())).await;
        }
    }
    .boxed_local()
}

/// The answer; `None` where its body is too large.
async fn fetch(function: Option<Function>, request: HttpRequest) -> Result<Option<HttpResponse>, JsValue> {
    let guard = AbortOnDrop(AbortController::new()?);
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    init.set_signal(Some(&guard.0.signal()));
    if let Some(body) = &request.body {
        init.set_body(&Uint8Array::from(body.as_slice()));
    }
    // A redirect could carry the token elsewhere, a cache could keep it, a referrer could tell the page's address.
    init.set_redirect(RequestRedirect::Error);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);

    let answered = match function {
        Some(function) => Promise::resolve(&function.call2(&JsValue::UNDEFINED, &request.url.into(), &init)?),
        None => global_fetch(&request.url, &init),
    };
    let response: Response = JsFuture::from(answered).await?.unchecked_into();
    // Another realm's or another library's is one too, so its class isn't asked for; but what isn't one would throw.
    if !["headers", "status", "arrayBuffer"].iter().all(|name| Reflect::has(&response, &(*name).into()) == Ok(true)) {
        return Err(JsValue::from_str("fetch gave no Response"));
    }
    let length = response.headers().get("content-length")?.and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BODY) {
        return Ok(None);
    }
    let pieces = JsFuture::from(Body::read(&response, MAX_BODY)).await?;
    if pieces.is_undefined() {
        return Ok(None);
    }
    let mut body = Vec::new();
    for piece in pieces.unchecked_into::<Array>().iter() {
        body.append(&mut piece.unchecked_into::<Uint8Array>().to_vec());
    }
    if body.len() > MAX_BODY {
        return Ok(None);
    }
    let headers = READ.iter().filter_map(|name| Some((*name, response.headers().get(name).ok()??))).collect();
    Ok(Some(HttpResponse { status: response.status(), headers, body }))
}

#[wasm_bindgen(module = "/src/transport/page.js")]
extern "C" {
    type Page;

    #[wasm_bindgen(static_method_of = Page)]
    fn shown(signal: &AbortSignal) -> Promise;

    #[wasm_bindgen(static_method_of = Page)]
    fn lock(name: &str, hold_ms: f64, signal: &AbortSignal) -> Promise;
}

#[wasm_bindgen(module = "/src/transport/body.js")]
extern "C" {
    type Body;

    /// A body in pieces, `undefined` where it is larger than so many bytes. It is a stream, since nothing else says in time
    /// how large a body without `Content-Length` or a compressed one is.
    #[wasm_bindgen(static_method_of = Body)]
    fn read(response: &Response, limit: usize) -> Promise;
}

#[wasm_bindgen]
extern "C" {
    /// `fetch` of the page or the worker.
    #[wasm_bindgen(js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Promise;
}

fn message(thrown: &JsValue) -> String {
    let message = Reflect::get(thrown, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| thrown.as_string()).unwrap_or_default()
}
