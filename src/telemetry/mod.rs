//! The data behind tiles: which queries they need, and what the rows mean. Pure: nothing here sends or waits.

pub mod data;
pub mod downsample;
pub mod plan;
pub mod query_text;
#[cfg(test)]
mod tests;

pub use data::{Latest, Series, TileData};
pub use downsample::downsample;
pub use plan::Plan;
