//! Pollers of long-running operations.

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::abort::abortable;
use super::convert::settled;
use super::options::{OperationOptions, options, read};
use super::output::{output, plain, to_js};
use crate::client::Poller;
use crate::client::poller::{OperationStatus, Polling};
use crate::error::{Error, ErrorKind};
use crate::model::Wire;

#[wasm_bindgen(module = "/src/js/poller.js")]
extern "C" {
    /// Who wants to hear of progress. In JavaScript, where a function to take one away is a closure and no export.
    #[derive(Clone)]
    type Listeners;

    #[wasm_bindgen(constructor)]
    fn new() -> Listeners;

    #[wasm_bindgen(method)]
    fn add(this: &Listeners, listener: &Function) -> Function;

    #[wasm_bindgen(method)]
    fn tell(this: &Listeners, state: &JsValue);
}

options! {
    /// What every `begin…` takes.
    pub(super) struct PollerOptions extends operation: OperationOptions {
        /// How long `pollUntilDone` waits for the operation, in milliseconds. Default 1,800,000, half an hour.
        optional deadline = "deadlineInMs": milliseconds(1),
    }
}

output! {
    /// How far a long-running operation is.
    OperationState(status: OperationStatus) {
        /// The states of `@azure/core-lro`.
        required "status": "\"notStarted\" | \"running\" | \"succeeded\" | \"failed\" | \"canceled\"" = match status {
            OperationStatus::NotStarted => "notStarted",
            OperationStatus::Running => "running",
            OperationStatus::Succeeded => "succeeded",
            OperationStatus::Failed => "failed",
            OperationStatus::Canceled => "canceled",
        },
    }
}

/// A long-running operation, with the habits of `@azure/core-lro`. Nothing is sent before it is polled for the first time.
/// It follows `Azure-AsyncOperation`, else `Location`, and the resource itself where CORS hides both.
///
/// @typeParam T What comes of it.
#[wasm_bindgen(js_name = "Poller")]
pub struct OperationPoller {
    polling: Rc<Polling>,
    listeners: Listeners,
    /// The signal given when it began; it ends every poll.
    signal: Option<AbortSignal>,
}

impl OperationPoller {
    pub(super) fn new<T: Wire>(poller: Poller<T>, options: PollerOptions) -> Self {
        let poller = match options.deadline {
            Some(deadline) => poller.with_deadline(deadline),
            None => poller,
        };
        Self { polling: Rc::new(poller.polling()), listeners: Listeners::new(), signal: options.operation.abort_signal }
    }

    /// Runs a step unless either signal ends it.
    fn run(
        &self,
        options: &JsValue,
        step: impl Future<Output = Result<JsValue, JsValue>> + 'static,
    ) -> Result<Promise, Error> {
        let signal = read::<OperationOptions>(options)?.abort_signal;
        Ok(future_to_promise(abortable(signal, abortable(self.signal.clone(), Box::pin(step)))))
    }
}

#[wasm_bindgen(js_class = "Poller")]
impl OperationPoller {
    /// Sends one request: the one that begins the operation, then one that asks how far it is. No answer, 429 and 5xx don't
    /// end it. Rejects with the service's code and message where the operation failed or was canceled.
    #[wasm_bindgen(unchecked_return_type = "Promise<OperationState>")]
    pub fn poll(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        let (polling, listeners) = (Rc::clone(&self.polling), self.listeners.clone());
        settled(self.run(options, async move {
            let polled = polling.poll().await;
            let state = to_js(&OperationState(polling.status()));
            listeners.tell(&state);
            polled?;
            Ok(state)
        }))
    }

    /// Polls as often as the service asks for, every two seconds where it doesn't, until the operation is over; several calls
    /// at once share the polls. Behind the deadline it rejects with code `Timeout`; the operation may go on, and may be polled
    /// again.
    #[wasm_bindgen(js_name = "pollUntilDone", unchecked_return_type = "Promise<T>")]
    pub fn poll_until_done(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        let (polling, listeners) = (Rc::clone(&self.polling), self.listeners.clone());
        settled(self.run(options, async move {
            polling.poll_until_done(&mut |status| listeners.tell(&to_js(&OperationState(status)))).await?;
            Ok(result(&polling)?)
        }))
    }

    /// Calls the function after every poll. Returns a function that removes it.
    #[wasm_bindgen(js_name = "onProgress", unchecked_return_type = "() => void")]
    pub fn on_progress(
        &self,
        #[wasm_bindgen(js_name = "callback", unchecked_param_type = "(state: OperationState) => void")]
        listener: &JsValue,
    ) -> Result<Function, JsValue> {
        let refused = || Error::invalid("/callback", "onProgress takes a function");
        Ok(self.listeners.add(listener.dyn_ref().ok_or_else(refused)?))
    }

    /// How far the operation is.
    #[wasm_bindgen(getter, js_name = "operationState", unchecked_return_type = "OperationState")]
    pub fn operation_state(&self) -> JsValue {
        to_js(&OperationState(self.polling.status()))
    }

    /// Whether it is over, however it ended.
    #[wasm_bindgen(getter, js_name = "isDone")]
    pub fn is_done(&self) -> bool {
        self.polling.is_done()
    }

    /// What came of it; `undefined` before its end, and after a deletion.
    #[wasm_bindgen(getter, unchecked_return_type = "T | undefined")]
    pub fn result(&self) -> Result<JsValue, JsValue> {
        Ok(result(&self.polling)?)
    }

    /// All that it takes to go on after the page was reloaded, as text without a secret; see `restorePoller`. Until the first
    /// poll is answered there is nothing to go on with.
    #[wasm_bindgen(js_name = "toString")]
    pub fn save(&self) -> String {
        self.polling.save()
    }
}

fn result(polling: &Polling) -> Result<JsValue, Error> {
    let broken = || Error::new(ErrorKind::Decode, "the result of the operation isn't text");
    let text = |body: &[u8]| {
        Some(std::str::from_utf8(body).map_err(|_| broken()).and_then(|text| match text.is_empty() {
            true => Ok(JsValue::UNDEFINED),
            false => plain(text.trim_start_matches('\u{feff}')),
        }))
    };
    polling.with_result(text).unwrap_or(Ok(JsValue::UNDEFINED))
}
