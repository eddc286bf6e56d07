//! Whose work is inside the package, and under which licenses: `THIRD-PARTY-NOTICES.txt`.

use crate::paths::{NPM, target};
use crate::shell::{cargo, read, timed};
use crate::toolchain;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where Vite's build of the element lists the folders of the npm packages that it took in
/// (`www/vite.package.config.ts`).
pub(crate) fn npm_packages() -> Result<PathBuf> {
    Ok(target()?.join("npm-packages-inside.txt"))
}

/// What every project under the MIT license says, for crates that come without the file.
const MIT: &str = include_str!("notices/mit.txt");

/// Writes the notices of everything inside. Fails where something says nothing of its license.
pub(crate) fn write(registry: &Path) -> Result<()> {
    timed("package: notices", || {
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let standard = ("The Rust standard library", "MIT OR Apache-2.0", "The Rust Project Developers");
        let text = MIT.replace("{authors}", standard.2);
        texts.entry(text).or_default().push(format!("{} ({})", standard.0, standard.1));
        for (name, license, folder) in crates(registry)?.into_iter().chain(npm()?) {
            let text = license_text(&folder, &license).with_context(|| format!("{name} has no text of its license"))?;
            texts.entry(text).or_default().push(format!("{name} ({license})"));
        }
        let mut notices = String::from("iotcentral-web has the work of others inside.\n");
        for (text, names) in texts {
            notices += &format!("\n{}\n\n{}\n\n{text}\n", "-".repeat(80), names.join("\n"));
        }
        Ok(fs::write(Path::new(NPM).join("THIRD-PARTY-NOTICES.txt"), notices)?)
    })
}

/// Name, license and folder of all.
type Parts = Vec<(String, String, PathBuf)>;

/// The crates in the module: not those that ran while it was compiled.
fn crates(registry: &Path) -> Result<Parts> {
    let arguments = [
        "tree",
        "--package=iotcentral-web",
        "--features=js",
        "--edges=normal,no-proc-macro",
        "--prefix=none",
        "--format={p}|{l}|",
        "--target",
        toolchain::WASM,
    ];
    let tree = read(&mut cargo(arguments))?;
    let mut lines: Vec<&str> = tree.lines().collect();
    lines.sort_unstable();
    lines.dedup_by_key(|line| line.split('|').next());
    let mut parts = Parts::new();
    for line in lines {
        let [package, license, ..] = line.split('|').collect::<Vec<_>>()[..] else { continue };
        let (name, version) = package.split_once(" v").context("cargo tree names a package otherwise than it did")?;
        // This very crate, whose license is the package's.
        if version.contains('(') {
            continue;
        }
        let folder = format!("{name}-{version}");
        let indexes = fs::read_dir(registry).with_context(|| format!("no crates in {}", registry.display()))?;
        let mut folders = indexes.filter_map(|index| Some(index.ok()?.path().join(&folder)));
        let folder = folders.find(|folder| folder.is_dir()).with_context(|| format!("{folder} is not there"))?;
        parts.push((format!("{name} {version}"), license.to_owned(), folder));
    }
    Ok(parts)
}

/// The npm packages in the element.
fn npm() -> Result<Parts> {
    let list = npm_packages()?;
    let list = fs::read_to_string(&list).with_context(|| format!("Vite did not write {}", list.display()))?;
    let mut parts = Parts::new();
    for folder in list.lines() {
        let manifest = fs::read_to_string(Path::new(folder).join("package.json"))?;
        let member = |name| manifest.split(&format!("\"{name}\": \"")).nth(1).and_then(|rest| rest.split('"').next());
        let (Some(name), Some(version), Some(license)) = (member("name"), member("version"), member("license")) else {
            bail!("{folder} doesn't say its name, version and license")
        };
        parts.push((format!("{name} {version}"), license.to_owned(), PathBuf::from(folder)));
    }
    Ok(parts)
}

/// The text of a license: the file, of several that under MIT.
fn license_text(folder: &Path, license: &str) -> Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.to_ascii_uppercase().starts_with("LICENSE") {
            files.push(name);
        }
    }
    files.sort_by_key(|name| (!name.ends_with("MIT"), name.clone()));
    match files.first() {
        Some(file) => Ok(fs::read_to_string(folder.join(file))?.trim().to_owned()),
        None if license.contains("MIT") => {
            let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
            let authors = manifest.split("authors = [").nth(1).and_then(|rest| rest.split(']').next());
            let authors = authors.context("and no authors")?.replace('"', " ");
            let authors: Vec<&str> = authors.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
            Ok(MIT.replace("{authors}", &authors.join(", ")))
        }
        None => bail!("look for it, and say in xtask/src/notices.rs where it is"),
    }
}
