//! Live data for the tiles of a dashboard.
//!
//! A [`Feed`] carries out the readings of a `telemetry::Plan`: `schedule` picks the readings that are due, `task` sends
//! the requests of one, `reading` keeps what it gave, and `cache` is what the feeds of one client share.

mod cache;
mod control;
mod reading;
mod schedule;
mod subscription;
mod task;

use std::time::Duration;

use crate::error::Error;
use crate::telemetry::{TileData, WatchTimeRange};

pub(super) use cache::FeedCache;
pub use control::FeedControl;
pub use subscription::Feed;

/// How a feed reads.
#[derive(Clone)]
pub struct FeedOptions {
    /// How often last known values and properties are read. Aggregates are read once a slice at most. A failed
    /// reading is repeated after this time, which doubles with each further failure, up to five minutes, and ends when
    /// another reading succeeds or the network is back. A service that gives no answers is asked every 1.5 seconds.
    pub refresh_interval: Duration,
    /// Replaces the time ranges of the tiles.
    pub time_range: Option<WatchTimeRange>,
    /// How many points a series has at most, see [`downsample()`](crate::downsample()). Default: all points.
    pub max_points: Option<usize>,
    /// The reader's language, as BCP 47 has it: names are in it where device templates have them in several.
    pub locale: String,
    /// Steers the feed while it runs; keep a clone of it.
    pub control: FeedControl,
}

impl Default for FeedOptions {
    /// Every ten seconds, the tiles' own time ranges, all points, in English.
    fn default() -> Self {
        Self {
            refresh_interval: Duration::from_secs(10),
            time_range: None,
            max_points: None,
            locale: "en".to_owned(),
            control: FeedControl::default(),
        }
    }
}

/// New data of a tile, or the reason why it has none.
pub struct TileUpdate {
    /// The tile's index in the dashboard.
    pub tile: usize,
    /// The tile's data: all parts that could be read so far.
    pub data: Result<TileData, Error>,
    /// The parts that could not be read this time. `data` still holds what they gave before.
    pub failures: Vec<TileFailure>,
    /// How many of the tile's devices are still to be read for the first time. Parts of a whole, as of a pie, are not handed over
    /// before it is 0.
    pub missing: usize,
    /// When the oldest part of `data` was read, in milliseconds since 1970; NaN without data.
    pub read_at_ms: f64,
    /// When the next part is read, in milliseconds since 1970.
    pub due_at_ms: f64,
}

/// A part of a tile that could not be read.
#[derive(Debug, Clone)]
pub struct TileFailure {
    /// The device's id; the group's id for a tile that counts devices.
    pub device: String,
    /// The capability as the tile names it; `None` where all capabilities of the device failed.
    pub capability: Option<String>,
    /// Why the part could not be read.
    pub error: Error,
}
