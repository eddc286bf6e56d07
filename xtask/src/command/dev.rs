//! `cargo xtask dev`

use crate::children::Children;
use crate::command::demo;
use crate::shell::timed;
use crate::{npm, package, programs, toolchain};
use anyhow::{Context, Result};
use notify::{Event, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Serves page, element and module from their sources until ctrl-c. Vite reloads the page when a script or a style
/// changes; this program compiles the module and the emulator when one of their files does. A part that doesn't compile
/// keeps its last version.
pub(crate) fn run() -> Result<()> {
    toolchain::wasm_target()?;
    npm::install()?;
    programs::bin("bindgen")?;
    let package = timed("dev: module", package::draft)?;
    let emulator = programs::bin("iotcentral-emulator")?;

    let (watcher, changes) = watch()?;
    let mut children = Children::new()?;
    let mut vite = npm::tool("vite");
    vite.args(["www", "--config", "www/vite.dev.config.ts", "--clearScreen", "false"]).env("DEV_PACKAGE", package);
    let port = demo::serve(&mut children, &emulator, &mut vite)?;
    println!("ctrl-c stops it\n");
    while children.all_run_for(Duration::from_millis(50))? {
        for part in settled(&changes) {
            let made = match part {
                Part::Module => timed("dev: module", package::draft).map(drop),
                Part::Emulator => timed("dev: emulator", || {
                    let emulator = programs::bin("iotcentral-emulator")?;
                    children.stop("emulator")?;
                    demo::start_emulator(&mut children, &emulator, port)
                }),
            };
            if let Err(error) = made {
                eprintln!("error: {error:#}");
            }
        }
    }
    drop(watcher);
    Ok(())
}

/// A part that is compiled when one of its files changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Module,
    Emulator,
}

const FOLDERS: [(&str, Part); 3] =
    [("src", Part::Module), ("emulator/src", Part::Emulator), ("emulator/seed", Part::Emulator)];

/// Watches the files of all parts, and sends each part that changes, until the watcher is dropped.
fn watch() -> Result<(impl Watcher, Receiver<Part>)> {
    let (tell, changes) = channel();
    let root = std::env::current_dir()?;
    let folders = FOLDERS.map(|(folder, part)| (root.join(folder), part));
    let built = root.join(crate::paths::DIST);
    let mut watcher = notify::recommended_watcher({
        let folders = folders.clone();
        move |event: notify::Result<Event>| {
            // The compiler reads files, which is an event too.
            let Some(event) = event.ok().filter(|event| !event.kind.is_access()) else { return };
            let paths = event.paths.iter().filter(|path| !path.starts_with(&built));
            for (_, part) in paths.filter_map(|path| folders.iter().find(|(folder, _)| path.starts_with(folder))) {
                // Fails when `dev` is ending.
                let _ = tell.send(*part);
            }
        }
    })?;
    for (folder, _) in &folders {
        let watched = watcher.watch(folder, RecursiveMode::Recursive);
        watched.with_context(|| format!("cannot watch {}", folder.display()))?;
    }
    Ok((watcher, changes))
}

/// Returns the parts that have changed, after changes have paused: an editor writes a file in steps, and git many
/// files.
fn settled(changes: &Receiver<Part>) -> BTreeSet<Part> {
    let mut parts: BTreeSet<Part> = changes.try_iter().collect();
    while !parts.is_empty() {
        let Ok(part) = changes.recv_timeout(Duration::from_millis(100)) else { break };
        parts.insert(part);
    }
    parts
}
