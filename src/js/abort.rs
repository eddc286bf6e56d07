//! The caller's `AbortSignal`: it ends the work by dropping it.

use futures_util::future::{Either, LocalBoxFuture, select};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::error::AbortError;

/// Does the work unless the signal ends it first; then it rejects with an `AbortError` and drops the work, which ends
/// its fetch and its timers. In boxes, so that it is there once and not once an operation.
pub(super) fn abortable(
    signal: Option<AbortSignal>,
    work: LocalBoxFuture<'_, Result<JsValue, JsValue>>,
) -> LocalBoxFuture<'_, Result<JsValue, JsValue>> {
    let Some(signal) = signal else { return work };
    Box::pin(async move {
        if !signal.aborted() {
            let listener = Listener::new(&signal);
            let aborted = JsFuture::from(listener.aborted.clone());
            if let Either::Right((result, _)) = select(aborted, work).await {
                return result;
            }
        }
        Err(AbortError::new(&signal.reason()).into())
    })
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
            // What waits for a promise that never settles is never freed.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
