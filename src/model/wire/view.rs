//! Looks into JSON without building anything from it.

use std::borrow::Cow;

use super::{DecodeError, Reader};

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
        let mut found = None;
        let walked = self.reader().object("an object", &mut |reader, member| {
            let value = reader.raw()?;
            if member == key {
                found = Some(Self(value)).filter(|value| value.0 != "null");
            }
            Ok(())
        });
        walked.ok().and(found)
    }

    /// The members of an object, in their order; none of anything else.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Self)> {
        let mut members = Vec::new();
        // Not an object: no members.
        let _ = self.reader().object("an object", &mut |reader, member| {
            members.push((member.to_owned(), Self(reader.raw()?)));
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

    fn reader(&self) -> Reader<'a> {
        Reader::over(self.0)
    }
}
