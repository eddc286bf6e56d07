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

/// Serves page, element and module from their sources until ctrl-c. Vite loads the page anew when a script or a style
/// changes; the module and the emulator are compiled here when a file of theirs does. A part that doesn't compile stays
/// as it was.
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

/// What is compiled when one of its files changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Module,
    Emulator,
}

const FOLDERS: [(&str, Part); 3] =
    [("src", Part::Module), ("emulator/src", Part::Emulator), ("emulator/seed", Part::Emulator)];

/// Hears of the parts whose files change, for as long as the watcher lives.
fn watch() -> Result<(impl Watcher, Receiver<Part>)> {
    let (tell, changes) = channel();
    let root = std::env::current_dir()?;
    let folders = FOLDERS.map(|(folder, part)| (root.join(folder), part));
    let built = root.join(crate::paths::DIST);
    let mut watcher = notify::recommended_watcher({
        let folders = folders.clone();
        move |event: notify::Result<Event>| {
            // Reading a file, as the compiler does, is an event too.
            let Some(event) = event.ok().filter(|event| !event.kind.is_access()) else { return };
            let paths = event.paths.iter().filter(|path| !path.starts_with(&built));
            for (_, part) in paths.filter_map(|path| folders.iter().find(|(folder, _)| path.starts_with(folder))) {
                // Fails where `dev` is ending.
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

/// The parts that have changed. Waits until changes pause: an editor writes a file in steps, git many files.
fn settled(changes: &Receiver<Part>) -> BTreeSet<Part> {
    let mut parts: BTreeSet<Part> = changes.try_iter().collect();
    while !parts.is_empty() {
        let Ok(part) = changes.recv_timeout(Duration::from_millis(100)) else { break };
        parts.insert(part);
    }
    parts
}
