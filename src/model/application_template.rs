//! Application templates (`2021-06-01`).

use super::macros::object;

object! {
    /// What an application can be made from.
    pub struct ApplicationTemplate as "an application template" {
        /// Its id, which `properties.template` of a new application names.
        optional manifest_id: String = "manifestId",
        /// Its version.
        optional manifest_version: String = "manifestVersion",
        /// Its name.
        optional name: String = "name",
        /// The title that people see.
        optional title: String = "title",
        /// Its place in the list of templates.
        optional order: f64 = "order",
        /// What it is for.
        optional description: String = "description",
        /// The industry it is for.
        optional industry: String = "industry",
        /// Where applications can be made from it.
        optional locations: Vec<ApplicationTemplateLocation> = "locations",
    }
}

object! {
    /// A place where applications can be made from a template.
    pub struct ApplicationTemplateLocation as "a location" {
        /// Its id, such as `eastus`.
        optional id: String = "id",
        /// The name that people see.
        optional display_name: String = "displayName",
    }
}
