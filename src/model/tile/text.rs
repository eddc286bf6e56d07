//! Tiles that show values as text.

use super::capability::Capability;
use super::query_range::QueryRange;
use crate::model::macros::{object, open_enum};

object! {
    /// The members of KPI, event history and state history tiles.
    ///
    /// ```
    /// use iotcentral_web::model::{AggregateFunction, Capability, ReportTile, TimeRange};
    ///
    /// let highest = ReportTile {
    ///     capabilities: Some(vec![Capability::new("temperature", AggregateFunction::Max)]),
    ///     ..ReportTile::new("thermostats", vec!["thermostat-01".to_owned()], TimeRange::new("P1D"))
    /// };
    /// ```
    pub struct ReportTile as "a KPI or history tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The capabilities to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// The time range that the tile shows.
        required query_range: QueryRange = "queryRange",
        /// How the values are formatted.
        optional format: TextFormat = "format",
    }
}

object! {
    /// The members of a last known value tile.
    ///
    /// ```
    /// use iotcentral_web::model::{AggregateFunction, Capability, LastKnownValueTile};
    ///
    /// let temperature = LastKnownValueTile {
    ///     capabilities: Some(vec![Capability::new("temperature", AggregateFunction::Count)]),
    ///     show_trend: Some(false),
    ///     ..LastKnownValueTile::new("thermostats", vec!["thermostat-01".to_owned()])
    /// };
    /// ```
    pub struct LastKnownValueTile as "a last known value tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The capabilities to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// Whether to show the change since the previous value. Default `true`.
        optional show_trend: bool = "showTrend",
        /// How the values are formatted.
        optional format: TextFormat = "format",
    }
}

object! {
    /// The members of a property tile.
    ///
    /// ```
    /// use iotcentral_web::model::{AggregateFunction, Capability, PropertyTile};
    ///
    /// let serial = PropertyTile {
    ///     capabilities: Some(vec![Capability::new("serialNumber", AggregateFunction::Count)]),
    ///     ..PropertyTile::new("thermostats", vec!["thermostat-01".to_owned()])
    /// };
    /// ```
    pub struct PropertyTile as "a property tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The properties to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// How the values are formatted.
        optional format: TextFormat = "format",
    }
}

object! {
    /// The members of a device count tile.
    ///
    /// ```
    /// use iotcentral_web::model::DeviceCountTile;
    ///
    /// let count = DeviceCountTile { group: Some("thermostats".to_owned()), ..DeviceCountTile::default() };
    /// ```
    pub struct DeviceCountTile as "a device count tile" {
        /// The id of the device group whose devices are counted.
        optional group: String = "group",
        /// How the number is formatted.
        optional format: TextFormat = "format",
    }
}

object! {
    /// How values are formatted as text. The service rejects an empty object.
    ///
    /// ```
    /// use iotcentral_web::model::TextFormat;
    ///
    /// let format = TextFormat { decimal_places: Some(1.0), ..TextFormat::default() };
    /// ```
    pub struct TextFormat as "a text format" {
        /// Whether to abbreviate large numbers, such as 1,700 to 1.7K. Default `true`.
        optional abbreviate_value: bool = "abbreviateValue",
        /// How many digits follow the decimal point.
        optional decimal_places: f64 = "decimalPlaces",
        /// Size of the text, in `unit`.
        optional text_size: f64 = "textSize",
        /// Unit of `textSize`. Default `pt`.
        optional unit: TextSizeUnit = "unit",
        /// Whether long text is wrapped. Default `true`.
        optional word_wrap: bool = "wordWrap",
    }
}

open_enum! {
    /// The unit of a text size. The OpenAPI description lists only `pt`; `px` occurs in real dashboards.
    pub enum TextSizeUnit {
        /// Points.
        Point = "pt",
        /// Pixels.
        Pixel = "px",
    }
}
