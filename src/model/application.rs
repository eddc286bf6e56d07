//! Applications as resources of Azure (`2021-06-01`).

use super::macros::{object, open_enum};
use crate::json::Map;

object! {
    /// An IoT Central application, as a resource of Azure. A subscription has at most ten.
    ///
    /// Source: `App` in the resource provider's OpenAPI description, `2021-06-01`.
    ///
    /// ```
    /// use iotcentral_web::model::{Application, ApplicationIdentity, ApplicationSku, ApplicationSkuName};
    ///
    /// let sku = ApplicationSku::new(ApplicationSkuName::Standard2);
    /// let application = Application {
    ///     identity: Some(ApplicationIdentity::new("SystemAssigned")),
    ///     ..Application::new("eastus", sku)
    /// };
    /// ```
    pub struct Application as "an application" {
        /// The resource's id:
        /// `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.IoTCentral/iotApps/{name}`.
        /// Compare ids without case.
        readonly id: String = "id",
        /// The resource's name; the service sets it from the address of the request.
        readonly name: String = "name",
        /// The resource's type, `Microsoft.IoTCentral/IoTApps`; compare it without case.
        readonly r#type: String = "type",
        /// The Azure region in which the application runs, such as `eastus`. It cannot be changed after creation.
        required location: String = "location",
        /// Tags of the resource; Azure allows at most 50.
        optional tags: Map<String> = "tags",
        /// The price plan.
        required sku: ApplicationSku = "sku",
        /// The managed identity. Absent means that the application has none.
        optional identity: ApplicationIdentity = "identity",
        /// Properties that IoT Central, not Azure Resource Manager, keeps of the application.
        optional properties: ApplicationProperties = "properties",
    }
}

object! {
    /// A change of an application: an absent member stays unchanged.
    ///
    /// Source: `AppPatch` in the resource provider's OpenAPI description, `2021-06-01`.
    ///
    /// ```
    /// use iotcentral_web::model::{ApplicationPatch, ApplicationProperties};
    ///
    /// let properties = ApplicationProperties {
    ///     display_name: Some("Contoso".to_owned()),
    ///     ..ApplicationProperties::default()
    /// };
    /// let patch = ApplicationPatch { properties: Some(properties), ..ApplicationPatch::default() };
    /// ```
    pub struct ApplicationPatch as "a patch for an application" {
        /// The new tags, which replace all tags of the application.
        optional tags: Map<String> = "tags",
        /// The new price plan.
        optional sku: ApplicationSku = "sku",
        /// The new managed identity.
        optional identity: ApplicationIdentity = "identity",
        /// The new properties, such as the display name. The template cannot be changed.
        optional properties: ApplicationProperties = "properties",
    }
}

object! {
    /// Properties that IoT Central, not Azure Resource Manager, keeps of an application.
    ///
    /// ```
    /// use iotcentral_web::model::ApplicationProperties;
    ///
    /// let properties = ApplicationProperties {
    ///     subdomain: Some("contoso".to_owned()),
    ///     ..ApplicationProperties::default()
    /// };
    /// ```
    pub struct ApplicationProperties as "an application's properties" {
        /// The application's id in IoT Central.
        readonly application_id: String = "applicationId",
        /// The title that users see.
        optional display_name: String = "displayName",
        /// The first label of the application's address, `https://{subdomain}.azureiotcentral.com`; unique in all of
        /// Azure.
        optional subdomain: String = "subdomain",
        /// The id of the application template to create the application from: the `manifestId` of a listed template.
        /// Absent means a blank application. It cannot be changed after creation.
        optional template: String = "template",
        /// Whether the application is in use.
        readonly state: ApplicationState = "state",
        /// The progress of the last create, update or delete. The OpenAPI description lacks this member, but every
        /// answer has it.
        readonly provisioning_state: ProvisioningState = "provisioningState",
    }
}

open_enum! {
    /// Whether an application is in use.
    pub enum ApplicationState {
        /// The application is in use.
        Created = "created",
        /// The application was suspended and answers no requests.
        Suspended = "suspended",
    }
}

open_enum! {
    /// The progress of the last create, update or delete of a resource.
    pub enum ProvisioningState {
        /// The resource is being created.
        Creating = "Creating",
        /// The resource is being changed.
        Updating = "Updating",
        /// The resource is being deleted.
        Deleting = "Deleting",
        /// The operation succeeded.
        Succeeded = "Succeeded",
        /// The operation failed.
        Failed = "Failed",
        /// The operation was canceled before it ended.
        Canceled = "Canceled",
    }
}

object! {
    /// A price plan.
    ///
    /// ```
    /// use iotcentral_web::model::{ApplicationSku, ApplicationSkuName};
    ///
    /// assert_eq!(ApplicationSku::new("ST2").name, ApplicationSkuName::Standard2);
    /// ```
    pub struct ApplicationSku as "a sku" {
        /// The name of the price plan.
        required name: ApplicationSkuName = "name",
    }
}

open_enum! {
    /// The name of a price plan.
    pub enum ApplicationSkuName {
        /// Standard 0: for devices that send a few messages a day.
        Standard0 = "ST0",
        /// Standard 1: for devices that send a few messages an hour.
        Standard1 = "ST1",
        /// Standard 2: for devices that send a message every few minutes.
        Standard2 = "ST2",
    }
}

object! {
    /// A managed identity. Only an application that was created in a region can have one.
    ///
    /// ```
    /// use iotcentral_web::model::{ApplicationIdentity, ApplicationIdentityType};
    ///
    /// assert_eq!(ApplicationIdentity::new("SystemAssigned").r#type, ApplicationIdentityType::SystemAssigned);
    /// ```
    pub struct ApplicationIdentity as "an identity" {
        /// The kind of the identity.
        required r#type: ApplicationIdentityType = "type",
        /// The id of the identity's service principal.
        readonly principal_id: String = "principalId",
        /// The id of the identity's tenant.
        readonly tenant_id: String = "tenantId",
    }
}

open_enum! {
    /// The kind of a managed identity.
    pub enum ApplicationIdentityType {
        /// The application has no managed identity.
        None = "None",
        /// An identity that is created and deleted with the application.
        SystemAssigned = "SystemAssigned",
    }
}
