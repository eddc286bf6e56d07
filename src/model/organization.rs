//! Organizations (`2022-10-31-preview`).

use super::macros::object;

object! {
    /// An organization, to which dashboards, devices and users can belong. Organizations form a tree.
    ///
    /// Source: `Organization` in the data plane's OpenAPI description, `2022-10-31-preview`.
    ///
    /// ```
    /// use iotcentral_web::model::Organization;
    ///
    /// let text = r#"{ "id": "north", "displayName": "North", "parent": "europe" }"#;
    /// let north: Organization = serde_json::from_str(text)?;
    /// assert_eq!(north.parent.as_deref(), Some("europe"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Organization as "an organization" {
        /// The organization's id, which dashboards name in `organizations`.
        readonly id: String = "id",
        /// The organization's name.
        optional display_name: String = "displayName",
        /// The id of the parent organization; absent at the root of a tree.
        optional parent: String = "parent",
    }
}
