//! The caller's `AbortSignal`: it ends the work by dropping it.

use std::future::Future;

use futures_util::future::{Either, select};
use futures_util::pin_mut;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::error::AbortError;

/// Does the work unless the signal ends it first; then it rejects with an `AbortError` and drops the work, which ends
/// its fetch and its timers.
pub(super) async fn abortable<T>(
    signal: Option<&AbortSignal>,
    work: impl Future<Output = Result<T, JsValue>>,
) -> Result<T, JsValue> {
    let Some(signal) = signal else { return work.await };
    if signal.aborted() {
        return Err(AbortError::new(&signal.reason()).into());
    }
    let listener = Listener::new(signal);
    let aborted = JsFuture::from(listener.aborted.clone());
    pin_mut!(work, aborted);
    match select(aborted, work).await {
        Either::Left(_) => Err(AbortError::new(&signal.reason()).into()),
        Either::Right((result, _)) => result,
    }
}

/// Waits for the signal's event, and leaves nothing behind on a signal that lives longer than the work.
struct Listener<'a> {
    signal: &'a AbortSignal,
    resolve: Option<Function>,
    aborted: Promise,
}

impl<'a> Listener<'a> {
    fn new(signal: &'a AbortSignal) -> Self {
        let mut listener = None;
        let aborted = Promise::new(&mut |resolve, _| listener = Some(resolve));
        if let Some(resolve) = &listener {
            let _ = signal.add_event_listener_with_callback("abort", resolve);
        }
        Self { signal, resolve: listener, aborted }
    }
}

impl Drop for Listener<'_> {
    fn drop(&mut self) {
        if let Some(resolve) = &self.resolve {
            let _ = self.signal.remove_event_listener_with_callback("abort", resolve);
        }
    }
}
