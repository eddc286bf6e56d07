//! Reads options objects. An unknown name or a wrong type is an error that says which option is at fault and what is
//! expected. A set of options is declared once, by `options!`.

use std::cell::Cell;
use std::time::Duration;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Headers};

use crate::error::Error;
use crate::model::time::duration_ms;
use crate::transport::fetch::custom_headers;

/// Declares a set of options: name, type and documentation of each. The check of names, the reader and the TypeScript
/// interface are all generated from the declaration.
///
/// `struct` declares a new type for the options, with the options that it extends in a member. `interface … for …`
/// reads the options into an existing type of the client, whose defaults are used for absent options; options that it
/// extends are read beside it, as a pair.
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
            const NAMES: $crate::js::options::Names =
                $crate::js::options::Names { own: &[$($js),*], extended: &[$(&$base_type::NAMES)?] };

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
            const NAMES: $crate::js::options::Names =
                $crate::js::options::Names { own: &[$($js),*], extended: &[] };

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

/// Declares a type of option: its Rust type, its TypeScript type, and its reader.
macro_rules! kind {
    (type string) => {
        String
    };
    (typescript string) => {
        "string"
    };
    (read $options:ident $js:literal string) => {
        $options.string($js)
    };
    (type etag) => {
        String
    };
    (typescript etag) => {
        "string"
    };
    (read $options:ident $js:literal etag) => {
        $options.etag($js)
    };
    (type duration($typescript:literal)) => {
        String
    };
    (typescript duration($typescript:literal)) => {
        $typescript
    };
    (read $options:ident $js:literal duration($typescript:literal)) => {
        $options.duration($js)
    };
    (type choice($typescript:literal, $($known:literal),*)) => {
        String
    };
    (typescript choice($typescript:literal, $($known:literal),*)) => {
        $typescript
    };
    (read $options:ident $js:literal choice($typescript:literal, $($known:literal),*)) => {
        $options.choice($js, &[$($known),*])
    };
    (type boolean) => {
        bool
    };
    (typescript boolean) => {
        "boolean"
    };
    (read $options:ident $js:literal boolean) => {
        $options.boolean($js)
    };
    (type number($min:expr)) => {
        u32
    };
    (typescript number($min:expr)) => {
        "number"
    };
    (read $options:ident $js:literal number($min:expr)) => {
        $options.number($js, $min)
    };
    (type milliseconds($min:expr)) => {
        std::time::Duration
    };
    (typescript milliseconds($min:expr)) => {
        "number"
    };
    (read $options:ident $js:literal milliseconds($min:expr)) => {
        $options.milliseconds($js, $min)
    };
    (type function($typescript:literal)) => {
        js_sys::Function
    };
    (typescript function($typescript:literal)) => {
        concat!("(", $typescript, ")")
    };
    (read $options:ident $js:literal function($typescript:literal)) => {
        $options.function($js)
    };
    (type signal) => {
        web_sys::AbortSignal
    };
    (typescript signal) => {
        "AbortSignal"
    };
    (read $options:ident $js:literal signal) => {
        $options.abort_signal($js)
    };
    (type headers) => {
        web_sys::Headers
    };
    (typescript headers) => {
        "{ customHeaders?: Record<string, string> | undefined }"
    };
    (read $options:ident $js:literal headers) => {
        $options.headers($js)
    };
    (type object($typescript:literal, $expected:literal, $test:path)) => {
        wasm_bindgen::JsValue
    };
    (typescript object($typescript:literal, $expected:literal, $test:path)) => {
        $typescript
    };
    (read $options:ident $js:literal object($typescript:literal, $expected:literal, $test:path)) => {
        $options.object($js, $expected, $test)
    };
    (type nested($typescript:ident as $type:ty)) => {
        $type
    };
    (typescript nested($typescript:ident as $type:ty)) => {
        stringify!($typescript)
    };
    (read $options:ident $js:literal nested($typescript:ident as $type:ty)) => {
        $options.nested::<$type>($js)
    };
}

