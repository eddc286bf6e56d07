//! Reads and writes objects member by member with serde. Serde's derived code would reject a repeated member, and would
//! keep unknown members only by way of a buffer that changes their numbers.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::primitives::{Exact, Map, Raw};
use super::{DecodeError, Wire};

/// The members of an object that the model does not know, in the order of the document. Writing the object writes them
/// unchanged.
pub type Extra = Vec<(String, Raw)>;

/// A type whose values are JSON objects.
pub(crate) trait Members: Sized {
    /// The name of the object in error messages.
    const EXPECTED: &'static str;

    /// Reads all members. Of several members with the same key the last one counts, as in `JSON.parse`.
    fn read_members<'de, A: MapAccess<'de>>(members: A) -> Result<Self, A::Error>;

    /// Writes all members.
    fn write_members<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error>;
}

/// Reads an object.
pub(crate) fn deserialize<'de, T: Members, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Object<T>(PhantomData<T>);

    impl<'de, T: Members> Visitor<'de> for Object<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::EXPECTED)
        }

        fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
            T::read_members(members)
        }
    }

    deserializer.deserialize_map(Object(PhantomData))
}

/// Writes an object; a tagged object starts with its member `type`.
pub(crate) fn serialize<T: Members, S: Serializer>(
    tag: Option<&str>,
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(None)?;
    if let Some(tag) = tag {
        members.serialize_entry("type", tag)?;
    }
    object.write_members(&mut members)?;
    members.end()
}

/// Reads the value of a member. An error message starts with the member's name.
pub(crate) fn read_value<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    members: &mut A,
    key: &str,
) -> Result<T, A::Error> {
    members.next_value().map_err(|error| A::Error::custom(format_args!("{key}: {error}")))
}

/// Returns the value of a required member, or the error that the member is missing.
pub(crate) fn required<T, E: Error>(value: Option<T>, key: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(key))
}

/// Writes a member.
pub(crate) fn write_member<M: SerializeMap>(members: &mut M, key: &str, value: &impl Wire) -> Result<(), M::Error> {
    members.serialize_entry(key, &Exact(value))
}

/// Reads the next object of a tagged union and the name of its type. A malformed object of a known type is an error
/// whose message contains a JSON pointer relative to the object.
pub(crate) fn read_tagged<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<(Raw, String), D::Error> {
    let refuse = |error: DecodeError| D::Error::custom(format_args!("{} {}", error.pointer, error.message));
    let object = Raw::deserialize(deserializer)?;
    object.view().check(T::SHAPE).map_err(refuse)?;
    let r#type = object.view().type_name("").map_err(refuse)?.into_owned();
    Ok((object, r#type))
}

/// Reads a variant of a tagged union, without the member `type` among its extra members.
pub(crate) fn read_variant<T: Wire, E: Error>(object: &Raw, extra: fn(&mut T) -> &mut Extra) -> Result<T, E> {
    let mut value = serde_json::from_str(object.as_str()).map_err(E::custom)?;
    extra(&mut value).retain(|(key, _)| key != "type");
    Ok(value)
}

impl<T: Wire> Members for Map<T> {
    const EXPECTED: &'static str = "an object";

    fn read_members<'de, A: MapAccess<'de>>(mut members: A) -> Result<Self, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = members.next_key::<String>()? {
            let value = read_value(&mut members, &key)?;
            map.push((key, value));
        }
        Ok(Self(map))
    }

    fn write_members<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
        self.0.iter().try_for_each(|(key, value)| write_member(members, key, value))
    }
}

impl<'de, T: Wire> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl<T: Wire> Serialize for Map<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(None, self, serializer)
    }
}
