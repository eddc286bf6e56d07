//! The JavaScript face: convert, call, convert. The only module that knows wasm-bindgen, which writes the package's types from the
//! exports, their doc comments, and what `options!` and `output!` declare.

mod abort;
mod applications;
mod client;
mod client_options;
mod convert;
mod credential;
mod dashboards;
mod device_groups;
mod device_templates;
mod devices;
mod downsample;
mod edit;
mod error;
mod feed;
mod file_uploads;
mod layout;
mod observer;
mod options;
mod organizations;
mod output;
mod pages;
mod poller;
mod query;
mod tile_data;
mod typescript;
mod validate;

/// Small instead of fast: a page downloads it before it allocates anything.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
