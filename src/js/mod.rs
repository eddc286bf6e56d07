//! The JavaScript API: converts arguments, calls the client, converts results. The only module that uses wasm-bindgen,
//! which generates the package's types from the exports, their doc comments, and the declarations of `options!` and
//! `output!`.

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
mod operation;
mod options;
mod organizations;
mod output;
mod pages;
mod poller;
mod query;
mod tile_data;
mod transfer;
mod typescript;
mod validate;

/// An allocator that is small rather than fast, since a page must download it first.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
