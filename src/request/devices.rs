//! Devices: `/api/devices`, `2022-10-31-preview`.

use super::{Method, Operation, Request, Retryable, segment};
use crate::error::Error;
use crate::model::{Device, DeviceCommand, DeviceTelemetry, Json, Page, Record, View, Wire};
use crate::validate::refuse_errors;

/// `GET /api/devices`: reads the first page of the devices.
///
/// ```no_run
/// # use iotcentral_web::IotCentralClient;
/// # fn example(central: &IotCentralClient) {
/// use iotcentral_web::ListDevices;
/// let filter = Some("template eq 'dtmi:contoso:Thermostat;1'".to_owned());
/// let pages = central.devices().list(&ListDevices { filter, ..ListDevices::default() });
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListDevices {
    /// An OData filter, such as `template eq 'dtmi:contoso:Thermostat;1'`.
    pub filter: Option<String>,
    /// An OData sort order, such as `displayName desc`.
    pub orderby: Option<String>,
    /// Further members to include for each device, such as `deploymentManifest`.
    pub expand: Option<String>,
    /// The maximal number of devices on a page, 1–100. Default: the service's, 25.
    pub max_page_size: Option<u32>,
}

impl Operation for ListDevices {
    type Output = Page<Device>;

    fn request(&self) -> Result<Request, Error> {
        Request::list("/api/devices".into(), self.max_page_size).map(|list| {
            list.query("filter", self.filter.as_deref())
                .query("orderby", self.orderby.as_deref())
                .query("expand", self.expand.as_deref())
        })
    }
}

/// `GET /api/devices/{id}`: reads a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDevice<'a> {
    /// The device's id.
    pub id: &'a str,
    /// Further members to include, such as `deploymentManifest`.
    pub expand: Option<&'a str>,
}

impl Operation for GetDevice<'_> {
    type Output = Json<Device>;

    fn request(&self) -> Result<Request, Error> {
        let path = ["/api/devices/", &segment("deviceId", self.id)?].concat();
        Ok(Request::new(Method::Get, path).query("expand", self.expand))
    }
}

/// The address of a device, a component, a module, or a component of a module.
///
/// ```
/// use iotcentral_web::DevicePart;
///
/// let part = DevicePart {
///     device: "thermostat-01".to_owned(),
///     component: Some("thermostat".to_owned()),
///     ..DevicePart::default()
/// };
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DevicePart {
    /// The device's id.
    pub device: String,
    /// The name of the module of an IoT Edge device.
    pub module: Option<String>,
    /// The name of the component.
    pub component: Option<String>,
}

impl DevicePart {
    /// Returns the path of a resource below the part.
    fn path(&self, below: &str) -> Result<String, Error> {
        let mut path = ["/api/devices/", &segment("deviceId", &self.device)?].concat();
        for (kind, name) in [("module", &self.module), ("component", &self.component)] {
            if let Some(name) = name {
                path.extend(["/", kind, "s/", &segment(kind, name)?]);
            }
        }
        path.push_str(below);
        Ok(path)
    }

    fn telemetry(&self, name: &str) -> Result<String, Error> {
        self.path(&["/telemetry/", &segment("telemetryName", name)?].concat())
    }

    fn command(&self, name: &str) -> Result<String, Error> {
        self.path(&["/commands/", &segment("commandName", name)?].concat())
    }
}

/// Addresses the device itself.
impl From<&str> for DevicePart {
    fn from(device: &str) -> Self {
        Self { device: device.to_owned(), ..Self::default() }
    }
}

/// `GET /api/devices/{id}[/modules/{module}][/components/{component}]/properties`: reads properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDeviceProperties<'a> {
    /// The part of the device that has the properties.
    pub part: &'a DevicePart,
}

impl Operation for GetDeviceProperties<'_> {
    type Output = Json<Record>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, self.part.path("/properties")?))
    }
}

/// `GET /api/devices/{id}[/modules/{module}][/components/{component}]/telemetry/{name}`: reads the last value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetTelemetryValue<'a> {
    /// The part of the device that sends the telemetry.
    pub part: &'a DevicePart,
    /// The name of the telemetry capability.
    pub name: &'a str,
}

impl Operation for GetTelemetryValue<'_> {
    type Output = Json<DeviceTelemetry>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, self.part.telemetry(self.name)?))
    }
}

/// `POST /api/devices/{id}[/modules/{module}][/components/{component}]/commands/{name}`: runs a command. A command is
/// not idempotent, so the request is sent again only if the service cannot have acted on it.
#[derive(Debug, Clone, PartialEq)]
pub struct RunCommand<'a> {
    /// The part of the device that runs the command.
    pub part: &'a DevicePart,
    /// The name of the command.
    pub name: &'a str,
    /// The argument and the timeouts. Members that only the service sets are not sent.
    pub command: &'a Json<DeviceCommand>,
}

impl Operation for RunCommand<'_> {
    type Output = Json<DeviceCommand>;

    fn request(&self) -> Result<Request, Error> {
        let path = self.part.command(self.name)?;
        refuse_errors("command", DeviceCommand::SHAPE, self.command.as_str().as_bytes())?;
        let request = Request::new(Method::Post, path).body("application/json", self.command.writable());
        Ok(Request { retryable: Retryable::IfThrottled, extra_ms: device_wait_ms(self.command.view()), ..request })
    }
}

/// Returns how much longer than other requests this one may take, in milliseconds: as long as the service may wait for
/// the device. A command without timeouts keeps the client's timeout.
fn device_wait_ms(command: View<'_>) -> u32 {
    let seconds = |key: &str| command.get(key).and_then(|value| value.number()).unwrap_or_default();
    ((seconds("connectionTimeout") + seconds("responseTimeout")) * 1000.0) as u32
}

/// `GET /api/devices/{id}[/modules/{module}][/components/{component}]/commands/{name}`: reads the first page of the
/// command's runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCommandHistory<'a> {
    /// The part of the device that ran the command.
    pub part: &'a DevicePart,
    /// The name of the command.
    pub name: &'a str,
}

impl Operation for ListCommandHistory<'_> {
    type Output = Page<DeviceCommand>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, self.part.command(self.name)?))
    }
}
