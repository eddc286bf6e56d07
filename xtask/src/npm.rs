//! The npm packages that building and testing need, from the one lock file.

use crate::paths::is_fresh;
use crate::shell::{run, timed};
use crate::toolchain;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs what the lock file says, unless that was done since it changed.
pub(crate) fn install() -> Result<()> {
    toolchain::node()?;
    let manifests =
        ["package-lock.json", "package.json", "src/npm/package.json", "www/package.json", "pkg-tests/package.json"];
    // npm writes this file last, so it stands for a finished installation.
    if is_fresh(Path::new("node_modules/.package-lock.json"), &manifests.map(PathBuf::from)) {
        return Ok(());
    }
    timed("npm packages", || {
        let remedy = "is the registry reachable? If a package.json changed, `npm install` renews package-lock.json";
        run(Command::new(program("npm")).args(["ci", "--include=dev", "--no-progress"]), remedy)
    })
}

/// Installs what the lock file of a folder says that is no workspace, unless that was done since it changed.
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

/// A program that an npm package brought.
pub(crate) fn tool(name: &str) -> Command {
    tool_in("", name)
}

/// A program that an npm package of a folder brought.
pub(crate) fn tool_in(folder: &str, name: &str) -> Command {
    Command::new(Path::new(folder).join("node_modules/.bin").join(program(name)))
}

/// `npm run <script>` in one of the workspaces.
pub(crate) fn script(workspace: &str, script: &str) -> Command {
    let mut command = Command::new(program("npm"));
    command.args(["run", "--silent", script, "--workspace", workspace]);
    command
}

/// What npm calls a program: on Windows it is a batch file.
fn program(name: &str) -> String {
    if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() }
}
