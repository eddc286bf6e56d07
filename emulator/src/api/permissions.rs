//! The role assignments of users and API tokens.

use serde_json::Value;

use crate::{
    application::Application,
    auth::Role,
    error::Error,
    store::{Batch, Kind},
};

/// Rejects role assignments with an unknown role or organization.
pub(super) fn check(batch: &Batch<'_>, application: &Application, document: &Value) -> Result<(), Error> {
    let assignments = document.get("roles").and_then(Value::as_array).into_iter().flatten();
    for (index, assignment) in assignments.enumerate() {
        let name = |member: &str| assignment.get(member).and_then(Value::as_str);
        if let Some(role) = name("role").filter(|role| Role::by_id(role).is_none()) {
            return Err(Error::unprocessable(format!(
                "/roles/{index}/role: there is no role {role}. GET /api/roles lists them."
            )));
        }
        if let Some(organization) = name("organization")
            && batch.get(application.id(), Kind::Organization, organization)?.is_none()
        {
            return Err(Error::unprocessable(format!(
                "/roles/{index}/organization: there is no organization {organization}. GET /api/organizations lists them."
            )));
        }
    }
    Ok(())
}

pub(super) fn check_id(what: &str, id: &str) -> Result<(), Error> {
    const MAX_ID: usize = 255;
    if id.chars().count() <= MAX_ID && !id.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Error::bad_request(format!("The {what} id must have at most {MAX_ID} characters, and no control characters.")))
}
