//! `cargo xtask demo`

use crate::children::Children;
use crate::{npm, package, programs};
use anyhow::{Context, Result};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// The port at which the page expects the emulator.
const EMULATOR: u16 = 7071;
const PAGE: u16 = 4173;

/// Builds everything, and serves the page and the emulator until ctrl-c.
pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    package::build()?;
    npm::build_page()?;
    let emulator = programs::bin("iotcentral-emulator")?;
    let mut children = Children::new()?;
    serve(&mut children, &emulator, npm::tool("vite").args(["preview", "www"]))?;
    println!("\nready after {:.0} s; ctrl-c stops it\n", start.elapsed().as_secs_f64());
    children.wait()
}

/// Starts the emulator and the page, and prints the page's address. Returns the emulator's port.
pub(crate) fn serve(children: &mut Children, emulator: &Path, vite: &mut Command) -> Result<u16> {
    let port = free_port(EMULATOR)?;
    start_emulator(children, emulator, port)?;
    let page = free_port(PAGE)?;
    vite.args(["--host", "127.0.0.1", "--strictPort", "--logLevel", "warn", "--port", &page.to_string()]);
    children.start("page", vite, page)?;
    let query = if port == EMULATOR { String::new() } else { format!("?endpoint=http://127.0.0.1:{port}") };
    println!("\nopen http://127.0.0.1:{page}/{query}");
    Ok(port)
}

/// Starts the emulator on a port.
pub(crate) fn start_emulator(children: &mut Children, emulator: &Path, port: u16) -> Result<()> {
    children.start("emulator", Command::new(emulator).args(["--port", &port.to_string()]), port)
}

/// Returns the first free port from `first` on.
fn free_port(first: u16) -> Result<u16> {
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (first..first.saturating_add(100))
        .find(is_free)
        .with_context(|| format!("ports {first} and the next 100 are taken"))
}
