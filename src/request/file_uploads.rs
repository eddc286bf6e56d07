//! File uploads: `/api/fileUploads`, `2022-07-31`. An application has one configuration, so there is no id.

use super::{MERGE_PATCH, Method, Operation, PREVIEW, Request};
use crate::error::Error;
use crate::model::time::duration_ms;
use crate::model::{DecodeError, FileUpload, FileUploadPatch, Json, View, account_key};

const PATH: &str = "/api/fileUploads";
const STABLE: &str = "2022-07-31";

/// `GET /api/fileUploads`
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

/// `PUT /api/fileUploads`: creates the configuration or replaces it as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateFileUpload<'a> {
    /// The configuration; members that only the service sets are left out.
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

/// `PATCH /api/fileUploads`: changes some members. Only `2022-10-31-preview` knows `If-Match` here, so a change of one
/// version is a request of that api version.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateFileUpload<'a> {
    /// What to change.
    pub patch: &'a Json<FileUploadPatch>,
    /// Change only this version: the configuration's etag as it was read, quotes included.
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

/// `DELETE /api/fileUploads`
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

/// An answer, without the key from here on.
fn masked(body: &[u8]) -> Result<Json<FileUpload>, DecodeError> {
    Json::parse(body).map(|config| config.masked())
}

/// Refuses what would do harm or nothing.
fn check(config: View<'_>) -> Result<(), Error> {
    match config.text("connectionString").as_deref().map(account_key) {
        Some(None) => {
            return Err(refuse("has no AccountKey, without which the service can't reach the storage account"));
        }
        Some(Some("")) => {
            return Err(refuse(
                "has a mask in the place of its AccountKey: the service never gives the key back, and writing the mask would \
                 replace it. Leave connectionString out of an update, or hand in the storage account's own",
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
