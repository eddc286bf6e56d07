//! The data behind tiles: plans what must be read for them, and turns the answers into the data that tiles show. Pure:
//! this module neither sends nor waits.

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
