//! Connects the caller's `AbortSignal` with the work of an operation: an abort drops the work.

use futures_util::future::{Either, LocalBoxFuture, select};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::error::AbortError;

/// Runs the work unless the signal aborts it first. Then the promise rejects with an `AbortError`, and the work is
/// dropped, which aborts its request and cancels its timers. Boxed, so that the module contains the state machine once
/// and not once for each operation.
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

/// Waits for the signal's event. Removes its listener when it is dropped, since the signal may live longer than the
/// work.
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
            // A future that waits for a promise which never settles would never be freed.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
