//! Options objects, checked: an unknown name and a wrong type are errors that say which and what is known.

use std::time::Duration;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::error::Error;
use crate::model::time::duration_ms;
use crate::validate::Validation;

/// An options object whose names are all known.
pub(super) struct Options {
    object: Object,
    /// JSON pointer to the object, for errors.
    pointer: String,
}

impl Options {
    /// Checks the names. `undefined` and `null` are an empty object.
    pub(super) fn new(value: &JsValue, known: &[&str]) -> Result<Self, Error> {
        Self::at(String::new(), value, known)
    }

    fn at(pointer: String, value: &JsValue, known: &[&str]) -> Result<Self, Error> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self { object: Object::new(), pointer });
        }
        let object = value.dyn_ref::<Object>().filter(|_| !value.is_function());
        let object = object.ok_or_else(|| wrong(&pointer, "options", "an object"))?.clone();
        for name in Object::keys(&object).iter().filter_map(|name| name.as_string()) {
            if !known.contains(&name.as_str()) {
                let message = format!("unknown option `{name}`; known here: {}", known.join(", "));
                return Err(Error::invalid(&format!("{pointer}/{name}"), &message));
            }
        }
        Ok(Self { object, pointer })
    }

    /// The options object inside this one.
    pub(super) fn nested(&self, name: &str, known: &[&str]) -> Result<Self, Error> {
        Self::at(format!("{}/{name}", self.pointer), &self.get(name), known)
    }

    pub(super) fn string(&self, name: &str) -> Result<Option<String>, Error> {
        self.optional(name, "a string", |value| value.as_string())
    }

    /// An ISO 8601 duration.
    pub(super) fn duration(&self, name: &str) -> Result<Option<String>, Error> {
        let is_duration = |text: &String| duration_ms(text).is_some();
        self.optional(name, "an ISO 8601 duration, such as PT1H", |value| value.as_string().filter(is_duration))
    }

    /// A whole number from `min` on.
    pub(super) fn number(&self, name: &str, min: u32) -> Result<Option<u32>, Error> {
        let fits = |value: JsValue| {
            let number = value.as_f64()?;
            // What a cast cuts off or saturates is no longer equal.
            Some(number as u32).filter(|whole| *whole >= min && f64::from(*whole) == number)
        };
        self.optional(name, &format!("a whole number, {min} or more"), fits)
    }

    /// A whole number of milliseconds from `min` on.
    pub(super) fn milliseconds(&self, name: &str, min: u32) -> Result<Option<Duration>, Error> {
        Ok(self.number(name, min)?.map(|number| Duration::from_millis(number.into())))
    }

    /// The option `validate`, `true` unless it says otherwise.
    pub(super) fn validation(&self) -> Result<Validation, Error> {
        let validate = self.optional("validate", "true or false", |value| value.as_bool())?;
        Ok(if validate == Some(false) { Validation::Off } else { Validation::On })
    }

    pub(super) fn function(&self, name: &str) -> Result<Option<Function>, Error> {
        self.optional(name, "a function", |value| value.dyn_into().ok())
    }

    /// The option `abortSignal`. A signal of another frame is one too, so its class isn't asked for.
    pub(super) fn abort_signal(&self) -> Result<Option<AbortSignal>, Error> {
        let is_signal = |value: &JsValue| has(value, "aborted") && has(value, "addEventListener");
        Ok(self.object("abortSignal", "an AbortSignal", is_signal)?.map(JsCast::unchecked_into))
    }

    /// An object that the test accepts.
    pub(super) fn object(
        &self,
        name: &str,
        expected: &str,
        test: impl Fn(&JsValue) -> bool,
    ) -> Result<Option<JsValue>, Error> {
        self.optional(name, expected, |value| (value.is_object() && test(&value)).then_some(value))
    }

    fn optional<T>(
        &self,
        name: &str,
        expected: &str,
        convert: impl FnOnce(JsValue) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let value = self.get(name);
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        convert(value).map(Some).ok_or_else(|| wrong(&format!("{}/{name}", self.pointer), name, expected))
    }

    fn get(&self, name: &str) -> JsValue {
        // A getter that throws counts as absent.
        Reflect::get(&self.object, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }
}

fn has(value: &JsValue, name: &str) -> bool {
    Reflect::has(value, &name.into()).unwrap_or(false)
}

fn wrong(pointer: &str, name: &str, expected: &str) -> Error {
    Error::invalid(pointer, &[name, " should be ", expected].concat())
}
