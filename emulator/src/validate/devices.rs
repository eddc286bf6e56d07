//! Validates devices and their parts.

use serde_json::Value;

use super::field::{Contract, Field, Kind, Presence::*, Violation};

/// The contract: "only one organization is supported today".
const ORGANIZATIONS: Field = Field("organizations", Optional, Kind::List { item: &Kind::Text, most: 1 });

pub(super) const DEVICE: &[Field] = &[
    Field("displayName", Optional, Kind::Text),
    Field("template", Optional, Kind::Text),
    Field("enabled", Optional, Kind::Flag),
    Field("simulated", Optional, Kind::Flag),
    Field("type", Optional, Kind::List { item: &Kind::OneOf(&["iotEdge"]), most: usize::MAX }),
    Field("deploymentManifest", Optional, Kind::Object(DEPLOYMENT_MANIFEST)),
    ORGANIZATIONS,
];

const DEPLOYMENT_MANIFEST: &[Field] = &[
    Field("id", Optional, Kind::Text),
    Field("displayName", Optional, Kind::Name),
    Field("data", Required, Kind::Object(&[])),
    Field("etag", Optional, Kind::Text),
    Field("organizations", Optional, Kind::Custom(check_one)),
];

fn check_one(organizations: &Value, contract: Contract) -> Result<(), Violation> {
    let Field(_, _, list) = ORGANIZATIONS;
    list.check(organizations, contract)?;
    match organizations.as_array() {
        Some(none) if none.is_empty() => Err(Violation::new("must name an organization, or be left out")),
        _ => Ok(()),
    }
}

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

const X509: &[Field] = &[Field("clientCertificates", Optional, Kind::Object(CERTIFICATES))];
const CERTIFICATES: &[Field] =
    &[Field("primary", Required, Kind::Object(CERTIFICATE)), Field("secondary", Optional, Kind::Object(CERTIFICATE))];
const CERTIFICATE: &[Field] = &[Field("certificate", Optional, Kind::Text)];
const TPM: &[Field] = &[Field("endorsementKey", Required, Kind::Text)];

pub(super) const ATTESTATION: &[Field] = &[
    Field("type", Required, Kind::OneOf(&["symmetricKey", "x509", "tpm"])),
    Field("symmetricKey", Optional, Kind::Object(SYMMETRIC_KEY)),
    Field("x509", Optional, Kind::Object(X509)),
    Field("tpm", Optional, Kind::Object(TPM)),
];

/// Returns the required members of an attestation of a type; none for an unknown type.
pub(super) fn required_by(attestation: &str) -> &'static [Field] {
    match attestation {
        "symmetricKey" => &[Field("symmetricKey", Required, Kind::Anything)],
        "x509" => &[Field("x509", Required, Kind::Anything)],
        "tpm" => &[Field("tpm", Required, Kind::Anything)],
        _ => &[],
    }
}

pub(super) const TELEMETRY: &[Field] =
    &[Field("values", Required, Kind::Object(&[])), Field("timestamp", Optional, Kind::Text)];
