//! The browsers that tests run in, and their drivers.

use crate::shell::{read, run, timed};
use crate::{npm, paths};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the path of Chromium: `$CHROMIUM`, the machine's, or Playwright's. Installs it if there is none.
pub(crate) fn chromium() -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(path) = named_by("CHROMIUM")?.or_else(|| on_path(&names)) {
        return Ok(path);
    }
    if is_debian_root() {
        install_debian_packages()?;
        return on_path(&names).context("Debian's chromium is installed, but not on the PATH");
    }
    npm::install()?;
    let playwrights = playwrights_own()?;
    if !playwrights.exists() {
        timed("browser: Playwright's Chromium", || {
            let remedy = "install Chromium, and name it: CHROMIUM=/path/to/chromium";
            run(npm::tool("playwright-core").args(["install", "chromium"]), remedy)
        })?;
    }
    Ok(playwrights)
}

/// Returns the path of chromedriver: `$CHROMEDRIVER`, or the machine's. Installs it on Debian.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    if let Some(path) = named_by("CHROMEDRIVER")?.or_else(|| on_path(&["chromedriver"])) {
        return Ok(path);
    }
    if is_debian_root() {
        install_debian_packages()?;
    }
    on_path(&["chromedriver"]).context(
        "no chromedriver: install the one of your browser's version (https://googlechromelabs.github.io/chrome-for-testing) \
         and put it on the PATH, or name it: CHROMEDRIVER=/path/to/chromedriver",
    )
}

/// A browser engine that some tests run in beside Chromium, if the machine has it.
pub(crate) struct Engine {
    /// The name in `pkg-tests/support/engines.mjs`.
    pub(crate) name: &'static str,
    programs: &'static [&'static str],
    /// How to install the engine.
    pub(crate) remedy: &'static str,
}

/// The engines beside Chromium.
pub(crate) const ENGINES: [Engine; 2] = [
    Engine { name: "firefox", programs: &["firefox-esr"], remedy: "on Debian, `apt-get install firefox-esr`" },
    Engine {
        name: "webkit",
        programs: &["WebKitWebDriver", "xvfb-run"],
        remedy: "on Debian, `apt-get install webkit2gtk-driver xvfb`",
    },
];

impl Engine {
    /// Whether all programs of the engine are on the PATH.
    pub(crate) fn is_installed(&self) -> bool {
        self.programs.iter().all(|program| on_path(&[program]).is_some())
    }
}

/// Writes the file that tells wasm-bindgen's test runner which browser to start, and with which options.
pub(crate) fn webdriver_json(chromium: &Path) -> Result<PathBuf> {
    let sandbox = if is_root() { r#", "--no-sandbox""# } else { "" };
    let binary = chromium.to_string_lossy().replace('\\', "/");
    // In milliseconds. The driver's default of five minutes is too long for a page that doesn't load.
    let options = format!(
        r#"{{"timeouts": {{"pageLoad": 30000}}, "goog:chromeOptions": {{"binary": "{binary}", "args": ["--headless=new"{sandbox}]}}}}"#
    );
    let path = paths::target()?.join("webdriver.json");
    fs::write(&path, options)?;
    Ok(path)
}

fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = env::var_os(variable).map(PathBuf::from) else { return Ok(None) };
    if !path.is_file() {
        bail!("{variable} names {}, and there is no such file", path.display());
    }
    Ok(Some(path))
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let files = names.iter().map(|name| format!("{name}{}", env::consts::EXE_SUFFIX));
    files.flat_map(|file| folders.iter().map(move |folder| folder.join(&file))).find(|path| path.is_file())
}

fn playwrights_own() -> Result<PathBuf> {
    let ask = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))";
    Ok(read(Command::new("node").args(["--eval", ask]))?.into())
}

fn is_root() -> bool {
    cfg!(unix) && read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn is_debian_root() -> bool {
    Path::new("/etc/debian_version").exists() && is_root()
}

fn install_debian_packages() -> Result<()> {
    timed("browser: Debian packages", || {
        let remedy = "install chromium and chromium-driver, or name them: CHROMIUM=…, CHROMEDRIVER=…";
        run(Command::new("apt-get").arg("update"), remedy)?;
        let mut install = Command::new("apt-get");
        install.args(["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"]);
        run(install.env("DEBIAN_FRONTEND", "noninteractive"), remedy)
    })
}
