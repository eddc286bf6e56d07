//! Device templates: `/api/deviceTemplates`, `2022-10-31-preview`; as far as tiles need them.

use super::{Method, Operation, Request, segment};
use crate::error::Error;
use crate::model::{Json, Record};

/// `GET /api/deviceTemplates/{id}`: what devices of a kind are able to do, in DTDL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDeviceTemplate<'a> {
    /// The template's id.
    pub id: &'a str,
}

impl Operation for GetDeviceTemplate<'_> {
    type Output = Json<Record>;

    fn request(&self) -> Result<Request, Error> {
        let path = ["/api/deviceTemplates/", &segment("deviceTemplateId", self.id)?].concat();
        Ok(Request::new(Method::Get, path))
    }
}
