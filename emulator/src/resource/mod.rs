//! An application as a resource of Azure: its id, its names, and its running operation.

mod operation;

pub use self::operation::LroStyle;
pub(crate) use self::operation::{Action, LRO_HEADER, Operation, Outcome};

/// The subscription of the seeded application.
pub(crate) const SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";

/// The address of an application in Azure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resource {
    pub(crate) subscription: String,
    pub(crate) group: String,
    pub(crate) name: String,
}

impl Resource {
    /// Returns the resource id as the service writes it: `/subscriptions/…/iotApps/{name}`.
    pub(crate) fn id(&self) -> String {
        let Self { subscription, group, name } = self;
        format!("/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.IoTCentral/iotApps/{name}")
    }

    /// Returns the key in the store: the id in lower case.
    pub(crate) fn key(&self) -> String {
        self.id().to_lowercase()
    }
}

/// Checks a name against `^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{2,99}[a-zA-Z0-9]$`.
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    let clean = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let ends = !name.starts_with('-') && !name.ends_with('-');
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());
    if clean && ends && !digits && (3..=100).contains(&name.len()) {
        return Ok(());
    }
    Err(format!(
        "The name {name:?} is invalid: it must have 3 to 100 letters, digits or hyphens, not only digits, with no hyphen \
         at its ends."
    ))
}

/// Checks a subdomain, which must be a label of a host name.
pub(crate) fn check_subdomain(subdomain: &str) -> Result<(), String> {
    let clean = subdomain.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let ends = !subdomain.starts_with('-') && !subdomain.ends_with('-');
    if clean && ends && (2..=63).contains(&subdomain.len()) {
        return Ok(());
    }
    Err(format!(
        "The subdomain {subdomain:?} is invalid: it must have 2 to 63 letters, digits or hyphens, with no hyphen at its ends."
    ))
}
