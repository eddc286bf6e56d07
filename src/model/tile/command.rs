//! Tiles that act on a device.

use crate::model::macros::object;

object! {
    /// What a command tile holds.
    pub struct CommandTile as "a command tile" {
        /// Id of the device group.
        optional group: String = "group",
        /// Name of the command, with its component in front where it has one.
        required command: String = "command",
        /// Id of the device that runs it.
        required device: String = "device",
    }
}
