//! `POST …/checkNameAvailability` and `…/checkSubdomainAvailability`: name and subdomain are unique in all of Azure.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::Call;
use crate::{
    error::Error,
    resource::{check_name, check_subdomain},
    store::Batch,
    validate,
};

/// A kind of name that must be unique.
#[derive(Clone, Copy)]
pub(super) struct Unique {
    /// The column in the store, and the name for people.
    column: &'static str,
    target: &'static str,
    valid: fn(&str) -> Result<(), String>,
}

pub(super) const NAME: Unique = Unique { column: "name", target: "name", valid: check_name };
pub(super) const SUBDOMAIN: Unique =
    Unique { column: "subdomain", target: "properties.subdomain", valid: check_subdomain };

/// Answers `nameAvailable`, and if it is false `reason` (`Invalid` or `AlreadyExists`) and `message`.
pub(super) fn check(call: &Call, unique: Unique, body: &Value) -> Result<Response, Error> {
    validate::availability(body)?;
    let name = body.get("name").and_then(Value::as_str).unwrap_or_default();
    let refused = match (unique.valid)(name) {
        Err(message) => Some(("Invalid", message)),
        Ok(()) => call
            .emulator
            .store()
            .read(|batch| batch.application(unique.column, name))?
            .map(|_| ("AlreadyExists", format!("The {} {name} is taken. Choose another.", unique.column))),
    };
    let answer = match refused {
        None => json!({ "nameAvailable": true }),
        Some((reason, message)) => json!({ "nameAvailable": false, "reason": reason, "message": message }),
    };
    Ok(Json(answer).into_response())
}

impl Unique {
    /// Rejects a value that is invalid or belongs to another application than that of `key`.
    pub(super) fn claim(self, batch: &Batch<'_>, value: &str, key: &str) -> Result<(), Error> {
        (self.valid)(value).map_err(|problem| {
            Error::arm(StatusCode::BAD_REQUEST, "InvalidParameter", problem).with_target(self.target)
        })?;
        match batch.application(self.column, value)? {
            Some(other) if other.resource != key => Err(Error::arm(
                StatusCode::CONFLICT,
                "AlreadyExists",
                format!("The {} {value} is another application's. Choose another.", self.column),
            )
            .with_target(self.target)),
            _ => Ok(()),
        }
    }
}