/// Declares whether an option may be absent. `undefined` then means absent, too.
macro_rules! need {
    (type optional $type:ty) => { Option<$type> };
    (typescript optional $type:expr) => { concat!("?: ", $type, " | undefined") };
    (read optional $options:ident $js:literal ($value:expr)) => { $value };
    (type required $type:ty) => { $type };
    (typescript required $type:expr) => { concat!(": ", $type) };
    (read required $options:ident $js:literal ($value:expr)) => { $value.ok_or_else(|| $options.missing($js))? };
}

pub(super) use {kind, need, options};

/// A type that a set of options is read into.
pub(super) trait FromOptions: Sized {
    /// The names of the options.
    const NAMES: Names;

    fn from_options(options: &Options) -> Result<Self, Error>;
}

impl<A: FromOptions, B: FromOptions> FromOptions for (A, B) {
    const NAMES: Names = Names { own: &[], extended: &[&A::NAMES, &B::NAMES] };

    fn from_options(options: &Options) -> Result<Self, Error> {
        Ok((A::from_options(options)?, B::from_options(options)?))
    }
}

/// The names of a set of options, and the sets that it extends.
pub(super) struct Names {
    pub(super) own: &'static [&'static str],
    pub(super) extended: &'static [&'static Names],
}

impl Names {
    fn all(&self) -> Vec<&'static str> {
        let mut names = self.own.to_vec();
        self.extended.iter().for_each(|set| names.extend(set.all()));
        names
    }
}

/// Reads the options of a call. `undefined` and `null` stand for no options.
#[inline(never)]
pub(super) fn read<T: FromOptions>(value: &JsValue) -> Result<T, Error> {
    Options::read(String::new(), value)
}

/// An options object.
pub(super) struct Options {
    /// Absent if no options are given, or if the object is refused: a call then asks JavaScript for none by its name.
    object: Option<Object>,
    /// The JSON pointer to the object, for errors.
    pointer: String,
    /// The first option that is not what it should be. A branch behind each option would be larger.
    mistake: Cell<Option<Error>>,
}

impl Options {
    fn read<T: FromOptions>(pointer: String, value: &JsValue) -> Result<T, Error> {
        let options = Self::new(pointer, value, &T::NAMES);
        let read = T::from_options(&options);
        options.mistake.take().map_or(read, Err)
    }

    fn new(pointer: String, value: &JsValue, names: &Names) -> Self {
        let mut options = Self { object: None, pointer, mistake: Cell::default() };
        if !value.is_undefined() && !value.is_null() {
            options.object = options.noted(check(&options.pointer, value, &names.all()));
        }
        options
    }

    /// Reads the set of options inside this option.
    pub(super) fn nested<T: FromOptions>(&self, name: &str) -> Option<T> {
        self.given(name).and_then(|value| self.noted(Self::read(self.pointer_to(name), &value)))
    }

    pub(super) fn string(&self, name: &str) -> Option<String> {
        self.given(name).and_then(|value| self.noted(text(&self.pointer_to(name), name, &value)))
    }

    /// Reads the condition of an update. `undefined` is an error, since the update would be made unconditionally.
    pub(super) fn etag(&self, name: &str) -> Option<String> {
        let etag = self.string(name);
        if etag.is_none() && self.object.as_ref().is_some_and(|object| has(object, name)) {
            let message = "has no value: the object that was read has no etag. Leave it out to change any version";
            self.note(Error::invalid(&self.pointer_to(name), &[name, " ", message].concat()));
        }
        etag
    }

    /// Reads an ISO 8601 duration.
    pub(super) fn duration(&self, name: &str) -> Option<String> {
        let is_duration = |text: &String| duration_ms(text).is_some();
        self.optional(name, "an ISO 8601 duration, such as PT1H", |value| value.as_string().filter(is_duration))
    }

    /// Reads one of these words.
    pub(super) fn choice(&self, name: &str, known: &[&str]) -> Option<String> {
        let is_known = |text: &String| known.contains(&text.as_str());
        self.optional(name, &known.join(", "), |value| value.as_string().filter(is_known))
    }

