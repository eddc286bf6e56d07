//! The hooks `onRequest` and `onResponse`, and the logger.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::console;

use super::output::{output, texts, to_js};
use crate::pipeline::observer::{self, Observer};
use crate::transport::fetch::Call;

/// Receives warnings, and debug messages. Without a logger of the caller, warnings go to the console and debug messages
/// are dropped.
#[derive(Clone)]
pub(super) struct Logger(Option<JsValue>);

impl Logger {
    /// The caller's logger, if there is one.
    pub(super) fn new(logger: Option<JsValue>) -> Self {
        Self(logger)
    }

    /// Warns the caller of a problem although no operation failed.
    pub(super) fn warn(&self, message: &str, detail: &JsValue) {
        let message = ["iotcentral-web: ", message].concat().into();
        match &self.0 {
            Some(logger) => log(logger, "warn", &message, detail),
            None if detail.is_undefined() => console::warn_1(&message),
            None => console::warn_2(&message, detail),
        }
    }
}

/// Returns whether the value has the methods `debug` and `warn`, as `console` does.
pub(super) fn is_logger(value: &JsValue) -> bool {
    ["debug", "warn"].iter().all(|name| method(value, name).is_some())
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn log(logger: &JsValue, level: &str, message: &JsValue, detail: &JsValue) {
    if let Some(method) = method(logger, level) {
        // A logger that throws must not make the request fail.
        let _ = method.call2(logger, message, detail);
    }
}

/// The hooks of one client.
pub(super) struct Hooks {
    pub(super) on_request: Option<Function>,
    pub(super) on_response: Option<Function>,
    pub(super) logger: Logger,
}

impl Hooks {
    fn call_hook(&self, hook: &Option<Function>, what: &str, event: &JsValue) {
        if let Some(hook) = hook
            && let Err(thrown) = hook.call1(&JsValue::UNDEFINED, event)
        {
            // A hook that throws is a bug of the page: it is logged, and the request continues.
            console::error_2(&["iotcentral-web: ", what, " failed:"].concat().into(), &thrown);
        }
    }

    fn debug(&self, message: &str, event: &JsValue) {
        if let Some(logger) = &self.logger.0 {
            log(logger, "debug", &message.into(), event);
        }
    }
}

impl Observer for Hooks {
    fn is_listening(&self) -> bool {
        let is_used = self.on_request.is_some() || self.on_response.is_some() || self.logger.0.is_some();
        is_used || Call::current().is_some_and(|call| call.on_response.is_some())
    }

    fn request(&self, request: &observer::SentRequest<'_>) {
        let event = to_js(&SentRequest(request));
        self.call_hook(&self.on_request, "onRequest", &event);
        self.debug("iotcentral-web: request", &event);
    }

    fn response(&self, request: &observer::SentRequest<'_>, response: &observer::SentResponse<'_>) {
        let call = Call::current().and_then(|call| call.on_response.clone());
        let event = to_js(&SentResponse((request, response)));
        self.call_hook(&self.on_response, "onResponse", &event);
        self.call_hook(&call, "onResponse", &event);
        self.debug("iotcentral-web: response", &event);
    }
}

output! {
    /// A request without secrets, for `onRequest` and the logger: without token and body, and with `***` for the values
    /// of unknown query parameters.
    SentRequest(request: &observer::SentRequest<'_>) {
        /// The HTTP method.
        required "method": "string" = request.method,
        /// The URL.
        required "url": "string" = request.url,
        /// The number of the try, from 0.
        required "attempt": "number" = request.attempt,
        /// The headers, without `Authorization`.
        required "headers": "Record<string, string>" = texts(request.headers.iter().copied()),
    }
}

output! {
    /// The outcome of a try, for `onResponse` and the logger.
    SentResponse(told: (&observer::SentRequest<'_>, &observer::SentResponse<'_>)) {
        /// The request.
        required "request": "SentRequest" = SentRequest(told.0),
        /// HTTP status; absent if there was no answer.
        optional "statusCode": "number" = told.1.status,
        /// The headers that this package reads, if CORS exposes them.
        required "headers": "Record<string, string>" =
            texts(told.1.headers.iter().map(|(name, value)| (*name, value.as_str()))),
        /// The reason why there was no answer.
        optional "failure": "string" = told.1.failure,
        /// How long the try took, body included, in milliseconds.
        required "durationInMs": "number" = told.1.duration_ms,
    }
}

/// A type of the caller's object, written by hand.
#[wasm_bindgen(typescript_custom_section)]
const LOGGER: &str = r#"/** A receiver of log lines, such as `console`. */
export interface Logger {
  debug(message: string, detail?: unknown): void;
  warn(message: string, detail?: unknown): void;
}
"#;
