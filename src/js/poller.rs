//! Pollers of long-running operations.

use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::abort::abortable;
use super::convert::{object, plain, settled};
use super::options::Options;
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

/// What every `begin…` takes.
pub(super) struct PollerOptions {
    deadline: Option<Duration>,
    signal: Option<AbortSignal>,
}

impl PollerOptions {
    pub(super) fn new(value: &JsValue) -> Result<Self, Error> {
        let options = Options::new(value, &["deadlineInMs", "abortSignal"])?;
        let deadline = options.milliseconds("deadlineInMs", 1)?;
        Ok(Self { deadline, signal: options.abort_signal()? })
    }
}

/// A long-running operation.
#[wasm_bindgen]
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
        Self { polling: Rc::new(poller.polling()), listeners: Listeners::new(), signal: options.signal }
    }

    /// Runs a step unless either signal ends it.
    fn run(
        &self,
        options: &JsValue,
        step: impl Future<Output = Result<JsValue, JsValue>> + 'static,
    ) -> Result<Promise, Error> {
        let signal = Options::new(options, &["abortSignal"])?.abort_signal()?;
        Ok(future_to_promise(abortable(signal, abortable(self.signal.clone(), Box::pin(step)))))
    }
}

#[wasm_bindgen]
impl OperationPoller {
    /// Sends one request and tells how far the operation is.
    pub fn poll(&self, options: &JsValue) -> Promise {
        let (polling, listeners) = (Rc::clone(&self.polling), self.listeners.clone());
        settled(self.run(options, async move {
            let polled = polling.poll().await;
            let state = state(polling.status());
            listeners.tell(&state);
            polled?;
            Ok(state)
        }))
    }

    /// Polls until the operation is over, and gives its result.
    #[wasm_bindgen(js_name = "pollUntilDone")]
    pub fn poll_until_done(&self, options: &JsValue) -> Promise {
        let (polling, listeners) = (Rc::clone(&self.polling), self.listeners.clone());
        settled(self.run(options, async move {
            polling.poll_until_done(&mut |status| listeners.tell(&state(status))).await?;
            Ok(result(&polling)?)
        }))
    }

    /// Calls the function after every poll. What comes back takes it away again.
    #[wasm_bindgen(js_name = "onProgress")]
    pub fn on_progress(&self, listener: &JsValue) -> Result<Function, JsValue> {
        let refused = || Error::invalid("/callback", "onProgress takes a function");
        Ok(self.listeners.add(listener.dyn_ref().ok_or_else(refused)?))
    }

    /// How far the operation is.
    #[wasm_bindgen(getter, js_name = "operationState")]
    pub fn operation_state(&self) -> JsValue {
        state(self.polling.status())
    }

    /// Whether it is over.
    #[wasm_bindgen(getter, js_name = "isDone")]
    pub fn is_done(&self) -> bool {
        self.polling.is_done()
    }

    /// What came of it.
    #[wasm_bindgen(getter)]
    pub fn result(&self) -> Result<JsValue, JsValue> {
        Ok(result(&self.polling)?)
    }

    /// All that it takes to go on elsewhere.
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

/// The states of `@azure/core-lro`.
fn state(status: OperationStatus) -> JsValue {
    let name = match status {
        OperationStatus::NotStarted => "notStarted",
        OperationStatus::Running => "running",
        OperationStatus::Succeeded => "succeeded",
        OperationStatus::Failed => "failed",
        OperationStatus::Canceled => "canceled",
    };
    object([("status", name.into())]).into()
}
