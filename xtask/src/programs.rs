//! The workspace's programs that other steps run.

use crate::paths;
use crate::shell::{cargo, run, timed};
use anyhow::Result;
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

/// Builds a program. Returns its path.
pub(crate) fn bin(name: &str) -> Result<PathBuf> {
    build("--bin", name)?;
    built(name)
}

/// Returns the path of a program that was built before.
pub(crate) fn built(name: &str) -> Result<PathBuf> {
    Ok(paths::target()?.join("debug").join(format!("{name}{EXE_SUFFIX}")))
}

/// Builds an example. Returns its path.
pub(crate) fn example(name: &str) -> Result<PathBuf> {
    build("--example", name)?;
    Ok(paths::target()?.join("debug/examples").join(format!("{name}{EXE_SUFFIX}")))
}

fn build(kind: &str, name: &str) -> Result<()> {
    timed(&format!("program: {name}"), || {
        // With `--workspace`, cargo uses one set of features and compiles shared crates once.
        run(&mut cargo(["build", "--workspace", kind, name]), "the compiler's message is above")
    })
}
