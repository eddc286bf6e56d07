//! File uploads (`2022-07-31`).

use super::connection_string::{ConnectionString, masked};
use super::macros::{object, open_enum};
use crate::json::Json;
use crate::redact::redact;

object! {
    /// The storage account to which the devices of an application upload files. An application has at most one such
    /// configuration.
    ///
    /// Source: `FileUpload` in the data plane's OpenAPI description, `2022-07-31`.
    ///
    /// ```
    /// use iotcentral_web::model::FileUpload;
    ///
    /// # let connection_string = "";
    /// let uploads = FileUpload {
    ///     connection_string: Some(connection_string.into()),
    ///     sas_ttl: Some("PT1H".to_owned()),
    ///     ..FileUpload::new("fileuploads")
    /// };
    /// ```
    pub struct FileUpload as "a file upload configuration" {
        /// The name of the storage account.
        optional account: String = "account",
        /// The connection string of the storage account with its account key; `create` requires it. Write-only: in an
        /// answer `***` replaces the key, and the client rejects a connection string with `***` as its key.
        optional connection_string: ConnectionString = "connectionString",
        /// The name of the container in the storage account.
        required container: String = "container",
        /// How long a device's request to upload a file is valid, as an ISO 8601 duration such as `PT1H`. The service's
        /// default is one hour.
        optional sas_ttl: String = "sasTtl",
        /// Whether the configuration is in use yet.
        readonly state: FileUploadState = "state",
        /// The version of the configuration, quotes included.
        optional etag: String = "etag",
    }
}

object! {
    /// A JSON merge patch (RFC 7396) for the file upload configuration: an absent member stays unchanged, `null`
    /// removes the member.
    ///
    /// ```
    /// use iotcentral_web::model::FileUploadPatch;
    ///
    /// let patch = FileUploadPatch { sas_ttl: Some(Some("PT30M".to_owned())), ..FileUploadPatch::default() };
    /// assert_eq!(serde_json::to_string(&patch)?, r#"{"sasTtl":"PT30M"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct FileUploadPatch as "a patch for a file upload configuration" {
        /// The name of the new storage account; `connectionString` must belong to it.
        nullable account: String = "account",
        /// The new connection string with its account key. Leave it out to keep the stored key.
        optional connection_string: ConnectionString = "connectionString",
        /// The name of the new container.
        optional container: String = "container",
        /// How long a device's request to upload a file is valid, as an ISO 8601 duration such as `PT1H`.
        nullable sas_ttl: String = "sasTtl",
    }
}

open_enum! {
    /// The state of a file upload configuration.
    pub enum FileUploadState {
        /// The service is setting up the configuration: wait until the state is `succeeded`.
        Pending = "pending",
        /// The service is changing the configuration: wait until the state is `succeeded`.
        Updating = "updating",
        /// The service is deleting the configuration.
        Deleting = "deleting",
        /// The configuration is in use.
        Succeeded = "succeeded",
        /// The service could not set up the configuration. Check the account key and whether the container exists.
        Failed = "failed",
    }
}

impl Json<FileUpload> {
    /// Returns the configuration with its secrets masked. The service masks the key too, but does not document that.
    pub(crate) fn masked(&self) -> Self {
        self.map_strings(|key, text| if key == "connectionString" { masked(text) } else { redact(text) })
    }
}
