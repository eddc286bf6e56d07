//! `cargo xtask golden`

use crate::types::{self, GOLDEN};
use crate::{package, paths};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Replaces the agreed types, which tests compare with, by the package's current ones.
pub(crate) fn run() -> Result<()> {
    package::module()?;
    types::write()?;
    fs::copy(Path::new(paths::DIST).join("index.d.ts"), GOLDEN).with_context(|| format!("cannot write {GOLDEN}"))?;
    println!("{GOLDEN} is renewed: read its diff before you commit it");
    Ok(())
}
