//! `cargo xtask bench`

use crate::shell::{self, cargo, timed};
use crate::{browser, npm, package, paths, programs, toolchain};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Runs the benchmarks: this package and its peers side by side in one browser, then the emulator under load. With
/// names, runs only these subjects.
pub(crate) fn run(subjects: &[String]) -> Result<()> {
    let chromium = browser::chromium()?;
    package::build()?;
    npm::build_page()?;
    let emulator = programs::bin("iotcentral-emulator")?;
    let serde = timed("bench: serde-wasm-bindgen", serde)?;
    let mut bench = Command::new("node");
    bench
        .arg("pkg-tests/bench/run.mjs")
        .args(subjects)
        .env("CHROMIUM", chromium)
        .env("BENCH_SERDE", serde)
        .env("EMULATOR", emulator);
    shell::run(&mut bench, "the benchmark's own message is above")?;
    if !subjects.is_empty() {
        return Ok(());
    }
    shell::run(&mut cargo(["bench", "--package", "iotcentral-emulator"]), "the benchmark's own message is above")
}

/// Builds the peer that is written in Rust, by the same steps as the package. Returns its folder.
fn serde() -> Result<PathBuf> {
    let arguments = ["build", "--package", "bench-serde", "--profile", "wasm", "--target", toolchain::WASM];
    shell::run(&mut cargo(arguments), "the compiler's message is above")?;

    let library = paths::target()?.join(toolchain::WASM).join("wasm/bench_serde.wasm");
    let folder = paths::target()?.join("bench-serde");
    let mut bindgen = Command::new(programs::bin("bindgen")?);
    bindgen.args(["--target", "web", "--omit-default-module-path", "--no-typescript", "--out-dir"]);
    shell::run(bindgen.arg(&folder).arg(library), "wasm-bindgen's message is above")?;

    let module = folder.join("bench_serde_bg.wasm");
    let mut optimiser = npm::tool("wasm-opt");
    shell::run(optimiser.arg("-Oz").arg(&module).arg("-o").arg(&module), "wasm-opt's message is above")?;
    Ok(folder)
}
