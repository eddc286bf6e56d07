//! The package's types: those of the model, which the library prints, those of the exports, which wasm-bindgen writes,
//! and those of `formatValue`.

use crate::paths::{DIST, target};
use crate::programs;
use crate::shell::read;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The agreed types. A test compares the package's types with them.
pub(crate) const GOLDEN: &str = "pkg-tests/golden/index.d.ts";

/// The types of the only export that isn't written in Rust.
const FORMAT: &str = "src/js/format.d.ts";

/// Moves wasm-bindgen's declarations out of the package. `write` reads them.
pub(crate) fn move_exports() -> Result<()> {
    fs::rename(Path::new(DIST).join("iotcentral_web.d.ts"), exports()?)?;
    Ok(fs::remove_file(Path::new(DIST).join("iotcentral_web_bg.wasm.d.ts"))?)
}

/// Writes `dist/index.d.ts`.
pub(crate) fn write() -> Result<()> {
    let models = read(&mut Command::new(programs::example("typescript")?))?;
    let exports = fs::read_to_string(exports()?).context("the types of the exports are gone: remove src/npm/dist")?;
    let format = fs::read_to_string(FORMAT).with_context(|| format!("cannot read {FORMAT}"))?;
    index(&format!("{models}\n{}\n{format}", tidy(&exports)?))
}

/// Writes the agreed types as `dist/index.d.ts`, for checks that use only types, so that the module need not be built.
pub(crate) fn agreed() -> Result<()> {
    index(&fs::read_to_string(GOLDEN).with_context(|| format!("cannot read {GOLDEN}"))?)
}

fn index(text: &str) -> Result<()> {
    fs::create_dir_all(DIST)?;
    Ok(fs::write(Path::new(DIST).join("index.d.ts"), text)?)
}

fn exports() -> Result<PathBuf> {
    Ok(target()?.join("exports.d.ts"))
}

/// Cleans wasm-bindgen's declarations up. Removes the functions that load the module, which the entries declare, the
/// methods that free an object, which the garbage collector does, and the variables for JavaScript's own classes. Turns
/// classes without a constructor into interfaces with the type parameters of their comments. Renames parameters from
/// Rust's style to JavaScript's, and sorts.
fn tidy(text: &str) -> Result<String> {
    let (text, _) = text.split_once("export type InitInput").context("wasm-bindgen ends its types in another way")?;
    let mut out: Vec<String> = Vec::new();
    let mut parameters: Vec<String> = Vec::new();
    let mut lines = text.lines().skip_while(|line| line.ends_with("able */")).peekable();
    while let Some(line) = lines.next() {
        let is_member = line.starts_with("    ");
        let text = line.trim_start();
        let indent = if is_member { "  " } else { &line[..line.len() - text.len()] };
        if let Some(parameter) = text.strip_prefix("* @typeParam ") {
            let (parameter, meaning) =
                parameter.split_once(' ').context("a @typeParam says nothing of its parameter")?;
            parameters.push(parameter.replace('=', " = "));
            let (name, _) = parameter.split_once('=').unwrap_or((parameter, ""));
            out.push(format!(" * @typeParam {name} {meaning}"));
        } else if let Some(name) = text.strip_prefix("export class ").and_then(|class| class.strip_suffix(" {")) {
            let generic = if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) };
            let kind = match lines.next_if(|next| next.trim() == "private constructor();") {
                Some(_) => "interface",
                None => "class",
            };
            out.push(format!("export {kind} {name}{generic} {{"));
            parameters.clear();
        } else if matches!(text, "free(): void;" | "[Symbol.dispose](): void;") || text.starts_with("export let ") {
        } else if text.starts_with("| ") {
            out.push(format!("  {text}"));
        } else if let Some(said) = text.strip_prefix('*') {
            // A short comment fits on one line.
            match out.last_mut() {
                Some(last) if last.trim() == "/**" && lines.next_if(|next| next.trim() == "*/").is_some() => {
                    *last = format!("{last}{said} */");
                }
                _ => out.push(format!("{indent} {text}")),
            }
        } else if is_member && !text.starts_with('/') {
            out.push(format!("{indent}{}", camel_case(text)));
        } else {
            out.push(format!("{indent}{text}"));
        }
    }
    // Sorted by name: wasm-bindgen writes declarations in the linker's order.
    let text = out.join("\n");
    let mut declarations: Vec<&str> = text.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
    declarations.sort_by_key(|declaration| name(declaration));
    Ok(declarations.join("\n\n") + "\n")
}

/// Returns the name that a declaration declares.
fn name(declaration: &str) -> Option<&str> {
    let head = declaration.lines().find_map(|line| line.strip_prefix("export "))?;
    head.split_once(' ')?.1.split(|character: char| !character.is_alphanumeric()).next()
}

fn camel_case(text: &str) -> String {
    let mut words = text.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut characters = word.chars();
        name + &characters.next().map_or(String::new(), |first| first.to_uppercase().to_string()) + characters.as_str()
    })
}
