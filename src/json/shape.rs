//! Describes types of JSON values as data. One small function checks a document against any shape; generated code for
//! each type would make the module several times as large.
//!
//! Each `Wire` type has a shape; `object!`, `open_enum!` and `tagged!` make the shapes of the model's types. Code uses
//! a shape to check, to validate, to copy and to look up: `Shape::check` checks an answer and stops at the first
//! mistake; `validate/shape.rs` lists all mistakes of a document that is to be written, and also applies the sizes;
//! `Shape::copy_writable` copies a document into the body of a request, without read-only members; `Shape::member` and
//! `Shape::requires_members` tell the members of a type.

use std::borrow::Cow;

use super::{DecodeError, Reader, Writer};

/// The form that a JSON value must have.
#[derive(Debug)]
pub enum Shape {
    /// Any value.
    Any,
    /// A string.
    Text,
    /// A string with a set of known values; unknown values are accepted, since the service may add some.
    OpenEnum(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// An array whose items have this shape.
    List(&'static Shape),
    /// An object with any keys whose values have this shape.
    Map(&'static Shape),
    /// An object with known members.
    Object(&'static ObjectShape),
    /// A tagged union: the name of the union in error messages, and a shape for each known value of the member `type`.
    /// An object of an unknown type may have any members.
    Tagged(&'static str, &'static [(&'static str, &'static Shape)]),
}

/// The form of an object. Members that are not listed are accepted.
#[derive(Debug)]
pub struct ObjectShape {
    /// The name of the object in error messages.
    pub expected: &'static str,
    /// The known members, in the order in which the service writes them.
    pub members: &'static [MemberShape],
}

/// The form of one member of an object.
#[derive(Debug)]
pub struct MemberShape {
    /// The member's name.
    pub key: &'static str,
    /// Whether the member must be present, and who sets it.
    pub presence: Presence,
    /// The bounds of the value in a request; a value that is read may have any size.
    pub size: Size,
    /// The shape of the value. `null` is accepted too, except in a required member.
    pub shape: &'static Shape,
}

/// The bounds of a number, of the length of a text in characters, or of the length of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The least that the service accepts; `None` for no bound.
    pub least: Option<u8>,
    /// The most that the service accepts; `None` for no bound.
    pub most: Option<u8>,
}

/// Whether a member must be present, and who sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The member is always present.
    Required,
    /// The member may be absent or `null`.
    Optional,
    /// Only the service sets the member: a request leaves it out.
    ReadOnly,
}

impl ObjectShape {
    /// Creates the shape of an object with these members.
    ///
    /// # Panics
    /// At compile time, with more than 32 members: the check marks the members that it has seen in the bits of a `u32`.
    #[must_use]
    pub const fn new(expected: &'static str, members: &'static [MemberShape]) -> Self {
        assert!(members.len() <= u32::BITS as usize, "an object has 32 members at most");
        Self { expected, members }
    }

    fn find(&self, key: &str) -> Option<(usize, &MemberShape)> {
        self.members.iter().enumerate().find(|(_, member)| member.key.len() == key.len() && member.key == key)
    }
}

impl MemberShape {
    fn check(&self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let absent = self.presence != Presence::Required && reader.skip_null()?;
        if absent { Ok(()) } else { self.shape.check(reader) }
    }
}

impl Shape {
    /// Reads the next value and checks it against this shape.
    pub(crate) fn check(&self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        match self {
            Self::Any => reader.raw().map(drop),
            Self::Text | Self::OpenEnum(_) => reader.check_string(),
            Self::Flag => reader.boolean().map(drop),
            Self::Number => reader.number().map(drop),
            Self::List(item) => reader.array(&mut |reader| item.check(reader)),
            Self::Map(value) => reader.object("an object", &mut |reader, _| value.check(reader)),
            Self::Object(object) => object.check(reader),
            Self::Tagged(expected, types) => {
                let found = reader.peek_type(expected)?;
                shape_of_type(types, &found).check(reader)
            }
        }
    }

    /// Returns the shape of a known member.
    pub(crate) fn member(&self, key: &str) -> Option<&'static Shape> {
        if let Self::Object(object) = self { Some(object.find(key)?.1.shape) } else { None }
    }

    /// Returns whether an object with this shape must have members.
    pub(crate) fn requires_members(&self) -> bool {
        let required = |member: &MemberShape| member.presence == Presence::Required;
        matches!(self, Self::Object(object) if object.members.iter().any(required))
    }

    /// Copies the next value, which must have been checked, without its read-only members.
    pub(crate) fn copy_writable(&self, reader: &mut Reader<'_>, writer: &mut Writer) -> Result<(), DecodeError> {
        match self {
            Self::List(item) => writer.array(|writer| {
                reader.array(&mut |reader| {
                    writer.separate();
                    item.copy_writable(reader, writer)
                })
            }),
            Self::Object(object) if reader.next_is_object() => object.copy_writable(reader, writer),
            Self::Tagged(expected, types) => {
                let found = reader.peek_type(expected)?;
                shape_of_type(types, &found).copy_writable(reader, writer)
            }
            _ => reader.raw().map(|text| writer.raw(text)),
        }
    }
}

/// Returns the shape of this type of a tagged union.
fn shape_of_type(types: &[(&'static str, &'static Shape)], found: &str) -> &'static Shape {
    types.iter().find(|(name, _)| *name == found).map_or(&Shape::Any, |(_, shape)| shape)
}

impl ObjectShape {
    fn check(&self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let mut seen = 0_u32;
        let mut next = 0;
        let mut more = reader.enter(b'{', self.expected)?;
        while more {
            // The members usually come in the listed order, so the next listed one is tried before a search.
            let near = self.members.get(next).filter(|member| reader.skip_key_if(member.key));
            let (key, found) = match near {
                Some(member) => (Cow::Borrowed(member.key), Some((next, member))),
                None => {
                    let key = reader.key()?;
                    let found = self.find(&key);
                    (key, found)
                }
            };
            let checked = match found {
                None => reader.raw().map(drop),
                Some((place, member)) => {
                    seen |= 1 << place;
                    next = place + 1;
                    member.check(reader)
                }
            };
            checked.map_err(|error| error.within(&key))?;
            more = reader.has_more(b'{')?;
        }
        let is_missing =
            |(place, member): &(usize, &MemberShape)| member.presence == Presence::Required && seen & (1 << place) == 0;
        match self.members.iter().enumerate().find(is_missing) {
            Some((_, member)) => Err(reader.missing(member.key)),
            None => Ok(()),
        }
    }

    fn copy_writable(&self, reader: &mut Reader<'_>, writer: &mut Writer) -> Result<(), DecodeError> {
        writer.object(|writer| {
            reader.object(self.expected, &mut |reader, key| {
                let member = self.find(key).map(|(_, member)| member);
                if member.is_some_and(|member| member.presence == Presence::ReadOnly) {
                    return reader.raw().map(drop);
                }
                writer.key(key);
                // In a merge patch `null` means "remove", so it is copied.
                if reader.skip_null()? {
                    writer.raw("null");
                    return Ok(());
                }
                member.map_or(&Shape::Any, |member| member.shape).copy_writable(reader, writer)
            })
        })
    }
}
