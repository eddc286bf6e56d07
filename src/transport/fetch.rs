//! The transport of browsers, by `fetch`.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use gloo_net::http::{Headers, Request, RequestBuilder};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::{Claim, HttpRequest, HttpResponse, MAX_BODY, SharedAnswers, Transport, TransportError};
use crate::error::Cause;
use crate::request::Method;

/// The `fetch`, the clocks and the random numbers of a browser. Works in pages and in workers.
#[derive(Debug, Clone, Default)]
pub struct Fetch {
    /// A function to call instead of the global `fetch`.
    pub function: Option<Function>,
}

impl Transport for Fetch {
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>> {
        let function = self.function.clone();
        async move {
            match fetch(function, request).await {
                Ok(response) => response.ok_or(TransportError::TooLarge { limit: MAX_BODY }),
                Err(value) => Err(TransportError::NoAnswer(thrown(value))),
            }
        }
        .boxed_local()
    }

    fn sleep(&self, milliseconds: f64) -> LocalBoxFuture<'static, ()> {
        wait(Box::new(move |signal| Page::sleep(milliseconds, signal)))
    }

    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn elapsed(&self) -> f64 {
        elapsed()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn visible(&self) -> LocalBoxFuture<'static, ()> {
        wait(Box::new(Page::visible))
    }

    fn online(&self) -> LocalBoxFuture<'static, ()> {
        wait(Box::new(Page::online))
    }

    fn lock(&self, name: &str, hold_ms: f64) -> LocalBoxFuture<'static, ()> {
        let name = name.to_owned();
        wait(Box::new(move |signal| Page::lock(&name, hold_ms, signal)))
    }

    /// `None` for a page's own `fetch`: it may add to requests what changes their answers.
    fn shared_answers(&self) -> Option<Rc<dyn SharedAnswers>> {
        let feed = AbortController::new().ok().filter(|_| self.function.is_none())?;
        Some(Rc::new(PageAnswers(AbortOnDrop(feed))))
    }
}

/// Its controller aborts when the feed is dropped.
struct PageAnswers(AbortOnDrop);

impl SharedAnswers for PageAnswers {
    fn claim(&self, secret: &str, query: &str, since_ms: f64) -> Option<LocalBoxFuture<'static, Claim>> {
        if Call::current().is_some_and(|call| call.headers.is_some()) {
            // Headers of the caller may change the answer.
            return None;
        }
        let held = AbortOnDrop(AbortController::new().ok()?);
        let signal = held.0.signal();
        let claimed = Answers::claim(&self.0.0.signal(), secret, query, since_ms, &signal);
        let claimed = JsFuture::from(Page::settled(&claimed, &signal));
        Some(Box::pin(async move {
            let Ok(claimed) = claimed.await else { return Claim::default() };
            // An array with an answer, otherwise a function.
            let found = claimed.unchecked_ref::<Array>();
            let answer = found.get(1).as_string().map(|body| (found.get(0).as_f64().unwrap_or_default(), body));
            let publish = move |body: &str| {
                // A page that cannot pass the answer on has it nevertheless.
                drop(claimed.unchecked_ref::<Function>().call1(&JsValue::UNDEFINED, &body.into()));
                drop(held);
            };
            Claim { answer, publish: Some(Box::new(publish)) }
        }))
    }
}

/// The options of an operation, and what its caller adds to its requests.
#[derive(Default)]
#[cfg_attr(not(feature = "js"), expect(dead_code, reason = "the JavaScript API's"))]
pub(crate) struct Call {
    pub(crate) abort_signal: Option<AbortSignal>,
    pub(crate) headers: Option<web_sys::Headers>,
    pub(crate) on_response: Option<Function>,
}

thread_local! {
    /// The operation that runs. Passing it to each request would take a parameter of every function in between.
    static CURRENT: Cell<Option<Rc<Call>>> = const { Cell::new(None) };
}

