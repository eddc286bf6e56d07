//! `cargo xtask lint`

use crate::shell::{self, cargo, timed};
use crate::{floors, npm, package, toolchain};
use anyhow::Result;

/// Everything that is held without running a test.
pub(crate) fn run() -> Result<()> {
    timed("lint: formatting", || shell::run(&mut cargo(["fmt", "--all", "--check"]), "`cargo fmt --all` mends it"))?;
    timed("lint: floors", floors::check)?;
    timed("lint: clippy", || {
        shell::run(
            &mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
            "clippy's advice is above",
        )
    })?;
    timed("lint: clippy for WebAssembly", || {
        toolchain::wasm_target()?;
        // The example as the applications it is for: without the JavaScript face.
        for (package, targets) in [
            ("iotcentral-web", &["--lib"][..]),
            ("iotcentral-web", &["--example=titles", "--no-default-features"]),
            ("boundary", &["--tests"]),
        ] {
            let mut clippy = cargo(["clippy", "--package", package, "--target", toolchain::WASM]);
            clippy.args(targets).args(["--", "-D", "warnings"]).env("CLIPPY_CONF_DIR", "xtask/clippy-wasm");
            shell::run(&mut clippy, "xtask/clippy-wasm/clippy.toml says why")?;
        }
        Ok(())
    })?;
    timed("lint: documentation", || {
        let mut doc = cargo(["doc", "--workspace", "--no-deps"]);
        shell::run(doc.env("RUSTDOCFLAGS", "-D warnings"), "rustdoc's message is above")
    })?;
    npm::install()?;
    package::types()?;
    timed("lint: TypeScript", || {
        shell::run(npm::tool("tsc").args(["--noEmit", "--project", "www"]), "tsc's message is above")
    })
}
