//! `cargo xtask build`

use crate::package;
use anyhow::Result;

/// Builds the npm package as it is published.
pub(crate) fn run() -> Result<()> {
    package::build()
}
