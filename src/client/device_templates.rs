//! Device templates of an application.

use std::future::Future;

use super::pages::Pages;
use crate::error::Error;
use crate::model::{DeviceTemplate, Json, TemplateCapability};
use crate::pipeline::{Call, Pipeline};
use crate::request::device_templates::{GetDeviceTemplate, ListDeviceTemplates};
use crate::telemetry::capabilities;

/// Device templates of an application, as far as tiles and their editors need them.
#[derive(Clone)]
pub struct DeviceTemplates {
    pub(super) pipeline: Pipeline,
}

impl DeviceTemplates {
    /// All device templates the user may see, page by page.
    ///
    /// # Errors
    /// Of each page: [`Error`](crate::Error), with a continuation token.
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

    /// One device template, whose `capability_model` says in DTDL what devices are able to do; a device names its `template`.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
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

    /// What devices of a template send, hold and do: all interfaces and components in one list, names in the language of `locale`,
    /// as BCP 47 has it.
    ///
    /// # Errors
    /// Status 404 where there is no template of this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let all = central.device_templates().get_capabilities("dtmi:contoso:Thermostat;1", "en").await?;
    /// let paths: Vec<String> = all.value().unwrap_or_default().into_iter().map(|capability| capability.path).collect();
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
