//! `wasm-bindgen`, from the workspace's own lock file. (A binary of that very name is taken by rustc for an ancient
//! library.)

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
