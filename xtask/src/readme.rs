//! The Rust program in the documentation: its manifest and its code, as a crate that cargo checks.

use crate::shell::{self, cargo};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Where the program is.
const PAGE: &str = "www/docs/rust.md";
/// Where the crate is made.
const CRATE: &str = "target/readme";
/// Where the page takes the library from; the crate takes it from here.
const REPOSITORY: &str = "https://github.com/iotcentral-web/iotcentral-web";

/// What the code takes for granted.
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
    // The versions that everything else here is checked with.
    fs::copy("Cargo.lock", root.join("Cargo.lock"))?;
    let mut check = cargo(["check", "--target-dir", "target", "--manifest-path"]);
    shell::run(
        check.arg(root.join("Cargo.toml")),
        "the Rust example of www/docs/rust.md does not compile; the crate is in target/readme",
    )
}

/// The text of the only code block of a language.
fn block<'a>(page: &'a str, language: &str) -> Result<&'a str> {
    let (_, rest) =
        page.split_once(&format!("```{language}\n")).with_context(|| format!("{PAGE} has no {language}"))?;
    Ok(rest.split_once("```").map_or(rest, |(text, _)| text))
}
