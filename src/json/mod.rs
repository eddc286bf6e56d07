//! JSON without any knowledge of the model: a checker that walks a document along the shape of a type, a view into a
//! document, a writer, and serde support for the members of objects.

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

/// A type with a shape that JSON is checked against, and with serde implementations that read and write it.
pub trait Wire: Serialize + DeserializeOwned {
    /// The shape that a value of the type must have.
    const SHAPE: &'static Shape;

    /// Writes the value as a member of an object, in the form that the service expects.
    ///
    /// # Errors
    /// Returns the serializer's error.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

/// The reason why a document could not be read, and its place; dereferences to [`Fault`]. Boxed because every reading
/// function returns it and errors are rare.
///
/// ```
/// use iotcentral_web::model::View;
///
/// let error = View::parse(b"[1, 2").expect_err("the array has no end");
/// println!("{} at byte {}", error.message, error.offset);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Fault>);

/// What is wrong in a document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer (RFC 6901) to the malformed or missing value; empty for the whole document. A key of more than 200
    /// bytes is cut.
    pub pointer: String,
    /// What is wrong with that value. The message contains nothing of the document, which may hold secrets.
    pub message: String,
    /// How many bytes of the document had been read.
    pub offset: usize,
}

impl DecodeError {
    /// Creates an error of a reader that has read so many bytes.
    #[must_use]
    #[cold]
    pub(crate) fn new(message: &str, offset: usize) -> Self {
        Self(Box::new(Fault { pointer: String::new(), message: message.to_owned(), offset }))
    }

    /// Prepends a key or an index to the error's pointer, while the error passes from an inner value to the outer one.
    #[must_use]
    #[cold]
    pub(crate) fn within(mut self, step: &str) -> Self {
        self.0.pointer = join("", step) + &self.pointer;
        self
    }
}

/// The most bytes of one key in a pointer: a key may have megabytes.
const LONGEST_STEP: usize = 200;

/// Appends a key or an index to a JSON pointer.
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
