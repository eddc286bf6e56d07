//! Programs that must be installed before anything can be built.

use crate::shell::{read, run, timed};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The oldest Node that Vite starts on.
const NODE: (u32, u32) = (20, 19);

/// Installs the WebAssembly target if it is missing.
pub(crate) fn wasm_target() -> Result<()> {
    let libraries = read(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(&libraries).exists() {
        return Ok(());
    }
    timed("Rust's WebAssembly target", || {
        let mut rustup = Command::new("rustup");
        run(rustup.args(["target", "add", WASM]), "Rust from https://rustup.rs can add the target by itself")
    })
}

/// Checks that Node is installed and new enough.
pub(crate) fn node() -> Result<()> {
    let help = format!("install Node {}.{} or newer, with npm: https://nodejs.org", NODE.0, NODE.1);
    let version =
        read(Command::new("node").arg("--version")).with_context(|| format!("no working Node here: {help}"))?;
    if !is_new_enough(&version) {
        bail!("Node {version} is too old: {help}");
    }
    Ok(())
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    matches!((parts.next(), parts.next()), (Some(major), Some(minor)) if (major, minor) >= NODE)
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn node_versions_compare_as_numbers() {
        assert!(is_new_enough("v20.19.0"));
        assert!(is_new_enough("v100.0.0"));
        assert!(!is_new_enough("v20.9.1"));
        assert!(!is_new_enough("v18.20.8"));
        assert!(!is_new_enough("nonsense"));
    }
}