impl Call {
    /// Returns the options of the operation that runs.
    #[inline(never)]
    pub(crate) fn current() -> Option<Rc<Self>> {
        let call = CURRENT.take();
        CURRENT.set(call.clone());
        call
    }

    /// Sets the options whenever the work runs. Inside of it, another scope may replace them.
    #[cfg_attr(not(feature = "js"), expect(dead_code, reason = "the JavaScript API's"))]
    pub(crate) fn scope<'a, T: 'a>(self: Rc<Self>, mut work: LocalBoxFuture<'a, T>) -> LocalBoxFuture<'a, T> {
        if self.headers.is_none() && self.on_response.is_none() {
            return work;
        }
        Box::pin(poll_fn(move |context| {
            let outer = CURRENT.replace(Some(Rc::clone(&self)));
            let polled = work.as_mut().poll(context);
            CURRENT.set(outer);
            polled
        }))
    }
}

/// Reads `{ customHeaders }`; `None` if the client sets one of the headers itself, or no request may have it.
#[cfg_attr(not(feature = "js"), expect(dead_code, reason = "the JavaScript API's"))]
pub(crate) fn custom_headers(given: &JsValue) -> Option<web_sys::Headers> {
    Http::headers(given)
}

/// See [`Transport::elapsed`].
pub(crate) fn elapsed() -> f64 {
    Page::elapsed()
}

/// The response headers that the library reads. CORS may hide each of them.
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

thread_local! {
    /// The names in JavaScript, where each request would decode them again.
    static NAMES: Array = READ.into_iter().map(JsValue::from).collect();
}

/// Aborts the request when the future that waits for it is dropped.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        Page::abort(&self.0);
    }
}

/// Starts JavaScript code that returns a promise or a value.
type Begin = Box<dyn FnOnce(&AbortSignal) -> Result<JsValue, JsValue>>;

/// Waits for the result of JavaScript code. Dropping the future aborts the signal and releases the waiting closures,
/// even if the promise never settles. Boxed, so that the module contains the state machine only once.
pub(crate) fn until(begin: Begin) -> LocalBoxFuture<'static, Result<JsValue, JsValue>> {
    Box::pin(async move {
        // The guard has a signal of its own: the caller's may be aborted with any value as its reason, and gloo-net
        // panics if a request fails with a value that is not an `Error`.
        let guard = AbortOnDrop(AbortController::new()?);
        let signal = guard.0.signal();
        let begun = begin(&signal)?;
        JsFuture::from(Page::settled(&begun, &signal)).await
    })
}

/// Waits for a promise of the page that never rejects.
fn wait(begin: Box<dyn FnOnce(&AbortSignal) -> Promise>) -> LocalBoxFuture<'static, ()> {
    let wait = until(Box::new(|signal| Ok(begin(signal).into())));
    Box::pin(async move { drop(wait.await) })
}

