//! `cargo xtask test`

use crate::shell::{self, cargo, timed};
use crate::{browser, npm, package, programs, toolchain};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every test there is, from the quickest to the slowest.
pub(crate) fn run() -> Result<()> {
    // First what may be missing, then what takes minutes.
    let chromium = browser::chromium()?;
    let chromedriver = browser::chromedriver()?;
    package::build()?;
    timed("test: native", || shell::run(&mut cargo(["test", "--workspace"]), "the failing test is above"))?;
    timed("test: the Rust example", || {
        let mut check = cargo(["check", "--package", "iotcentral-web", "--example", "titles", "--no-default-features"]);
        shell::run(check.args(["--target", toolchain::WASM]), "it builds for WebAssembly without the JavaScript face")
    })?;
    timed("test: boundary, in Chromium", || boundary(&chromium, &chromedriver))?;
    timed("test: the JavaScript face, in Chromium", || node_tests("face", |node| node.env("CHROMIUM", &chromium)))?;
    timed("test: tiles, in Chromium", || node_tests("tiles", |node| node.env("CHROMIUM", &chromium)))?;
    timed("test: packaging", || node_tests("packaging", |node| node.env("CHROMIUM", &chromium)))?;
    timed("test: the page", || shell::run(&mut npm::script("www", "build"), "Vite's message is above"))?;
    let emulator = programs::bin("iotcentral-emulator")?;
    timed("test: peers", || node_tests("peers", |node| node.env("EMULATOR", &emulator)))?;
    // Dashboards wait for one query a second: several at once take no longer than the slowest.
    timed("test: end to end", || {
        node_tests("e2e", |node| node.env("CHROMIUM", &chromium).env("EMULATOR", &emulator).arg("--test-concurrency=4"))
    })
}

/// What only a browser can show of the Rust side: `wasm-bindgen-test`.
fn boundary(chromium: &Path, chromedriver: &Path) -> Result<()> {
    let mut test = cargo(["test", "--package", "boundary", "--target", toolchain::WASM]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", programs::bin("test-runner")?)
        .env("CHROMEDRIVER", chromedriver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::webdriver_json(chromium)?)
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    // The runner's small server now and then leaves a script unanswered, and then no test has run. A test that fails
    // fails again.
    shell::run(&mut test, "once more").or_else(|_| shell::run(&mut test, "the failing test is above"))
}

/// `node --test` over the files of one folder.
fn node_tests(folder: &str, settings: impl FnOnce(&mut Command) -> &mut Command) -> Result<()> {
    let folder = PathBuf::from("pkg-tests").join(folder);
    let entries = fs::read_dir(&folder).with_context(|| format!("no tests in {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    ensure!(!files.is_empty(), "no *.test.mjs in {}", folder.display());
    let mut node = Command::new("node");
    // Spelt out, since Node 20 takes folders here and Node 22 takes patterns.
    settings(node.args(["--test", "--test-reporter=spec"])).args(files);
    shell::run(&mut node, "the failing test is above")
}
