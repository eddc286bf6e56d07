//! How a JSON object becomes a Rust struct and back without losing anything.
//!
//! Serde's derive can't keep unknown members without buffering the whole object (`flatten`), and can't say where in the
//! document a value is wrong. The three macros here declare the service's types once: [`object!`] a struct that keeps
//! unknown members, [`open_enum!`] a set of strings that may grow, [`tagged!`] a union told apart by one member. Each
//! implements [`Wire`] and serde's traits over it, and describes itself to TypeScript from the same doc comments.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

/// The members of an object that the model doesn't know. They are written back unchanged.
pub type Extra = Map<String, Value>;

/// A value that can be read from and written to the wire.
pub trait Wire: Sized {
    /// Reads the value; an error names the place inside it by JSON pointer.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes the value exactly as the service expects it.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// The value's type in TypeScript.
    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String;
}

/// A struct whose members can be written into a JSON object; implemented by [`object!`].
pub(crate) trait WriteMembers {
    /// Writes the known members and the extra ones.
    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// A struct whose members come from a JSON object; implemented by [`object!`].
pub(crate) trait Object: Sized {
    /// What an error calls it: `expected a tile`.
    const EXPECTED: &'static str;
    /// The members read so far.
    type Draft: Default;

    /// Reads the value of `key` into the draft; `false` leaves it unread because the key is unknown.
    fn read_member<'de, A: MapAccess<'de>>(draft: &mut Self::Draft, key: &str, map: &mut A) -> Result<bool, A::Error>;
    /// Ends the reading: an error where a required member is missing.
    fn finish<E: de::Error>(draft: Self::Draft, extra: Extra) -> Result<Self, E>;
}

/// Reads the rest of an object, whatever came before. The last of several equal keys wins, as in `JSON.parse`.
pub(crate) fn read_members<'de, T: Object, A: MapAccess<'de>>(mut map: A) -> Result<T, A::Error> {
    let mut draft = T::Draft::default();
    let mut extra = Extra::new();
    while let Some(key) = map.next_key_seed(Key)? {
        if !T::read_member(&mut draft, &key, &mut map)? {
            let value = map.next_value().map_err(|error| within(&key, error))?;
            extra.insert(key.into_owned(), value);
        }
    }
    T::finish(draft, extra)
}

/// Reads one member's value into its place in the draft.
pub(crate) fn read_value<'de, T: Wire, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    key: &str,
    map: &mut A,
) -> Result<(), A::Error> {
    *slot = map.next_value_seed(Optional(PhantomData)).map_err(|error| within(key, error))?;
    Ok(())
}

/// Writes one member.
pub(crate) fn write_value<T: Wire, M: SerializeMap>(map: &mut M, key: &str, value: &T) -> Result<(), M::Error> {
    map.serialize_entry(key, &Writable(value))
}

/// Writes the members that the model doesn't know.
pub(crate) fn write_extra<M: SerializeMap>(map: &mut M, extra: &Extra) -> Result<(), M::Error> {
    extra.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
}

