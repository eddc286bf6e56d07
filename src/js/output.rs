//! Converts results to JavaScript values. JSON of the service becomes objects by the engine's `JSON.parse`, from the
//! same bytes that were checked here: nothing is lost, and no field is converted on its own. Typed values are converted
//! by serde-wasm-bindgen.

use js_sys::{Array, Float64Array, JsString};
use serde::ser::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind};

/// Declares an object for JavaScript: name, TypeScript type, documentation and source of each member. `optional`
/// members are `Option`s, and absent if they are `None`.
macro_rules! output {
    ($(#[doc = $doc:literal])* $name:ident$(<$generic:ident>)?($from:ident: $source:ty) $(extends $base:ident($of:expr))? {
        $($(#[doc = $note:literal])* $need:ident $js:literal: $typescript:literal = $value:expr,)*
    }) => {
        $crate::js::typescript::interface! {
            ($($doc)*) (stringify!($name) $(, "<", stringify!($generic), ">")? $(, " extends ", stringify!($base))?)
            $(($($note)*) $js ($crate::js::output::member!(typescript $need), $typescript))*
        }

        $(#[doc = $doc])*
        pub(super) struct $name<T>(pub(super) T);

        impl $crate::js::output::Members for $name<$source> {
            fn members(&self, out: &mut $crate::js::output::Record<'_>) {
                let $from = &self.0;
                $($base($of).members(out);)?
                $($crate::js::output::member!($need out $js $value);)*
            }
        }

        impl serde::Serialize for $name<$source> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut out = $crate::js::output::Record::default();
                $crate::js::output::Members::members(self, &mut out);
                out.serialize(serializer)
            }
        }
    };
}

macro_rules! member {
    (typescript required) => {
        ": "
    };
    (typescript optional) => {
        "?: "
    };
    (required $out:ident $js:literal $value:expr) => {
        $out.add($js, $crate::js::output::to_js(&$value))
    };
    (optional $out:ident $js:literal $value:expr) => {
        if let Some(value) = $value {
            $out.add($js, $crate::js::output::to_js(&value));
        }
    };
}

pub(super) use {member, output};

/// A type that adds its members to an object.
pub(super) trait Members {
    fn members(&self, out: &mut Record<'_>);
}

/// The members of an object. A list of values, so that the module contains the code that makes the object once and not
/// once for each type. Serialized as a map: for a struct, serde-wasm-bindgen would bring a hash table of names.
#[derive(Default)]
pub(super) struct Record<'a>(Vec<(&'a str, Js<JsValue>)>);

impl<'a> Record<'a> {
    pub(super) fn add(&mut self, name: &'a str, value: JsValue) {
        self.0.push((name, Js(value)));
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A value that is already a JavaScript value.
pub(super) struct Js<T>(pub(super) T);

impl<T: JsCast> Serialize for Js<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_wasm_bindgen::preserve::serialize(&self.0, serializer)
    }
}

/// Converts a typed value to a plain object.
#[inline(never)]
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    // Only keys that are not text could fail, and these types have none.
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// A record of texts.
pub(super) fn texts<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Record<'a> {
    Record(texts.map(|(name, text)| (name, Js(text.into()))).collect())
}

/// Converts the items of a list.
pub(super) fn list<'a, T, U: Serialize>(items: &'a [T], item: impl Fn(&'a T) -> U) -> Js<Array> {
    Js(items.iter().map(|one| to_js(&item(one))).collect())
}

/// Converts the items of a list; `None` if there are none.
pub(super) fn non_empty<'a, T, U: Serialize>(items: &'a [T], item: impl Fn(&'a T) -> U) -> Option<Js<Array>> {
    (!items.is_empty()).then(|| list(items, item))
}

pub(super) fn numbers(numbers: &[f64]) -> Js<Float64Array> {
    Js(Float64Array::from(numbers))
}

/// Converts a JSON text of the service to plain objects.
pub(super) fn json(text: &str) -> Js<JsValue> {
    Js(plain(text).unwrap_or(JsValue::UNDEFINED))
}

/// Converts many JSON texts, which cross the boundary as one text.
pub(super) fn array(texts: &[String]) -> Js<Array> {
    Js(json(&["[", &texts.join(","), "]"].concat()).0.dyn_into().unwrap_or_default())
}

/// The size of the pieces in which text crosses the boundary, in bytes. The engine joins pieces at no cost, but decodes
/// one string of a megabyte half as fast, and a single wide character widens the whole string.
const PIECE: usize = 64 * 1024;

/// Converts checked JSON to plain objects.
pub(super) fn plain(text: &str) -> Result<JsValue, Error> {
    let mut whole = JsString::from("");
    let mut rest = text;
    while let Some((piece, behind)) = rest.split_at_checked(rest.floor_char_boundary(PIECE))
        && !piece.is_empty()
    {
        whole = whole.concat(&piece.into());
        rest = behind;
    }
    let refused = |_| Error::new(ErrorKind::Decode, "the answer passed the check but not the engine's JSON.parse");
    parse(&whole).map_err(refused)
}

#[wasm_bindgen]
extern "C" {
    /// `JSON.parse`, for a string that is already in JavaScript.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}