/// Sends the request and reads its answer; `None` if the body is too large.
async fn fetch(function: Option<Function>, request: HttpRequest) -> Result<Option<HttpResponse>, JsValue> {
    let begin = move |signal: &AbortSignal| -> Result<JsValue, JsValue> {
        let body = request.body.as_deref().map(Uint8Array::from);
        let builder = builder(&request)?.abort_signal(Some(signal));
        let built = match &body {
            Some(body) => builder.body(body),
            None => builder.build(),
        };
        let built: web_sys::Request = built.map_err(|error| JsValue::from(error.to_string()))?.into();
        Ok(NAMES.with(|names| Http::send(&built, body, signal, function, MAX_BODY, names)).into())
    };
    let answered = until(Box::new(begin)).await?;
    if answered.is_undefined() {
        return Ok(None);
    }
    let answer = answered.unchecked_ref::<Answer>();
    let mut body = Vec::new();
    for piece in answer.pieces().iter() {
        body.append(&mut piece.unchecked_into::<Uint8Array>().to_vec());
    }
    if body.len() > MAX_BODY {
        return Ok(None);
    }
    let values = answer.values();
    let header = |(name, value): (&'static str, JsValue)| Some((name, value.as_string()?));
    let headers = READ.into_iter().zip(values.iter()).filter_map(header).collect();
    Ok(Some(HttpResponse { status: answer.status(), headers, body }))
}

fn builder(request: &HttpRequest) -> Result<RequestBuilder, JsValue> {
    // Not by gloo-net's `header`, which panics at a value that no header may have.
    let headers = match Call::current().as_ref().and_then(|call| call.headers.as_ref()) {
        Some(custom) => web_sys::Headers::new_with_headers(custom)?,
        None => web_sys::Headers::new()?,
    };
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
    // A redirect could send the token elsewhere, a cache could keep the answer, a referrer could reveal the page's URL.
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
    fn elapsed() -> f64;

    #[wasm_bindgen(static_method_of = Page)]
    fn abort(controller: &AbortController);

    /// Resolves to the result of the promise, or to the value; rejects if the signal is aborted first.
    #[wasm_bindgen(static_method_of = Page)]
    fn settled(begun: &JsValue, signal: &AbortSignal) -> Promise;

    #[wasm_bindgen(static_method_of = Page)]
    fn sleep(milliseconds: f64, signal: &AbortSignal) -> Promise;

    #[wasm_bindgen(static_method_of = Page)]
    fn visible(signal: &AbortSignal) -> Promise;

    #[wasm_bindgen(static_method_of = Page)]
    fn online(signal: &AbortSignal) -> Promise;

    #[wasm_bindgen(static_method_of = Page)]
    fn lock(name: &str, hold_ms: f64, signal: &AbortSignal) -> Promise;
}

#[wasm_bindgen(module = "/src/transport/answers.js")]
extern "C" {
    type Answers;

    #[wasm_bindgen(static_method_of = Answers)]
    fn claim(feed: &AbortSignal, secret: &str, query: &str, since_ms: f64, signal: &AbortSignal) -> Promise;
}

#[wasm_bindgen(module = "/src/transport/http.js")]
extern "C" {
    type Http;

    /// Sends a request and reads its answer completely in JavaScript, because an answer of a page's own `fetch` may
    /// throw at any access. Resolves to an `Answer`, or to `undefined` if the body is larger than `limit`.
    #[wasm_bindgen(static_method_of = Http)]
    fn send(
        request: &web_sys::Request,
        body: Option<Uint8Array>,
        signal: &AbortSignal,
        other: Option<Function>,
        limit: usize,
        names: &Array,
    ) -> Promise;

    #[wasm_bindgen(static_method_of = Http)]
    fn headers(given: &JsValue) -> Option<web_sys::Headers>;

    /// The parts of an answer, in the types that are declared here.
    type Answer;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Answer) -> u16;

    /// The values of the headers in `names`; `null` for one that cannot be read.
    #[wasm_bindgen(method, getter)]
    fn values(this: &Answer) -> Array;

    /// The body, in pieces of type `Uint8Array`.
    #[wasm_bindgen(method, getter)]
    fn pieces(this: &Answer) -> Array;
}

/// A value that JavaScript code threw.
pub(crate) struct Thrown(pub(crate) JsValue);

pub(crate) fn thrown(value: JsValue) -> Cause {
    Cause::from_error(Thrown(value))
}

impl Error for Thrown {}

/// Uses `Display`: formatting a `JsValue` would add 4 KB to the module.
impl fmt::Debug for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Writes the message of the value; JavaScript code may throw values that are not `Error`s.
impl fmt::Display for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = Reflect::get(&self.0, &"message".into()).ok().and_then(|message| message.as_string());
        let message = message.or_else(|| self.0.as_string());
        f.write_str(message.as_deref().unwrap_or("something was thrown that isn't an Error"))
    }
}
