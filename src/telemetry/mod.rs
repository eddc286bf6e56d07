//! The data behind tiles: what must be read for them, and what the answers mean. Pure: nothing here sends or waits.

pub mod data;
pub mod downsample;
pub mod names;
pub mod plan;
pub mod points;
pub mod query_text;
mod template;
#[cfg(test)]
mod tests;
mod units;
pub mod window;

pub use data::TileData;
pub use downsample::downsample;
pub use names::{Names, Source};
pub use plan::Plan;
pub(crate) use template::capabilities;
pub use window::{WatchTimeRange, Window};
