//! `cargo xtask bench`

use crate::{browser, package, shell};
use anyhow::Result;
use std::process::Command;

/// Runs the benchmarks: this package and its peers, side by side in one browser.
pub(crate) fn run() -> Result<()> {
    let chromium = browser::chromium()?;
    package::build()?;
    let mut bench = Command::new("node");
    bench.arg("pkg-tests/bench/run.mjs").env("CHROMIUM", chromium);
    shell::run(&mut bench, "the benchmark's own message is above")
}
