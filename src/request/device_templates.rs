//! Device templates: `/api/deviceTemplates`, `2022-10-31-preview`; as far as tiles and their editors need them.

use super::{Method, Operation, Request, segment};
use crate::error::Error;
use crate::model::{DeviceTemplate, Json, Page};

/// `GET /api/deviceTemplates`: the first page of the device templates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListDeviceTemplates {
    /// OData filter, such as `displayName eq 'Thermostat'`.
    pub filter: Option<String>,
    /// OData order, such as `displayName desc`.
    pub orderby: Option<String>,
    /// How many templates a page has at most, 1–100.
    pub max_page_size: Option<u32>,
}

impl Operation for ListDeviceTemplates {
    type Output = Page<DeviceTemplate>;

    fn request(&self) -> Result<Request, Error> {
        Request::list("/api/deviceTemplates".into(), self.max_page_size)
            .map(|list| list.query("filter", self.filter.as_deref()).query("orderby", self.orderby.as_deref()))
    }
}

/// `GET /api/deviceTemplates/{id}`: what devices of a kind are able to do, in DTDL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDeviceTemplate<'a> {
    /// The template's id.
    pub id: &'a str,
}

impl Operation for GetDeviceTemplate<'_> {
    type Output = Json<DeviceTemplate>;

    fn request(&self) -> Result<Request, Error> {
        let path = ["/api/deviceTemplates/", &segment("deviceTemplateId", self.id)?].concat();
        Ok(Request::new(Method::Get, path))
    }
}
