//! The package's JavaScript that is built from the TypeScript in `www/package`, mainly the custom element.

use crate::paths::{DIST, WWW};
use crate::shell::{run, timed};
use crate::{declarations, notices, npm};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes `dist/element/`: the element, a file for each part that it loads on demand, and the custom-elements manifest.
pub(crate) fn build() -> Result<()> {
    timed("package: element", || {
        vite("vite.package.config.ts")?;
        run(
            Command::new("node").arg(Path::new(WWW).join("custom-elements.mjs")),
            "the element's types are written otherwise",
        )
    })
}

/// Writes `dist/global/`: the whole package as one classic script, also for `require`, with types.
pub(crate) fn build_global() -> Result<()> {
    timed("package: classic script", || {
        vite("vite.global.config.ts")?;
        let folder = Path::new(DIST).join("global");
        fs::write(folder.join("package.json"), "{ \"type\": \"commonjs\" }\n")?;
        declarations::copy_for_require(&folder)
    })
}

fn vite(config: &str) -> Result<()> {
    let mut vite = npm::tool("vite");
    vite.args(["build", WWW, "--logLevel", "warn", "--config"]).arg(Path::new(WWW).join(config));
    vite.env("PACKAGES_INSIDE", notices::npm_packages()?);
    run(&mut vite, "Vite's message is above")
}

/// Returns the files of the element: name, path, and whether importing the element loads the file at once.
pub(crate) fn files() -> Result<Vec<(String, PathBuf, bool)>> {
    let folder = Path::new(DIST).join("element");
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("nothing in {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Only debuggers load source maps.
        if !name.ends_with(".map") {
            texts.insert(name, fs::read_to_string(&path)?);
        }
    }
    let mut at_once = vec!["index.js".to_owned()];
    let mut next = 0;
    while let Some(text) = at_once.get(next).and_then(|name| texts.get(name)) {
        next += 1;
        for imported in imports(text) {
            if !at_once.contains(&imported) {
                at_once.push(imported);
            }
        }
    }
    let file = |name: String| (name.clone(), folder.join(&name), at_once.contains(&name));
    Ok(texts.into_keys().map(file).collect())
}

/// Returns the files that a minified module imports statically.
fn imports(text: &str) -> Vec<String> {
    let after = |keyword| text.split(keyword).skip(1).filter_map(|rest| rest.split('"').next());
    after("from\"./").chain(after("import\"./")).map(str::to_owned).collect()
}
