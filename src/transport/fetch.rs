//! The browser's `fetch`, by gloo-net.

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use gloo_net::http::RequestBuilder;
use js_sys::Uint8Array;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::{HttpRequest, HttpResponse, Transport, TransportError};

/// The browser's `fetch`, clock and chance. Works in pages and in workers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>> {
        async move { fetch(request).await.map_err(|error| TransportError(error.to_string())) }.boxed_local()
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
}

/// Ends the fetch when the future that waits for it is dropped.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn fetch(request: HttpRequest) -> Result<HttpResponse, gloo_net::Error> {
    // Never the caller's own signal: gloo-net panics on the reason of some, so the caller's abort drops this future.
    let controller = AbortController::new().map_err(|_| gloo_net::Error::GlooError("no AbortController".into()))?;
    let guard = AbortOnDrop(controller);
    let mut builder = RequestBuilder::new(&request.url)
        .method(request.method.as_str().parse().unwrap_or_default())
        .abort_signal(Some(&guard.0.signal()))
        // A redirect could carry the token elsewhere, a cache could keep it, a referrer could tell the page's address.
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let request = match request.body {
        Some(body) => builder.body(Uint8Array::from(body.as_slice()))?,
        None => builder.build()?,
    };
    let response = request.send().await?;
    let headers = response.headers().entries().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    Ok(HttpResponse { status: response.status(), headers, body: response.binary().await? })
}
