//! The values of a device that a tile shows.

use crate::model::time::duration_ms;
use crate::model::{Shows, View};

/// The resolution that the service uses for a time range without one.
const DEFAULT_RESOLUTION: &str = "PT5M";

/// Selects values of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// Aggregates over equal slices of a time range that ends now.
    Slices {
        /// The length of the range, an ISO 8601 duration.
        duration: String,
        /// The length of a slice, an ISO 8601 duration.
        resolution: String,
    },
    /// One aggregate over a time range that ends now.
    Total {
        /// The length of the range, an ISO 8601 duration.
        duration: String,
    },
    /// All messages of a time range that ends now, up to the row limit of an answer.
    Rows {
        /// The length of the range, an ISO 8601 duration.
        duration: String,
        /// The length of the slices that stand for messages beyond the row limit, an ISO 8601 duration.
        resolution: String,
    },
    /// The last 100 messages.
    Points,
    /// The last value of each column, and the value before it if the query finds that.
    Latest,
    /// The values of properties.
    Properties,
    /// The number of devices in a group.
    Members,
}

/// A time range that ends now, for all tiles of a feed instead of their own.
///
/// ```
/// use iotcentral_web::{FeedOptions, WatchTimeRange};
///
/// let last_hour = WatchTimeRange { duration: "PT1H".into(), resolution: Some("PT1M".into()) };
/// let options = FeedOptions { time_range: Some(last_hour), ..FeedOptions::default() };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchTimeRange {
    /// The length of the range, an ISO 8601 duration such as `PT1H`.
    pub duration: String,
    /// The length of a slice, an ISO 8601 duration. Default: a length that gives between 30 and 200 slices.
    pub resolution: Option<String>,
}

impl WatchTimeRange {
    fn resolution(&self) -> &str {
        const HOUR: f64 = 3_600_000.0;
        const FITTING: [(f64, &str); 5] = [
            (HOUR, "PT1M"),
            (12.0 * HOUR, "PT10M"),
            (24.0 * HOUR, "PT30M"),
            (168.0 * HOUR, "PT1H"),
            (f64::INFINITY, "PT12H"),
        ];
        let duration = duration_ms(&self.duration).unwrap_or_default();
        let fitting =
            FITTING.iter().find(|(most, _)| duration <= *most).map_or(DEFAULT_RESOLUTION, |(_, fitting)| fitting);
        self.resolution.as_deref().unwrap_or(fitting)
    }
}

impl Window {
    /// Returns the window of a tile; `None` if the tile's range cannot be read.
    pub(super) fn for_tile(shows: Shows, configuration: View<'_>, range: Option<&WatchTimeRange>) -> Option<Self> {
        match shows {
            Shows::Latest => return Some(Self::Latest),
            Shows::Tracks => return Some(Self::Points),
            Shows::Places | Shows::Properties => return Some(Self::Properties),
            Shows::Count => return Some(Self::Members),
            _ => {}
        }
        let (duration, resolution) = match range {
            Some(range) => (range.duration.clone(), range.resolution().to_owned()),
            None => {
                let range = configuration.get("queryRange")?;
                match &*range.get("type")?.string()? {
                    "count" if shows == Shows::Series => return Some(Self::Points),
                    "time" => {}
                    _ => return None,
                }
                (range.text("duration")?, range.text("resolution").unwrap_or_else(|| DEFAULT_RESOLUTION.to_owned()))
            }
        };
        Some(match shows {
            Shows::Kpi | Shows::Categories => Self::Total { duration },
            Shows::States | Shows::StateRows | Shows::Events | Shows::EventRows => Self::Rows { duration, resolution },
            _ => Self::Slices { duration, resolution },
        })
    }

    /// Returns the length of the time range in milliseconds; `None` for a window without one.
    #[must_use]
    pub fn duration_ms(&self) -> Option<f64> {
        match self {
            Self::Slices { duration, .. } | Self::Total { duration } | Self::Rows { duration, .. } => {
                duration_ms(duration)
            }
            _ => None,
        }
    }

    /// Returns the length of a slice in milliseconds; `None` for a window without slices.
    #[must_use]
    pub fn slice_ms(&self) -> Option<f64> {
        match self {
            Self::Slices { resolution, .. } => duration_ms(resolution),
            _ => None,
        }
    }

    /// Returns how long values stay fresh, in milliseconds. Slices: until another slice is over. One number: a
    /// hundredth of its range. Messages: a thousandth of their range, which is less than a pixel of a chart.
    #[must_use]
    pub fn fresh_ms(&self) -> f64 {
        const MEMBERS_MS: f64 = 60_000.0;
        match self {
            Self::Slices { .. } => self.slice_ms().unwrap_or_default(),
            Self::Total { .. } => self.duration_ms().unwrap_or_default() / 100.0,
            Self::Rows { .. } => self.duration_ms().unwrap_or_default() / 1000.0,
            Self::Members => MEMBERS_MS,
            Self::Points | Self::Latest | Self::Properties => 0.0,
        }
    }
}
