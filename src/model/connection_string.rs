//! Connection strings of storage accounts. A request contains the account key; texts that people read do not.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::json::{Shape, Wire};
use crate::redact::redact;

/// Replaces a secret.
const MASK: &str = "***";

/// Settings without secrets, compared without case. The values of all other settings are masked.
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
/// `DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net`. `Debug` masks the key.
///
/// ```
/// use iotcentral_web::model::ConnectionString;
///
/// let text = ConnectionString::from("AccountName=contoso;AccountKey=a2V5");
/// assert_eq!(format!("{text:?}"), "AccountName=contoso;AccountKey=***");
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionString(String);

impl ConnectionString {
    /// Returns the connection string with its key.
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

/// Returns a connection string with its secrets masked. A value that the service has masked stays unchanged.
pub(crate) fn masked(text: &str) -> String {
    let settings: Vec<String> = text.split(';').map(masked_setting).collect();
    settings.join(";")
}

fn masked_setting(setting: &str) -> String {
    let (name, value) = setting.split_once('=').unwrap_or(("", setting));
    if value.bytes().all(|byte| byte == b'*') {
        setting.to_owned()
    } else if SHOWN.iter().any(|shown| name.trim_ascii().eq_ignore_ascii_case(shown)) {
        // The query of an endpoint may contain a signature.
        redact(setting)
    } else {
        [name, if name.is_empty() { "" } else { "=" }, MASK].concat()
    }
}

/// Returns the account key of a connection string; empty if the key is masked. Base64 contains no `*`.
pub(crate) fn account_key(text: &str) -> Option<&str> {
    let mut settings = text.split(';').filter_map(|setting| setting.split_once('='));
    let (_, key) = settings.rfind(|(name, _)| name.trim_ascii().eq_ignore_ascii_case("AccountKey"))?;
    Some(if key.as_bytes().contains(&b'*') { "" } else { key.trim_ascii() })
}
