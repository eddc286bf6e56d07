//! File uploads: `/api/fileUploads`, `2022-07-31`. An application has at most one configuration, so it has no id.

use super::{MERGE_PATCH, Method, Operation, PREVIEW, Request};
use crate::error::Error;
use crate::model::time::duration_ms;
use crate::model::{DecodeError, FileUpload, FileUploadPatch, Json, View, account_key};

const PATH: &str = "/api/fileUploads";
const STABLE: &str = "2022-07-31";

/// `GET /api/fileUploads`: reads the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetFileUpload;

impl Operation for GetFileUpload {
    type Output = Json<FileUpload>;

    fn request(&self) -> Result<Request, Error> {
        Ok(request(Method::Get))
    }

    fn decode(body: &[u8]) -> Result<Json<FileUpload>, DecodeError> {
        masked(body)
    }
}

/// `PUT /api/fileUploads`: creates the configuration or replaces it completely.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateFileUpload<'a> {
    /// The configuration. Members that only the service sets are not sent.
    pub file_upload: &'a Json<FileUpload>,
}

impl Operation for CreateFileUpload<'_> {
    type Output = Json<FileUpload>;

    fn request(&self) -> Result<Request, Error> {
        let config = self.file_upload.view();
        check(config)?;
        if config.get("connectionString").is_none() {
            return Err(refuse("is missing: a configuration is created with the storage account's"));
        }
        Ok(request(Method::Put).body("application/json", self.file_upload.writable()))
    }

    fn decode(body: &[u8]) -> Result<Json<FileUpload>, DecodeError> {
        masked(body)
    }
}

/// `PATCH /api/fileUploads`: updates members of the configuration. Only api-version `2022-10-31-preview` supports
/// `If-Match` here, so a conditional update uses that version.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateFileUpload<'a> {
    /// The members to update.
    pub patch: &'a Json<FileUploadPatch>,
    /// Updates only this version: the etag of the configuration as it was read, quotes included.
    pub if_match: Option<&'a str>,
}

impl Operation for UpdateFileUpload<'_> {
    type Output = Json<FileUpload>;

    fn request(&self) -> Result<Request, Error> {
        check(self.patch.view())?;
        let request = request(Method::Patch).body(MERGE_PATCH, self.patch.writable()).if_match(self.if_match)?;
        let api_version = if self.if_match.is_some() { PREVIEW } else { STABLE };
        Ok(Request { api_version, ..request })
    }

    fn decode(body: &[u8]) -> Result<Json<FileUpload>, DecodeError> {
        masked(body)
    }
}

/// `DELETE /api/fileUploads`: deletes the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeleteFileUpload;

impl Operation for DeleteFileUpload {
    type Output = ();

    fn request(&self) -> Result<Request, Error> {
        Ok(request(Method::Delete))
    }
}

fn request(method: Method) -> Request {
    Request { api_version: STABLE, ..Request::new(method, PATH.into()) }
}

/// Decodes a configuration and masks its account key.
fn masked(body: &[u8]) -> Result<Json<FileUpload>, DecodeError> {
    Json::parse(body).map(|config| config.masked())
}

/// Rejects values that would damage the stored configuration or have no effect.
fn check(config: View<'_>) -> Result<(), Error> {
    match config.text("connectionString").as_deref().map(account_key) {
        Some(None) => {
            return Err(refuse("has no AccountKey, without which the service can't reach the storage account"));
        }
        Some(Some("")) => {
            return Err(refuse(
                "has a mask in the place of its account key, which the service never returns. Leave connectionString out of \
                 an update, or pass the storage account's own",
            ));
        }
        _ => {}
    }
    match config.text("sasTtl").as_deref().map(duration_ms) {
        Some(None) => Err(Error::invalid("/sasTtl", "sasTtl should be an ISO 8601 duration, such as PT1H or P1DT12H")),
        _ => Ok(()),
    }
}

fn refuse(why: &str) -> Error {
    Error::invalid("/connectionString", &["connectionString ", why].concat())
}
