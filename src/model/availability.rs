//! Whether a name is free (`2021-06-01`).

use super::macros::object;

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
