//! `cargo xtask test`

use crate::command::lint;
use crate::shell::{self, cargo, timed};
use crate::{browser, npm, package, programs, toolchain};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tests that run together.
struct Suite {
    name: &'static str,
    about: &'static str,
    needs: &'static [Need],
}

/// A condition for running a suite.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    Browser,
    Driver,
    Package,
    Page,
    Emulator,
}

/// All suites, the quickest first. Those after `BOUNDARY` are folders of `pkg-tests`. A run without names leaves out
/// `ENVIRONMENTS`, which installs packages of others.
const SUITES: [Suite; 9] = [
    Suite { name: NATIVE, about: "the Rust crates, without a browser", needs: &[] },
    Suite { name: BOUNDARY, about: "the Rust side in Chromium", needs: &[Need::Browser, Need::Driver] },
    Suite { name: "face", about: "the JavaScript API, in Chromium", needs: &[Need::Browser, Need::Package] },
    Suite { name: "tiles", about: "tiles, in Chromium", needs: &[Need::Browser] },
    Suite {
        name: "packaging",
        about: "the packed package in each environment",
        needs: &[Need::Browser, Need::Package, Need::Emulator],
    },
    Suite { name: "peers", about: "the emulator by other clients", needs: &[Need::Emulator] },
    Suite {
        name: "e2e",
        about: "page and element, end to end",
        needs: &[Need::Browser, Need::Package, Need::Page, Need::Emulator],
    },
    Suite { name: ENGINES, about: "Firefox and WebKit, where installed", needs: &[Need::Package, Need::Emulator] },
    Suite {
        name: ENVIRONMENTS,
        about: "frameworks and test runners, installed from the registry",
        needs: &[Need::Browser, Need::Package, Need::Emulator],
    },
];
const NATIVE: &str = "native";
const BOUNDARY: &str = "boundary";
const ENGINES: &str = "engines";
const ENVIRONMENTS: &str = "environments";

/// Suites that run only by name: they take long, or need programs that few machines have.
const ON_DEMAND: [&str; 2] = [ENGINES, ENVIRONMENTS];

/// Runs tests by the arguments: all suites without arguments, `fast`, a suite, or a file of `pkg-tests`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => all(SUITES.iter().filter(|suite| !ON_DEMAND.contains(&suite.name))),
        [name] if name == "fast" => fast(),
        [name] => match SUITES.iter().find(|suite| suite.name == name) {
            Some(suite) => all([suite].into_iter()),
            None => file(Path::new(name)),
        },
        _ => bail!("`cargo xtask test` takes one name at most\n  {}", usage()),
    }
}

fn usage() -> String {
    let suites: Vec<String> = SUITES.iter().map(|Suite { name, about, .. }| format!("  {name:14}{about}")).collect();
    let suites = suites.join("\n  ");
    format!(
        "name nothing for everything, a test file, or\n    fast          lint of what changed, and `native`\n  {suites}"
    )
}

/// Runs suites in order.
fn all<'a>(suites: impl Iterator<Item = &'a Suite> + Clone) -> Result<()> {
    let needs: Vec<Need> = suites.clone().flat_map(|suite| suite.needs).copied().collect();
    let ready = Ready::new(&needs)?;
    for suite in suites {
        timed(&format!("test: {} ({})", suite.name, suite.about), || match suite.name {
            NATIVE => native(),
            BOUNDARY => boundary(&ready),
            ENGINES => engines(&ready, &files(ENGINES)?),
            folder => node_tests(suite, &ready, &files(folder)?),
        })?;
    }
    Ok(())
}

/// Runs one test file of a suite.
fn file(path: &Path) -> Result<()> {
    let folder = path.parent().and_then(Path::file_name);
    let suite = SUITES.iter().find(|suite| folder.is_some_and(|folder| folder == suite.name));
    let suite = suite
        .filter(|_| path.is_file())
        .with_context(|| format!("no test is named {}\n  {}", path.display(), usage()))?;
    let (ready, files) = (Ready::new(suite.needs)?, [path.to_path_buf()]);
    if suite.name == ENGINES { engines(&ready, &files) } else { node_tests(suite, &ready, &files) }
}

