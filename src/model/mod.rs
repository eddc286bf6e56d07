//! The service's types: one file a noun. Pure data: nothing here knows of HTTP or of the browser.

pub mod application;
pub mod application_template;
pub mod availability;
pub mod command;
pub mod connection_string;
pub mod dashboard;
pub mod device;
pub mod device_group;
pub mod error_body;
pub mod file_upload;
mod macros;
pub mod page;
pub mod provider_operation;
pub mod query;
#[cfg(test)]
mod tests;
pub mod tile;
pub(crate) mod time;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod typescript;

pub use crate::json::{Decode, DecodeError, Extra, Fault, Json, Raw, Record, View, Wire, decode, encode};
pub use application::{Application, ApplicationPatch};
pub use application_template::ApplicationTemplate;
pub use availability::{AvailabilityInfo, AvailabilityRequest};
pub use command::DeviceCommand;
pub use connection_string::ConnectionString;
pub use dashboard::{Dashboard, DashboardPatch};
pub use device::{Device, DeviceTelemetry};
pub use device_group::DeviceGroup;
pub use error_body::ErrorBody;
pub use file_upload::{FileUpload, FileUploadPatch};
pub use page::{Malformed, Page};
pub use provider_operation::ProviderOperation;
pub use query::{QueryRequest, QueryResponse};
pub use tile::{Tile, TileConfiguration};

/// The TypeScript declarations of every type that crosses into JavaScript.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn typescript() -> String {
    use typescript::Declare;
    [
        dashboard::Dashboard::declare(),
        dashboard::DashboardPatch::declare(),
        tile::Tile::declare(),
        tile::TileConfiguration::declare(),
        tile::chart::ChartTile::declare(),
        tile::chart::ChartFormat::declare(),
        tile::chart::TimelineTile::declare(),
        tile::text::ReportTile::declare(),
        tile::text::LastKnownValueTile::declare(),
        tile::text::PropertyTile::declare(),
        tile::text::DeviceCountTile::declare(),
        tile::text::TextFormat::declare(),
        tile::text::TextSizeUnit::declare(),
        tile::map::MapTile::declare(),
        tile::content::MarkdownTile::declare(),
        tile::content::ImageTile::declare(),
        tile::content::ImageFormat::declare(),
        tile::content::LabelTile::declare(),
        tile::content::ExternalContentTile::declare(),
        tile::content::DataExplorerTile::declare(),
        tile::command::CommandTile::declare(),
        tile::capability::Capability::declare(),
        tile::capability::AggregateFunction::declare(),
        tile::query_range::QueryRange::declare(),
        tile::query_range::TimeRange::declare(),
        tile::query_range::CountRange::declare(),
        tile::query_range::Duration::declare(),
        tile::query_range::Resolution::declare(),
        application::Application::declare(),
        application::ApplicationPatch::declare(),
        application::ApplicationProperties::declare(),
        application::ApplicationState::declare(),
        application::ProvisioningState::declare(),
        application::ApplicationSku::declare(),
        application::ApplicationSkuName::declare(),
        application::ApplicationIdentity::declare(),
        application::ApplicationIdentityType::declare(),
        application_template::ApplicationTemplate::declare(),
        application_template::ApplicationTemplateLocation::declare(),
        availability::AvailabilityInfo::declare(),
        provider_operation::ProviderOperation::declare(),
        provider_operation::ProviderOperationDisplay::declare(),
        file_upload::FileUpload::declare(),
        file_upload::FileUploadPatch::declare(),
        file_upload::FileUploadState::declare(),
        device::Device::declare(),
        device::DeviceType::declare(),
        device::DeviceTelemetry::declare(),
        command::DeviceCommand::declare(),
        device_group::DeviceGroup::declare(),
    ]
    .join("\n")
}
