//! `cargo xtask`: everything there is to run in this repository, for people and for CI alike.

mod browser;
mod children;
mod command;
mod element;
mod floors;
mod npm;
mod package;
mod paths;
mod programs;
mod shell;
mod size;
mod toolchain;

use std::process::ExitCode;

type Command = (&'static str, &'static str, fn() -> anyhow::Result<()>);

const COMMANDS: [Command; 6] = [
    ("demo", "build everything, then serve the page and the emulator until ctrl-c", command::demo::run),
    ("test", "everything: native, boundary, packaging and end-to-end tests", command::test::run),
    ("lint", "formatting, clippy (native and WebAssembly), documentation, TypeScript", command::lint::run),
    ("build", "the npm package in src/npm, with its sizes", command::build::run),
    ("bench", "the benchmarks in pkg-tests/bench", command::bench::run),
    ("golden", "renew pkg-tests/golden after the package's types changed on purpose", command::golden::run),
];

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some((_, _, run)) = COMMANDS.iter().find(|(command, ..)| *command == name) else {
        println!("cargo xtask <command>\n");
        for (command, about, _) in COMMANDS {
            println!("  {command:8}{about}");
        }
        let asked_for_help = matches!(name.as_str(), "" | "help" | "-h" | "--help");
        return if asked_for_help { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    let result = paths::enter_root().and_then(|()| shell::timed(&format!("cargo xtask {name}"), run));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
