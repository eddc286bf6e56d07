//! Operations of the resource provider (`2021-06-01`).

use super::macros::object;
use crate::json::Raw;

object! {
    /// An operation that an Azure role can allow or deny.
    ///
    /// ```
    /// use iotcentral_web::model::ProviderOperation;
    ///
    /// let text = r#"{ "name": "Microsoft.IoTCentral/IoTApps/read", "origin": "user" }"#;
    /// let operation: ProviderOperation = serde_json::from_str(text)?;
    /// assert_eq!(operation.origin.as_deref(), Some("user"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
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
    ///
    /// ```
    /// use iotcentral_web::model::ProviderOperationDisplay;
    ///
    /// let text = r#"{ "operation": "Read", "resource": "IoT Apps" }"#;
    /// let display: ProviderOperationDisplay = serde_json::from_str(text)?;
    /// assert_eq!(display.operation.as_deref(), Some("Read"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
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
