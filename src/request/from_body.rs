//! Decodes the body of a successful answer into the result of its operation.

use crate::json::{Shape, Wire};
use crate::model::{DecodeError, ErrorBody, Json, Page, View};

/// The result of a successful answer.
pub trait FromBody: Sized {
    /// Decodes the body.
    ///
    /// # Errors
    /// Returns a [`DecodeError`] if the body does not have the documented form.
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

/// Accepts the body of an answer without a documented result. A login page or an error in it is an error all the same.
pub(crate) fn expect_empty(body: &[u8]) -> Result<(), DecodeError> {
    let answer = if body.is_empty() { None } else { Some(View::parse(body)?) };
    match answer.and_then(|answer| answer.get("error")) {
        Some(_) => Err(misplaced_error()),
        None => Ok(()),
    }
}

/// Rejects an error under a success status, which would pass for a value of a type without required members.
fn refuse_error(shape: &Shape, body: &[u8]) -> Result<(), DecodeError> {
    // The properties of a device may include a component named `error`, but hardly ever as the only one.
    let is_sole = || View::parse(body).is_ok_and(|answer| answer.members().len() == 1);
    if shape.requires_members() || ErrorBody::hidden_in(body).is_none() {
        return Ok(());
    }
    if matches!(shape, Shape::Map(_)) && !is_sole() { Ok(()) } else { Err(misplaced_error()) }
}

fn misplaced_error() -> DecodeError {
    DecodeError::new("should not be there", 0).within("error")
}
