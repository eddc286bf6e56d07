//! Tiles that draw telemetry.

use super::capability::Capability;
use super::query_range::QueryRange;
use crate::model::macros::object;

object! {
    /// The members of line, bar, pie and heat map charts.
    ///
    /// ```
    /// use iotcentral_web::model::{AggregateFunction, Capability, ChartTile, TimeRange};
    ///
    /// let chart = ChartTile {
    ///     capabilities: Some(vec![Capability::new("temperature", AggregateFunction::Avg)]),
    ///     ..ChartTile::new("thermostats", vec!["thermostat-01".to_owned()], TimeRange::new("P1D"))
    /// };
    /// ```
    pub struct ChartTile as "a chart" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The capabilities to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// The time range that the chart shows.
        required query_range: QueryRange = "queryRange",
        /// Axes and legend.
        optional format: ChartFormat = "format",
    }
}

object! {
    /// The members of event and state charts.
    ///
    /// ```
    /// use iotcentral_web::model::{AggregateFunction, Capability, TimeRange, TimelineTile};
    ///
    /// let doors = TimelineTile {
    ///     capabilities: Some(vec![Capability::new("doorOpen", AggregateFunction::Count)]),
    ///     ..TimelineTile::new("rooms", vec!["room-01".to_owned()], TimeRange::new("PT12H"))
    /// };
    /// ```
    pub struct TimelineTile as "an event or state chart" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The capabilities to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// The time range that the chart shows.
        required query_range: QueryRange = "queryRange",
    }
}

object! {
    /// Axes and legend of a chart.
    ///
    /// ```
    /// use iotcentral_web::model::ChartFormat;
    ///
    /// let format = ChartFormat { legend_enabled: Some(false), ..ChartFormat::default() };
    /// ```
    pub struct ChartFormat as "a chart format" {
        /// Whether to draw the x axis. Default `true`.
        optional x_axis_enabled: bool = "xAxisEnabled",
        /// Whether to draw the y axis. Default `true`.
        optional y_axis_enabled: bool = "yAxisEnabled",
        /// Whether to show the legend. Default `true`.
        optional legend_enabled: bool = "legendEnabled",
    }
}
