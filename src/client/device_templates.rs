//! Device templates of an application.

use std::future::Future;

use super::pages::Pages;
use crate::error::Error;
use crate::model::{DeviceTemplate, Json, TemplateCapability};
use crate::pipeline::{Call, Pipeline};
use crate::request::device_templates::{GetDeviceTemplate, ListDeviceTemplates};
use crate::telemetry::capabilities;

/// The operations on an application's device templates that tiles and their editors need: `DeviceTemplates_*` in the
/// data plane's OpenAPI description, `2022-10-31-preview`.
#[derive(Clone)]
pub struct DeviceTemplates {
    pub(super) pipeline: Pipeline,
}

impl DeviceTemplates {
    /// Lists all device templates that the user may see, page by page (`DeviceTemplates_List`).
    ///
    /// # Errors
    /// Each page can fail with an [`Error`](crate::Error) that has a continuation token.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, ListDeviceTemplates};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let mut pages = central.device_templates().list(&ListDeviceTemplates::default());
    /// let first = pages.next().await.transpose()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn list(&self, options: &ListDeviceTemplates) -> Pages<DeviceTemplate> {
        Pages::new(&self.pipeline, options)
    }

    /// Reads a device template (`DeviceTemplates_Get`). Its `capability_model` declares in DTDL the capabilities of
    /// devices, which name their template in `template`.
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no template with this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let template = central.device_templates().get("dtmi:contoso:Thermostat;1").await?;
    /// # Ok(()) }
    /// ```
    pub fn get(&self, id: &str) -> Call<Json<DeviceTemplate>> {
        self.pipeline.call(&GetDeviceTemplate { id })
    }

    /// Reads a template and lists its telemetry, properties and commands, including those of components, with names in
    /// the language of `locale`, a BCP 47 tag.
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no template with this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let all = central.device_templates().get_capabilities("dtmi:contoso:Thermostat;1", "en").await?;
    /// let all = all.value().unwrap_or_default();
    /// let paths: Vec<String> = all.into_iter().map(|capability| capability.path).collect();
    /// # Ok(()) }
    /// ```
    pub fn get_capabilities(
        &self,
        id: &str,
        locale: &str,
    ) -> impl Future<Output = Result<Json<Vec<TemplateCapability>>, Error>> + use<> {
        let (template, locale) = (self.get(id), locale.to_owned());
        async move { Ok(capabilities(template.await?.view(), &locale)) }
    }
}
