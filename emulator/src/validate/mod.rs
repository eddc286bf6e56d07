//! Whether a dashboard satisfies the published contract. Unknown tile types, enumeration values and members are let
//! through, as the contract declares its enumerations open; what is known must be right.

mod devices;
mod field;
mod tiles;

use serde_json::Value;

use self::field::{Field, Kind, Presence::*, Violation};
use crate::error::Error;

const DASHBOARD: &[Field] = &[
    Field("displayName", Required, Kind::Name),
    Field("tiles", Optional, Kind::List { item: &Kind::Object(TILE), most: 100 }),
    Field("favorite", Optional, Kind::Flag),
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

/// Refuses a dashboard with 422 and the first thing that is wrong with it.
pub(crate) fn dashboard(dashboard: &Value) -> Result<(), Error> {
    check("The dashboard", DASHBOARD, dashboard)
}

/// As [`dashboard`] does.
pub(crate) fn device(device: &Value) -> Result<(), Error> {
    check("The device", devices::DEVICE, device)
}

/// As [`dashboard`] does.
pub(crate) fn device_template(template: &Value) -> Result<(), Error> {
    check("The device template", devices::DEVICE_TEMPLATE, template)
}

/// As [`dashboard`] does.
pub(crate) fn device_group(group: &Value) -> Result<(), Error> {
    check("The device group", devices::DEVICE_GROUP, group)
}

/// As [`dashboard`] does.
pub(crate) fn command(command: &Value) -> Result<(), Error> {
    check("The command", devices::COMMAND, command)
}

/// As [`dashboard`] does.
pub(crate) fn relationship(relationship: &Value) -> Result<(), Error> {
    check("The relationship", devices::RELATIONSHIP, relationship)
}

/// As [`dashboard`] does.
pub(crate) fn attestation(attestation: &Value) -> Result<(), Error> {
    check("The attestation", devices::ATTESTATION, attestation)
}

/// As [`dashboard`] does.
pub(crate) fn telemetry(telemetry: &Value) -> Result<(), Error> {
    check("The message", devices::TELEMETRY, telemetry)
}

fn check(whole: &str, fields: &'static [Field], value: &Value) -> Result<(), Error> {
    Kind::Object(fields).check(value).map_err(|Violation { pointer, problem }| {
        let place = if pointer.is_empty() { whole } else { &pointer };
        Error::unprocessable(format!("{place}: {problem}."))
    })
}
