//! Tiles that show values as text.

use super::capability::Capability;
use super::query_range::QueryRange;
use crate::model::macros::{object, open_enum};

object! {
    /// What KPI, event history and state history tiles hold.
    pub struct ReportTile as "a KPI or history tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// What to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// How far back the tile looks.
        required query_range: QueryRange = "queryRange",
        /// How the text looks.
        optional format: TextFormat = "format",
    }
}

object! {
    /// What a last known value tile holds.
    pub struct LastKnownValueTile as "a last known value tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// What to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// Whether to show the change since the value before. Default `true`.
        optional show_trend: bool = "showTrend",
        /// How the text looks.
        optional format: TextFormat = "format",
    }
}

object! {
    /// What a property tile holds.
    pub struct PropertyTile as "a property tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The properties to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// How the text looks.
        optional format: TextFormat = "format",
    }
}

object! {
    /// What a device count tile holds.
    pub struct DeviceCountTile as "a device count tile" {
        /// Id of the device group to count.
        optional group: String = "group",
        /// How the text looks.
        optional format: TextFormat = "format",
    }
}

object! {
    /// How values look as text. The service refuses an empty one.
    pub struct TextFormat as "a text format" {
        /// Whether to shorten large numbers, 1,700 to 1.7K. Default `true`.
        optional abbreviate_value: bool = "abbreviateValue",
        /// How many digits follow the decimal point.
        optional decimal_places: f64 = "decimalPlaces",
        /// Size of the text, in `unit`.
        optional text_size: f64 = "textSize",
        /// Unit of `textSize`. Default `pt`.
        optional unit: TextSizeUnit = "unit",
        /// Whether long text goes on in the next line. Default `true`.
        optional word_wrap: bool = "wordWrap",
    }
}

open_enum! {
    /// Unit of a text size. The description lists `pt` alone; `px` is seen in real dashboards.
    pub enum TextSizeUnit {
        /// Points.
        Point = "pt",
        /// Pixels.
        Pixel = "px",
    }
}
