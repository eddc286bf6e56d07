//! Whether a name is available (`2021-06-01`).

use super::macros::object;

object! {
    /// Whether the name or the subdomain of an application is available.
    ///
    /// ```
    /// use iotcentral_web::model::AvailabilityInfo;
    ///
    /// let info: AvailabilityInfo = serde_json::from_str(r#"{ "nameAvailable": false, "reason": "AlreadyExists" }"#)?;
    /// assert_eq!((info.name_available, info.reason.as_deref()), (false, Some("AlreadyExists")));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AvailabilityInfo as "an availability" {
        /// Whether the name can be used.
        required name_available: bool = "nameAvailable",
        /// The reason why the name cannot be used, for programs.
        optional reason: String = "reason",
        /// The reason why the name cannot be used, for people.
        optional message: String = "message",
    }
}
