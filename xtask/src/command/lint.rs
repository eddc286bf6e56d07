//! `cargo xtask lint`

use crate::shell::{self, cargo, read, timed};
use crate::{floors, npm, readme, text, toolchain, types};
use anyhow::Result;
use std::process::{Command, Stdio};

/// The examples for Rust applications.
pub(crate) const EXAMPLES: [&str; 3] = ["--example=list", "--example=live_dashboard", "--example=create_application"];

/// Runs all checks that need no test.
pub(crate) fn run() -> Result<()> {
    formatting()?;
    timed("lint: text", text::check)?;
    timed("lint: floors", floors::check)?;
    dependencies()?;
    clippy(&["--workspace"])?;
    clippy_for_wasm()?;
    timed("lint: documentation", || {
        let mut doc = cargo(["doc", "--workspace", "--no-deps"]);
        shell::run(doc.env("RUSTDOCFLAGS", "-D warnings"), "rustdoc's message is above")
    })?;
    timed("lint: Rust of the documentation", readme::check)?;
    scripts()?;
    typescript()
}

/// The packages of the workspace, by folder.
const PACKAGES: [(&str, &str); 7] = [
    ("src/", "iotcentral-web"),
    ("examples/", "iotcentral-web"),
    ("emulator/", "iotcentral-emulator"),
    ("xtask/bindgen/", "bindgen"),
    ("xtask/src/", "xtask"),
    ("pkg-tests/boundary/", "boundary"),
    ("pkg-tests/bench/serde/", "bench-serde"),
];

/// Lints the packages that have a file which differs from the branch `main`, or which git doesn't track yet.
pub(crate) fn changed() -> Result<()> {
    let against_main = read(Command::new("git").args(["diff", "--name-only", "--merge-base", "main"]));
    // A clone of a single branch may have no `main`.
    let tracked = against_main.or_else(|_| read(Command::new("git").args(["diff", "--name-only", "HEAD"])))?;
    let new = read(Command::new("git").args(["ls-files", "--others", "--exclude-standard"]))?;
    let is_changed = |folder: &str| tracked.lines().chain(new.lines()).any(|file| file.starts_with(folder));

    formatting()?;
    timed("lint: text", text::check)?;
    timed("lint: floors", floors::check)?;
    let packages = PACKAGES.iter().filter(|(folder, _)| is_changed(folder));
    let packages: Vec<&str> = packages.flat_map(|(_, package)| ["--package", package]).collect();
    if !packages.is_empty() {
        clippy(&packages)?;
    }
    if is_changed("src/") || is_changed("pkg-tests/boundary/") {
        clippy_for_wasm()?;
    }
    scripts()?;
    if ["www/", "src/npm/", "pkg-tests/golden/"].into_iter().any(is_changed) { typescript() } else { Ok(()) }
}

fn formatting() -> Result<()> {
    timed("lint: formatting", || shell::run(&mut cargo(["fmt", "--all", "--check"]), "`cargo fmt --all` mends it"))
}

/// Checks licenses and sources of all dependencies, if cargo-deny is installed. Advisories are checked for a release: a
/// new advisory must not fail an unrelated change.
fn dependencies() -> Result<()> {
    let installed = Command::new("cargo-deny").arg("--version").stdout(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        println!(
            "  skipped: licenses and sources of dependencies (`cargo install cargo-deny --locked` brings the check)"
        );
        return Ok(());
    }
    timed("lint: licenses and sources of dependencies", || {
        let mut deny = cargo(["deny", "--workspace", "check", "bans", "licenses", "sources"]);
        shell::run(&mut deny, "cargo-deny's message is above; deny.toml says what is allowed")
    })
}

fn clippy(packages: &[&str]) -> Result<()> {
    timed("lint: clippy", || {
        let mut clippy = cargo(["clippy"]);
        shell::run(clippy.args(packages).args(["--all-targets", "--", "-D", "warnings"]), "clippy's advice is above")
    })
}

fn clippy_for_wasm() -> Result<()> {
    timed("lint: clippy for WebAssembly", || {
        toolchain::wasm_target()?;
        // First the npm package's library, then library and examples as Rust applications compile them.
        for (package, targets) in [
            ("iotcentral-web", &["--lib", "--features=js"][..]),
            ("iotcentral-web", &["--lib"]),
            ("iotcentral-web", &EXAMPLES),
            ("boundary", &["--tests"]),
        ] {
            let mut clippy = cargo(["clippy", "--package", package, "--target", toolchain::WASM]);
            clippy.args(targets).args(["--", "-D", "warnings"]).env("CLIPPY_CONF_DIR", "xtask/clippy-wasm");
            shell::run(&mut clippy, "xtask/clippy-wasm/clippy.toml says why")?;
        }
        Ok(())
    })
}

/// Formats and lints TypeScript, JavaScript and CSS.
fn scripts() -> Result<()> {
    npm::install()?;
    timed("lint: scripts and styles", || {
        let mut biome = npm::tool("biome");
        shell::run(biome.args(["check", "--error-on-warnings"]), "`npx biome check --write` mends most of it")
    })
}

fn typescript() -> Result<()> {
    npm::install()?;
    types::agreed()?;
    timed("lint: TypeScript", || {
        shell::run(npm::tool("tsc").args(["--noEmit", "--project", "www"]), "tsc's message is above")
    })
}
