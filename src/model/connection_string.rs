//! Connection strings of storage accounts: written with their key, never shown with it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::json::{Shape, Wire};
use crate::redact::redact;

/// What stands in the place of a secret.
const MASK: &str = "***";

/// The settings that hold no secret, compared without case. Of one that isn't known nothing is shown.
const SHOWN: [&str; 7] = [
    "DefaultEndpointsProtocol",
    "AccountName",
    "EndpointSuffix",
    "BlobEndpoint",
    "FileEndpoint",
    "QueueEndpoint",
    "TableEndpoint",
];

/// The connection string of a storage account:
/// `DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net`. `Debug` masks its key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionString(String);

impl ConnectionString {
    /// The string with its key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ConnectionString {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for ConnectionString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&masked(&self.0))
    }
}

impl Wire for ConnectionString {
    const SHAPE: &'static Shape = String::SHAPE;
}

#[cfg(not(target_arch = "wasm32"))]
impl super::typescript::TypeScript for ConnectionString {
    fn name() -> String {
        String::name()
    }
}

/// A connection string as it may be shown. What the service has masked already stays as it is.
pub(crate) fn masked(text: &str) -> String {
    let settings: Vec<String> = text.split(';').map(masked_setting).collect();
    settings.join(";")
}

fn masked_setting(setting: &str) -> String {
    let (name, value) = setting.split_once('=').unwrap_or(("", setting));
    if value.bytes().all(|byte| byte == b'*') {
        setting.to_owned()
    } else if SHOWN.iter().any(|shown| name.trim_ascii().eq_ignore_ascii_case(shown)) {
        // An endpoint may carry a signature in its query.
        redact(setting)
    } else {
        [name, if name.is_empty() { "" } else { "=" }, MASK].concat()
    }
}

/// The account key in a connection string; empty where a mask stands in its place. Base64 has no `*`.
pub(crate) fn account_key(text: &str) -> Option<&str> {
    let mut settings = text.split(';').filter_map(|setting| setting.split_once('='));
    let (_, key) = settings.rfind(|(name, _)| name.trim_ascii().eq_ignore_ascii_case("AccountKey"))?;
    Some(if key.as_bytes().contains(&b'*') { "" } else { key.trim_ascii() })
}
