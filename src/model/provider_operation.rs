//! What the resource provider can do (`2021-06-01`).

use super::macros::object;
use crate::json::Raw;

object! {
    /// Something that a role can allow or deny.
    pub struct ProviderOperation as "an operation" {
        /// `{provider}/{resource}/{read | write | action | delete}`.
        optional name: String = "name",
        /// What people read of it.
        optional display: ProviderOperationDisplay = "display",
        /// Who is meant to carry it out, such as `user,system`.
        optional origin: String = "origin",
        /// More about it.
        optional properties: Raw = "properties",
    }
}

object! {
    /// What people read of an operation.
    pub struct ProviderOperationDisplay as "what people read of an operation" {
        /// The provider, `Microsoft IoT Central`.
        optional provider: String = "provider",
        /// The type of resource.
        optional resource: String = "resource",
        /// The operation.
        optional operation: String = "operation",
        /// What it does.
        optional description: String = "description",
    }
}
