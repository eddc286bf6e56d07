//! Live data for the tiles of a dashboard.
//!
//! A [`Feed`] is a subscription to the data of a dashboard's tiles: it repeats the readings of a `telemetry::Plan`
//! until it is closed or dropped. [`Feed::next`] first returns a pending update of a tile. Without one, it does these
//! steps until there is one:
//!
//! 1. `subscription` takes over what other feeds of the client have read of the readings that are due (`cache`).
//! 2. `schedule` picks the most urgent of the others: at most one query and one other request in a step. A second
//!    request of a kind is sent only if the first has waited for long.
//! 3. `cache` says whether another feed is reading the same. If not, `task` sends the requests.
//! 4. `reading` keeps the outcome: the columns and the next time the reading is due, or the error and its back-off. The
//!    tiles that show the reading become pending.
//!
//! `control` lets the owner of the feed pause, refresh or close it while it runs.

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

/// The options of a feed.
///
/// ```
/// use std::time::Duration;
///
/// use iotcentral_web::FeedOptions;
///
/// let options = FeedOptions {
///     refresh_interval: Duration::from_secs(30),
///     max_points: Some(1_000),
///     locale: "de".into(),
///     ..FeedOptions::default()
/// };
/// ```
#[derive(Clone)]
pub struct FeedOptions {
    /// The interval at which last known values and properties are read. Default 10 seconds. Other data is
    /// read at this interval or less often: a chart once per slice of its resolution, a number over a time range once
    /// per hundredth of the range, states and events once per thousandth, the devices of a group once a minute.
    ///
    /// A failed reading is repeated after this interval, which doubles with each failure in a row, up to five minutes.
    /// When another reading succeeds, readings that got no answer are repeated sooner; after several failures in a row,
    /// all failed readings are. Only a wait that the service asked for stays. After a network error or 502 to 504, one
    /// reading is sent again every 1.5 seconds.
    pub refresh_interval: Duration,
    /// Replaces the time ranges of the tiles. Default: the tiles' own time ranges.
    pub time_range: Option<WatchTimeRange>,
    /// The maximal number of points of a series, see [`downsample`](crate::downsample). Default: all points.
    pub max_points: Option<usize>,
    /// The language of display names, a BCP 47 tag. Default `en`.
    pub locale: String,
    /// Controls the feed while it runs; keep a clone.
    pub control: FeedControl,
}

impl Default for FeedOptions {
    /// Every 10 seconds, the tiles' own time ranges, all points, in English.
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
///
/// ```
/// use iotcentral_web::{TileData, TileUpdate};
///
/// fn show(update: &TileUpdate) {
///     match &update.data {
///         Ok(TileData::Count(count)) => println!("{count} devices"),
///         Ok(data) => println!("{data:?}, {} devices are missing", update.missing),
///         Err(error) => println!("{error}"),
///     }
/// }
/// ```
pub struct TileUpdate {
    /// The tile's index in the dashboard.
    pub tile: usize,
    /// The tile's data: all parts that have been read.
    pub data: Result<TileData, Error>,
    /// The parts that could not be read this time. `data` still contains their last values, if there are any.
    pub failures: Vec<TileFailure>,
    /// The number of the tile's devices that have not been read yet. A tile that shows parts of a whole, such as a pie
    /// chart, gets no update until the number is 0.
    pub missing: usize,
    /// When the oldest part of `data` was read, in milliseconds since 1970; NaN without data.
    pub read_at_ms: f64,
    /// When the next part is due, in milliseconds since 1970.
    pub due_at_ms: f64,
}

/// A part of a tile that could not be read.
#[derive(Debug, Clone)]
pub struct TileFailure {
    /// The device's id; the group's id for a tile that counts devices.
    pub device: String,
    /// The capability as the tile names it; `None` if all capabilities of the device failed.
    pub capability: Option<String>,
    /// The reason why the part could not be read.
    pub error: Error,
}
