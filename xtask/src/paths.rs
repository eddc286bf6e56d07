//! Paths of the repository, relative to its root, where all commands run.

use anyhow::{Context, Result};
use std::env::{current_exe, set_current_dir};
use std::path::{Path, PathBuf};

/// The published npm package: hand-written entries, and the build's results.
pub(crate) const NPM: &str = "src/npm";
pub(crate) const DIST: &str = "src/npm/dist";
/// The page and the element.
pub(crate) const WWW: &str = "www";

/// Makes the repository's root the current directory.
pub(crate) fn enter_root() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask/ lies outside the repository")?;
    set_current_dir(root).with_context(|| format!("cannot enter {}", root.display()))
}

/// Returns Cargo's target directory, by the path of this program.
pub(crate) fn target() -> Result<PathBuf> {
    let program = current_exe()?;
    let target = program.ancestors().nth(2).context("xtask runs outside of a target directory: use `cargo xtask`")?;
    Ok(target.to_path_buf())
}

/// Whether `output` exists and is newer than all inputs.
pub(crate) fn is_fresh(output: &Path, inputs: &[PathBuf]) -> bool {
    let modified = |path: &Path| path.metadata().and_then(|metadata| metadata.modified());
    let Ok(written) = modified(output) else { return false };
    inputs.iter().all(|input| modified(input).is_ok_and(|changed| changed < written))
}
