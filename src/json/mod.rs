//! JSON as the ground floor has it, without knowing a model: a checker that walks a document along the shape of a type, a
//! look into a document, a writer; and the members of objects as serde reads and writes them.

mod bytes;
pub(crate) mod members;
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

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use crate::redact::clip;

pub use members::Extra;
pub use primitives::{Map, Raw, Record};
pub(crate) use reader::Reader;
pub use shape::Shape;
pub use text::Json;
pub use view::View;
pub(crate) use writer::{Writer, object_of_strings};

/// A type that JSON is checked against, and that serde reads and writes.
pub trait Wire: Serialize + DeserializeOwned {
    /// What a value of the type must look like.
    const SHAPE: &'static Shape;

    /// Writes the value as a member of an object, exactly as the service expects it.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
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

/// How many bytes of a key stand in a pointer: a key may have megabytes.
const LONGEST_STEP: usize = 200;

/// The JSON pointer one step further in.
pub(crate) fn join(pointer: &str, step: &str) -> String {
    let mut pointer = [pointer, "/"].concat();
    for c in clip(step, LONGEST_STEP).chars() {
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
