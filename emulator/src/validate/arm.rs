//! Validates bodies of the control plane.

use axum::http::StatusCode;
use serde_json::Value;

use super::field::{Contract, Field, Kind, Presence::*, Violation, one_of};
use crate::error::Error;

const APPLICATION: &[Field] = &[
    Field("location", Required, Kind::Name),
    Field("sku", Required, Kind::Object(SKU)),
    Field("tags", Optional, Kind::Custom(tags)),
    Field("identity", Optional, Kind::Object(IDENTITY)),
    Field("properties", Optional, Kind::Custom(check_properties)),
];

const APPLICATION_PATCH: &[Field] = &[
    Field("location", Optional, Kind::Name),
    Field("sku", Optional, Kind::Object(SKU)),
    Field("tags", Optional, Kind::Custom(tags)),
    Field("identity", Optional, Kind::Object(IDENTITY)),
    Field("properties", Optional, Kind::Custom(check_properties)),
];

const SKU: &[Field] = &[Field("name", Required, Kind::OneOf(&["ST0", "ST1", "ST2"]))];
const IDENTITY: &[Field] = &[Field("type", Required, Kind::Custom(check_identity))];

const PROPERTIES: &[Field] = &[
    Field("displayName", Optional, Kind::Text),
    Field("subdomain", Optional, Kind::Text),
    Field("template", Optional, Kind::Text),
];

const AVAILABILITY: &[Field] = &[Field("name", Required, Kind::Text), Field("type", Optional, Kind::Text)];

/// Members of `properties`, including those that the service writes, since clients send back what they have read. The
/// last three belong to 2021-11-01-preview.
const KNOWN_PROPERTIES: [&str; 9] = [
    "displayName",
    "subdomain",
    "template",
    "applicationId",
    "state",
    "provisioningState",
    "publicNetworkAccess",
    "networkRuleSets",
    "privateEndpointConnections",
];

/// Rejects an invalid application with 400 and its first mistake.
pub(crate) fn application(application: &Value, contract: Contract) -> Result<(), Error> {
    check(APPLICATION, application, contract)
}

/// Rejects an invalid change of an application in the same way.
pub(crate) fn application_patch(patch: &Value, contract: Contract) -> Result<(), Error> {
    check(APPLICATION_PATCH, patch, contract)
}

/// Rejects an invalid question about a name in the same way.
pub(crate) fn availability(inputs: &Value) -> Result<(), Error> {
    check(AVAILABILITY, inputs, Contract::Strict)
}

/// Azure ignores the case of the type.
fn check_identity(kind: &Value, contract: Contract) -> Result<(), Violation> {
    let known = ["None", "SystemAssigned"];
    match kind.as_str() {
        Some(kind) if known.iter().any(|known| kind.eq_ignore_ascii_case(known)) => Ok(()),
        Some(_) if contract == Contract::Strict => Err(Violation::new(format!("must be {}", one_of(&known)))),
        _ => Kind::Name.check(kind, contract),
    }
}

fn check_properties(properties: &Value, contract: Contract) -> Result<(), Violation> {
    Kind::Object(PROPERTIES).check(properties, contract)?;
    let unknown = properties
        .as_object()
        .and_then(|members| members.keys().find(|name| !KNOWN_PROPERTIES.contains(&name.as_str())));
    match unknown {
        Some(name) if contract == Contract::Strict => {
            Err(Violation::new("is no property of an application").within(name))
        }
        _ => Ok(()),
    }
}

/// Azure's SDKs leave out unknown values, other clients send null.
fn check(fields: &'static [Field], body: &Value, contract: Contract) -> Result<(), Error> {
    Kind::Object(fields).check(&without_nulls(body), contract).map_err(|Violation { pointer, problem }| {
        let target = pointer.trim_start_matches('/').replace('/', ".");
        let place = if target.is_empty() { "The body" } else { &target };
        let error = Error::arm(StatusCode::BAD_REQUEST, "InvalidRequestContent", format!("{place}: {problem}."));
        if target.is_empty() { error } else { error.with_target(target) }
    })
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect(),
        other => other.clone(),
    }
}

fn tags(tags: &Value, contract: Contract) -> Result<(), Violation> {
    let Some(tags) = tags.as_object() else { return Err(Violation::new("must be an object")) };
    tags.iter()
        .try_for_each(|(name, value)| Kind::Text.check(value, contract).map_err(|violation| violation.within(name)))
}
