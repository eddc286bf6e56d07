//! Looks into JSON without building anything from it.

use std::borrow::Cow;

use super::{DecodeError, Reader, Shape};

/// A value inside a JSON text. What is asked of it that it hasn't, it answers with `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View<'a>(&'a str);

impl<'a> View<'a> {
    /// The value that a document holds.
    ///
    /// # Errors
    /// [`DecodeError`] where the document isn't JSON in UTF-8, or nests more than 128 deep.
    pub fn parse(document: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(document)?;
        let text = reader.raw()?;
        reader.end()?;
        Ok(Self(text))
    }

    /// Text that is known to be JSON.
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The value's JSON text.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }

    /// A member of an object, unless it is `null`; the last one of several.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        self.member(key).filter(|value| value.0 != "null")
    }

    /// A member of an object, even if it is `null`; the last one of several.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<Self> {
        let mut found = None;
        let walked = self.reader().object("an object", &mut |reader, member| {
            let value = reader.raw()?;
            if member == key {
                found = Some(Self(value));
            }
            Ok(())
        });
        walked.ok().and(found)
    }

    /// The members of an object in their order, several of one name too; none of anything else.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Self)> {
        let mut members = Vec::new();
        // Not an object: no members.
        let _ = self.reader().object("an object", &mut |reader, key| {
            members.push((key.to_owned(), Self(reader.raw()?)));
            Ok(())
        });
        members
    }

    /// The items of an array; none of anything else.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        let mut items = Vec::new();
        // Not an array: no items.
        let _ = self.reader().array(&mut |reader| {
            items.push(Self(reader.raw()?));
            Ok(())
        });
        items
    }

    /// The text of a string.
    #[must_use]
    pub fn string(&self) -> Option<Cow<'a, str>> {
        self.reader().string().ok()
    }

    /// The value of a number.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        self.reader().number().ok()
    }

    /// Whether both mean the same: white space, escapes, the order of members and how a number is written don't count.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self.first(), other.first()) {
            _ if self.0 == other.0 => true,
            (Some(b'{'), Some(b'{')) => self.same_without("", other),
            (Some(b'['), Some(b'[')) => {
                let (own, others) = (self.items(), other.items());
                own.len() == others.len() && own.iter().zip(&others).all(|(one, other)| one.same(other))
            }
            (Some(b'"'), Some(b'"')) => self.string().is_some() && self.string() == other.string(),
            _ => self.number().is_some() && self.number() == other.number(),
        }
    }

    /// Whether two objects mean the same apart from this member.
    #[must_use]
    pub fn same_without(&self, key: &str, other: &Self) -> bool {
        let (own, others) = (self.members(), other.members());
        // The last of several equal keys counts, as in `JSON.parse`.
        let find = |members: &[(String, Self)], key: &str| {
            members.iter().rev().find(|(name, _)| name == key).map(|(_, value)| *value)
        };
        own.iter().all(|(name, value)| name == key || find(&others, name).is_some_and(|other| value.same(&other)))
            && others.iter().all(|(name, _)| name == key || find(&own, name).is_some())
    }

    /// Checks it against a shape.
    pub(crate) fn check(&self, shape: &Shape) -> Result<(), DecodeError> {
        shape.check(&mut self.reader())
    }

    /// The member `type` of an object.
    pub(crate) fn type_name(&self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        self.reader().peek_type(expected)
    }

    /// The byte that tells what kind of value it is.
    pub(crate) fn first(&self) -> Option<u8> {
        self.0.trim_ascii_start().bytes().next()
    }

    fn reader(&self) -> Reader<'a> {
        Reader::over(self.0)
    }
}
