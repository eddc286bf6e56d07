//! Tiles that show places.

use super::capability::Capability;
use crate::model::macros::object;

object! {
    /// What map tiles hold.
    pub struct MapTile as "a map tile" {
        /// Id of the device group.
        required group: String = "group",
        /// Ids of the devices to show, at most 100.
        required devices: Vec<String> = "devices" to 100,
        /// The locations to show of each device.
        optional capabilities: Vec<Capability> = "capabilities",
        /// How near the map is, 0 (the world) to 24.
        optional zoom_level: f64 = "zoomLevel" from 0 to 24,
    }
}
