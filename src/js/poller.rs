//! Pollers of long-running operations.

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::convert::settled;
use super::operation::{self, OperationOptions};
use super::options::{options, read};
use super::output::{output, plain, to_js};
use crate::client::Poller;
use crate::client::poller::{OperationStatus, Polling};
use crate::error::{Error, ErrorKind};
use crate::model::Wire;

#[wasm_bindgen(module = "/src/js/poller.js")]
extern "C" {
    /// The progress listeners. They live in JavaScript, so that the function that removes one can be a closure instead
    /// of an export.
    #[derive(Clone)]
    type Listeners;

    #[wasm_bindgen(constructor)]
    fn new() -> Listeners;

    #[wasm_bindgen(method)]
    fn add(this: &Listeners, listener: &Function) -> Function;

    #[wasm_bindgen(method)]
    fn notify(this: &Listeners, state: &JsValue);
}

options! {
    /// The options of every `begin…` operation.
    pub(super) struct PollerOptions extends operation: OperationOptions {
        /// How long `pollUntilDone` polls, in milliseconds. Default 1,800,000, half an hour.
        optional deadline = "deadlineInMs": milliseconds(1),
        /// The wait between polls, in milliseconds, if the service does not ask for another one. Default 2,000.
        optional interval = "updateIntervalInMs": milliseconds(1),
    }
}

output! {
    /// The progress of a long-running operation.
    OperationState(status: OperationStatus) {
        /// The status, in the words of `@azure/core-lro`.
        required "status": "\"notStarted\" | \"running\" | \"succeeded\" | \"failed\" | \"canceled\"" = match status {
            OperationStatus::NotStarted => "notStarted",
            OperationStatus::Running => "running",
            OperationStatus::Succeeded => "succeeded",
            OperationStatus::Failed => "failed",
            OperationStatus::Canceled => "canceled",
        },
    }
}

/// A long-running operation, with the interface of `@azure/core-lro`. Nothing is sent until the first poll. A poller
/// follows the header `Azure-AsyncOperation`, else `Location`, and polls the resource itself if CORS hides both.
///
/// @typeParam T The type of the result.
#[wasm_bindgen(js_name = "Poller")]
pub struct OperationPoller {
    polling: Rc<Polling>,
    listeners: Listeners,
    /// The options of the call that created the poller. They apply to every poll; options of the poll itself take
    /// precedence.
    operation: OperationOptions,
}

impl OperationPoller {
    pub(super) fn new<T: Wire>(poller: Poller<T>, options: PollerOptions) -> Self {
        let mut polling = poller.polling();
        polling.deadline = options.deadline.unwrap_or(polling.deadline);
        polling.interval = options.interval.unwrap_or(polling.interval);
        Self { polling: Rc::new(polling), listeners: Listeners::new(), operation: options.operation }
    }

    /// Runs a call with its own options and those of the poller.
    fn run(
        &self,
        options: &JsValue,
        step: impl Future<Output = Result<JsValue, JsValue>> + 'static,
    ) -> Result<Promise, Error> {
        let own = operation::run(read(options)?, Box::pin(step));
        Ok(future_to_promise(operation::run(self.operation.clone(), own)))
    }
}

#[wasm_bindgen(js_class = "Poller")]
impl OperationPoller {
    /// Sends one request: the first poll starts the operation, each further one asks for its progress. No answer, 429
    /// and 5xx do not end the operation. Rejects with the service's code and message if the operation failed or was
    /// canceled.
    #[wasm_bindgen(unchecked_return_type = "Promise<OperationState>")]
    pub fn poll(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        let (polling, listeners) = (Rc::clone(&self.polling), self.listeners.clone());
        settled(self.run(options, async move {
            let polled = polling.poll().await;
            let state = to_js(&OperationState(polling.status()));
            listeners.notify(&state);
            polled?;
            Ok(state)
        }))
    }

    /// Polls at the interval that the service asks for, else at `updateIntervalInMs`, until the operation ends;
    /// concurrent calls share their polls. Rejects with code `Timeout` after the deadline; the operation may still be
    /// running then, and can be polled again.
    #[wasm_bindgen(js_name = "pollUntilDone", unchecked_return_type = "Promise<T>")]
    pub fn poll_until_done(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        let (polling, listeners) = (Rc::clone(&self.polling), self.listeners.clone());
        settled(self.run(options, async move {
            polling.poll_until_done(&mut |status| listeners.notify(&to_js(&OperationState(status)))).await?;
            Ok(result(&polling)?)
        }))
    }

    /// Calls the function after every poll. Returns a function that removes it.
    ///
    /// ```js
    /// const unsubscribe = poller.onProgress(({ status }) => console.log(status));
    /// ```
    #[wasm_bindgen(js_name = "onProgress", unchecked_return_type = "() => void")]
    pub fn on_progress(
        &self,
        #[wasm_bindgen(js_name = "callback", unchecked_param_type = "(state: OperationState) => void")]
        listener: &JsValue,
    ) -> Result<Function, JsValue> {
        let refused = || Error::invalid("/callback", "onProgress takes a function");
        Ok(self.listeners.add(listener.dyn_ref().ok_or_else(refused)?))
    }

    /// Returns the progress at the last poll.
    #[wasm_bindgen(js_name = "getOperationState", unchecked_return_type = "OperationState")]
    pub fn operation_state(&self) -> JsValue {
        to_js(&OperationState(self.polling.status()))
    }

    /// Returns whether the operation has ended, with or without success.
    #[wasm_bindgen(js_name = "isDone")]
    pub fn is_done(&self) -> bool {
        self.polling.is_done()
    }

    /// Returns the result of the operation; `undefined` before its end, and after a deletion.
    #[wasm_bindgen(js_name = "getResult", unchecked_return_type = "T | undefined")]
    pub fn result(&self) -> Result<JsValue, JsValue> {
        Ok(result(&self.polling)?)
    }

    /// Returns a text from which `restorePoller` continues after a reload of the page. The text contains no secret.
    /// Before the first poll is answered there is nothing to continue.
    ///
    /// ```js
    /// poller.onProgress(() => sessionStorage.setItem("creation", poller.toString()));
    /// ```
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
