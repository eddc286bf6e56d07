//! File uploads (`2022-07-31`).

use super::connection_string::{ConnectionString, masked};
use super::macros::{object, open_enum};
use crate::json::Json;
use crate::redact::redact;

object! {
    /// Where the devices of an application upload files to. An application has one such configuration.
    ///
    /// Source: `FileUpload` in the data plane's OpenAPI description, `2022-07-31`.
    pub struct FileUpload as "a file upload configuration" {
        /// Name of the storage account.
        optional account: String = "account",
        /// Connection string of the storage account with its account key; `create` needs it. Write-only: what comes back
        /// has `***` in the place of the key, and is refused when it is handed in again.
        optional connection_string: ConnectionString = "connectionString",
        /// Name of the container in the storage account.
        required container: String = "container",
        /// How long a device's request to upload a file is valid, as ISO 8601 duration such as `PT1H`. Default: the
        /// service's, one hour.
        optional sas_ttl: String = "sasTtl",
        /// Whether it is in use yet.
        readonly state: FileUploadState = "state",
        /// The version of the configuration, quotes included.
        optional etag: String = "etag",
    }
}

object! {
    /// A JSON merge patch (RFC 7396) for the file upload configuration: an absent member stays as it is, `null` removes it.
    pub struct FileUploadPatch as "a patch for a file upload configuration" {
        /// Name of the new storage account; `connectionString` must fit it.
        nullable account: String = "account",
        /// The new connection string with its account key. Leave it out to keep the key.
        optional connection_string: ConnectionString = "connectionString",
        /// Name of the new container.
        optional container: String = "container",
        /// How long a device's request to upload a file is valid, as ISO 8601 duration such as `PT1H`.
        nullable sas_ttl: String = "sasTtl",
    }
}

open_enum! {
    /// What a file upload configuration has come to.
    pub enum FileUploadState {
        /// It is being set up: wait until it is ready.
        Pending = "pending",
        /// It is being changed: wait until it is ready.
        Updating = "updating",
        /// It is being deleted.
        Deleting = "deleting",
        /// It is in use.
        Succeeded = "succeeded",
        /// It could not be set up: is the key right, does the container exist?
        Failed = "failed",
    }
}

impl Json<FileUpload> {
    /// The configuration as it may be shown. The service masks the key, but its description does not promise that.
    pub(crate) fn masked(&self) -> Self {
        self.rewritten(|key, text| if key == "connectionString" { masked(text) } else { redact(text) })
    }
}
