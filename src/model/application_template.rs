//! Application templates (`2021-06-01`).

use super::macros::object;

object! {
    /// A template for new applications.
    ///
    /// ```
    /// use iotcentral_web::model::ApplicationTemplate;
    ///
    /// let text = r#"{ "manifestId": "iotc-pnp-preview@1.0.0", "title": "Custom application" }"#;
    /// let template: ApplicationTemplate = serde_json::from_str(text)?;
    /// assert_eq!(template.title.as_deref(), Some("Custom application"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ApplicationTemplate as "an application template" {
        /// The template's id, which a new application names in `properties.template`.
        optional manifest_id: String = "manifestId",
        /// The template's version.
        optional manifest_version: String = "manifestVersion",
        /// The template's name.
        optional name: String = "name",
        /// The title that users see.
        optional title: String = "title",
        /// The template's position in the list of templates.
        optional order: f64 = "order",
        /// What applications of this template are for.
        optional description: String = "description",
        /// The industry that the template is for.
        optional industry: String = "industry",
        /// The regions in which applications can be created from the template.
        optional locations: Vec<ApplicationTemplateLocation> = "locations",
    }
}

object! {
    /// A region in which applications can be created from a template.
    ///
    /// ```
    /// use iotcentral_web::model::ApplicationTemplateLocation;
    ///
    /// let text = r#"{ "id": "eastus", "displayName": "East US" }"#;
    /// let location: ApplicationTemplateLocation = serde_json::from_str(text)?;
    /// assert_eq!(location.id.as_deref(), Some("eastus"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ApplicationTemplateLocation as "a location" {
        /// The region's id, such as `eastus`.
        optional id: String = "id",
        /// The name that users see.
        optional display_name: String = "displayName",
    }
}
