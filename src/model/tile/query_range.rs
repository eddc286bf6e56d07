//! The time range and the resolution of a tile's data.

use crate::model::macros::{object, open_enum, tagged};

tagged! {
    /// The range of data that a tile shows.
    ///
    /// ```
    /// use iotcentral_web::model::{CountRange, QueryRange, TimeRange};
    ///
    /// let day = QueryRange::from(TimeRange::new("P1D"));
    /// let points = QueryRange::from(CountRange::new(100.0));
    /// assert_eq!((day.type_name(), points.type_name()), ("time", "count"));
    /// ```
    pub enum QueryRange as "a query range", "QueryRange" {
        /// A time range that ends now.
        Time(TimeRange) = "time",
        /// The last data points; the service accepts this only in a line chart.
        Count(CountRange) = "count",
    }
}

object! {
    /// A time range that ends now.
    ///
    /// ```
    /// use iotcentral_web::model::{Resolution, TimeRange};
    ///
    /// let day = TimeRange { resolution: Some(Resolution::Minutes30), ..TimeRange::new("P1D") };
    /// ```
    pub struct TimeRange as "a time range" {
        /// The length of the range.
        required duration: Duration = "duration",
        /// The length of a slice: the values of each slice are aggregated. Default `PT5M`.
        optional resolution: Resolution = "resolution",
    }
}

object! {
    /// The last data points.
    ///
    /// ```
    /// use iotcentral_web::model::CountRange;
    ///
    /// let points = CountRange::new(100.0);
    /// ```
    pub struct CountRange as "a count range" {
        /// The number of points; the service accepts only 100.
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
    /// The length of a time range, as an ISO 8601 duration. The service keeps telemetry for seven days.
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
    /// The length of a slice, as an ISO 8601 duration.
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
