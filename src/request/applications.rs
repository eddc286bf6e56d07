//! Applications: `/subscriptions/{id}/…/providers/Microsoft.IoTCentral`, `2021-06-01`, at Azure Resource Manager.

use super::{Method, Operation, Request, Retryable, segment};
use crate::error::Error;
use crate::json::object_of_strings;
use crate::model::{
    Application, ApplicationPatch, ApplicationTemplate, AvailabilityInfo, Json, Page, ProviderOperation,
};

const VERSION: &str = "2021-06-01";
const PROVIDER: &str = "/providers/Microsoft.IoTCentral/";

/// `GET /subscriptions/{id}/providers/Microsoft.IoTCentral/iotApps`: reads the first page of the applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListBySubscription<'a> {
    /// The subscription's id.
    pub subscription_id: &'a str,
}

impl Operation for ListBySubscription<'_> {
    type Output = Page<Application>;

    fn request(&self) -> Result<Request, Error> {
        let subscription = subscription(self.subscription_id)?;
        Ok(request(Method::Get, &[&subscription, PROVIDER, "iotApps"]))
    }
}

/// `GET /subscriptions/{id}/resourceGroups/{group}/providers/Microsoft.IoTCentral/iotApps`: reads the first page of the
/// applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListByResourceGroup<'a> {
    /// The subscription's id.
    pub subscription_id: &'a str,
    /// The resource group's name.
    pub resource_group: &'a str,
}

impl Operation for ListByResourceGroup<'_> {
    type Output = Page<Application>;

    fn request(&self) -> Result<Request, Error> {
        let group = resource_group(self.subscription_id, self.resource_group)?;
        Ok(request(Method::Get, &[&group, PROVIDER, "iotApps"]))
    }
}

/// The address of an application in Azure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplicationAddress<'a> {
    /// The subscription's id.
    pub subscription_id: &'a str,
    /// The resource group's name.
    pub resource_group: &'a str,
    /// The application's name.
    pub name: &'a str,
}

/// `GET …/iotApps/{name}`: reads an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetApplication<'a> {
    /// The application.
    pub address: ApplicationAddress<'a>,
}

impl Operation for GetApplication<'_> {
    type Output = Json<Application>;

    fn request(&self) -> Result<Request, Error> {
        self.address.request(Method::Get)
    }
}

/// `PUT …/iotApps/{name}`: creates the application, or replaces the members that can be changed. Long-running.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateApplication<'a> {
    /// The application.
    pub address: ApplicationAddress<'a>,
    /// The application. Members that only the service sets are not sent.
    pub application: &'a Json<Application>,
}

impl Operation for CreateApplication<'_> {
    type Output = Json<Application>;

    fn request(&self) -> Result<Request, Error> {
        Ok(self.address.request(Method::Put)?.body("application/json", self.application.writable()))
    }
}

/// `PATCH …/iotApps/{name}`: updates members of the application. Long-running.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateApplication<'a> {
    /// The application.
    pub address: ApplicationAddress<'a>,
    /// The members to update.
    pub patch: &'a Json<ApplicationPatch>,
}

impl Operation for UpdateApplication<'_> {
    type Output = Json<Application>;

    fn request(&self) -> Result<Request, Error> {
        Ok(self.address.request(Method::Patch)?.body("application/json", self.patch.writable()))
    }
}

/// `DELETE …/iotApps/{name}`: deletes the application. Long-running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteApplication<'a> {
    /// The application.
    pub address: ApplicationAddress<'a>,
}

impl Operation for DeleteApplication<'_> {
    type Output = ();

    fn request(&self) -> Result<Request, Error> {
        self.address.request(Method::Delete)
    }
}

/// A kind of name that must be unique in Azure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unique {
    /// The name of an application.
    Name,
    /// The subdomain of an application.
    Subdomain,
}

/// `POST …/checkNameAvailability`, `POST …/checkSubdomainAvailability`: asks whether a name is available. Both only
/// read, so the request is idempotent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAvailability<'a> {
    /// The subscription's id.
    pub subscription_id: &'a str,
    /// The kind of the name.
    pub kind: Unique,
    /// The name or the subdomain. Any text is accepted: the answer says what is wrong with it.
    pub name: &'a str,
}

