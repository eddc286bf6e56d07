//! Who looks on: the hooks `onRequest` and `onResponse`, and the logger.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::console;

use super::output::{Texts, output, to_js};
use crate::pipeline::observer::{self, Observer};

/// Where warnings go, and what is of interest when something is sought: the caller's `logger`, else warnings alone go to
/// the console.
#[derive(Clone)]
pub(super) struct Logger(Option<JsValue>);

impl Logger {
    /// The caller's logger, where there is one.
    pub(super) fn new(logger: Option<JsValue>) -> Self {
        Self(logger)
    }

    /// Something that the caller should know although nothing failed.
    pub(super) fn warn(&self, message: &str, detail: &JsValue) {
        let message = ["iotcentral-web: ", message].concat().into();
        match &self.0 {
            Some(logger) => log(logger, "warn", &message, detail),
            None if detail.is_undefined() => console::warn_1(&message),
            None => console::warn_2(&message, detail),
        }
    }
}

/// Whether the value is an object with the methods `debug` and `warn`, as `console` has them.
pub(super) fn is_logger(value: &JsValue) -> bool {
    ["debug", "warn"].iter().all(|name| method(value, name).is_some())
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn log(logger: &JsValue, level: &str, message: &JsValue, detail: &JsValue) {
    if let Some(method) = method(logger, level) {
        // A logger that throws must not fail the request.
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
    /// Whether anybody looks on.
    pub(super) fn is_used(&self) -> bool {
        self.on_request.is_some() || self.on_response.is_some() || self.logger.0.is_some()
    }

    fn tell(&self, hook: &Option<Function>, what: &str, event: &JsValue) {
        if let Some(hook) = hook
            && let Err(thrown) = hook.call1(&JsValue::UNDEFINED, event)
        {
            // A hook that throws is the page's bug: it is shown, and the request goes on.
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
    fn request(&self, request: &observer::SentRequest<'_>) {
        let event = to_js(&SentRequest(request));
        self.tell(&self.on_request, "onRequest", &event);
        self.debug("iotcentral-web: request", &event);
    }

    fn response(&self, request: &observer::SentRequest<'_>, response: &observer::SentResponse<'_>) {
        let event = to_js(&SentResponse((request, response)));
        self.tell(&self.on_response, "onResponse", &event);
        self.debug("iotcentral-web: response", &event);
    }
}

output! {
    /// A request as `onRequest` and the logger see it: without its token, its body, and the values of its query but for known
    /// harmless ones, which read `***`.
    SentRequest(request: &observer::SentRequest<'_>) {
        /// The HTTP method.
        required "method": "string" = request.method,
        /// The address.
        required "url": "string" = request.url,
        /// Number of the try, from 0.
        required "attempt": "number" = request.attempt,
        /// The headers but for `Authorization`.
        required "headers": "Record<string, string>" = Texts(request.headers.iter().copied()),
    }
}

output! {
    /// How a try ended, as `onResponse` and the logger see it.
    SentResponse(told: (&observer::SentRequest<'_>, &observer::SentResponse<'_>)) {
        /// What it answers.
        required "request": "SentRequest" = SentRequest(told.0),
        /// HTTP status; absent where there was no answer.
        optional "statusCode": "number" = told.1.status,
        /// The headers that this package reads, as far as CORS shows them.
        required "headers": "Record<string, string>" =
            Texts(told.1.headers.iter().map(|(name, value)| (*name, value.as_str()))),
        /// Why there was no answer.
        optional "failure": "string" = told.1.failure,
        /// How long it took, body included, in milliseconds.
        required "durationInMs": "number" = told.1.duration_ms,
    }
}

/// A type of the caller's, so written by hand.
#[wasm_bindgen(typescript_custom_section)]
const LOGGER: &str = r#"/** Where log lines go; `console` is one. */
export interface Logger {
  debug(message: string, detail?: unknown): void;
  warn(message: string, detail?: unknown): void;
}
"#;
