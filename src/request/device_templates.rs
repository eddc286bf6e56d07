//! Device templates: `/api/deviceTemplates`, `2022-10-31-preview`. Only the operations that tiles and their editors
//! need.

use super::{Method, Operation, Request, segment};
use crate::error::Error;
use crate::model::{DeviceTemplate, Json, Page};

/// `GET /api/deviceTemplates`: reads the first page of the device templates.
///
/// ```no_run
/// # use iotcentral_web::IotCentralClient;
/// # fn example(central: &IotCentralClient) {
/// use iotcentral_web::ListDeviceTemplates;
/// let options = ListDeviceTemplates { max_page_size: Some(100), ..ListDeviceTemplates::default() };
/// let pages = central.device_templates().list(&options);
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListDeviceTemplates {
    /// An OData filter, such as `displayName eq 'Thermostat'`.
    pub filter: Option<String>,
    /// An OData sort order, such as `displayName desc`.
    pub orderby: Option<String>,
    /// The maximal number of templates on a page, 1–100. Default: the service's, 25.
    pub max_page_size: Option<u32>,
}

impl Operation for ListDeviceTemplates {
    type Output = Page<DeviceTemplate>;

    fn request(&self) -> Result<Request, Error> {
        Request::list("/api/deviceTemplates".into(), self.max_page_size)
            .map(|list| list.query("filter", self.filter.as_deref()).query("orderby", self.orderby.as_deref()))
    }
}

/// `GET /api/deviceTemplates/{id}`: reads a template and its capabilities, in DTDL.
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
