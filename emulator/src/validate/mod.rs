//! Checks bodies against the published contract. Unknown members are accepted. With a lenient contract, unknown types
//! of tiles and unknown values of enumerations are accepted too.

mod arm;
mod devices;
mod field;
mod permissions;
pub(crate) mod schema;
mod tiles;

use jiff::fmt::temporal::SpanParser;
use serde_json::Value;

pub(crate) use self::arm::{application, application_patch, availability};
pub(crate) use self::field::Contract;
use self::field::{Field, Kind, Presence::*, Violation};
use crate::error::Error;

const DASHBOARD: &[Field] = &[
    Field("displayName", Required, Kind::Name),
    Field("tiles", Optional, Kind::List { item: &Kind::Object(TILE), most: 100 }),
    Field("favorite", Optional, Kind::Flag),
    Field("etag", Optional, Kind::Text),
    // The contract: "only one organization is supported today".
    Field("organizations", Optional, Kind::List { item: &Kind::Text, most: 1 }),
];

const TILE: &[Field] = &[
    Field("displayName", Required, Kind::Text),
    Field("configuration", Required, Kind::Custom(tiles::check)),
    Field("x", Required, Kind::Number { least: 0.0, most: 100.0 }),
    Field("y", Required, Kind::Number { least: 0.0, most: 100.0 }),
    Field("width", Required, Kind::Number { least: 1.0, most: 10.0 }),
    Field("height", Required, Kind::Number { least: 1.0, most: 10.0 }),
];

const ORGANIZATION: &[Field] = &[Field("displayName", Optional, Kind::Text), Field("parent", Optional, Kind::Text)];

const FILE_UPLOAD: &[Field] = &[
    Field("connectionString", Required, Kind::Custom(check_connection_string)),
    Field("container", Required, Kind::Name),
    Field("account", Optional, Kind::Text),
    Field("sasTtl", Optional, Kind::Custom(check_duration)),
    Field("readAccess", Optional, Kind::Flag),
    Field("etag", Optional, Kind::Text),
];

/// Rejects an invalid dashboard with 422 and its first mistake.
pub(crate) fn dashboard(dashboard: &Value, contract: Contract) -> Result<(), Error> {
    check("dashboard", DASHBOARD, dashboard, contract)
}

/// Rejects an invalid organization with 422.
pub(crate) fn organization(organization: &Value) -> Result<(), Error> {
    check("organization", ORGANIZATION, organization, Contract::Strict)
}

/// Rejects an invalid configuration of file uploads with 422.
pub(crate) fn file_upload(configuration: &Value) -> Result<(), Error> {
    check("configuration", FILE_UPLOAD, configuration, Contract::Strict)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn device(device: &Value, contract: Contract) -> Result<(), Error> {
    check("device", devices::DEVICE, device, contract)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn device_template(template: &Value) -> Result<(), Error> {
    check("device template", devices::DEVICE_TEMPLATE, template, Contract::Strict)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn device_group(group: &Value) -> Result<(), Error> {
    check("device group", devices::DEVICE_GROUP, group, Contract::Strict)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn command(command: &Value) -> Result<(), Error> {
    check("command", devices::COMMAND, command, Contract::Strict)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn relationship(relationship: &Value) -> Result<(), Error> {
    check("relationship", devices::RELATIONSHIP, relationship, Contract::Strict)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn attestation(attestation: &Value, contract: Contract) -> Result<(), Error> {
    check("attestation", devices::ATTESTATION, attestation, contract)?;
    let kind = attestation.get("type").and_then(Value::as_str).unwrap_or_default();
    check("attestation", devices::required_by(kind), attestation, contract)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn telemetry(telemetry: &Value) -> Result<(), Error> {
    check("message", devices::TELEMETRY, telemetry, Contract::Strict)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn api_token(token: &Value) -> Result<(), Error> {
    check("API token", permissions::API_TOKEN, token, Contract::Strict)
}

/// Rejects an invalid body as [`dashboard`] does.
pub(crate) fn user(user: &Value, contract: Contract) -> Result<(), Error> {
    check("user", permissions::USER, user, contract)?;
    let kind = user.get("type").and_then(Value::as_str).unwrap_or_default();
    check("user", permissions::required_by(kind), user, contract)
}

fn check(what: &str, fields: &'static [Field], body: &Value, contract: Contract) -> Result<(), Error> {
    Kind::Object(fields).check(body, contract).map_err(|Violation { pointer, problem }| {
        let place = if pointer.is_empty() { format!("The {what}") } else { pointer };
        Error::unprocessable(format!("{place}: {problem}."))
    })
}

/// Checks a connection string as the portal of a storage account shows it:
/// `DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…`.
fn check_connection_string(value: &Value, contract: Contract) -> Result<(), Violation> {
    Kind::Name.check(value, contract)?;
    let parts = value.as_str().unwrap_or_default().split(';').filter_map(|part| part.split_once('='));
    let names: Vec<_> = parts.map(|(name, _)| name.trim().to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    if has("accountname") && has("accountkey") || has("blobendpoint") && has("sharedaccesssignature") {
        return Ok(());
    }
    Err(Violation::new("must be a storage account's connection string, with AccountName and AccountKey"))
}

/// Checks an ISO 8601 duration above zero, such as `PT1H`.
fn check_duration(value: &Value, contract: Contract) -> Result<(), Violation> {
    Kind::Name.check(value, contract)?;
    let text = value.as_str().unwrap_or_default();
    match SpanParser::new().parse_span(text) {
        Ok(span) if span.is_positive() => Ok(()),
        _ => Err(Violation::new("must be a duration of ISO 8601 above zero, like PT1H")),
    }
}
