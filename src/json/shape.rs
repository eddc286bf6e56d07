//! What a value must look like, as data: one small walk checks every type, where code for each would fill the module.

use std::borrow::Cow;

use super::{DecodeError, Reader, Writer};

/// What a value must look like.
#[derive(Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// A string, of which these values are known and others may come.
    OpenEnum(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// An array of such values.
    List(&'static Shape),
    /// An object whose members all have such values, under any names.
    Map(&'static Shape),
    /// An object.
    Object(&'static ObjectShape),
    /// An object told apart by its member `type`; one of a type that isn't listed may be anything.
    Tagged(&'static str, &'static [(&'static str, &'static Shape)]),
}

/// What an object must look like. It may have members that aren't listed.
#[derive(Debug)]
pub struct ObjectShape {
    /// What an error calls it.
    pub expected: &'static str,
    /// The members that are known.
    pub members: &'static [MemberShape],
}

/// What a member of an object must look like.
#[derive(Debug)]
pub struct MemberShape {
    /// Its name.
    pub key: &'static str,
    /// Whether and by whom it is set.
    pub presence: Presence,
    /// How large it may be written; one that is read may have any size.
    pub size: Size,
    /// Its value; `null` is fine too unless it is required.
    pub shape: &'static Shape,
}

/// Bounds of a number, or of the length of a text (in characters) or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The least that the service takes.
    pub least: Option<u8>,
    /// The most that the service takes.
    pub most: Option<u8>,
}

/// Whether and by whom a member is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// Sometimes.
    Optional,
    /// By the service alone: a request leaves it out.
    ReadOnly,
}

impl ObjectShape {
    /// The shape of an object with these members.
    ///
    /// # Panics
    /// When it is compiled, with more than 32 members: the check counts them by the bits of a number.
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
        let absent = self.presence != Presence::Required && reader.null()?;
        if absent { Ok(()) } else { self.shape.check(reader) }
    }
}

impl Shape {
    /// Reads the next value and checks it.
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
                of_type(types, &found).check(reader)
            }
        }
    }

    /// The shape of a member that is known.
    pub(crate) fn member(&self, key: &str) -> Option<&'static Shape> {
        if let Self::Object(object) = self { Some(object.find(key)?.1.shape) } else { None }
    }

    /// Whether an object without members can't have this shape.
    pub(crate) fn requires_members(&self) -> bool {
        let required = |member: &MemberShape| member.presence == Presence::Required;
        matches!(self, Self::Object(object) if object.members.iter().any(required))
    }

    /// Copies the next value, which has been checked, without what a request leaves out.
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
                of_type(types, &found).copy_writable(reader, writer)
            }
            _ => reader.raw().map(|text| writer.raw(text)),
        }
    }
}

/// The shape of an object of this type; one of an unknown type may be anything.
fn of_type(types: &[(&'static str, &'static Shape)], found: &str) -> &'static Shape {
    types.iter().find(|(name, _)| *name == found).map_or(&Shape::Any, |(_, shape)| shape)
}

impl ObjectShape {
    fn check(&self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let mut seen = 0_u32;
        let mut next = 0;
        let mut more = reader.open(b'{', self.expected)?;
        while more {
            // Members mostly come in their order.
            let near = self.members.get(next).filter(|member| reader.take_key(member.key));
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
            more = reader.more(b'{')?;
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
                // `null` stands for itself: in a merge patch it says "remove".
                if reader.null()? {
                    writer.raw("null");
                    return Ok(());
                }
                member.map_or(&Shape::Any, |member| member.shape).copy_writable(reader, writer)
            })
        })
    }
}
