//! The npm package: the library as WebAssembly, its JavaScript glue and its types, beside the hand-written entries.

use crate::paths::{DIST, NPM, is_fresh, target};
use crate::shell::{cargo, read, run, timed};
use crate::{declarations, element, notices, npm, programs, size, toolchain, types};
use anyhow::{Context, Result, ensure};
use std::env::current_exe;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the whole package, and holds it to its budget.
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

/// A text with links to files of the repository as npm can show them: what the package lacks is on the web.
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
    // What is written last stands for the rest.
    if is_fresh(&base64, &[library.clone(), bindgen.clone(), current_exe()?]) {
        return Ok(());
    }
    timed("package: glue", || {
        if dist.exists() {
            fs::remove_dir_all(dist)?;
        }
        write_glue(&bindgen, &library, dist)?;
        types::take()
    })?;
    timed("package: wasm-opt", || {
        let mut optimiser = npm::tool("wasm-opt");
        // Control flow made anew from a flat form comes out smaller than what the compiler wrote, and functions with
        // neighbours of their own module compress better than ones in the order of their use.
        optimiser.args(["--flatten", "--rereloop", "-Oz", "-Oz", "-Oz", "--reorder-functions-by-name"]);
        // A long function with one caller stays a function of its own: bodies that begin alike compress better than one
        // body around them (1.8 KB of the compressed module; other limits give less).
        optimiser.args(["--one-caller-inline-max-function-size", "30"]);
        // Rust's stack is at the start of memory and grows towards it, so nothing lies in the first KB. Not
        // `--ignore-implicit-traps`: it reads from memory before Rust's check of the address, which traps.
        optimiser.arg("--low-memory-unused");
        optimiser.args(["--strip-producers", "--strip-target-features"]);
        optimiser.arg("--minify-imports-and-exports-and-modules").arg(&module).arg("-o").arg(&module);
        let names = read(&mut optimiser)
            .context("is `strip` set in the profile? wasm-opt needs the section that names the module's features")?;
        let text = fs::read_to_string(&glue)?;
        fs::write(&glue, shorten_names(&text, &names)?)?;
        write_base64(&module, &base64)
    })
}

/// The package's client in a folder of its own, compiled in seconds and not optimised: for `cargo xtask dev`. Returns
/// the folder; what its entry imports of the element (`dist/element/values.js`) is the caller's.
pub(crate) fn draft() -> Result<PathBuf> {
    let library = library(Profile::Draft)?;
    let folder = target()?.join("dev");
    fs::create_dir_all(&folder)?;
    for name in ["index.js", "lazy.js", "format.js"] {
        fs::copy(Path::new(NPM).join(name), folder.join(name)).with_context(|| format!("cannot copy {name}"))?;
    }
    // Writes the glue last, with the module beside it: a server that sees it change finds both.
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

/// Compiles the library with its JavaScript face, and tells where it is.
fn library(profile: Profile) -> Result<PathBuf> {
    let (name, folder) = if profile == Profile::Shipped { ("wasm", "wasm") } else { ("dev", "debug") };
    let arguments = ["rustc", "--package", "iotcentral-web", "--features", "js", "--lib", "--target", toolchain::WASM];
    // The crate type is asked for here and not in the manifest: a library that is an rlib too isn't optimised as a
    // whole, which makes it half as large again.
    let mut command = cargo(arguments.into_iter().chain(["--crate-type", "cdylib", "--profile", name]));
    if profile == Profile::Shipped {
        command.env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix={}=", registry().display()));
    }
    run(&mut command, "the compiler's message is above")?;
    Ok(target()?.join(toolchain::WASM).join(folder).join("iotcentral_web.wasm"))
}

/// Writes the module, its glue and the types that wasm-bindgen makes of them.
fn write_glue(bindgen: &Path, library: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Command::new(bindgen);
    bindgen.args(["--target", "web", "--omit-default-module-path", "--out-dir"]).arg(folder);
    run(bindgen.arg(library), "library and wasm-bindgen share one version: did Cargo.lock change by hand?")?;
    let glue = folder.join(GLUE);
    let text = fs::read_to_string(&glue)?;
    Ok(fs::write(&glue, explain_misuse(&explain_early_use(&text)?)?)?)
}

/// Makes the glue say what is wrong when it is used before it holds a module; by itself it says that something
/// "of undefined" cannot be read. wasm-bindgen 0.2.130 has no setting for it.
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

/// Makes the glue say what is wrong with a freed object, or a method without its object; by itself it passes a null
/// pointer on to Rust. To free twice is no mistake.
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

/// Gives the glue the short names that wasm-opt gave what the module imports and exports: the long ones, with their
/// hashes, are 3.6 KB of the compressed package. `names` is wasm-opt's list, a line each: `["module", "long", "short"]`
/// for an import, `["long", "short"]` for an export.
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
                // Behind the name must be its end: another one may begin alike.
                let pieces: Vec<&str> = glue.split(&long).collect();
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
                let whole = |next: &str| if next.starts_with(is_name) { &long } else { &short };
                let (first, rest) = pieces.split_first().context("the glue is empty")?;
                glue = rest.iter().fold((*first).to_owned(), |glue, next| glue + whole(next) + next);
            }
            _ => {}
        }
    }
    // The imports stand under one module name now, which is short too.
    let module = "\"./iotcentral_web_bg.js\": import0";
    ensure!(glue.matches(module).count() == 1, "the glue has no {module}");
    Ok(glue.replace(module, "a: import0"))
}

/// The folder of the sources of dependencies. Panics name their files, and the module must not say on whose machine it
/// was built.
fn registry() -> PathBuf {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    home.join("registry/src/")
}

/// Writes the module as text inside JavaScript, for the entry that has nothing to fetch.
fn write_base64(module: &Path, script: &Path) -> Result<()> {
    let mut node = Command::new("node");
    node.args(["--print", "fs.readFileSync(process.argv[1], 'base64')"]).arg(module);
    Ok(fs::write(script, format!("export default \"{}\";\n", read(&mut node)?))?)
}
