//! Who looks on: the hooks `onRequest` and `onResponse`, and the logger.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::console;

use super::convert::object;
use super::options::Options;
use crate::error::Error;
use crate::pipeline::observer::{Observer, SentRequest, SentResponse};

/// Where warnings go, and what is of interest when something is sought: the caller's `logger`, else warnings alone go to
/// the console.
#[derive(Clone)]
pub(super) struct Logger(Option<JsValue>);

impl Logger {
    /// The option `logger`: an object with the methods `debug` and `warn`, as `console` has them.
    pub(super) fn new(options: &Options) -> Result<Self, Error> {
        let is_logger = |value: &JsValue| ["debug", "warn"].iter().all(|name| method(value, name).is_some());
        options.object("logger", "an object with the functions debug and warn", is_logger).map(Self)
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
    on_request: Option<Function>,
    on_response: Option<Function>,
    logger: Logger,
}

impl Hooks {
    pub(super) fn new(options: &Options, logger: Logger) -> Result<Self, Error> {
        let (on_request, on_response) = (options.function("onRequest")?, options.function("onResponse")?);
        Ok(Self { on_request, on_response, logger })
    }

    /// Whether anybody looks on.
    pub(super) fn is_used(&self) -> bool {
        self.on_request.is_some() || self.on_response.is_some() || self.logger.0.is_some()
    }

    fn tell(&self, hook: &Option<Function>, what: &str, event: &Object) {
        if let Some(hook) = hook
            && let Err(thrown) = hook.call1(&JsValue::UNDEFINED, event)
        {
            // A hook that throws is the page's bug: it is shown, and the request goes on.
            console::error_2(&["iotcentral-web: ", what, " failed:"].concat().into(), &thrown);
        }
    }

    fn debug(&self, message: &str, event: &Object) {
        if let Some(logger) = &self.logger.0 {
            log(logger, "debug", &message.into(), event);
        }
    }
}

impl Observer for Hooks {
    fn request(&self, request: &SentRequest<'_>) {
        let event = request_object(request);
        self.tell(&self.on_request, "onRequest", &event);
        self.debug("iotcentral-web: request", &event);
    }

    fn response(&self, request: &SentRequest<'_>, response: &SentResponse<'_>) {
        let headers = response.headers.iter().map(|(name, value)| (*name, value.as_str()));
        let event = object([
            ("request", request_object(request).into()),
            ("statusCode", response.status.map_or(JsValue::UNDEFINED, JsValue::from)),
            ("headers", headers_object(headers).into()),
            ("failure", response.failure.map_or(JsValue::UNDEFINED, JsValue::from)),
            ("durationInMs", response.duration_ms.into()),
        ]);
        self.tell(&self.on_response, "onResponse", &event);
        self.debug("iotcentral-web: response", &event);
    }
}

fn request_object(request: &SentRequest<'_>) -> Object {
    object([
        ("method", request.method.into()),
        ("url", request.url.as_str().into()),
        ("attempt", request.attempt.into()),
        ("headers", headers_object(request.headers.iter().copied()).into()),
    ])
}

fn headers_object<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>) -> Object {
    let object = Object::new();
    for (name, value) in headers {
        // Setting a member of a plain object can't fail.
        let _ = Reflect::set(&object, &name.into(), &value.into());
    }
    object
}
