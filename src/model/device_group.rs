//! Device groups (`2022-10-31-preview`).

use super::macros::object;

object! {
    /// A device group: the devices that a filter finds.
    ///
    /// Source: `DeviceGroup` in the data plane's OpenAPI description, `2022-10-31-preview`.
    pub struct DeviceGroup as "a device group" {
        /// The group's id: letters, digits, `-` and `_`, at most 255 characters.
        readonly id: String = "id",
        /// Its name.
        required display_name: String = "displayName",
        /// The query that says which devices belong to it.
        required filter: String = "filter",
        /// What it is for.
        optional description: String = "description",
        /// Ids of the organizations it belongs to, one at most today.
        optional organizations: Vec<String> = "organizations",
        /// The version of the group, quotes included.
        optional etag: String = "etag",
    }
}