/// Declares a wire object: `required` members are plain fields, `optional` ones (and `readonly` ones, which only the
/// service sets) are `Option`s, and everything else lands in `extra`. `null` counts as absent, except for a `nullable`
/// member, where it says "remove it" (merge patch).
macro_rules! object {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident as $expected:literal {
            $( $(#[doc = $field_doc:literal])* $kind:ident $field:ident: $ty:ty = $key:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $crate::model::wire::object!(@field $kind $ty), )*
            /// Members that this version of the model doesn't know; they are written back unchanged.
            pub extra: $crate::model::wire::Extra,
        }

        const _: () = {
            use $crate::model::wire::{self, Extra, Object, Wire, WriteMembers};
            use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

            #[derive(Default)]
            pub(crate) struct Draft { $( $field: wire::object!(@draft $kind $ty), )* }

            impl Object for $name {
                const EXPECTED: &'static str = $expected;
                type Draft = Draft;

                fn read_member<'de, A: de::MapAccess<'de>>(
                    draft: &mut Draft, key: &str, map: &mut A,
                ) -> Result<bool, A::Error> {
                    match key {
                        $( $key => wire::object!(@read $kind draft.$field, key, map)?, )*
                        _ => return Ok(false),
                    }
                    Ok(true)
                }

                fn finish<E: de::Error>(draft: Draft, extra: Extra) -> Result<Self, E> {
                    Ok(Self { $( $field: wire::object!(@finish $kind draft.$field, $key), )* extra })
                }

            }

            impl WriteMembers for $name {
                fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                    $( wire::object!(@write $kind self.$field, $key, map); )*
                    wire::write_extra(map, &self.extra)
                }
            }

            impl Wire for $name {
                fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_map(wire::ObjectVisitor::new())
                }

                fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut map = serializer.serialize_map(None)?;
                    self.write_members(&mut map)?;
                    map.end()
                }

                #[cfg(not(target_arch = "wasm32"))]
                fn typescript() -> String { stringify!($name).to_owned() }
            }

            wire::serde_over_wire!($name);

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::Declare for $name {
                fn declare() -> String {
                    $crate::model::typescript::interface(stringify!($name), "", &[$($doc),*], &[
                        $( (stringify!($kind), $key, <$ty as Wire>::typescript(), &[$($field_doc),*]), )*
                    ])
                }
            }
        };
    };
    (@field required $ty:ty) => { $ty };
    (@field optional $ty:ty) => { Option<$ty> };
    (@field readonly $ty:ty) => { Option<$ty> };
    (@field nullable $ty:ty) => { Option<Option<$ty>> };
    (@draft nullable $ty:ty) => { Option<Option<$ty>> };
    (@draft $kind:ident $ty:ty) => { Option<$ty> };
    (@read nullable $slot:expr, $key:ident, $map:ident) => {
        wire::read_value($slot.insert(None), $key, $map)
    };
    (@read $kind:ident $slot:expr, $key:ident, $map:ident) => { wire::read_value(&mut $slot, $key, $map) };
    (@finish required $value:expr, $key:literal) => { $value.ok_or_else(|| wire::missing($key))? };
    (@finish $kind:ident $value:expr, $key:literal) => { $value };
    (@write required $value:expr, $key:literal, $map:ident) => { wire::write_value($map, $key, &$value)? };
    (@write nullable $value:expr, $key:literal, $map:ident) => {
        match &$value {
            Some(Some(value)) => wire::write_value($map, $key, value)?,
            Some(None) => $map.serialize_entry($key, &())?,
            None => {}
        }
    };
    (@write $kind:ident $value:expr, $key:literal, $map:ident) => {
        if let Some(value) = &$value { wire::write_value($map, $key, value)? }
    };
}

/// Declares a set of strings that the service may extend: an unknown one is kept in `Other`.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $variant_doc:literal])* $variant:ident = $text:literal, )* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant, )*
            /// A value that this version of the model doesn't know, as it came.
            Other(String),
        }

        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self { $( Self::$variant => $text, )* Self::Other(text) => text }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text { $( $text => Self::$variant, )* _ => Self::Other(text.to_owned()) }
            }
        }

        const _: () = {
            use $crate::model::wire::{self, Wire};
            use serde::{Deserialize, Deserializer, Serialize, Serializer};

            impl Wire for $name {
                fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    Ok(Self::from(&*wire::read_text(deserializer)?))
                }

                fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }

                #[cfg(not(target_arch = "wasm32"))]
                fn typescript() -> String { stringify!($name).to_owned() }
            }

            wire::serde_over_wire!($name);

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::Declare for $name {
                fn declare() -> String {
                    $crate::model::typescript::open_enum(stringify!($name), &[$($doc),*], &[$($text),*])
                }
            }
        };
    };
}