impl Operation for CheckAvailability<'_> {
    type Output = Json<AvailabilityInfo>;

    fn request(&self) -> Result<Request, Error> {
        let subscription = subscription(self.subscription_id)?;
        let action = match self.kind {
            Unique::Name => "checkNameAvailability",
            Unique::Subdomain => "checkSubdomainAvailability",
        };
        let question = object_of_strings(&[("name", self.name), ("type", "IoTApps")]).into_bytes();
        let request = request(Method::Post, &[&subscription, PROVIDER, action]);
        Ok(Request { retryable: Retryable::Idempotent, ..request.body("application/json", question) })
    }
}

/// `POST …/appTemplates`: reads the first page of the application templates; further pages are read by GET. The request
/// only reads, so it is idempotent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListTemplates<'a> {
    /// The subscription's id.
    pub subscription_id: &'a str,
}

impl Operation for ListTemplates<'_> {
    type Output = Page<ApplicationTemplate>;

    fn request(&self) -> Result<Request, Error> {
        let subscription = subscription(self.subscription_id)?;
        Ok(Request {
            retryable: Retryable::Idempotent,
            ..request(Method::Post, &[&subscription, PROVIDER, "appTemplates"])
        })
    }
}

/// `GET /providers/Microsoft.IoTCentral/operations`: reads the first page of the resource provider's operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOperations;

impl Operation for ListOperations {
    type Output = Page<ProviderOperation>;

    fn request(&self) -> Result<Request, Error> {
        Ok(request(Method::Get, &[PROVIDER, "operations"]))
    }
}

impl ApplicationAddress<'_> {
    /// Returns the path of the resource, which is also its id.
    pub(crate) fn path(&self) -> Result<String, Error> {
        let group = resource_group(self.subscription_id, self.resource_group)?;
        Ok([&group, PROVIDER, "iotApps/", name(self.name)?].concat())
    }

    fn request(&self, method: Method) -> Result<Request, Error> {
        Ok(request(method, &[&self.path()?]))
    }
}

/// Creates a request that reads the application at a path of [`ApplicationAddress::path`].
pub(crate) fn resource(path: &str) -> Request {
    request(Method::Get, &[path])
}

fn request(method: Method, path: &[&str]) -> Request {
    Request::new(method, path.concat()).api_version(VERSION)
}

/// Returns `/subscriptions/{id}`. Azure uses GUIDs as ids.
pub(crate) fn subscription(id: &str) -> Result<String, Error> {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        let message = "subscriptionId should be a GUID, such as 00000000-0000-0000-0000-000000000000";
        return Err(Error::invalid("/subscriptionId", message));
    }
    Ok(["/subscriptions/", id].concat())
}

/// Checks Azure's rules for the names of resource groups, except for letters of other alphabets, which only the service
/// can judge.
fn resource_group(subscription_id: &str, name: &str) -> Result<String, Error> {
    let subscription = subscription(subscription_id)?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.()".contains(&byte) || byte >= 0x80;
    if name.is_empty() || name.chars().count() > 90 || name.ends_with('.') || !name.bytes().all(allowed) {
        let message = "resourceGroupName should be 1 to 90 letters, digits or `-_.()`, and not end with a dot";
        return Err(Error::invalid("/resourceGroupName", message));
    }
    Ok([&subscription, "/resourceGroups/", &segment("resourceGroupName", name)?].concat())
}

/// Checks a name by the pattern of the OpenAPI description: `^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{2,99}[a-zA-Z0-9]$`.
fn name(name: &str) -> Result<&str, Error> {
    let bytes = name.as_bytes();
    let fits = (3..=100).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !bytes.iter().all(u8::is_ascii_digit)
        && !name.starts_with('-')
        && !name.ends_with('-');
    let message =
        "resourceName should be 3 to 100 letters, digits or hyphens, not digits alone, with no hyphen at either end";
    if fits { Ok(name) } else { Err(Error::invalid("/resourceName", message)) }
}
