//! The service's types, one file for each noun. Pure data: this module knows neither HTTP nor the browser.

mod application;
mod application_template;
mod availability;
mod command;
mod connection_string;
mod dashboard;
mod device;
mod device_group;
mod device_template;
mod error_body;
mod file_upload;
mod macros;
mod organization;
mod page;
mod provider_operation;
mod query;
#[cfg(test)]
mod tests;
mod tile;
pub(crate) mod time;
#[cfg(not(target_arch = "wasm32"))]
mod typescript;

pub use crate::json::{DecodeError, Extra, Fault, Json, Map, Raw, Record, View, Wire};
pub use application::*;
pub use application_template::*;
pub use availability::*;
pub use command::*;
pub use connection_string::*;
pub use dashboard::*;
pub use device::*;
pub use device_group::*;
pub use device_template::*;
pub use error_body::*;
pub use file_upload::*;
pub use organization::*;
pub use page::*;
pub use provider_operation::*;
pub use query::*;
pub use tile::*;

/// Returns the TypeScript declarations of every type that JavaScript sees: the arguments and results of operations, and
/// the types of their members.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn typescript() -> String {
    use typescript::TypeScript;
    let mut declarations = typescript::Declarations::default();
    for declare in [
        Dashboard::declare,
        DashboardPatch::declare,
        Application::declare,
        ApplicationPatch::declare,
        ApplicationTemplate::declare,
        AvailabilityInfo::declare,
        ProviderOperation::declare,
        FileUpload::declare,
        FileUploadPatch::declare,
        Device::declare,
        DeviceTelemetry::declare,
        DeviceCommand::declare,
        DeviceGroup::declare,
        DeviceTemplate::declare,
        Organization::declare,
    ] {
        declare(&mut declarations);
    }
    [declarations.text(), TileConfiguration::data_kinds()].join("\n")
}