/// Declares a union of objects told apart by their member `type`; an object of an unknown type is kept as it came.
macro_rules! tagged {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident as $expected:literal, $suffix:literal {
            $( $(#[doc = $variant_doc:literal])* $variant:ident($ty:ty) = $text:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant($ty), )*
            /// An object of a type that this version of the model doesn't know, as it came.
            Unknown {
                /// The value of its member `type`.
                r#type: String,
                /// All its other members.
                members: $crate::model::wire::Extra,
            },
        }

        impl $name {
            /// The value of the member `type` on the wire.
            pub fn type_name(&self) -> &str {
                match self { $( Self::$variant(_) => $text, )* Self::Unknown { r#type, .. } => r#type }
            }
        }

        const _: () = {
            use $crate::model::wire::{self, Tagged, Wire, WriteMembers};
            use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

            impl Tagged for $name {
                const EXPECTED: &'static str = $expected;

                fn read_tagged<'de, A: de::MapAccess<'de>>(r#type: &str, map: A) -> Result<Self, A::Error> {
                    match r#type {
                        $( $text => Ok(Self::$variant(wire::read_members(map)?)), )*
                        _ => Ok(Self::Unknown { r#type: r#type.to_owned(), members: wire::read_extra(map)? }),
                    }
                }
            }

            impl Wire for $name {
                fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_map(wire::TaggedVisitor::new())
                }

                fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut map = serializer.serialize_map(None)?;
                    map.serialize_entry("type", self.type_name())?;
                    match self {
                        $( Self::$variant(object) => object.write_members(&mut map)?, )*
                        Self::Unknown { members, .. } => wire::write_extra(&mut map, members)?,
                    }
                    map.end()
                }

                #[cfg(not(target_arch = "wasm32"))]
                fn typescript() -> String { stringify!($name).to_owned() }
            }

            wire::serde_over_wire!($name);

            #[cfg(not(target_arch = "wasm32"))]
            impl $crate::model::typescript::Declare for $name {
                fn declare() -> String {
                    $crate::model::typescript::tagged(stringify!($name), $suffix, &[$($doc),*], &[
                        $( (stringify!($variant), $text, <$ty as Wire>::typescript(), &[$($variant_doc),*]), )*
                    ])
                }
            }
        };
    };
}

/// Serde's traits for a type that has [`Wire`].
macro_rules! serde_over_wire {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.write(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::read(deserializer)
            }
        }
    };
}

pub(crate) use {object, open_enum, serde_over_wire, tagged};

/// A union told apart by the member `type`; implemented by [`tagged!`].
pub(crate) trait Tagged: Sized {
    const EXPECTED: &'static str;

    /// Reads what follows the member `type`.
    fn read_tagged<'de, A: MapAccess<'de>>(r#type: &str, map: A) -> Result<Self, A::Error>;
}

pub(crate) struct ObjectVisitor<T>(PhantomData<T>);

impl<T> ObjectVisitor<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        read_members(map)
    }
}

pub(crate) struct TaggedVisitor<T>(PhantomData<T>);

impl<T> TaggedVisitor<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Tagged + de::DeserializeOwned> Visitor<'de> for TaggedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    /// The service writes `type` first, so the usual object is read in one pass. One that has it elsewhere is set
    /// aside, put in order and read again.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let Some(first) = map.next_key_seed(Key)? else { return Err(missing("type")) };
        if first == "type" {
            let text = map.next_value_seed(Text).map_err(|error| within("type", error))?;
            return T::read_tagged(&text, map);
        }
        let value = map.next_value().map_err(|error| within(&first, error))?;
        let mut members: Extra = read_extra(map)?;
        members.entry(first.into_owned()).or_insert(value);
        let Some(r#type) = members.remove("type") else { return Err(missing("type")) };
        let ordered =
            serde_json::to_vec(&TypeFirst { r#type: &r#type, members: &members }).map_err(de::Error::custom)?;
        serde_json::from_slice(&ordered).map_err(|error| de::Error::custom(without_position(&error.to_string())))
    }
}

struct TypeFirst<'a> {
    r#type: &'a Value,
    members: &'a Extra,
}

impl Serialize for TypeFirst<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.r#type)?;
        write_extra(&mut map, self.members)?;
        map.end()
    }
}

/// Reads the rest of an object as it is.
pub(crate) fn read_extra<'de, A: MapAccess<'de>>(mut map: A) -> Result<Extra, A::Error> {
    let mut extra = Extra::new();
    while let Some(key) = map.next_key_seed(Key)? {
        let value = map.next_value().map_err(|error| within(&key, error))?;
        extra.insert(key.into_owned(), value);
    }
    Ok(extra)
}

/// Reads a string, borrowed from the document where it has no escapes.
pub(crate) fn read_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(Text)
}

/// A key of an object: [`Text`], under the name that says so.
use Text as Key;

/// A string, borrowed from the document where it has no escapes.
#[derive(Clone, Copy)]
pub(crate) struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// A value, or `None` for `null`.
struct Optional<T>(PhantomData<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Optional<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for Optional<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer).map(Some)
    }
}

struct Writable<'a, T>(&'a T);

impl<T: Wire> Serialize for Writable<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

macro_rules! primitive {
    ($ty:ty, $typescript:literal, |$value:ident, $serializer:ident| $write:expr) => {
        impl Wire for $ty {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer)
            }

            fn write<S: Serializer>(&self, $serializer: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                $write
            }

            #[cfg(not(target_arch = "wasm32"))]
            fn typescript() -> String {
                $typescript.to_owned()
            }
        }
    };
}

