//! Devices, as far as tiles need them: `/api/devices`, `2022-10-31-preview`.

use super::{Method, Operation, Request, segment};
use crate::error::Error;
use crate::model::{DecodeError, Device, Json};

/// `GET /api/devices/{id}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDevice<'a> {
    /// The device's id.
    pub id: &'a str,
}

impl Operation for GetDevice<'_> {
    type Output = Json<Device>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, format!("/api/devices/{}", segment("deviceId", self.id)?)))
    }

    fn decode(body: &[u8]) -> Result<Json<Device>, DecodeError> {
        Json::parse(body)
    }
}
