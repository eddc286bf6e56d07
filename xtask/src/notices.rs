//! The third-party parts of the package, with their licenses: `THIRD-PARTY-NOTICES.txt` for people, `sbom.cdx.json` for
//! tools.

use crate::paths::{NPM, target};
use crate::shell::{cargo, read, timed};
use crate::toolchain;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the file in which Vite's build of the element lists the npm packages that it bundled (`www/vite.inside.ts`).
pub(crate) fn npm_packages() -> Result<PathBuf> {
    Ok(target()?.join("npm-packages-inside.txt"))
}

const STANDARD_LIBRARY: &str = "The Rust standard library";
const STANDARD_LICENSE: &str = "MIT OR Apache-2.0";

/// The text of the MIT license, for crates that come without a license file.
const MIT: &str = include_str!("notices/mit.txt");

/// A crate or an npm package in the package.
struct Part {
    /// The registry's name in package URLs: `cargo` or `npm`.
    registry: &'static str,
    name: String,
    version: String,
    license: String,
    folder: PathBuf,
}

/// Writes the notices and the bill of materials. Fails if a part names no license.
pub(crate) fn write(registry: &Path) -> Result<()> {
    timed("package: notices", || {
        let mut parts = crates(registry)?;
        parts.extend(npm()?);
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let text = MIT.replace("{authors}", "The Rust Project Developers");
        texts.entry(text).or_default().push(format!("{STANDARD_LIBRARY} ({STANDARD_LICENSE})"));
        for Part { name, version, license, folder, .. } in &parts {
            let text = license_text(folder, license).with_context(|| format!("{name} has no text of its license"))?;
            texts.entry(text).or_default().push(format!("{name} {version} ({license})"));
        }
        let mut notices = String::from("iotcentral-web has the work of others inside.\n");
        for (text, names) in texts {
            notices += &format!("\n{}\n\n{}\n\n{text}\n", "-".repeat(80), names.join("\n"));
        }
        fs::write(Path::new(NPM).join("THIRD-PARTY-NOTICES.txt"), notices)?;
        Ok(fs::write(Path::new(NPM).join("sbom.cdx.json"), bill_of_materials(&parts)?)?)
    })
}

/// Returns the parts as a software bill of materials in [CycloneDX 1.6](https://cyclonedx.org/docs/1.6/json/).
fn bill_of_materials(parts: &[Part]) -> Result<String> {
    let component = |registry: &str, name: &str, version: &str, license: &str| {
        let url = format!("pkg:{registry}/{}@{version}", name.replace('@', "%40"));
        // Before SPDX expressions, crates separated licenses by a slash.
        let licenses = [json!({ "expression": license.replace('/', " OR ") })];
        let (kind, url) = ("library", url.as_str());
        json!({ "type": kind, "bom-ref": url, "name": name, "version": version, "licenses": licenses, "purl": url })
    };
    let own = Manifest::read(Path::new(NPM))?;
    let own = component("npm", &own.member("name")?, &own.member("version")?, &own.member("license")?);
    let mut components =
        vec![json!({ "type": "library", "name": STANDARD_LIBRARY, "licenses": [{ "expression": STANDARD_LICENSE }] })];
    components.extend(parts.iter().map(|part| component(part.registry, &part.name, &part.version, &part.license)));
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": own },
        "components": components,
    });
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}

/// Returns the crates in the module, without those that run only at compile time.
fn crates(registry: &Path) -> Result<Vec<Part>> {
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
    let mut parts = Vec::new();
    for line in lines {
        let [package, license, ..] = line.split('|').collect::<Vec<_>>()[..] else { continue };
        let (name, version) = package.split_once(" v").context("cargo tree names a package otherwise than it did")?;
        // This crate itself, which has the package's license.
        if version.contains('(') {
            continue;
        }
        let folder = format!("{name}-{version}");
        let indexes = fs::read_dir(registry).with_context(|| format!("no crates in {}", registry.display()))?;
        let mut folders = indexes.filter_map(|index| Some(index.ok()?.path().join(&folder)));
        let folder = folders.find(|folder| folder.is_dir()).with_context(|| format!("{folder} is not there"))?;
        let (name, version, license) = (name.to_owned(), version.to_owned(), license.to_owned());
        parts.push(Part { registry: "cargo", name, version, license, folder });
    }
    Ok(parts)
}

/// Returns the npm packages in the element.
fn npm() -> Result<Vec<Part>> {
    let list = npm_packages()?;
    let list = fs::read_to_string(&list).with_context(|| format!("Vite did not write {}", list.display()))?;
    let mut parts = Vec::new();
    for folder in list.lines() {
        let folder = PathBuf::from(folder);
        let manifest = Manifest::read(&folder)?;
        let (name, version, license) =
            (manifest.member("name")?, manifest.member("version")?, manifest.member("license")?);
        parts.push(Part { registry: "npm", name, version, license, folder });
    }
    Ok(parts)
}

/// The folder of an npm package and its package.json.
struct Manifest(PathBuf, Value);

impl Manifest {
    fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("package.json");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))?;
        Ok(Self(path, value))
    }

    fn member(&self, name: &str) -> Result<String> {
        let text = self.1.get(name).and_then(Value::as_str);
        Ok(text.with_context(|| format!("{} has no `{name}`", self.0.display()))?.to_owned())
    }
}

/// Returns the text of a package's license: its license file, or the one for MIT if there are several.
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