    /// Reads a whole number, at least `min`.
    pub(super) fn number(&self, name: &str, min: u32) -> Option<u32> {
        let fits = |value: JsValue| {
            let number = value.as_f64()?;
            // A number that the cast truncates or saturates does not compare equal.
            Some(number as u32).filter(|whole| *whole >= min && f64::from(*whole) == number)
        };
        self.optional(name, &["a whole number, ", &min.to_string(), " or more"].concat(), fits)
    }

    /// Reads a whole number of milliseconds, at least `min`.
    pub(super) fn milliseconds(&self, name: &str, min: u32) -> Option<Duration> {
        self.number(name, min).map(|number| Duration::from_millis(number.into()))
    }

    pub(super) fn boolean(&self, name: &str) -> Option<bool> {
        self.optional(name, "true or false", |value| value.as_bool())
    }

    pub(super) fn function(&self, name: &str) -> Option<Function> {
        self.optional(name, "a function", |value| value.dyn_into().ok())
    }

    /// Reads a signal. Its class is not checked, since a signal may come from another frame.
    pub(super) fn abort_signal(&self, name: &str) -> Option<AbortSignal> {
        let is_signal = |value: &JsValue| has(value, "aborted") && has(value, "addEventListener");
        self.object(name, "an AbortSignal", is_signal).map(JsCast::unchecked_into)
    }

    /// Reads headers that the client does not set itself.
    pub(super) fn headers(&self, name: &str) -> Option<Headers> {
        let expected = "{ customHeaders: { name: text } }, without Authorization, Accept, Content-Type and If-Match";
        self.optional(name, expected, |value| value.is_object().then(|| custom_headers(&value))?)
    }

    /// Reads an object that passes the test.
    pub(super) fn object(&self, name: &str, expected: &str, test: impl Fn(&JsValue) -> bool) -> Option<JsValue> {
        self.optional(name, expected, |value| (value.is_object() && test(&value)).then_some(value))
    }

    #[cold]
    pub(super) fn missing(&self, name: &str) -> Error {
        Error::invalid(&self.pointer_to(name), &[name, " is missing"].concat())
    }

    fn optional<T>(&self, name: &str, expected: &str, convert: impl FnOnce(JsValue) -> Option<T>) -> Option<T> {
        let converted = convert(self.given(name)?);
        if converted.is_none() {
            self.note(wrong(&self.pointer_to(name), name, expected));
        }
        converted
    }

    fn noted<T>(&self, read: Result<T, Error>) -> Option<T> {
        read.map_err(|error| self.note(error)).ok()
    }

    /// Keeps the first mistake, which [`Options::read`] returns.
    #[cold]
    fn note(&self, error: Error) {
        self.mistake.set(Some(self.mistake.take().unwrap_or(error)));
    }

    /// The value of an option. `undefined` and `null` are absent.
    fn given(&self, name: &str) -> Option<JsValue> {
        // An option whose getter throws counts as absent.
        let value = Reflect::get(self.object.as_ref()?, &name.into()).ok();
        value.filter(|value| !value.is_undefined() && !value.is_null())
    }

    fn pointer_to(&self, name: &str) -> String {
        [&self.pointer, "/", name].concat()
    }
}

/// Returns the object if it has no options but those that are known.
fn check(pointer: &str, value: &JsValue, known: &[&str]) -> Result<Object, Error> {
    let object = value.dyn_ref::<Object>().filter(|_| !value.is_function());
    // Reading the names of a proxy may throw.
    let object = object.and_then(|object| Some((object.clone(), Reflect::own_keys(object).ok()?)));
    let (object, names) = object.ok_or_else(|| wrong(pointer, "options", "an object"))?;
    for name in names.iter().filter_map(|name| name.as_string()) {
        if !known.contains(&name.as_str()) {
            let message = ["unknown option `", &name, "`; known here: ", &known.join(", ")].concat();
            return Err(Error::invalid(&[pointer, "/", &name].concat(), &message));
        }
    }
    Ok(object)
}

fn has(value: &JsValue, name: &str) -> bool {
    Reflect::has(value, &name.into()).unwrap_or(false)
}

/// Reads a string. An unpaired surrogate is an error: a Rust string cannot contain it.
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
