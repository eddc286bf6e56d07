//! JSON text that has been checked but not deserialized.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{DecodeError, Reader, View, Wire, Writer};
use crate::redact::redact;

/// The JSON text of a `T`, checked against the shape of `T`. [`Json::value`] deserializes the struct, [`Json::view`]
/// reads single members, and the JavaScript API hands the text to `JSON.parse`.
///
/// ```
/// use iotcentral_web::model::{Dashboard, Json};
///
/// let text = r#"{ "displayName": "Office", "tiles": [] }"#;
/// let dashboard = Json::<Dashboard>::parse(text.as_bytes())?;
/// assert_eq!(dashboard.value()?.display_name, "Office");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Json<T> {
    text: String,
    marker: PhantomData<fn() -> T>,
}

impl<T: Wire> Json<T> {
    /// Checks a document and keeps its text. A byte order mark is removed. Of several members with the same key the
    /// last one counts, as in `JSON.parse`.
    ///
    /// # Errors
    /// Returns a [`DecodeError`] if the document is not JSON in UTF-8, nests deeper than 128 levels, or does not have
    /// the shape of a `T`.
    ///
    /// ```
    /// use iotcentral_web::model::{Dashboard, Json};
    ///
    /// let error = Json::<Dashboard>::parse(br#"{ "displayName": 1 }"#).expect_err("no title");
    /// assert_eq!(error.pointer, "/displayName");
    /// ```
    pub fn parse(document: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(document)?;
        T::SHAPE.check(&mut reader)?;
        reader.expect_end()?;
        Ok(Self { text: reader.text().to_owned(), marker: PhantomData })
    }

    /// Returns the text as the body of a request: without the members that only the service sets.
    ///
    /// ```
    /// use iotcentral_web::model::{Dashboard, Json};
    ///
    /// let dashboard = Json::<Dashboard>::parse(br#"{"id":"hall1","displayName":"Hall 1"}"#)?;
    /// assert_eq!(dashboard.writable(), br#"{"displayName":"Hall 1"}"#);
    /// # Ok::<(), iotcentral_web::model::DecodeError>(())
    /// ```
    #[must_use]
    pub fn writable(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        let copied = T::SHAPE.copy_writable(&mut Reader::from_text(&self.text), &mut writer);
        // The text has been checked, so copying it cannot fail.
        debug_assert!(copied.is_ok(), "a checked text can't be copied");
        writer.into_bytes()
    }
}

impl<T> Json<T> {
    /// Wraps a text that is known to have the shape of a `T`.
    pub(crate) fn unchecked(text: String) -> Self {
        Self { text, marker: PhantomData }
    }

    /// Returns the JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns a view into the value.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(&self.text)
    }

    /// Returns the same document with each string replaced by the result of `rewrite`, which is called with the string
    /// and its key. Strings in an array have the key of the array.
    pub(crate) fn map_strings(&self, rewrite: fn(key: &str, text: &str) -> String) -> Self {
        let mut writer = Writer::default();
        let copied = copy_texts(&mut Reader::from_text(&self.text), &mut writer, "", rewrite);
        debug_assert!(copied.is_ok(), "a checked text can't be copied");
        Self { text: writer.into_text(), marker: PhantomData }
    }
}

fn copy_texts(
    reader: &mut Reader<'_>,
    writer: &mut Writer,
    key: &str,
    rewrite: fn(&str, &str) -> String,
) -> Result<(), DecodeError> {
    let raw = reader.raw()?;
    let mut reader = Reader::from_text(raw);
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
        // A string with an unpaired surrogate cannot be read, so it cannot be searched for secrets either: it becomes
        // empty.
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
    /// Deserializes the value. See [`Json`] for an example.
    ///
    /// # Errors
    /// Returns serde's error. In practice there is none, since the text has been checked.
    pub fn value(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.text)
    }
}

impl<T: Serialize> From<&T> for Json<T> {
    fn from(value: &T) -> Self {
        // A model is always serializable: its keys are strings.
        Self { text: serde_json::to_string(value).unwrap_or_default(), marker: PhantomData }
    }
}

/// Shows the text without its secrets.
impl<T> fmt::Debug for Json<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact(&self.text))
    }
}
