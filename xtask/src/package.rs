//! The npm package: the library as WebAssembly, its JavaScript glue and its types, beside the hand-written entries.

use crate::paths::{DIST, NPM, is_fresh, target};
use crate::shell::{cargo, read, run, timed};
use crate::{declarations, element, notices, npm, programs, size, toolchain, types, wasm};
use anyhow::{Context, Result, ensure};
use std::env::current_exe;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the package and checks its size.
pub(crate) fn build() -> Result<()> {
    toolchain::wasm_target()?;
    npm::install()?;
    module()?;
    types::write()?;
    element::build()?;
    declarations::write()?;
    element::build_global()?;
    notices::write(&registry())?;
    for name in ["LICENSE", "README.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(name).with_context(|| format!("cannot read {name}"))?;
        fs::write(Path::new(NPM).join(name), absolute_links(&text))?;
    }
    size::check()
}

/// Makes links to files that are not in the package absolute, because npm shows the text without the repository.
fn absolute_links(text: &str) -> String {
    const REPOSITORY: &str = "https://github.com/iotcentral-web/iotcentral-web/blob/HEAD/";
    let mut pieces = text.split("](");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        let is_relative = !piece.starts_with('#') && !piece.starts_with("https://");
        text + "](" + if is_relative { REPOSITORY } else { "" } + piece
    })
}

/// Writes the module, its glue and its copy in base64.
pub(crate) fn module() -> Result<()> {
    let library = timed("package: library", || library(Profile::Shipped))?;
    let bindgen = programs::bin("bindgen")?;
    let dist = Path::new(DIST);
    let (module, glue, base64) = (dist.join(MODULE), dist.join(GLUE), dist.join("base64.js"));
    // The file that is written last stands for all.
    if is_fresh(&base64, &[library.clone(), bindgen.clone(), current_exe()?]) {
        return Ok(());
    }
    timed("package: glue", || {
        if dist.exists() {
            fs::remove_dir_all(dist)?;
        }
        write_glue(&bindgen, &library, dist)?;
        types::move_exports()
    })?;
    timed("package: wasm-opt", || {
        fs::write(&module, wasm::without_messages_of_panics(&fs::read(&module)?)?)?;
        let mut optimiser = wasm_opt(&module);
        // Flattening and rebuilding control flow gives smaller code than the compiler's.
        optimiser.args(["--debuginfo", "--flatten", "--rereloop", "-Oz", "-Oz"]);
        run(&mut optimiser, WASM_OPT_FAILED)?;
        fs::write(&module, wasm::name_by_likeness(&fs::read(&module)?)?)?;
        let mut optimiser = wasm_opt(&module);
        optimiser.args(["-Oz", "--reorder-functions-by-name", "--strip-producers", "--strip-target-features"]);
        let names = read(optimiser.arg("--minify-imports-and-exports-and-modules")).context(WASM_OPT_FAILED)?;
        let text = fs::read_to_string(&glue)?;
        fs::write(&glue, shorten_names(&text, &names)?)?;
        write_base64(&module, &base64)
    })
}

const WASM_OPT_FAILED: &str = "is `strip` set in the profile? wasm-opt needs the section that names the module's features, and names of functions";

/// A run of wasm-opt over the module.
fn wasm_opt(module: &Path) -> Command {
    let mut optimiser = npm::tool("wasm-opt");
    // Long functions with one caller are not inlined: function bodies that begin alike compress better than one long
    // body (1.8 KB of the compressed module; other limits save less).
    optimiser.args(["--one-caller-inline-max-function-size", "30"]);
    // Rust's stack grows towards the start of memory, so nothing is stored in the first KB.
    // `--ignore-implicit-traps` is unsafe here: it moves reads of memory before Rust's check of the address.
    optimiser.arg("--low-memory-unused").arg(module).arg("-o").arg(module);
    optimiser
}

/// Builds the package's client in its own folder, in seconds and without optimisation, for `cargo xtask dev`. Returns
/// the folder. The caller adds what the entry imports of the element (`dist/element/values.js`).
pub(crate) fn draft() -> Result<PathBuf> {
    let library = library(Profile::Draft)?;
    let folder = target()?.join("dev");
    fs::create_dir_all(&folder)?;
    for name in ["index.js", "lazy.js", "format.js"] {
        fs::copy(Path::new(NPM).join(name), folder.join(name)).with_context(|| format!("cannot copy {name}"))?;
    }
    // The glue is written after the module, so that a server which sees the glue change finds both.
    write_glue(&programs::built("bindgen")?, &library, &folder.join("dist"))?;
    Ok(folder)
}

const MODULE: &str = "iotcentral_web_bg.wasm";
const GLUE: &str = "iotcentral_web.js";

/// How the library is compiled.
#[derive(PartialEq)]
enum Profile {
    Shipped,
    Draft,
}

