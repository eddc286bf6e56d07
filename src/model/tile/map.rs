//! Tiles that show locations on a map.

use super::capability::Capability;
use crate::model::macros::object;

object! {
    /// The members of map tiles.
    ///
    /// ```
    /// use iotcentral_web::model::{AggregateFunction, Capability, MapTile};
    ///
    /// let trucks = MapTile {
    ///     capabilities: Some(vec![Capability::new("location", AggregateFunction::Count)]),
    ///     zoom_level: Some(12.0),
    ///     ..MapTile::new("trucks", vec!["truck-01".to_owned()])
    /// };
    /// ```
    pub struct MapTile as "a map tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The location capabilities to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// The zoom level of the map, from 0 (the world) to 24.
        optional zoom_level: f64 = "zoomLevel" from 0 to 24,
    }
}
