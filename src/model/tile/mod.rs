//! Tiles and their twenty configurations, by family. A type the model doesn't know is kept as it came.

pub mod capability;
pub mod chart;
pub mod command;
pub mod content;
pub mod map;
pub mod query_range;
pub mod text;

use super::macros::{object, tagged};

use chart::{ChartTile, TimelineTile};
use command::CommandTile;
use content::{DataExplorerTile, ExternalContentTile, ImageTile, LabelTile, MarkdownTile};
use map::MapTile;
use text::{DeviceCountTile, LastKnownValueTile, PropertyTile, ReportTile};

object! {
    /// A tile: where it stands on the dashboard's grid, its title, and what it shows.
    pub struct Tile as "a tile" {
        /// The tile's id; the service sets it.
        readonly id: String = "id",
        /// The title.
        required display_name: String = "displayName",
        /// What the tile shows.
        required configuration: TileConfiguration = "configuration",
        /// Distance from the grid's left edge in cells, 0–100.
        required x: f64 = "x" from 0 to 100,
        /// Distance from the grid's top edge in cells, 0–100.
        required y: f64 = "y" from 0 to 100,
        /// Width in cells, 1–10.
        required width: f64 = "width" from 1 to 10,
        /// Height in cells, 1–10.
        required height: f64 = "height" from 1 to 10,
    }
}

tagged! {
    /// What a tile shows, told apart by `type`.
    ///
    /// The service may send a type that isn't listed: it arrives as it came and is written back unchanged. Give a
    /// `switch` over `type` a `default` branch.
    pub enum TileConfiguration as "a tile configuration", "Configuration" {
        /// Aggregates of telemetry along time.
        LineChart(ChartTile) = "lineChart",
        /// Aggregates of telemetry as bars.
        BarChart(ChartTile) = "barChart",
        /// Aggregates of telemetry as shares of a whole.
        PieChart(ChartTile) = "pieChart",
        /// Aggregates of telemetry as coloured cells, one a device and slice of time.
        HeatMapChart(ChartTile) = "heatMapChart",
        /// Occurrences of events along time.
        EventChart(TimelineTile) = "eventChart",
        /// States along time.
        StateChart(TimelineTile) = "stateChart",
        /// A table of events.
        EventHistoryChart(ReportTile) = "eventHistoryChart",
        /// A table of states.
        StateHistoryChart(ReportTile) = "stateHistoryChart",
        /// One aggregate over the whole range, as a number.
        Kpi(ReportTile) = "kpi",
        /// The last known value, with the change since the one before.
        Lkv(LastKnownValueTile) = "lkv",
        /// Values of device or cloud properties.
        Property(PropertyTile) = "property",
        /// Devices on a map, at the place a property names.
        MapProperty(MapTile) = "mapProperty",
        /// Devices on a map, along the places their telemetry names: up to 100 points.
        MapTelemetry(MapTile) = "mapTelemetry",
        /// How many devices a group has.
        DeviceCount(DeviceCountTile) = "deviceCount",
        /// A heading and formatted text, with a link behind it.
        Markdown(MarkdownTile) = "markdown",
        /// A picture, with a link behind it.
        Image(ImageTile) = "image",
        /// Plain text.
        Label(LabelTile) = "label",
        /// A web page in a frame.
        ExternalContent(ExternalContentTile) = "externalContent",
        /// A saved query of the application's data explorer.
        DataExplorer(DataExplorerTile) = "dataExplorer",
        /// A button that runs a command on a device.
        Command(CommandTile) = "command",
    }
}
