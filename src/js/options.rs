//! Options objects, checked: an unknown name and a wrong type are errors that say which and what is known. A set of options is
//! declared once, by `options!`.

use std::time::Duration;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::error::Error;
use crate::model::time::duration_ms;

/// Declares a set of options: of each the name, the type and the documentation, for the check of names, the reading and the
/// TypeScript interface.
///
/// `struct` declares what the options are read into, with those that it extends in a member. `interface … for …` reads into a
/// type of the client, whose defaults stand where an option is absent; what it extends is read beside it, as a pair.
macro_rules! options {
    ($(#[doc = $doc:literal])* $vis:vis struct $name:ident $(extends $base:ident: $base_type:ident)? {
        $($(#[doc = $note:literal])* $need:ident $field:ident = $js:literal: $kind:ident $(($($argument:tt)*))?,)*
    }) => {
        $crate::js::typescript::interface! {
            ($($doc)*) (stringify!($name) $(, " extends ", stringify!($base_type))?)
            $(($($note)*) $js ($crate::js::options::need!(
                typescript $need $crate::js::options::kind!(typescript $kind $(($($argument)*))?)
            )))*
        }

        $(#[doc = $doc])*
        $vis struct $name {
            $(pub(super) $base: $base_type,)?
            $(
                $(#[doc = $note])*
                pub(super) $field: $crate::js::options::need!(
                    type $need $crate::js::options::kind!(type $kind $(($($argument)*))?)
                ),
            )*
        }

        impl $crate::js::options::FromOptions for $name {
            fn names(known: &mut Vec<&'static str>) {
                known.extend_from_slice(&[$($js),*]);
                $($base_type::names(known);)?
            }

            fn from_options(options: &$crate::js::options::Options) -> Result<Self, $crate::error::Error> {
                Ok(Self {
                    $($base: $base_type::from_options(options)?,)?
                    $($field: $crate::js::options::need!(
                        read $need options $js ($crate::js::options::kind!(read options $js $kind $(($($argument)*))?))
                    ),)*
                })
            }
        }
    };
    ($(#[doc = $doc:literal])* interface $name:ident $(extends $base:ident)? for $target:ty {
        $($(#[doc = $note:literal])* $field:ident = $js:literal: $kind:ident $(($($argument:tt)*))?,)*
    }) => {
        $crate::js::typescript::interface! {
            ($($doc)*) (stringify!($name) $(, " extends ", stringify!($base))?)
            $(($($note)*) $js ($crate::js::options::need!(
                typescript optional $crate::js::options::kind!(typescript $kind $(($($argument)*))?)
            )))*
        }

        impl $crate::js::options::FromOptions for $target {
            fn names(known: &mut Vec<&'static str>) {
                known.extend_from_slice(&[$($js),*]);
            }

            fn from_options(options: &$crate::js::options::Options) -> Result<Self, $crate::error::Error> {
                let mut read = Self::default();
                $(if let Some(value) = $crate::js::options::kind!(read options $js $kind $(($($argument)*))?) {
                    read.$field = value.into();
                })*
                Ok(read)
            }
        }
    };
}

/// What an option is: its type in Rust, its type in TypeScript, and how it is read.
macro_rules! kind {
    (type string) => {
        String
    };
    (typescript string) => {
        "string"
    };
    (read $options:ident $js:literal string) => {
        $options.string($js)?
    };
    (type etag) => {
        String
    };
    (typescript etag) => {
        "string"
    };
    (read $options:ident $js:literal etag) => {
        $options.etag($js)?
    };
    (type duration($typescript:literal)) => {
        String
    };
    (typescript duration($typescript:literal)) => {
        $typescript
    };
    (read $options:ident $js:literal duration($typescript:literal)) => {
        $options.duration($js)?
    };
    (type boolean) => {
        bool
    };
    (typescript boolean) => {
        "boolean"
    };
    (read $options:ident $js:literal boolean) => {
        $options.boolean($js)?
    };
    (type number($min:expr)) => {
        u32
    };
    (typescript number($min:expr)) => {
        "number"
    };
    (read $options:ident $js:literal number($min:expr)) => {
        $options.number($js, $min)?
    };
    (type milliseconds($min:expr)) => {
        std::time::Duration
    };
    (typescript milliseconds($min:expr)) => {
        "number"
    };
    (read $options:ident $js:literal milliseconds($min:expr)) => {
        $options.milliseconds($js, $min)?
    };
    (type function($typescript:literal)) => {
        js_sys::Function
    };
    (typescript function($typescript:literal)) => {
        concat!("(", $typescript, ")")
    };
    (read $options:ident $js:literal function($typescript:literal)) => {
        $options.function($js)?
    };
    (type signal) => {
        web_sys::AbortSignal
    };
    (typescript signal) => {
        "AbortSignal"
    };
    (read $options:ident $js:literal signal) => {
        $options.abort_signal($js)?
    };
    (type object($typescript:literal, $expected:literal, $test:path)) => {
        wasm_bindgen::JsValue
    };
    (typescript object($typescript:literal, $expected:literal, $test:path)) => {
        $typescript
    };
    (read $options:ident $js:literal object($typescript:literal, $expected:literal, $test:path)) => {
        $options.object($js, $expected, $test)?
    };
    (type nested($typescript:ident as $type:ty)) => {
        $type
    };
    (typescript nested($typescript:ident as $type:ty)) => {
        stringify!($typescript)
    };
    (read $options:ident $js:literal nested($typescript:ident as $type:ty)) => {
        $options.nested::<$type>($js)?
    };
}

/// Whether an option may be left out. `undefined` is the same then.
macro_rules! need {
    (type optional $type:ty) => { Option<$type> };
    (typescript optional $type:expr) => { concat!("?: ", $type, " | undefined") };
    (read optional $options:ident $js:literal ($value:expr)) => { $value };
    (type required $type:ty) => { $type };
    (typescript required $type:expr) => { concat!(": ", $type) };
    (read required $options:ident $js:literal ($value:expr)) => { $value.ok_or_else(|| $options.missing($js))? };
}

pub(super) use {kind, need, options};

options! {
    /// What every operation takes.
    pub(super) struct OperationOptions {
        /// Ends the operation: it rejects with an `AbortError`, and nothing is sent afterwards.
        optional abort_signal = "abortSignal": signal,
    }
}

/// What a set of options is read into.
pub(super) trait FromOptions: Sized {
    /// Adds the names of the options.
    fn names(known: &mut Vec<&'static str>);

    fn from_options(options: &Options) -> Result<Self, Error>;
}

impl<A: FromOptions, B: FromOptions> FromOptions for (A, B) {
    fn names(known: &mut Vec<&'static str>) {
        A::names(known);
        B::names(known);
    }

    fn from_options(options: &Options) -> Result<Self, Error> {
        Ok((A::from_options(options)?, B::from_options(options)?))
    }
}

/// Reads the options of a call. `undefined` and `null` are none.
#[inline(never)]
pub(super) fn read<T: FromOptions>(value: &JsValue) -> Result<T, Error> {
    Options::read(String::new(), value)
}

/// An options object whose names are all known.
pub(super) struct Options {
    object: Object,
    /// JSON pointer to the object, for errors.
    pointer: String,
}

impl Options {
    #[inline(never)]
    fn read<T: FromOptions>(pointer: String, value: &JsValue) -> Result<T, Error> {
        let mut known = Vec::new();
        T::names(&mut known);
        T::from_options(&Self::new(pointer, value, &known)?)
    }

    fn new(pointer: String, value: &JsValue, known: &[&str]) -> Result<Self, Error> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self { object: Object::new(), pointer });
        }
        let object = value.dyn_ref::<Object>().filter(|_| !value.is_function());
        // A proxy may throw.
        let object = object.and_then(|object| Some((object.clone(), Reflect::own_keys(object).ok()?)));
        let (object, names) = object.ok_or_else(|| wrong(&pointer, "options", "an object"))?;
        for name in names.iter().filter_map(|name| name.as_string()) {
            if !known.contains(&name.as_str()) {
                let message = ["unknown option `", &name, "`; known here: ", &known.join(", ")].concat();
                return Err(Error::invalid(&[&pointer, "/", &name].concat(), &message));
            }
        }
        Ok(Self { object, pointer })
    }

    /// The set of options inside this one.
    pub(super) fn nested<T: FromOptions>(&self, name: &str) -> Result<Option<T>, Error> {
        let value = self.get(name);
        let is_absent = value.is_undefined() || value.is_null();
        (!is_absent).then(|| Self::read(self.pointer_to(name), &value)).transpose()
    }

    pub(super) fn string(&self, name: &str) -> Result<Option<String>, Error> {
        let value = self.get(name);
        let is_absent = value.is_undefined() || value.is_null();
        (!is_absent).then(|| text(&self.pointer_to(name), name, &value)).transpose()
    }

    /// A condition. `undefined` is a mistake, not an absence: without the condition, the change would be made whatever is there.
    pub(super) fn etag(&self, name: &str) -> Result<Option<String>, Error> {
        let etag = self.string(name)?;
        if etag.is_none() && has(&self.object, name) {
            let message =
                "is there without a value: what was read has no etag. Leave it out to change whatever version is there";
            return Err(Error::invalid(&self.pointer_to(name), &[name, " ", message].concat()));
        }
        Ok(etag)
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
        self.optional(name, &["a whole number, ", &min.to_string(), " or more"].concat(), fits)
    }

    /// A whole number of milliseconds from `min` on.
    pub(super) fn milliseconds(&self, name: &str, min: u32) -> Result<Option<Duration>, Error> {
        Ok(self.number(name, min)?.map(|number| Duration::from_millis(number.into())))
    }

    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Error> {
        self.optional(name, "true or false", |value| value.as_bool())
    }

    pub(super) fn function(&self, name: &str) -> Result<Option<Function>, Error> {
        self.optional(name, "a function", |value| value.dyn_into().ok())
    }

    /// A signal of another frame is one too, so its class isn't asked for.
    pub(super) fn abort_signal(&self, name: &str) -> Result<Option<AbortSignal>, Error> {
        let is_signal = |value: &JsValue| has(value, "aborted") && has(value, "addEventListener");
        Ok(self.object(name, "an AbortSignal", is_signal)?.map(JsCast::unchecked_into))
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

    #[cold]
    pub(super) fn missing(&self, name: &str) -> Error {
        Error::invalid(&self.pointer_to(name), &[name, " is missing"].concat())
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
        convert(value).map(Some).ok_or_else(|| wrong(&self.pointer_to(name), name, expected))
    }

    fn get(&self, name: &str) -> JsValue {
        // A getter that throws counts as absent.
        Reflect::get(&self.object, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    fn pointer_to(&self, name: &str) -> String {
        [&self.pointer, "/", name].concat()
    }
}

fn has(value: &JsValue, name: &str) -> bool {
    Reflect::has(value, &name.into()).unwrap_or(false)
}

/// A string of the caller's. Rust's strings hold no half of a surrogate pair: there it would become another character.
pub(super) fn text(pointer: &str, name: &str, value: &JsValue) -> Result<String, Error> {
    let expected = if value.is_string() { "without half of a surrogate pair" } else { "a string" };
    let text = value.as_string().filter(|text| {
        let again = JsValue::from(text.as_str());
        again == *value
    });
    text.ok_or_else(|| wrong(pointer, name, expected))
}

fn wrong(pointer: &str, name: &str, expected: &str) -> Error {
    Error::invalid(pointer, &[name, " should be ", expected].concat())
}
