//! Devices, as far as tiles need them (`2022-10-31-preview`).

use super::wire::object;

object! {
    /// A device.
    pub struct Device as "a device" {
        /// The device's id.
        readonly id: String = "id",
        /// Its name.
        optional display_name: String = "displayName",
        /// Id of its device template; a query reads from a template.
        optional template: String = "template",
    }
}