/// Compiles the library with its JavaScript API. Returns the path of the module.
fn library(profile: Profile) -> Result<PathBuf> {
    let (name, folder) = if profile == Profile::Shipped { ("wasm", "wasm") } else { ("dev", "debug") };
    let arguments = ["rustc", "--package", "iotcentral-web", "--features", "js", "--lib", "--target", toolchain::WASM];
    // The crate type is set here and not in the manifest: a library that is also an rlib isn't optimised as a whole,
    // which makes it half as large again.
    let mut command = cargo(arguments.into_iter().chain(["--crate-type", "cdylib", "--profile", name]));
    if profile == Profile::Shipped {
        // A function that needs more than 64 bytes of stack stays a function of its own, also with a single caller:
        // bodies that begin alike compress better than one long body (2.4 KB of the compressed module), and engines
        // compile rare paths when they are first taken. Limits of 32 and 96 bytes save 0.5 and 0.8 KB less.
        command.args(["--", "-C", "llvm-args=-inline-max-stacksize=64"]);
        command.env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix={}=", registry().display()));
    }
    run(&mut command, "the compiler's message is above")?;
    Ok(target()?.join(toolchain::WASM).join(folder).join("iotcentral_web.wasm"))
}

/// Writes the module, its glue, and wasm-bindgen's types.
fn write_glue(bindgen: &Path, library: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Command::new(bindgen);
    bindgen.args(["--target", "web", "--omit-default-module-path", "--out-dir"]).arg(folder);
    run(bindgen.arg(library), "library and wasm-bindgen share one version: did Cargo.lock change by hand?")?;
    let glue = folder.join(GLUE);
    let text = fs::read_to_string(&glue)?;
    Ok(fs::write(&glue, explain_misuse(&explain_early_use(&text)?)?)?)
}

/// Adds an error to the glue for calls before the module is loaded: otherwise the error is that a property "of
/// undefined" cannot be read. wasm-bindgen 0.2.130 has no option for it.
fn explain_early_use(glue: &str) -> Result<String> {
    const VARIABLES: &str = "let wasmModule, wasmInstance, wasm;";
    const IS_LOADED: &str = "if (wasm !== undefined) return wasm;";
    ensure!(
        glue.matches(VARIABLES).count() == 1 && glue.matches(IS_LOADED).count() == 2,
        "wasm-bindgen writes other glue than it did: look at {DIST}/iotcentral_web.js and mend `explain_early_use`"
    );
    let empty = r#"let wasmModule, wasmInstance, wasm = new Proxy({}, {
    get() { throw new Error("iotcentral-web is not loaded yet: call `await load()` first, or `init` of iotcentral-web/slim"); },
});"#;
    Ok(glue.replace(VARIABLES, empty).replace(IS_LOADED, "if (wasmInstance !== undefined) return wasm;"))
}

/// Adds an error to the glue for a freed object, or a method that is called without its object: otherwise the glue
/// passes a null pointer to Rust. Freeing twice is allowed.
fn explain_misuse(glue: &str) -> Result<String> {
    const CALL: &str = "(this.__wbg_ptr";
    const FREE: &str = "const ptr = this.__destroy_into_raw();\n        wasm.";
    ensure!(
        glue.contains(CALL) && glue.contains(FREE),
        "wasm-bindgen writes other glue than it did: look at {DIST}/iotcentral_web.js and mend `explain_misuse`"
    );
    let glue = glue.replace(CALL, "(pointer(this)").replace(FREE, &FREE.replace("wasm.", "if (ptr) wasm."));
    Ok(glue
        + r#"
function pointer(object) {
    if (object?.__wbg_ptr) return object.__wbg_ptr;
    throw new IotCentralError("this object was freed, or its method was called without it: make another client after `free()`, and call `dashboards.list()` as a method of `dashboards`", "InvalidInput");
}
"#)
}

/// Replaces the long names of imports and exports in the glue by wasm-opt's short ones: the long names, with their
/// hashes, are 3.6 KB of the compressed package. `names` is wasm-opt's list, with a line for each name: `["module",
/// "long", "short"]` for an import, `["long", "short"]` for an export.
fn shorten_names(glue: &str, names: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    for line in names.lines() {
        let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        match words[..] {
            [module, long, short] => {
                let (long, short) = (format!(" {long}: "), format!(" {short}: "));
                ensure!(glue.matches(&long).count() == 1, "the glue has no import{long}from {module}");
                glue = glue.replace(&long, &short);
            }
            [long, short] => {
                let (long, short) = (format!("wasm.{long}"), format!("wasm.{short}"));
                // The name must end there, since a longer name may begin with it.
                let pieces: Vec<&str> = glue.split(&long).collect();
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
                let name_before = |next: &str| if next.starts_with(is_name) { &long } else { &short };
                let (first, rest) = pieces.split_first().context("the glue is empty")?;
                glue = rest.iter().fold((*first).to_owned(), |glue, next| glue + name_before(next) + next);
            }
            _ => {}
        }
    }
    // wasm-opt puts all imports under one short module name.
    let module = "\"./iotcentral_web_bg.js\": import0";
    ensure!(glue.matches(module).count() == 1, "the glue has no {module}");
    Ok(glue.replace(module, "a: import0"))
}

/// Returns the folder of the sources of dependencies. Panic messages contain their paths, and the published module must
/// not contain paths of the machine that built it.
fn registry() -> PathBuf {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    home.join("registry/src/")
}

/// Writes the module as base64 in a JavaScript file, for the entry that fetches nothing.
fn write_base64(module: &Path, script: &Path) -> Result<()> {
    let mut node = Command::new("node");
    node.args(["--print", "fs.readFileSync(process.argv[1], 'base64')"]).arg(module);
    Ok(fs::write(script, format!("export default \"{}\";\n", read(&mut node)?))?)
}
