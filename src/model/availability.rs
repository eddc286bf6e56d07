//! Whether a name is free (`2021-06-01`).

use super::macros::object;

object! {
    /// A question for a name.
    pub struct AvailabilityRequest as "an availability request" {
        /// The name, or the subdomain.
        required name: String = "name",
        /// The type of resource it is for, `IoTApps`.
        required r#type: String = "type",
    }
}

object! {
    /// Whether a name or a subdomain is free.
    pub struct AvailabilityInfo as "an availability" {
        /// Whether it may be used.
        required name_available: bool = "nameAvailable",
        /// Why not, for a program.
        optional reason: String = "reason",
        /// Why not, for people.
        optional message: String = "message",
    }
}
