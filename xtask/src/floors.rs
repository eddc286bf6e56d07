//! Checks the order of rooms in ARCHITECTURE.md: a room uses only lower rooms, and files don't use each other in a
//! circle. Reads `use` lines and paths in functions. Tests may use any module.

mod paths;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, ensure};
use paths::{Module, read_module};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rooms of a crate, the lowest floor first. Rooms of one floor don't use each other.
struct House {
    source: &'static str,
    floors: &'static [&'static [&'static str]],
}

const HOUSES: [House; 1] = [House {
    source: "src",
    floors: &[
        &["redact"],
        &["json"],
        &["model"],
        &["error"],
        &["validate", "merge", "layout", "transfer"],
        &["request"],
        &["telemetry", "transport"],
        &["pipeline"],
        &["client"],
        &["js"],
    ],
}];

/// Fails with a line for each use of a room that is not lower.
pub(crate) fn check() -> Result<()> {
    for house in &HOUSES {
        let mut files = Vec::new();
        read_folder(Path::new(house.source), &mut files)?;
        let complaints = complaints(house, &files);
        ensure!(
            complaints.is_empty(),
            "rooms use others that are not lower (xtask/src/floors.rs):\n  {}",
            complaints.join("\n  ")
        );
    }
    Ok(())
}

fn read_folder(folder: &Path, files: &mut Vec<(String, String)>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.push((path.to_string_lossy().into_owned(), text));
        }
    }
    Ok(())
}

/// Returns the complaints about files, given by path and text.
fn complaints(house: &House, files: &[(String, String)]) -> Vec<String> {
    let modules: BTreeMap<String, Module> =
        files.iter().map(|(path, text)| (module_name(house.source, path), read_module(text))).collect();
    let is_test = |name: &str| {
        let parents = name.match_indices("::").map(|(end, _)| end).chain([name.len()]);
        parents
            .filter_map(|end| name.get(..end)?.rsplit_once("::").or(Some(("", name.get(..end)?))))
            .any(|(parent, child)| modules.get(parent).is_some_and(|parent| parent.test_children.contains(child)))
    };
    let mut arrows: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (name, module) in modules.iter().filter(|(name, _)| !is_test(name)) {
        let targets = module.uses.iter().map(|path| resolve(&modules, name, path));
        arrows.insert(name, targets.filter(|target| target != name && !is_test(target)).collect());
    }

    let room = |name: &str| name.split("::").next().unwrap_or_default().to_owned();
    let floor = |name: &str| house.floors.iter().position(|rooms| rooms.contains(&&*room(name)));
    let mut complaints = Vec::new();
    for (from, to) in arrows.iter().flat_map(|(from, targets)| targets.iter().map(move |to| (*from, to))) {
        match (floor(from), floor(to)) {
            // The root of a crate may use all rooms.
            _ if from.is_empty() || room(from) == room(to) => {}
            (Some(above), Some(below)) if above > below => {}
            (None, _) => complaints.push(format!("{from} is on no floor: list its room")),
            _ => complaints.push(format!("{from} uses {to}, which is not on a lower floor")),
        }
    }
    let circle = circle(arrows);
    if !circle.is_empty() {
        complaints.push(format!("these files use each other in a circle: {}", circle.join(", ")));
    }
    complaints
}

/// The module of a file: `client::feed` for `src/client/feed/mod.rs`; empty for the crate's root.
fn module_name(source: &str, path: &str) -> String {
    let path = path.strip_prefix(source).unwrap_or(path).trim_start_matches('/').trim_end_matches(".rs");
    let mut parts: Vec<&str> = path.split('/').collect();
    if matches!(parts.last(), Some(&"mod")) || matches!(parts[..], ["lib" | "main"]) {
        parts.pop();
    }
    parts.join("::")
}

/// Returns the module that defines the target of a path in the module `from`, following re-exports.
fn resolve(modules: &BTreeMap<String, Module>, from: &str, path: &[String]) -> String {
    let mut path = absolute(from, path);
    // More steps would be a circle of re-exports.
    for _ in 0..modules.len() {
        let splits = (0..=path.len()).rev().filter_map(|length| path.split_at_checked(length));
        let mut homes = splits.map(|(module, items)| (module.join("::"), items));
        let Some((module, items)) = homes.find(|(module, _)| modules.contains_key(module)) else { break };
        let exported =
            items.split_first().and_then(|(item, rest)| Some((modules.get(&module)?.exports.get(item)?, rest)));
        let Some((exported, rest)) = exported else { return module };
        path = [absolute(&module, exported), rest.to_vec()].concat();
    }
    String::new()
}

/// Makes a path absolute, from the root of the crate.
fn absolute(from: &str, path: &[String]) -> Vec<String> {
    let mut absolute: Vec<String> = from.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for part in path {
        match part.as_str() {
            "crate" => absolute.clear(),
            "super" => drop(absolute.pop()),
            "self" => {}
            _ => absolute.push(part.clone()),
        }
    }
    absolute
}

/// Returns the files of circles: those that remain after files without a use, and files that no other file uses, have
/// been removed repeatedly.
fn circle(mut arrows: BTreeMap<&str, BTreeSet<String>>) -> Vec<&str> {
    loop {
        let before = arrows.len();
        let sources: BTreeSet<String> = arrows.keys().map(|from| (*from).to_owned()).collect();
        let used: BTreeSet<String> = arrows.values().flatten().cloned().collect();
        arrows.retain(|from, targets| used.contains(*from) && !targets.is_disjoint(&sources));
        if arrows.len() == before {
            return arrows.into_keys().collect();
        }
    }
}
