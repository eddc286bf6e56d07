//! Azure IoT Central SDK for the browser.
//!
//! [`client`] is where a Rust program begins; JavaScript sees the module `js`, which isn't built natively. Data walks
//! `js → client → {pipeline, telemetry} → request → model → json`, and no arrow turns round; [`transport`] is plugged in.

pub mod client;
pub mod error;
pub mod json;
pub mod merge;
pub mod model;
pub mod pipeline;
pub mod redact;
pub mod request;
pub mod telemetry;
pub mod transport;
pub mod validate;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
mod js;

pub use client::{ApplicationsClient, IotCentralClient};
pub use error::{Error, ErrorKind};
