//! Validates users and API tokens.

use jiff::Timestamp;
use serde_json::Value;

use super::field::{Contract, Field, Kind, Presence::*, Violation};

const ROLES: Field = Field("roles", Required, Kind::Custom(check_roles));

const ASSIGNMENT: Kind =
    Kind::Object(&[Field("role", Required, Kind::Text), Field("organization", Optional, Kind::Text)]);

pub(super) const API_TOKEN: &[Field] = &[ROLES, Field("expiry", Optional, Kind::Custom(check_time))];

pub(super) const USER: &[Field] =
    &[Field("type", Required, Kind::OneOf(&["email", "adGroup", "servicePrincipal"])), ROLES];

/// Returns the required members of a user of a type; none for an unknown type.
pub(super) fn required_by(user: &str) -> &'static [Field] {
    match user {
        "email" => &[Field("email", Required, Kind::Name)],
        "adGroup" | "servicePrincipal" => {
            &[Field("tenantId", Required, Kind::Name), Field("objectId", Required, Kind::Name)]
        }
        _ => &[],
    }
}

fn check_roles(roles: &Value, contract: Contract) -> Result<(), Violation> {
    Kind::List { item: &ASSIGNMENT, most: usize::MAX }.check(roles, contract)?;
    match roles.as_array() {
        Some(none) if none.is_empty() => Err(Violation::new("must have one item at least")),
        _ => Ok(()),
    }
}

fn check_time(time: &Value, _: Contract) -> Result<(), Violation> {
    match time.as_str().map(str::parse::<Timestamp>) {
        Some(Ok(_)) => Ok(()),
        _ => Err(Violation::new("must be a time in RFC 3339, like 2026-01-31T12:00:00Z")),
    }
}
