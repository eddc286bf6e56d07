//! Runs other programs, and prints what is going on.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs a step, and prints its name and its duration.
pub(crate) fn timed<T>(step: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {step}");
    let start = Instant::now();
    let result = work()?;
    println!("✓ {step} ({:.1} s)", start.elapsed().as_secs_f64());
    Ok(result)
}

/// Runs a command, and shows its output. `remedy` tells what to do if the command fails.
pub(crate) fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})\n  {remedy}", line(command));
    }
    Ok(())
}

/// Runs a command and returns its output, if the command succeeds.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let command = command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Returns the command for the cargo that runs this program.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    // wasm-bindgen's command line uses old crates, which this workspace can't replace.
    command.env("CARGO_FUTURE_INCOMPAT_REPORT_FREQUENCY", "never").args(arguments);
    command
}

/// Returns a command as a person would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
