//! The Rust program in the documentation, as a crate that cargo checks: its manifest and its code.

use crate::shell::{self, cargo};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// The page with the program.
const PAGE: &str = "www/docs/rust.md";
/// The folder of the crate.
const CRATE: &str = "target/readme";
/// The address of the library in the page's manifest. The crate uses this folder instead.
const REPOSITORY: &str = "https://github.com/iotcentral-web/iotcentral-web";

/// Code around the page's code, which the page leaves out.
const AROUND: [&str; 2] = [
    "#![allow(missing_docs)]
async fn sign_in() -> Result<String, &'static str> { Ok(String::new()) }
fn log(_: &str) {}
pub async fn example() -> Result<(), iotcentral_web::Error> {\n",
    "    Ok(())\n}\n",
];

pub(crate) fn check() -> Result<()> {
    let page = fs::read_to_string(PAGE)?;
    let (manifest, code) = (block(&page, "toml")?, block(&page, "rust")?);
    let here = manifest.replace(&format!("git = \"{REPOSITORY}\""), "path = \"../..\"");
    ensure!(here != manifest, "the manifest in {PAGE} doesn't take the library from {REPOSITORY}");
    let package = "[package]\nname = \"readme\"\nedition = \"2024\"\n\n[workspace]\n\n";
    let root = Path::new(CRATE);
    fs::create_dir_all(root.join("src"))?;
    fs::write(root.join("Cargo.toml"), [package, &here].concat())?;
    fs::write(root.join("src/lib.rs"), [AROUND[0], code, AROUND[1]].concat())?;
    // The same versions as in the workspace.
    fs::copy("Cargo.lock", root.join("Cargo.lock"))?;
    let mut check = cargo(["check", "--target-dir", "target", "--manifest-path"]);
    shell::run(
        check.arg(root.join("Cargo.toml")),
        "the Rust example of www/docs/rust.md does not compile; the crate is in target/readme",
    )
}

/// Returns the only code block of a language.
fn block<'a>(page: &'a str, language: &str) -> Result<&'a str> {
    let (_, rest) =
        page.split_once(&format!("```{language}\n")).with_context(|| format!("{PAGE} has no {language}"))?;
    Ok(rest.split_once("```").map_or(rest, |(text, _)| text))
}