/// Runs the quick tests that need no browser, for use before each commit.
fn fast() -> Result<()> {
    lint::changed()?;
    timed("test: native", || shell::run(&mut cargo(["test", "--workspace"]), "the failing test is above"))
}

/// What the suites need, found or built.
#[derive(Default)]
struct Ready {
    chromium: PathBuf,
    chromedriver: PathBuf,
    emulator: PathBuf,
}

impl Ready {
    /// Looks for missing programs first, since building takes minutes.
    fn new(needs: &[Need]) -> Result<Self> {
        let mut ready = Self::default();
        if needs.contains(&Need::Browser) {
            ready.chromium = browser::chromium()?;
        }
        if needs.contains(&Need::Driver) {
            ready.chromedriver = browser::chromedriver()?;
        }
        if needs.contains(&Need::Package) {
            package::build()?;
        }
        npm::install()?;
        if needs.contains(&Need::Page) {
            npm::build_page()?;
        }
        if needs.contains(&Need::Emulator) {
            ready.emulator = programs::bin("iotcentral-emulator")?;
        }
        Ok(ready)
    }
}

fn native() -> Result<()> {
    shell::run(&mut cargo(["test", "--workspace"]), "the failing test is above")?;
    let mut check = cargo(["check", "--package", "iotcentral-web", "--target", toolchain::WASM]);
    shell::run(check.args(lint::EXAMPLES), "Rust applications are built for WebAssembly, without the JavaScript API")
}

/// Runs `wasm-bindgen-test`: tests of the Rust code that need a browser.
fn boundary(ready: &Ready) -> Result<()> {
    let mut test = cargo(["test", "--package", "boundary", "--target", toolchain::WASM]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", programs::bin("test-runner")?)
        .env("CHROMEDRIVER", &ready.chromedriver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::webdriver_json(&ready.chromium)?)
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    // The runner's server sometimes leaves a script unanswered, so that no test runs. A second run tells this from a
    // test that fails.
    shell::run(&mut test, "once more").or_else(|_| shell::run(&mut test, "the failing test is above"))
}

/// Runs test files in the engines beside Chromium, one after the other. An engine that isn't installed is reported and
/// skipped.
fn engines(ready: &Ready, files: &[PathBuf]) -> Result<()> {
    for engine in browser::ENGINES {
        if !engine.is_installed() {
            println!("  {} is not installed, and left out: {}", engine.name, engine.remedy);
            continue;
        }
        let mut node = Command::new("node");
        // Node 20 needs this flag for WebSocket; later versions accept it.
        node.args(["--experimental-websocket", "--test", "--test-reporter=spec", "--test-concurrency=1"]);
        node.env("ENGINE", engine.name)
            .env("EMULATOR", &ready.emulator)
            .env("TEST_RUNNER", programs::bin("test-runner")?);
        shell::run(node.args(files), "the failing test is above")?;
    }
    Ok(())
}

/// Returns the test files of a folder of `pkg-tests`.
fn files(folder: &str) -> Result<Vec<PathBuf>> {
    let folder = PathBuf::from("pkg-tests").join(folder);
    let entries = fs::read_dir(&folder).with_context(|| format!("no tests in {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    ensure!(!files.is_empty(), "no *.test.mjs in {}", folder.display());
    Ok(files)
}

/// Runs test files of a suite, which share one browser.
fn node_tests(suite: &Suite, ready: &Ready, files: &[PathBuf]) -> Result<()> {
    let mut node = Command::new("node");
    if suite.needs.contains(&Need::Browser) {
        node.arg("pkg-tests/run.mjs").env("CHROMIUM", &ready.chromium);
    } else {
        node.args(["--test", "--test-reporter=spec"]);
    }
    node.env("EMULATOR", &ready.emulator).args(files);
    shell::run(&mut node, "the failing test is above")
}
