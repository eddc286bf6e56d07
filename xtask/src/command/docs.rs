//! `cargo xtask docs`

use crate::paths::target;
use crate::shell::{self, cargo, timed};
use crate::{npm, package, size};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// The pages, and their generator with its own lock file.
const SOURCES: &str = "www/docs";
/// The mark in a page that is replaced by the sizes of the build.
const SIZES: &str = "<!-- sizes -->";

/// Builds the documentation into `target/docs`: the pages, the reference of the package's types, and rustdoc.
pub(crate) fn run() -> Result<()> {
    package::build()?;
    npm::install_in(SOURCES)?;
    let site = target()?.join("docs");
    let pages = pages()?;
    timed("docs: pages and reference", || {
        let mut typedoc = npm::tool_in(SOURCES, "typedoc");
        typedoc.args(["--options", SOURCES, "--out"]).arg(&site);
        typedoc.arg("--readme").arg(pages.join("README.md"));
        for page in listed()? {
            typedoc.arg("--projectDocuments").arg(pages.join(page));
        }
        shell::run(&mut typedoc, "TypeDoc's message is above; a broken link in a page is one")
    })?;
    timed("docs: Rust", || {
        shell::run(&mut cargo(["doc", "--package", "iotcentral-web", "--no-deps"]), "rustdoc's message is above")?;
        copy(&target()?.join("doc"), &site.join("rust"))
    })?;
    println!("\n  {}", site.join("index.html").display());
    Ok(())
}

/// Returns the pages in the order of the links on the first page, which must link all of them.
fn listed() -> Result<Vec<String>> {
    let index = fs::read_to_string(Path::new(SOURCES).join("README.md"))?;
    let links = index.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links: Vec<String> = links.filter(|link| link.ends_with(".md")).map(str::to_owned).collect();
    for entry in fs::read_dir(SOURCES)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_page = name.ends_with(".md") && name != "README.md";
        ensure!(!is_page || links.contains(&name), "{SOURCES}/README.md has no link to {name}");
    }
    Ok(links)
}

/// Copies the pages, and inserts the sizes of this build. Returns their folder.
fn pages() -> Result<std::path::PathBuf> {
    let pages = target()?.join("docs-pages");
    fs::create_dir_all(&pages)?;
    let sizes = size::table()?;
    for name in listed()?.iter().map(String::as_str).chain(["README.md"]) {
        let text = fs::read_to_string(Path::new(SOURCES).join(name)).with_context(|| format!("no page {name}"))?;
        ensure!(name != "sizes.md" || text.contains(SIZES), "{SOURCES}/sizes.md has no {SIZES}");
        fs::write(pages.join(name), text.replace(SIZES, &format!("```text\n{sizes}```")))?;
    }
    Ok(pages)
}

/// Copies a folder with its content.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
