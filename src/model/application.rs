//! Applications as the control plane has them (`2021-06-01`).

use super::macros::{object, open_enum};
use crate::json::Map;

object! {
    /// An IoT Central application, as Azure Resource Manager has it. A subscription has ten at most.
    ///
    /// Source: `App` in the resource provider's OpenAPI description, `2021-06-01`.
    pub struct Application as "an application" {
        /// The resource's id: `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.IoTCentral/iotApps/{name}`.
        /// Compare it without case.
        readonly id: String = "id",
        /// The resource's name, from the address of the request.
        readonly name: String = "name",
        /// The resource's type, `Microsoft.IoTCentral/IoTApps`; compare it without case.
        readonly r#type: String = "type",
        /// Where it runs, such as `eastus`. Set when it is created, and never changed.
        required location: String = "location",
        /// Tags of the resource, at most 50 by Azure's rules.
        optional tags: Map<String> = "tags",
        /// Its price plan.
        required sku: ApplicationSku = "sku",
        /// Its managed identity. Absent means none.
        optional identity: ApplicationIdentity = "identity",
        /// What IoT Central itself knows of it.
        optional properties: ApplicationProperties = "properties",
    }
}

object! {
    /// A change of an application: an absent member stays as it is.
    ///
    /// Source: `AppPatch` in the resource provider's OpenAPI description, `2021-06-01`.
    pub struct ApplicationPatch as "a patch for an application" {
        /// All the tags it shall have from now on.
        optional tags: Map<String> = "tags",
        /// Its new price plan.
        optional sku: ApplicationSku = "sku",
        /// Its managed identity.
        optional identity: ApplicationIdentity = "identity",
        /// Its new display name, for one. The template can't be changed.
        optional properties: ApplicationProperties = "properties",
    }
}

object! {
    /// What IoT Central itself knows of an application.
    pub struct ApplicationProperties as "an application's properties" {
        /// The application's id.
        readonly application_id: String = "applicationId",
        /// The title that people see.
        optional display_name: String = "displayName",
        /// The first label of its address, `https://{subdomain}.azureiotcentral.com`; unique in all of Azure.
        optional subdomain: String = "subdomain",
        /// Id of the application template it is made from (the `manifestId` of one that is listed). Absent: a blank
        /// application. Set when it is created, and never changed.
        optional template: String = "template",
        /// Whether it is in use.
        readonly state: ApplicationState = "state",
        /// How far the last create, update or delete has come. Not in the description, but in every answer.
        readonly provisioning_state: ProvisioningState = "provisioningState",
    }
}

open_enum! {
    /// Whether an application is in use.
    pub enum ApplicationState {
        /// It is.
        Created = "created",
        /// It was suspended, and serves nobody.
        Suspended = "suspended",
    }
}

open_enum! {
    /// How far the last create, update or delete of a resource has come.
    pub enum ProvisioningState {
        /// It is being created.
        Creating = "Creating",
        /// It is being changed.
        Updating = "Updating",
        /// It is being deleted.
        Deleting = "Deleting",
        /// It is as it should be.
        Succeeded = "Succeeded",
        /// It could not be made so.
        Failed = "Failed",
        /// Somebody ended it before.
        Canceled = "Canceled",
    }
}

object! {
    /// A price plan.
    pub struct ApplicationSku as "a sku" {
        /// Its name.
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
    pub struct ApplicationIdentity as "an identity" {
        /// Its kind.
        required r#type: ApplicationIdentityType = "type",
        /// Id of its service principal.
        readonly principal_id: String = "principalId",
        /// Id of its tenant.
        readonly tenant_id: String = "tenantId",
    }
}

open_enum! {
    /// The kind of a managed identity.
    pub enum ApplicationIdentityType {
        /// None.
        None = "None",
        /// One that lives and dies with the application.
        SystemAssigned = "SystemAssigned",
    }
}
