//! Operations of the resource provider (`2021-06-01`).

use super::macros::object;
use crate::json::Raw;

object! {
    /// An operation that an Azure role can allow or deny.
    pub struct ProviderOperation as "an operation" {
        /// `{provider}/{resource}/{read | write | action | delete}`.
        optional name: String = "name",
        /// The description for people.
        optional display: ProviderOperationDisplay = "display",
        /// The intended executor of the operation, such as `user,system`.
        optional origin: String = "origin",
        /// More about the operation.
        optional properties: Raw = "properties",
    }
}

object! {
    /// The description of an operation for people.
    pub struct ProviderOperationDisplay as "an operation's description" {
        /// The provider, `Microsoft IoT Central`.
        optional provider: String = "provider",
        /// The type of resource.
        optional resource: String = "resource",
        /// The operation's name.
        optional operation: String = "operation",
        /// What the operation does.
        optional description: String = "description",
    }
}
