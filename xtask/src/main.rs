//! `cargo xtask`: all commands of this repository, for people and for CI.

mod browser;
mod children;
mod command;
mod declarations;
mod element;
mod floors;
mod notices;
mod npm;
mod package;
mod paths;
mod programs;
mod readme;
mod shell;
mod size;
mod text;
mod toolchain;
mod types;
mod wasm;

use std::process::ExitCode;

/// A command: its name, its description, and a function that runs it with the arguments after the name.
type Command = (&'static str, &'static str, fn(&[String]) -> anyhow::Result<()>);

const COMMANDS: [Command; 8] = [
    ("demo", "build everything, then serve the page and the emulator until ctrl-c", |_| command::demo::run()),
    ("dev", "the demo, made anew as files change, and how long each part takes", |_| command::dev::run()),
    (
        "test",
        "everything; `test fast` without a browser; `test face` one suite, `test PATH` one file",
        command::test::run,
    ),
    ("lint", "formatting, clippy (native and WebAssembly), documentation, TypeScript", |_| command::lint::run()),
    ("build", "the npm package in src/npm, with its sizes", |_| command::build::run()),
    ("docs", "the documentation, into target/docs", |_| command::docs::run()),
    ("bench", "the benchmarks in pkg-tests/bench; `bench start` one of them", command::bench::run),
    ("golden", "renew pkg-tests/golden after the package's types changed on purpose", |_| command::golden::run()),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let arguments: Vec<String> = arguments.collect();
    let Some((_, _, run)) = COMMANDS.iter().find(|(command, ..)| *command == name) else {
        println!("cargo xtask <command>\n");
        for (command, about, _) in COMMANDS {
            println!("  {command:8}{about}");
        }
        let asked_for_help = matches!(name.as_str(), "" | "help" | "-h" | "--help");
        return if asked_for_help { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    let result = paths::enter_root().and_then(|()| shell::timed(&format!("cargo xtask {name}"), || run(&arguments)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
