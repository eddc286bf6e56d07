//! A local Azure IoT Central over HTTP: applications, their dashboards, devices and queries, with simulated devices.
//!
//! [`app`] is the whole service as a [`Router`], so tests drive it without a port; `main.rs` serves it. The folders
//! below `api/` are the request's path; `arm/` is the control plane. It shares no type with the SDK: what it accepts and answers is judged on its own
//! reading of the published contract, so that a mistake in one is not repeated in the other.

mod api;
mod application;
mod arm;
mod auth;
mod body;
mod clock;
mod cors;
mod device;
mod error;
mod etag;
mod faults;
mod filter;
mod limits;
mod merge;
mod model;
mod paging;
mod parameters;
mod schema;
mod seed;
mod serve;
mod simulation;
mod state;
mod store;
mod tls;
mod validate;
mod welcome;

pub use arm::LroStyle;
pub use auth::Role;
pub use clock::Clock;
pub use cors::{AllowedOrigins, Cors, DEFAULT_ORIGINS};
pub use serve::serve;
pub use state::{DEFAULT_TOKEN, Emulator, Seeded, Settings};
pub use tls::Tls;

use axum::{
    Router,
    extract::{OriginalUri, Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};

/// The whole service. A request walks down this list: cut connections, request id and error body, Host and Origin, CORS
/// and preflights, panics, faults, token and role, the service's limits, route.
pub fn app(emulator: Emulator) -> Router {
    let api = api::routes()
        .layer(from_fn_with_state(emulator.clone(), limits::enforce))
        .layer(from_fn_with_state(emulator.clone(), auth::require_token));
    let own = api::emulator::routes().layer(from_fn_with_state(emulator.clone(), auth::require_token));
    Router::new()
        .route("/", get(welcome::welcome))
        .nest("/api", api)
        .nest("/emulator", own)
        .fallback(fallback)
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(from_fn_with_state(emulator.clone(), faults::inject))
        .layer(from_fn(error::catch_panic))
        .layer(cors::headers(emulator.allowed_origins(), emulator.cors()))
        .layer(from_fn_with_state(emulator.clone(), cors::refuse_foreigners))
        .layer(from_fn_with_state(emulator.clone(), error::finish))
        .layer(from_fn(faults::cut))
        .with_state(emulator)
}

/// The control plane compares paths without case, which the router can't.
async fn fallback(state: State<Emulator>, uri: OriginalUri, request: Request) -> Response {
    if arm::is_arm(uri.path()) {
        return arm::serve(state, request).await.into_response();
    }
    api::not_found(uri).await.into_response()
}
