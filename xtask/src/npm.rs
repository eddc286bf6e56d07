//! The npm packages for building and testing, in the versions of the lock file.

use crate::paths::is_fresh;
use crate::shell::{run, timed};
use crate::toolchain;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs the packages of the lock file, unless they are installed already.
pub(crate) fn install() -> Result<()> {
    toolchain::node()?;
    let manifests =
        ["package-lock.json", "package.json", "src/npm/package.json", "www/package.json", "pkg-tests/package.json"];
    // npm writes this file last, so it marks a finished installation.
    if is_fresh(Path::new("node_modules/.package-lock.json"), &manifests.map(PathBuf::from)) {
        return Ok(());
    }
    timed("npm packages", || {
        let remedy = "is the registry reachable? If a package.json changed, `npm install` renews package-lock.json";
        run(Command::new(program("npm")).args(["ci", "--include=dev", "--no-progress"]), remedy)
    })
}

/// Installs the packages of a folder that is not a workspace, unless they are installed already.
pub(crate) fn install_in(folder: &str) -> Result<()> {
    let folder = Path::new(folder);
    if is_fresh(&folder.join("node_modules/.package-lock.json"), &[folder.join("package-lock.json")]) {
        return Ok(());
    }
    timed("npm packages of the documentation", || {
        let mut npm = Command::new(program("npm"));
        npm.args(["ci", "--include=dev", "--no-progress"]).current_dir(folder);
        run(&mut npm, "is the registry reachable? If package.json changed, `npm install` there renews its lock file")
    })
}

/// Returns the command for a program of an npm package.
pub(crate) fn tool(name: &str) -> Command {
    tool_in("", name)
}

/// Returns the command for a program of an npm package that is installed in a folder.
pub(crate) fn tool_in(folder: &str, name: &str) -> Command {
    Command::new(Path::new(folder).join("node_modules/.bin").join(program(name)))
}

/// Builds the demo page. The package must have been built.
pub(crate) fn build_page() -> Result<()> {
    let mut build = Command::new(program("npm"));
    build.args(["run", "--silent", "build", "--workspace", "www"]);
    timed("the page", || run(&mut build, "Vite's message is above"))
}

/// Returns the file name of npm's programs, which are batch files on Windows.
fn program(name: &str) -> String {
    if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() }
}
