//! A local Azure IoT Central: the data plane's dashboards, devices and queries over HTTP, with simulated devices.
//!
//! [`app`] is the whole service as a [`Router`], so tests drive it without a port; `main.rs` serves it. The folders
//! below `api/` are the request's path. It shares no type with the SDK: what it accepts and answers is judged on its own
//! reading of the published contract, so that a mistake in one is not repeated in the other.

mod api;
mod application;
mod auth;
mod body;
mod clock;
mod cors;
mod device;
mod error;
mod etag;
mod filter;
mod model;
mod paging;
mod parameters;
mod seed;
mod simulation;
mod state;
mod store;
mod validate;

pub use clock::Clock;
pub use cors::{AllowedOrigins, DEFAULT_ORIGINS};
pub use state::{DEFAULT_TOKEN, Emulator, Settings};

use axum::{Router, middleware::from_fn_with_state};

/// The whole service. A request walks down this list: request id and error body, Host and Origin, CORS and preflights,
/// token, route.
pub fn app(emulator: Emulator) -> Router {
    let api = Router::new().nest("/api", api::routes()).merge(api::emulator_routes());
    Router::new()
        .merge(api.layer(from_fn_with_state(emulator.clone(), auth::require_token)))
        .fallback(api::not_found)
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(cors::headers(emulator.allowed_origins()))
        .layer(from_fn_with_state(emulator.clone(), cors::refuse_foreigners))
        .layer(from_fn_with_state(emulator.clone(), error::finish))
        .with_state(emulator)
}
