//! Which values of a device a tile looks at.

use crate::model::time::duration_ms;
use crate::model::{Shows, View};

/// The service's resolution of a time range that names none.
const DEFAULT_RESOLUTION: &str = "PT5M";

/// Which values of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// Aggregates over equal slices of the time up to now; both are ISO 8601 durations.
    Slices {
        /// How far back.
        duration: String,
        /// How long a slice is.
        resolution: String,
    },
    /// One aggregate over the time up to now.
    Total {
        /// How far back, an ISO 8601 duration.
        duration: String,
    },
    /// Every message of the time up to now, as far as one answer of the service has room for them.
    Rows {
        /// How far back, an ISO 8601 duration.
        duration: String,
        /// How long the slices are that stand for the messages that the answer had no room for, an ISO 8601 duration.
        resolution: String,
    },
    /// The last 100 points.
    Points,
    /// The last value of each column and the one before, where that was seen.
    Latest,
    /// The values of properties.
    Properties,
    /// The devices of a group.
    Members,
}

/// A time range up to now; both are ISO 8601 durations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchTimeRange {
    /// How far back.
    pub duration: String,
    /// How long a slice is. Absent: as long as gives some thirty to two hundred of them.
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
    /// The window of a tile; `None` where its range can't be read.
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

    /// How far back it looks, in milliseconds, where that is known.
    #[must_use]
    pub fn duration_ms(&self) -> Option<f64> {
        match self {
            Self::Slices { duration, .. } | Self::Total { duration } | Self::Rows { duration, .. } => {
                duration_ms(duration)
            }
            _ => None,
        }
    }

    /// How long a slice is, in milliseconds.
    #[must_use]
    pub fn slice_ms(&self) -> Option<f64> {
        match self {
            Self::Slices { resolution, .. } => duration_ms(resolution),
            _ => None,
        }
    }

    /// How long what was read stays worth showing, in milliseconds: until a slice is over, a hundredth of what one number
    /// stands for, or the thousandth of a range of messages, which is less than a pixel of a chart.
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
