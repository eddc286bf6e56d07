//! Organizations (`2022-10-31-preview`).

use super::macros::object;

object! {
    /// An organization: dashboards, devices and users may belong to one. They form a tree.
    ///
    /// Source: `Organization` in the data plane's OpenAPI description, `2022-10-31-preview`.
    pub struct Organization as "an organization" {
        /// The organization's id, which dashboards name in `organizations`.
        readonly id: String = "id",
        /// Its name.
        optional display_name: String = "displayName",
        /// Id of the organization that it is a part of; absent where it is part of the application alone.
        optional parent: String = "parent",
    }
}
