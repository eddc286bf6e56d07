//! How far back a tile looks, and how finely.

use crate::model::macros::{object, open_enum, tagged};

tagged! {
    /// How far back a tile looks.
    pub enum QueryRange as "a query range", "QueryRange" {
        /// A span of time up to now.
        Time(TimeRange) = "time",
        /// The last data points; only a line chart may ask for it.
        Count(CountRange) = "count",
    }
}

object! {
    /// A span of time up to now.
    pub struct TimeRange as "a time range" {
        /// How long the span is.
        required duration: Duration = "duration",
        /// How long each slice is that values are aggregated over. Default `PT5M`.
        optional resolution: Resolution = "resolution",
    }
}

object! {
    /// The last data points.
    pub struct CountRange as "a count range" {
        /// How many; the service takes 100.
        required count: f64 = "count" from 100 to 100,
    }
}

impl From<TimeRange> for QueryRange {
    fn from(range: TimeRange) -> Self {
        Self::Time(range)
    }
}

impl From<CountRange> for QueryRange {
    fn from(range: CountRange) -> Self {
        Self::Count(range)
    }
}

open_enum! {
    /// A span of time, as ISO 8601 duration. The service keeps telemetry for seven days.
    pub enum Duration {
        /// 30 minutes.
        Minutes30 = "PT30M",
        /// One hour.
        Hour1 = "PT1H",
        /// 12 hours.
        Hours12 = "PT12H",
        /// One day.
        Day1 = "P1D",
        /// One week.
        Week1 = "P1W",
        /// 30 days.
        Days30 = "P30D",
    }
}

open_enum! {
    /// A slice of time, as ISO 8601 duration.
    pub enum Resolution {
        /// One minute.
        Minute1 = "PT1M",
        /// 5 minutes.
        Minutes5 = "PT5M",
        /// 10 minutes.
        Minutes10 = "PT10M",
        /// 30 minutes.
        Minutes30 = "PT30M",
        /// One hour.
        Hour1 = "PT1H",
        /// 12 hours.
        Hours12 = "PT12H",
        /// One day.
        Day1 = "P1D",
        /// One week.
        Week1 = "P1W",
    }
}
