//! The npm package: the library as WebAssembly, its JavaScript glue and its types, beside the hand-written entries.

use crate::paths::{DIST, NPM, is_fresh, target};
use crate::shell::{cargo, read, run, timed};
use crate::{npm, programs, size, toolchain};
use anyhow::{Context, Result, ensure};
use std::env::current_exe;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the whole package, and holds it to its budget.
pub(crate) fn build() -> Result<()> {
    toolchain::wasm_target()?;
    npm::install()?;
    module()?;
    types()?;
    for text in ["LICENSE", "README.md"] {
        fs::copy(text, Path::new(NPM).join(text)).with_context(|| format!("cannot copy {text} into {NPM}"))?;
    }
    size::check()
}

/// Writes `dist/index.d.ts`: the model's declarations, printed by the library itself, and the hand-written clients'.
pub(crate) fn types() -> Result<()> {
    let models = read(&mut Command::new(programs::example("typescript")?))?;
    let clients = fs::read_to_string(Path::new(NPM).join("client.d.ts")).context("cannot read src/npm/client.d.ts")?;
    fs::create_dir_all(DIST)?;
    fs::write(Path::new(DIST).join("index.d.ts"), format!("{models}\n\n{clients}"))?;
    Ok(())
}

/// Writes the module, its glue and its copy in base64.
fn module() -> Result<()> {
    timed("package: library", || {
        let arguments =
            ["build", "--package", "iotcentral-web", "--lib", "--profile", "wasm", "--target", toolchain::WASM];
        run(&mut cargo(arguments), "the compiler's message is above")
    })?;
    let bindgen = programs::bin("bindgen")?;

    let library = target()?.join(toolchain::WASM).join("wasm/iotcentral_web.wasm");
    let dist = Path::new(DIST);
    let (module, glue, base64) =
        (dist.join("iotcentral_web_bg.wasm"), dist.join("iotcentral_web.js"), dist.join("base64.js"));
    // What is written last stands for the rest.
    if is_fresh(&base64, &[library.clone(), bindgen.clone(), current_exe()?]) {
        return Ok(());
    }
    timed("package: glue", || {
        if dist.exists() {
            fs::remove_dir_all(dist)?;
        }
        let mut bindgen = Command::new(&bindgen);
        bindgen.args(["--target", "web", "--omit-default-module-path", "--no-typescript", "--out-dir", DIST]);
        run(bindgen.arg(&library), "library and wasm-bindgen share one version: did Cargo.lock change by hand?")?;
        let text = fs::read_to_string(&glue)?;
        Ok(fs::write(&glue, explain_early_use(&text)?)?)
    })?;
    timed("package: wasm-opt", || {
        let mut optimiser = npm::tool("wasm-opt");
        optimiser.args(["-Oz", "--strip-producers", "--strip-target-features"]).arg(&module).arg("-o").arg(&module);
        run(
            &mut optimiser,
            "is `strip` set in the profile? wasm-opt needs the section that names the module's features",
        )?;
        write_base64(&module, &base64)
    })
}

/// Makes the glue say what is wrong when it is used before it holds a module; by itself it says that something
/// "of undefined" cannot be read.
fn explain_early_use(glue: &str) -> Result<String> {
    const VARIABLES: &str = "let wasmModule, wasmInstance, wasm;";
    const IS_LOADED: &str = "if (wasm !== undefined) return wasm;";
    ensure!(
        glue.matches(VARIABLES).count() == 1 && glue.matches(IS_LOADED).count() == 2,
        "wasm-bindgen writes other glue than it did: look at {DIST}/iotcentral_web.js and mend `explain_early_use`"
    );
    let empty = r#"let wasmModule, wasmInstance, wasm = new Proxy({}, {
    get() { throw new Error("iotcentral-web is not loaded yet: call `await init(…)` or `initSync(…)` first"); },
});"#;
    Ok(glue.replace(VARIABLES, empty).replace(IS_LOADED, "if (wasmInstance !== undefined) return wasm;"))
}

/// Writes the module as text inside JavaScript, for the entry that has nothing to fetch.
fn write_base64(module: &Path, script: &Path) -> Result<()> {
    let mut node = Command::new("node");
    node.args(["--print", "fs.readFileSync(process.argv[1], 'base64')"]).arg(module);
    Ok(fs::write(script, format!("export default \"{}\";\n", read(&mut node)?))?)
}
