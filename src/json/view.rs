//! Looks into JSON without building anything from it.

use std::borrow::Cow;
use std::collections::BinaryHeap;

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
    pub(crate) fn new(text: &'a str) -> Self {
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

    /// The text of a member that is a string.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.string().map(Cow::into_owned)
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

    /// Whether both values mean the same: white space, escapes, the order of members and how a number is written don't
    /// count.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.0 == other.0 || self.canonical("") == other.canonical("")
    }

    /// A text that two values share exactly where they mean the same, without the members of the outermost object that
    /// have the name `without`. Of several members of one name the last counts, as in `JSON.parse`.
    pub(crate) fn canonical(&self, without: &str) -> String {
        let mut text = String::new();
        self.write_canonical(without, &mut text);
        text
    }

    fn write_canonical(&self, without: &str, out: &mut String) {
        match self.first() {
            Some(b'{') => {
                let mut members = self.members();
                // So the last of several members of one name comes first, and stays.
                members.reverse();
                // A heap, as in `merge`: the sorts of slices are 12 KB of the module.
                let names: BinaryHeap<(String, usize)> =
                    members.iter().map(|(name, _)| name.clone()).zip(0..).collect();
                let mut names = names.into_sorted_vec();
                names.dedup_by(|(later, _), (kept, _)| later == kept);
                names.retain(|(name, _)| name != without || without.is_empty());
                out.push('{');
                for (name, place) in names {
                    push_text(&name, out);
                    if let Some((_, value)) = members.get(place) {
                        value.write_canonical("", out);
                    }
                }
                out.push('}');
            }
            Some(b'[') => {
                out.push('[');
                for item in self.items() {
                    item.write_canonical("", out);
                }
                out.push(']');
            }
            _ => match (self.string(), self.number()) {
                (Some(text), _) => push_text(&text, out),
                // Plus zero: minus zero means the same as zero.
                (_, Some(number)) => push_all(&["#", &(number + 0.0).to_bits().to_string()], out),
                // A literal, a number that no `f64` holds, or a string with an unpaired surrogate.
                _ => push_all(&["=", self.0, ";"], out),
            },
        }
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

/// With the length in front: no text can pass for the end of another.
fn push_text(text: &str, out: &mut String) {
    push_all(&["\"", &text.len().to_string(), ":", text], out);
}

fn push_all(parts: &[&str], out: &mut String) {
    parts.iter().for_each(|part| out.push_str(part));
}
