//! Bodies of the control plane.

use axum::http::StatusCode;
use serde_json::Value;

use super::field::{Field, Kind, Presence::*, Violation};
use crate::error::Error;

const APPLICATION: &[Field] = &[
    Field("location", Required, Kind::Name),
    Field("sku", Required, Kind::Object(SKU)),
    Field("tags", Optional, Kind::Custom(tags)),
    Field("identity", Optional, Kind::Object(IDENTITY)),
    Field("properties", Optional, Kind::Object(PROPERTIES)),
];

const APPLICATION_PATCH: &[Field] = &[
    Field("location", Optional, Kind::Name),
    Field("sku", Optional, Kind::Object(SKU)),
    Field("tags", Optional, Kind::Custom(tags)),
    Field("identity", Optional, Kind::Object(IDENTITY)),
    Field("properties", Optional, Kind::Object(PROPERTIES)),
];

const SKU: &[Field] = &[Field("name", Required, Kind::Name)];
const IDENTITY: &[Field] = &[Field("type", Required, Kind::Name)];

const PROPERTIES: &[Field] = &[
    Field("displayName", Optional, Kind::Text),
    Field("subdomain", Optional, Kind::Text),
    Field("template", Optional, Kind::Text),
];

const AVAILABILITY: &[Field] = &[Field("name", Required, Kind::Text), Field("type", Optional, Kind::Text)];

/// Refuses an application of the control plane with 400 and the first thing that is wrong with it.
pub(crate) fn application(application: &Value) -> Result<(), Error> {
    check(APPLICATION, application)
}

/// The same of a change to one.
pub(crate) fn application_patch(patch: &Value) -> Result<(), Error> {
    check(APPLICATION_PATCH, patch)
}

/// The same of a question for a name.
pub(crate) fn availability(inputs: &Value) -> Result<(), Error> {
    check(AVAILABILITY, inputs)
}

/// Azure's SDKs leave out what they don't know, others send null.
fn check(fields: &'static [Field], body: &Value) -> Result<(), Error> {
    Kind::Object(fields).check(&without_nulls(body)).map_err(|Violation { pointer, problem }| {
        let target = pointer.trim_start_matches('/').replace('/', ".");
        let place = if target.is_empty() { "The body" } else { &target };
        let error = Error::arm(StatusCode::BAD_REQUEST, "InvalidRequestContent", format!("{place}: {problem}."));
        if target.is_empty() { error } else { error.at(target) }
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

fn tags(tags: &Value) -> Result<(), Violation> {
    let Some(tags) = tags.as_object() else { return Err(Violation::new("must be an object")) };
    tags.iter().try_for_each(|(name, value)| Kind::Text.check(value).map_err(|violation| violation.within(name)))
}
