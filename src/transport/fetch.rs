//! The browser's `fetch`.

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use gloo_net::http::{Headers, Request, RequestBuilder, Response};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::{HttpRequest, HttpResponse, MAX_BODY, Transport, TransportError};
use crate::request::Method;

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
    // A signal of our own, aborted without a reason: gloo-net panics where a request ends with what isn't an `Error`.
    let guard = AbortOnDrop(AbortController::new()?);
    let signal = guard.0.signal();
    let body = request.body.as_deref().map(Uint8Array::from);
    let builder = builder(&request)?.abort_signal(Some(&signal));
    let built = match &body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let built: web_sys::Request = built.map_err(|error| JsValue::from(error.to_string()))?.into();
    let answered = Http::send(&built, body, &signal, function);
    let raw: web_sys::Response = JsFuture::from(answered).await?.unchecked_into();

    let response = Response::from(Clone::clone(&raw));
    let headers = response.headers();
    let length = headers.get("content-length").and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BODY) {
        return Ok(None);
    }
    let pieces = JsFuture::from(Http::read(&raw, MAX_BODY)).await?;
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
    let headers = READ.iter().filter_map(|name| Some((*name, headers.get(name)?))).collect();
    Ok(Some(HttpResponse { status: response.status(), headers, body }))
}

fn builder(request: &HttpRequest) -> Result<RequestBuilder, JsValue> {
    // Not gloo-net's `header`, which panics at a value that no header may have.
    let headers = web_sys::Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let builder = match request.method {
        Method::Get => Request::get,
        Method::Put => Request::put,
        Method::Post => Request::post,
        Method::Patch => Request::patch,
        Method::Delete => Request::delete,
    };
    // A redirect could carry the token elsewhere, a cache could keep it, a referrer could tell the page's address.
    Ok(builder(&request.url)
        .headers(Headers::from_raw(headers))
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer))
}

#[wasm_bindgen(module = "/src/transport/page.js")]
extern "C" {
    type Page;

    #[wasm_bindgen(static_method_of = Page)]
    fn shown(signal: &AbortSignal) -> Promise;

    #[wasm_bindgen(static_method_of = Page)]
    fn lock(name: &str, hold_ms: f64, signal: &AbortSignal) -> Promise;
}

#[wasm_bindgen(module = "/src/transport/http.js")]
extern "C" {
    type Http;

    /// Not gloo-net's `send`, which takes no other fetch, and panics where a page's own gives or throws something else than
    /// fetch does.
    #[wasm_bindgen(static_method_of = Http)]
    fn send(
        request: &web_sys::Request,
        body: Option<Uint8Array>,
        signal: &AbortSignal,
        other: Option<Function>,
    ) -> Promise;

    /// A body in pieces, `undefined` where it is larger than so many bytes. It is a stream, since nothing else says in time
    /// how large a body without `Content-Length` or a compressed one is.
    #[wasm_bindgen(static_method_of = Http)]
    fn read(response: &web_sys::Response, limit: usize) -> Promise;
}

fn message(thrown: &JsValue) -> String {
    let message = Reflect::get(thrown, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| thrown.as_string()).unwrap_or_default()
}
