//! JSON that has been checked but not built into anything yet.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{DecodeError, Reader, View, Wire, Writer};
use crate::redact::redact;

/// The JSON text of a `T`, checked against the shape of `T`. [`Json::value`] builds the struct, [`Json::view`] looks at single
/// members, and JavaScript parses the text itself.
#[derive(Clone, PartialEq)]
pub struct Json<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl<T: Wire> Json<T> {
    /// Checks a document. A byte order mark in front of it is dropped; the last of several equal keys wins, as in
    /// `JSON.parse`.
    ///
    /// # Errors
    /// [`DecodeError`] where it is not JSON in UTF-8, nests more than 128 deep, or isn't a `T`.
    pub fn parse(document: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(document)?;
        T::SHAPE.check(&mut reader)?;
        reader.end()?;
        Ok(Self { text: reader.text().to_owned(), of: PhantomData })
    }

    /// The text as the body of a request: without the members that only the service sets.
    #[must_use]
    pub fn writable(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        let copied = T::SHAPE.copy_writable(&mut Reader::over(&self.text), &mut writer);
        // It has been checked, so it can be copied.
        debug_assert!(copied.is_ok(), "a checked text can't be copied");
        writer.into_bytes()
    }
}

impl<T> Json<T> {
    /// A text that was written as `T` is read.
    pub(crate) fn written(text: String) -> Self {
        Self { text, of: PhantomData }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A look into it.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(&self.text)
    }

    /// The same document with its texts rewritten: `rewrite` is told the key that a text stands under, an item of an array
    /// that of the array.
    pub(crate) fn rewritten(&self, rewrite: fn(key: &str, text: &str) -> String) -> Self {
        let mut writer = Writer::default();
        let copied = copy_texts(&mut Reader::over(&self.text), &mut writer, "", rewrite);
        debug_assert!(copied.is_ok(), "a checked text can't be copied");
        Self { text: writer.into_text(), of: PhantomData }
    }
}

fn copy_texts(
    reader: &mut Reader<'_>,
    writer: &mut Writer,
    key: &str,
    rewrite: fn(&str, &str) -> String,
) -> Result<(), DecodeError> {
    let raw = reader.raw()?;
    let mut reader = Reader::over(raw);
    match raw.as_bytes().first() {
        Some(b'{') => writer.object(|writer| {
            reader.object("an object", &mut |reader, key| {
                writer.key(key);
                copy_texts(reader, writer, key, rewrite)
            })
        }),
        Some(b'[') => writer.array(|writer| {
            reader.array(&mut |reader| {
                writer.separate();
                copy_texts(reader, writer, key, rewrite)
            })
        }),
        // What holds half a surrogate pair can't be read, so it may be a secret: it is left empty.
        Some(b'"') => {
            writer.string(&rewrite(key, &reader.string().unwrap_or_default()));
            Ok(())
        }
        _ => {
            writer.raw(raw);
            Ok(())
        }
    }
}

impl<T: DeserializeOwned> Json<T> {
    /// The typed value.
    ///
    /// # Errors
    /// None in practice: the text has been checked.
    pub fn value(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.text)
    }
}

impl<T: Serialize> From<&T> for Json<T> {
    fn from(value: &T) -> Self {
        // A model can always be written: its keys are strings.
        Self { text: serde_json::to_string(value).unwrap_or_default(), of: PhantomData }
    }
}

/// Without what follows a marker of a secret.
impl<T> fmt::Debug for Json<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact(&self.text))
    }
}
