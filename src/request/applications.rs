//! Applications: `/subscriptions/{id}/…/providers/Microsoft.IoTCentral`, `2021-06-01`, at Azure Resource Manager.

use super::{Method, Operation, Request, Retryable, segment};
use crate::error::Error;
use crate::json::object_of_strings;
use crate::model::{
    Application, ApplicationPatch, ApplicationTemplate, AvailabilityInfo, Json, Page, ProviderOperation,
};

const VERSION: &str = "2021-06-01";
const PROVIDER: &str = "/providers/Microsoft.IoTCentral/";

/// `GET /subscriptions/{id}/providers/Microsoft.IoTCentral/iotApps`: the first page of the applications.
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

/// `GET /subscriptions/{id}/resourceGroups/{group}/providers/Microsoft.IoTCentral/iotApps`: the first page of them.
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

/// Which application: the address of the resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplicationAddress<'a> {
    /// The subscription's id.
    pub subscription_id: &'a str,
    /// The resource group's name.
    pub resource_group: &'a str,
    /// The application's name.
    pub name: &'a str,
}

/// `GET …/iotApps/{name}`
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

/// `PUT …/iotApps/{name}`: creates the application or replaces what can be changed of it. Long-running.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateApplication<'a> {
    /// The application.
    pub address: ApplicationAddress<'a>,
    /// What it shall be; members that only the service sets are left out.
    pub application: &'a Json<Application>,
}

impl Operation for CreateApplication<'_> {
    type Output = Json<Application>;

    fn request(&self) -> Result<Request, Error> {
        Ok(self.address.request(Method::Put)?.body("application/json", self.application.writable()))
    }
}

/// `PATCH …/iotApps/{name}`: changes some members. Long-running.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateApplication<'a> {
    /// The application.
    pub address: ApplicationAddress<'a>,
    /// What to change.
    pub patch: &'a Json<ApplicationPatch>,
}

impl Operation for UpdateApplication<'_> {
    type Output = Json<Application>;

    fn request(&self) -> Result<Request, Error> {
        Ok(self.address.request(Method::Patch)?.body("application/json", self.patch.writable()))
    }
}

/// `DELETE …/iotApps/{name}`. Long-running.
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

/// What must not exist twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unique {
    /// An application's name.
    Name,
    /// An application's subdomain.
    Subdomain,
}

/// `POST …/checkNameAvailability`, `POST …/checkSubdomainAvailability`. They only read, so they may be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAvailability<'a> {
    /// The subscription's id.
    pub subscription_id: &'a str,
    /// Of what.
    pub of: Unique,
    /// The name or the subdomain. Any text may be asked for: the answer says what is wrong with it.
    pub name: &'a str,
}

impl Operation for CheckAvailability<'_> {
    type Output = Json<AvailabilityInfo>;

    fn request(&self) -> Result<Request, Error> {
        let subscription = subscription(self.subscription_id)?;
        let action = match self.of {
            Unique::Name => "checkNameAvailability",
            Unique::Subdomain => "checkSubdomainAvailability",
        };
        let question = object_of_strings(&[("name", self.name), ("type", "IoTApps")]).into_bytes();
        let request = request(Method::Post, &[&subscription, PROVIDER, action]);
        Ok(Request { retryable: Retryable::Idempotent, ..request.body("application/json", question) })
    }
}

/// `POST …/appTemplates`: the first page of the application templates; the others are read by GET. It only reads, so it
/// may be repeated.
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

/// `GET /providers/Microsoft.IoTCentral/operations`: the first page of what the resource provider can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOperations;

impl Operation for ListOperations {
    type Output = Page<ProviderOperation>;

    fn request(&self) -> Result<Request, Error> {
        Ok(request(Method::Get, &[PROVIDER, "operations"]))
    }
}

impl ApplicationAddress<'_> {
    /// The resource's path, which is its id too.
    pub(crate) fn path(&self) -> Result<String, Error> {
        let group = resource_group(self.subscription_id, self.resource_group)?;
        Ok([&group, PROVIDER, "iotApps/", name(self.name)?].concat())
    }

    fn request(&self, method: Method) -> Result<Request, Error> {
        Ok(request(method, &[&self.path()?]))
    }
}

/// The application at a path that [`ApplicationAddress::path`] gave.
pub(crate) fn resource(path: &str) -> Request {
    request(Method::Get, &[path])
}

fn request(method: Method, path: &[&str]) -> Request {
    Request::new(method, path.concat()).api_version(VERSION)
}

/// `/subscriptions/{id}`; the id is a GUID in Azure.
pub(crate) fn subscription(id: &str) -> Result<String, Error> {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        let message = "subscriptionId should be a GUID, such as 00000000-0000-0000-0000-000000000000";
        return Err(Error::invalid("/subscriptionId", message));
    }
    Ok(["/subscriptions/", id].concat())
}

/// The rules are Azure's for resource groups, but for letters of other alphabets, which only the service can judge.
fn resource_group(subscription_id: &str, name: &str) -> Result<String, Error> {
    let subscription = subscription(subscription_id)?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.()".contains(&byte) || byte >= 0x80;
    if name.is_empty() || name.chars().count() > 90 || name.ends_with('.') || !name.bytes().all(allowed) {
        let message = "resourceGroupName should be 1 to 90 letters, digits or `-_.()`, and not end with a dot";
        return Err(Error::invalid("/resourceGroupName", message));
    }
    Ok([&subscription, "/resourceGroups/", &segment("resourceGroupName", name)?].concat())
}

/// The pattern is the API description's: `^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{2,99}[a-zA-Z0-9]$`.
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
