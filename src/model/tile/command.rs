//! Tiles that act on a device.

use crate::model::macros::object;

object! {
    /// The members of a command tile.
    ///
    /// ```
    /// use iotcentral_web::model::CommandTile;
    ///
    /// let command = CommandTile::new("selfTest", "pump-01");
    /// ```
    pub struct CommandTile as "a command tile" {
        /// Id of the device group.
        optional group: String = "group",
        /// The command's name, with its component in front if it has one.
        required command: String = "command",
        /// The id of the device that runs the command.
        required device: String = "device",
    }
}
