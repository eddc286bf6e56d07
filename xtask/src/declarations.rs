//! The types of the package's parts in TypeScript, from their sources.

use crate::npm;
use crate::paths::{DIST, NPM, WWW, target};
use crate::shell::{run, timed};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The declarations of the package's entries
const ENTRIES: [&str; 3] = ["element/index.d.ts", "iframe/index.d.ts", "messages/de.d.ts"];

/// Writes `dist/types/`: the declarations that `tsc` makes of the entries and of the files that these import.
pub(crate) fn write() -> Result<()> {
    timed("package: types of the element", || {
        let from = target()?.join("package-types");
        let project = Path::new(WWW).join("tsconfig.package.json");
        let mut tsc = npm::tool("tsc");
        run(tsc.arg("--project").arg(project).arg("--outDir").arg(&from), "tsc's message is above")?;

        let to = Path::new(DIST).join("types");
        if to.exists() {
            fs::remove_dir_all(&to)?;
        }
        let mut files: Vec<PathBuf> = ENTRIES.iter().map(PathBuf::from).collect();
        let mut next = 0;
        while let Some(file) = files.get(next).cloned() {
            next += 1;
            let path = from.join(&file);
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            for imported in imports(&file, &text) {
                if !files.contains(&imported) {
                    files.push(imported);
                }
            }
            // Declarations import files by the names that a program uses.
            put(&to.join(file), &text.replace(".ts\"", ".js\""))?;
        }
        Ok(())
    })
}

/// Copies all declarations of the package next to the script for `require`: TypeScript takes the kind of module from
/// the nearest package.json.
pub(crate) fn copy_for_require(folder: &Path) -> Result<()> {
    let mut folders = vec![PathBuf::new(), PathBuf::from("messages"), PathBuf::from("dist")];
    folders.extend(
        ENTRIES.iter().filter_map(|entry| Path::new(entry).parent()).map(|name| Path::new("dist/types").join(name)),
    );
    folders.extend(["format", "tiles"].map(|name| Path::new("dist/types").join(name)));
    for name in folders {
        let from = Path::new(NPM).join(&name);
        for entry in fs::read_dir(&from).with_context(|| format!("cannot read {}", from.display()))? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(".d.ts") {
                let file = folder.join(&name).join(path.file_name().unwrap_or_default());
                put(&file, &fs::read_to_string(&path)?)?;
            }
        }
    }
    Ok(())
}

fn put(file: &Path, text: &str) -> Result<()> {
    let folder = file.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Returns the declarations of this package that a declaration imports.
fn imports(file: &Path, text: &str) -> Vec<PathBuf> {
    let after = |keyword| text.split(keyword).skip(1).filter_map(|rest| rest.split('"').next());
    let named = after("from \"").chain(after("import(\""));
    let own = named.filter(|name| name.starts_with('.')).filter_map(|name| name.strip_suffix(".ts"));
    own.map(|name| beside(file, &format!("{name}.d.ts"))).collect()
}

/// Resolves a path relative to a file.
fn beside(file: &Path, relative: &str) -> PathBuf {
    let mut path = file.parent().map(Path::to_path_buf).unwrap_or_default();
    for component in Path::new(relative).components() {
        match component {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            name => path.push(name),
        }
    }
    path
}
