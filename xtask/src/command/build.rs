//! `cargo xtask build`

use crate::package;
use anyhow::Result;

/// Builds the npm package, as it ships.
pub(crate) fn run() -> Result<()> {
    package::build()
}
