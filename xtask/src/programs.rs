//! The workspace's own programs that other steps run.

use crate::paths;
use crate::shell::{cargo, run, timed};
use anyhow::Result;
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

/// Builds a program, and tells where it is.
pub(crate) fn bin(name: &str) -> Result<PathBuf> {
    build("--bin", name)?;
    built(name)
}

/// Where a program is that was built before.
pub(crate) fn built(name: &str) -> Result<PathBuf> {
    Ok(paths::target()?.join("debug").join(format!("{name}{EXE_SUFFIX}")))
}

/// Builds an example, and tells where it is.
pub(crate) fn example(name: &str) -> Result<PathBuf> {
    build("--example", name)?;
    Ok(paths::target()?.join("debug/examples").join(format!("{name}{EXE_SUFFIX}")))
}

fn build(kind: &str, name: &str) -> Result<()> {
    timed(&format!("program: {name}"), || {
        // Of the whole workspace: cargo then settles on one set of features, and compiles what programs share once.
        run(&mut cargo(["build", "--workspace", kind, name]), "the compiler's message is above")
    })
}
