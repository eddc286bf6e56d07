//! The JavaScript face: convert, call, convert. The only module that knows wasm-bindgen; types are declared in
//! `src/npm/client.d.ts`.

mod abort;
mod client;
mod convert;
mod credential;
mod dashboards;
mod error;
mod feed;
mod options;
mod pages;
