//! Devices and what belongs to them.

use super::field::{Field, Kind, Presence::*};

/// The contract: "only one organization is supported today".
const ORGANIZATIONS: Field = Field("organizations", Optional, Kind::List { item: &Kind::Text, most: 1 });

pub(super) const DEVICE: &[Field] = &[
    Field("displayName", Optional, Kind::Text),
    Field("template", Optional, Kind::Text),
    Field("enabled", Optional, Kind::Flag),
    Field("simulated", Optional, Kind::Flag),
    Field("type", Optional, Kind::List { item: &Kind::Text, most: usize::MAX }),
    ORGANIZATIONS,
];

pub(super) const DEVICE_TEMPLATE: &[Field] = &[
    Field("@type", Required, Kind::List { item: &Kind::Text, most: usize::MAX }),
    Field("displayName", Optional, Kind::Text),
    Field("description", Optional, Kind::Text),
    Field("capabilityModel", Required, Kind::Object(&[])),
];

pub(super) const DEVICE_GROUP: &[Field] = &[
    Field("displayName", Required, Kind::Text),
    Field("filter", Required, Kind::Text),
    Field("description", Optional, Kind::Text),
    ORGANIZATIONS,
];

pub(super) const COMMAND: &[Field] = &[
    Field("connectionTimeout", Optional, Kind::Integer { least: 0, most: 30 }),
    Field("responseTimeout", Optional, Kind::Integer { least: 5, most: 30 }),
];

pub(super) const RELATIONSHIP: &[Field] =
    &[Field("source", Optional, Kind::Text), Field("target", Optional, Kind::Text)];

const SYMMETRIC_KEY: &[Field] =
    &[Field("primaryKey", Required, Kind::Text), Field("secondaryKey", Required, Kind::Text)];

pub(super) const ATTESTATION: &[Field] = &[
    Field("type", Required, Kind::Text),
    Field("symmetricKey", Optional, Kind::Object(SYMMETRIC_KEY)),
    Field("x509", Optional, Kind::Object(&[])),
    Field("tpm", Optional, Kind::Object(&[])),
];

pub(super) const TELEMETRY: &[Field] =
    &[Field("values", Required, Kind::Object(&[])), Field("timestamp", Optional, Kind::Text)];
