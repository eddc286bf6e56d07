//! `wasm-bindgen`, in the version of the workspace's lock file. (rustc reserves the binary's own name for an old
//! library.)

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
