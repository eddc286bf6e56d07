//! JavaScript of the package that is written in TypeScript, in `www/package`: the custom element above all.

use crate::npm;
use crate::paths::{DIST, WWW};
use crate::shell::{run, timed};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes `dist/element/`: the element and, each a file of its own, what it loads only when a dashboard needs it; and the types
/// of its messages, `dist/messages/`.
pub(crate) fn build() -> Result<()> {
    timed("package: element", || {
        let mut vite = npm::tool("vite");
        vite.args(["build", WWW, "--logLevel", "warn", "--config"]).arg(Path::new(WWW).join("vite.package.config.ts"));
        run(&mut vite, "Vite's message is above")?;
        types()
    })
}

/// Writes the types of the element's messages, which what looks at types needs without the element.
pub(crate) fn types() -> Result<()> {
    let project = Path::new(WWW).join("tsconfig.messages.json");
    run(npm::tool("tsc").arg("--project").arg(project), "tsc's message is above")
}

/// The files of the element: name, path, and whether importing the element loads it at once.
pub(crate) fn files() -> Result<Vec<(String, PathBuf, bool)>> {
    let folder = Path::new(DIST).join("element");
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("nothing in {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        texts.insert(name, fs::read_to_string(&path)?);
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

/// The neighbours that a minified module imports statically.
fn imports(text: &str) -> Vec<String> {
    let after = |keyword| text.split(keyword).skip(1).filter_map(|rest| rest.split('"').next());
    after("from\"./").chain(after("import\"./")).map(str::to_owned).collect()
}
