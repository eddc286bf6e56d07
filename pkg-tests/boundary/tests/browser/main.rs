//! Tests of the Rust code that need a browser, one file for each area.
#![cfg(target_arch = "wasm32")]

#[cfg(test)]
mod transport;
#[cfg(test)]
mod world;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
