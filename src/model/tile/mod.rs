//! Tiles and their twenty configurations, one file for each family. A configuration of an unknown type is kept
//! unchanged.

mod capability;
mod chart;
mod command;
mod content;
mod map;
mod query_range;
mod shows;
mod text;

use super::macros::{object, tagged};

pub use capability::*;
pub use chart::*;
pub use command::*;
pub use content::*;
pub use map::*;
pub use query_range::*;
pub use shows::*;
pub use text::*;

object! {
    /// A tile: its place on the dashboard's grid, its title, and what it shows.
    ///
    /// ```
    /// use iotcentral_web::model::{LabelTile, Tile, TileConfiguration};
    ///
    /// let tile = Tile::new("Note", TileConfiguration::Label(LabelTile::new("Hall 1"))).at(0, 0, 4, 1);
    /// assert_eq!((tile.width, tile.height), (4.0, 1.0));
    /// ```
    pub struct Tile as "a tile" {
        /// The tile's id; the service sets it.
        readonly id: String = "id",
        /// The title.
        required display_name: String = "displayName",
        /// What the tile shows.
        required configuration: TileConfiguration = "configuration",
        /// Distance from the grid's left edge in cells, 0–100.
        required x: f64 = "x" from 0 to 100 initially 0.0,
        /// Distance from the grid's top edge in cells, 0–100.
        required y: f64 = "y" from 0 to 100 initially 0.0,
        /// Width in cells, 1–10.
        required width: f64 = "width" from 1 to 10 initially 2.0,
        /// Height in cells, 1–10.
        required height: f64 = "height" from 1 to 10 initially 2.0,
    }
}

impl TileConfiguration {
    /// Returns what a tile of this type shows; [`Shows::Nothing`] for an unknown type.
    ///
    /// ```
    /// use iotcentral_web::model::{Shows, TileConfiguration};
    ///
    /// assert_eq!(TileConfiguration::shown_by("kpi"), Shows::Kpi);
    /// ```
    #[must_use]
    pub fn shown_by(type_name: &str) -> Shows {
        let known = Self::SHOWS.iter().find(|(name, _)| *name == type_name);
        known.map_or(Shows::Nothing, |(_, shows)| *shows)
    }

    /// Prints the TypeScript interface that maps each type of tile to the member `kind` of its data.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn data_kinds() -> String {
        let kind = |shows: Shows| shows.kind().map_or("never".to_owned(), |kind| format!("\"{kind}\""));
        let members: Vec<_> =
            Self::SHOWS.iter().map(|(name, shows)| ("required", *name, kind(*shows), &[][..])).collect();
        let doc = " The `kind` of a tile's data by the type of the tile; `never` if the type has no data.";
        super::typescript::interface("TileDataKinds", "", &[doc], &members)
    }
}

impl Tile {
    /// Returns the tile with another place and size, in cells. See [`Tile`] for an example.
    #[must_use]
    pub fn at(self, x: u8, y: u8, width: u8, height: u8) -> Self {
        Self { x: x.into(), y: y.into(), width: width.into(), height: height.into(), ..self }
    }
}

tagged! {
    /// What a tile shows; the member `type` tells the variants apart.
    ///
    /// The service may add types. A configuration of an unknown type is read and written unchanged, so give a `switch`
    /// over `type` a `default` branch.
    ///
    /// ```
    /// use iotcentral_web::model::{MarkdownTile, TileConfiguration};
    ///
    /// let known = TileConfiguration::Markdown(MarkdownTile::new("# Hall 1"));
    /// let unknown: TileConfiguration = serde_json::from_str(r#"{ "type": "gauge", "capability": "temperature" }"#)?;
    /// assert_eq!((known.type_name(), unknown.type_name()), ("markdown", "gauge"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub enum TileConfiguration as "a tile configuration", "Configuration" shows Shows {
        /// Aggregates of telemetry along time, as lines.
        LineChart(ChartTile) = "lineChart" shows Series,
        /// Aggregates of telemetry along time, as bars.
        BarChart(ChartTile) = "barChart" shows Series,
        /// Aggregates of telemetry as parts of a whole.
        PieChart(ChartTile) = "pieChart" shows Categories,
        /// Aggregates of telemetry as coloured cells, one for each device and slice of time.
        HeatMapChart(ChartTile) = "heatMapChart" shows Series,
        /// Occurrences of events along time.
        EventChart(TimelineTile) = "eventChart" shows Events,
        /// States along time.
        StateChart(TimelineTile) = "stateChart" shows States,
        /// A table of events.
        EventHistoryChart(ReportTile) = "eventHistoryChart" shows EventRows,
        /// A table of states.
        StateHistoryChart(ReportTile) = "stateHistoryChart" shows StateRows,
        /// One aggregate over the whole time range, as a number.
        Kpi(ReportTile) = "kpi" shows Kpi,
        /// The last known value, and the change since the value before it.
        Lkv(LastKnownValueTile) = "lkv" shows Latest,
        /// Values of device or cloud properties.
        Property(PropertyTile) = "property" shows Properties,
        /// Devices on a map, at the location that a property contains.
        MapProperty(MapTile) = "mapProperty" shows Places,
        /// Tracks of devices on a map, along the locations that their telemetry contains: at most 100 points.
        MapTelemetry(MapTile) = "mapTelemetry" shows Tracks,
        /// The number of devices in a group.
        DeviceCount(DeviceCountTile) = "deviceCount" shows Count,
        /// A heading and formatted text, with an optional link.
        Markdown(MarkdownTile) = "markdown" shows Nothing,
        /// A picture, with an optional link.
        Image(ImageTile) = "image" shows Nothing,
        /// Plain text.
        Label(LabelTile) = "label" shows Nothing,
        /// A web page in a frame.
        ExternalContent(ExternalContentTile) = "externalContent" shows Nothing,
        /// A saved query of the application's data explorer.
        DataExplorer(DataExplorerTile) = "dataExplorer" shows Nothing,
        /// A button that runs a command on a device.
        Command(CommandTile) = "command" shows Nothing,
    }
}
