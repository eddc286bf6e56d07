//! Reads single values out of JSON text without deserializing the rest.

use std::borrow::Cow;
use std::collections::BinaryHeap;

use super::{DecodeError, Reader, Shape};

/// A value inside a JSON text. Its methods return `None` (or an empty list) where the value is of another kind or lacks
/// the member.
///
/// ```
/// use iotcentral_web::model::View;
///
/// let telemetry = View::parse(br#"{ "value": { "lat": 47.6, "lon": -122.1 } }"#)?;
/// let latitude = telemetry.get("value").and_then(|value| value.get("lat")?.number());
/// assert_eq!(latitude, Some(47.6));
/// # Ok::<(), iotcentral_web::model::DecodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View<'a>(&'a str);

impl<'a> View<'a> {
    /// Reads a document. See [`View`] for an example.
    ///
    /// # Errors
    /// Returns a [`DecodeError`] if the document is not JSON in UTF-8 or nests deeper than 128 levels.
    pub fn parse(document: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(document)?;
        let text = reader.raw()?;
        reader.expect_end()?;
        Ok(Self(text))
    }

    /// Wraps text that is known to be JSON.
    pub(crate) fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// Returns the value's JSON text.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }

    /// Returns a member of an object, or `None` if it is absent or `null`. Of several members with this key the last
    /// one counts.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        self.member(key).filter(|value| value.0 != "null")
    }

    /// Returns a member of an object even if it is `null`. Of several members with this key the last one counts.
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

    /// Returns all members of an object in their order, repeated keys included. Returns none for other values.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Self)> {
        let mut members = Vec::new();
        // Any other value has no members.
        let _ = self.reader().object("an object", &mut |reader, key| {
            members.push((key.to_owned(), Self(reader.raw()?)));
            Ok(())
        });
        members
    }

    /// Returns the items of an array. Returns none for other values.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        let mut items = Vec::new();
        // Any other value has no items.
        let _ = self.reader().array(&mut |reader| {
            items.push(Self(reader.raw()?));
            Ok(())
        });
        items
    }

    /// Returns the text of a member that is a string.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.string().map(Cow::into_owned)
    }

    /// Returns the text of a string.
    #[must_use]
    pub fn string(&self) -> Option<Cow<'a, str>> {
        self.reader().string().ok()
    }

    /// Returns the value of a number.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        self.reader().number().ok()
    }

    /// Returns whether both values mean the same. White space, escapes, the order of members and the spelling of
    /// numbers are ignored.
    ///
    /// ```
    /// use iotcentral_web::model::View;
    ///
    /// let (one, other) = (View::parse(br#"{"x":1,"y":2}"#)?, View::parse(br#"{ "y": 2.0, "x": 1 }"#)?);
    /// assert!(one.is_equivalent(&other));
    /// # Ok::<(), iotcentral_web::model::DecodeError>(())
    /// ```
    #[must_use]
    pub fn is_equivalent(&self, other: &Self) -> bool {
        self.0 == other.0 || self.canonical("") == other.canonical("")
    }

    /// Returns a text that two values share if and only if they mean the same. Members of the outermost object with the
    /// key `without` are left out. Of several members with the same key the last one counts, as in `JSON.parse`.
    pub(crate) fn canonical(&self, without: &str) -> String {
        let mut text = String::new();
        self.write_canonical(without, &mut text);
        text
    }

    fn write_canonical(&self, without: &str, out: &mut String) {
        match self.first() {
            Some(b'{') => {
                let mut members = self.members();
                // Reversed, so that of equal names the last member stands first, which is the one that `dedup_by`
                // keeps.
                members.reverse();
                // A heap, as in `merge`: the standard library's sort adds 12 KB to the module.
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
                // Adding zero turns minus zero into zero, which means the same.
                (_, Some(number)) => push_all(&["#", &(number + 0.0).to_bits().to_string()], out),
                // `true`, `false`, `null`, a number beyond the range of `f64`, or a string with an unpaired surrogate.
                _ => push_all(&["=", self.0, ";"], out),
            },
        }
    }

    /// Checks the value against a shape.
    pub(crate) fn check(&self, shape: &Shape) -> Result<(), DecodeError> {
        shape.check(&mut self.reader())
    }

    /// Returns the member `type` of an object.
    pub(crate) fn type_name(&self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        self.reader().peek_type(expected)
    }

    /// Returns the first byte, which tells the kind of the value.
    pub(crate) fn first(&self) -> Option<u8> {
        self.0.trim_ascii_start().bytes().next()
    }

    fn reader(&self) -> Reader<'a> {
        Reader::from_text(self.0)
    }
}

/// The length comes first, so that no text can be mistaken for the beginning of another.
fn push_text(text: &str, out: &mut String) {
    push_all(&["\"", &text.len().to_string(), ":", text], out);
}

fn push_all(parts: &[&str], out: &mut String) {
    parts.iter().for_each(|part| out.push_str(part));
}