primitive!(String, "string", |value, serializer| serializer.serialize_str(value));
primitive!(bool, "boolean", |value, serializer| serializer.serialize_bool(*value));
primitive!(f64, "number", |value, serializer| {
    // A whole number is written without a fraction, as it came: `2`, not `2.0`.
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
});
primitive!(Value, "unknown", |value, serializer| value.serialize(serializer));

impl<T: Wire> Wire for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List(PhantomData))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|item| sequence.serialize_element(&Writable(item)))?;
        sequence.end()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        format!("{}[]", T::typescript())
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        loop {
            match sequence.next_element_seed(Item(PhantomData)) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(items),
                Err(error) => return Err(within(&items.len().to_string(), error)),
            }
        }
    }
}

struct Item<T>(PhantomData<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Item<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// What stands between the pointer and the message of an error while it travels up through serde, which has no room
/// for a place of its own.
const POINTER_END: char = '\u{1f}';

/// The error of a required member that isn't there.
#[cold]
#[inline(never)]
pub(crate) fn missing<E: de::Error>(key: &str) -> E {
    within(key, E::custom("is required but missing"))
}

/// Puts one step in front of the pointer that an error carries.
#[cold]
#[inline(never)]
pub(crate) fn within<E: de::Error>(key: &str, error: E) -> E {
    let text = error.to_string();
    let (pointer, message) = text.split_once(POINTER_END).unwrap_or(("", &text));
    let step = key.replace('~', "~0").replace('/', "~1");
    E::custom(format_args!("/{step}{pointer}{POINTER_END}{message}"))
}

/// The text of a `serde_json` error without its ` at line 1 column 2`.
fn without_position(text: &str) -> &str {
    text.rsplit_once(" at line ").map_or(text, |(message, _)| message)
}

/// Why a document could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// RFC 6901 JSON pointer to the offending value; empty for the whole document.
    pub pointer: String,
    /// What is wrong there. Holds no string from the document: it could be a secret.
    pub message: String,
    /// How many bytes of the document had been read, where that is known.
    pub offset: Option<usize>,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str("the document ")?
        } else {
            write!(f, "{} ", self.pointer)?
        }
        f.write_str(&self.message)?;
        self.offset.map_or(Ok(()), |offset| write!(f, " (byte {offset})"))
    }
}

impl std::error::Error for DecodeError {}

/// Reads a whole document. A byte order mark in front of it is skipped.
///
/// # Errors
/// [`DecodeError`] where it is not JSON, nests more than 128 deep, or isn't of this type.
pub fn decode<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    decode_with(bytes, |deserializer| T::read(deserializer))
}

/// [`decode`] for an object that is only ever read.
pub(crate) fn decode_object<T: Object>(bytes: &[u8]) -> Result<T, DecodeError> {
    decode_with(bytes, |deserializer| deserializer.deserialize_map(ObjectVisitor::new()))
}

type Reader<'a> = serde_json::Deserializer<serde_json::de::SliceRead<'a>>;

fn decode_with<T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, serde_json::Error>,
) -> Result<T, DecodeError> {
    let bytes = without_byte_order_mark(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    read(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| describe(&error, bytes))
}

/// Writes a whole document.
///
/// # Errors
/// [`DecodeError`] where a number isn't finite: JSON has no way to write it.
pub fn encode<T: Wire>(value: &T) -> Result<Vec<u8>, DecodeError> {
    serde_json::to_vec(&Writable(value)).map_err(|error| describe(&error, &[]))
}

/// The document without a leading byte order mark.
pub(crate) fn without_byte_order_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

#[cold]
fn describe(error: &serde_json::Error, bytes: &[u8]) -> DecodeError {
    let text = error.to_string();
    let (pointer, message) = text.split_once(POINTER_END).unwrap_or(("", &text));
    let line_start: usize =
        bytes.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    DecodeError {
        pointer: pointer.to_owned(),
        message: without_strings(without_position(message)),
        offset: (error.line() > 0).then(|| line_start + error.column()),
    }
}

/// Serde quotes the string it found (`invalid type: string "…", expected …`): it goes, it may be a secret.
fn without_strings(message: &str) -> String {
    let kept = message.split_once("string \"").zip(message.rsplit_once("\", expected"));
    let message = &message.replace("expected f64", "expected a number");
    kept.map_or_else(|| message.to_owned(), |((before, _), (_, after))| format!("{before}a string, expected{after}"))
}
