//! How the body of a successful answer is read, by what it has to hold.

use crate::json::{Shape, Wire};
use crate::model::{DecodeError, ErrorBody, Json, Page, View};

/// What a successful answer holds.
pub trait FromBody: Sized {
    /// Reads the body.
    ///
    /// # Errors
    /// [`DecodeError`] where it isn't what the service promises.
    fn from_body(body: &[u8]) -> Result<Self, DecodeError>;
}

impl<T: Wire> FromBody for Json<T> {
    fn from_body(body: &[u8]) -> Result<Self, DecodeError> {
        refuse_error(T::SHAPE, body)?;
        Self::parse(body)
    }
}

impl<T: Wire> FromBody for Page<T> {
    fn from_body(body: &[u8]) -> Result<Self, DecodeError> {
        Self::parse(body)
    }
}

impl FromBody for () {
    fn from_body(body: &[u8]) -> Result<(), DecodeError> {
        expect_empty(body)
    }
}

/// The body of an answer that promises nothing. But a login page or an error is no success.
pub(crate) fn expect_empty(body: &[u8]) -> Result<(), DecodeError> {
    let answer = if body.is_empty() { None } else { Some(View::parse(body)?) };
    match answer.and_then(|answer| answer.get("error")) {
        Some(_) => Err(misplaced_error()),
        None => Ok(()),
    }
}

/// Refuses an error in a successful answer, which passes for a value of a type without required members.
fn refuse_error(shape: &Shape, body: &[u8]) -> Result<(), DecodeError> {
    // A component of a device may be called `error`; it is seldom all that the device has.
    let is_sole = || View::parse(body).is_ok_and(|answer| answer.members().len() == 1);
    if shape.requires_members() || ErrorBody::hidden_in(body).is_none() {
        return Ok(());
    }
    if matches!(shape, Shape::Map(_)) && !is_sole() { Ok(()) } else { Err(misplaced_error()) }
}

fn misplaced_error() -> DecodeError {
    DecodeError::new("should not be there", 0).within("error")
}
