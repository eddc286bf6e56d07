//! Device groups (`2022-10-31-preview`).

use super::macros::object;

object! {
    /// A device group: the devices that match a filter.
    ///
    /// Source: `DeviceGroup` in the data plane's OpenAPI description, `2022-10-31-preview`.
    ///
    /// ```
    /// use iotcentral_web::model::DeviceGroup;
    ///
    /// let filter = r#"SELECT * FROM devices WHERE $template = "dtmi:contoso:Thermostat;1""#;
    /// let description = Some("In all halls".to_owned());
    /// let group = DeviceGroup { description, ..DeviceGroup::new("Thermostats", filter) };
    /// ```
    pub struct DeviceGroup as "a device group" {
        /// The group's id: letters, digits, `-` and `_`, at most 255 characters.
        readonly id: String = "id",
        /// The group's name.
        required display_name: String = "displayName",
        /// The query that selects the devices of the group.
        required filter: String = "filter",
        /// What the group is for.
        optional description: String = "description",
        /// Ids of the organizations that the group belongs to; the service accepts at most one.
        optional organizations: Vec<String> = "organizations",
        /// The version of the group, quotes included.
        optional etag: String = "etag",
    }
}
