//! JSON as the ground floor has it, without knowing a model: a checker that walks a document along the shape of a type, a
//! look into a document, a writer.
//!
//! Serde isn't used on purpose: its visitors are several times the code, buffer whole objects to keep unknown members, and
//! can't say where in the document a value is wrong.

mod bytes;
mod number;
mod primitives;
mod reader;
pub mod shape;
mod text;
mod token;
mod view;
mod writer;

use std::fmt;
use std::ops::Deref;

pub use primitives::{Map, Raw, Record};
pub use reader::Reader;
pub use shape::Shape;
pub use text::Json;
pub use view::View;
pub use writer::Writer;

/// The members of an object that the model doesn't know, in their order. They are written back unchanged.
pub type Extra = Vec<(String, Raw)>;

/// A value that can be read from the wire.
pub trait Decode: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// [`DecodeError`], with the pointer from this value on.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;
}

/// A value that can be read from the wire and written back.
pub trait Wire: Decode {
    /// What it must look like. Reading and checking accept and refuse the same documents.
    const SHAPE: &'static Shape;

    /// Writes the value exactly as the service expects it.
    fn write(&self, writer: &mut Writer);

    /// The value's type in TypeScript.
    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String;
}

/// A struct that is written as the members of an object.
pub(crate) trait Members: Sized {
    /// Reads the object. Its member `tag` is somebody else's and is left out; `""` names none.
    fn read_members(reader: &mut Reader<'_>, tag: &str) -> Result<Self, DecodeError>;

    /// Writes the members without the braces.
    fn write_members(&self, writer: &mut Writer);
}

/// Reads a whole document. A byte order mark in front of it is skipped; the last of several equal keys wins, as in
/// `JSON.parse`.
///
/// # Errors
/// [`DecodeError`] where it is not JSON in UTF-8, nests more than 128 deep, or isn't of this type.
pub fn decode<T: Decode>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(bytes)?;
    let value = T::read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Writes a whole document.
pub fn encode<T: Wire>(value: &T) -> Vec<u8> {
    let mut writer = Writer::default();
    value.write(&mut writer);
    writer.into_bytes()
}

/// Why a document could not be read, and where; [`Fault`] says it. In a box: every step of the reader returns it, and it is
/// rare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Fault>);

/// What is wrong in a document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// RFC 6901 JSON pointer to the offending value; empty for the whole document.
    pub pointer: String,
    /// What is wrong there. Holds nothing of the document itself: it could be a secret.
    pub message: String,
    /// How many bytes of the document had been read.
    pub offset: usize,
}

impl DecodeError {
    /// The error of a value that begins here.
    #[must_use]
    #[cold]
    pub(crate) fn new(message: &str, offset: usize) -> Self {
        Self(Box::new(Fault { pointer: String::new(), message: message.to_owned(), offset }))
    }

    /// The error one step further out.
    #[must_use]
    #[cold]
    pub(crate) fn within(mut self, step: &str) -> Self {
        self.0.pointer = join("", step) + &self.pointer;
        self
    }
}

/// The JSON pointer one step further in.
pub(crate) fn join(pointer: &str, step: &str) -> String {
    let mut pointer = [pointer, "/"].concat();
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
    pointer
}

impl Deref for DecodeError {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the document" } else { &self.pointer };
        write!(f, "{place} {} (byte {})", self.message, self.offset)
    }
}

impl std::error::Error for DecodeError {}
