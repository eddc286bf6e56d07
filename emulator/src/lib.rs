//! A local Azure IoT Central over HTTP: applications, their dashboards, devices and queries, with simulated devices.
//!
//! [`app`] is the complete service as a [`Router`], so that tests need no port; `main.rs` serves it. The folders below
//! `api/` follow the paths of requests, and `arm/` is the control plane. The crate shares no type with the SDK: it
//! implements its own reading of the published contract, so that a mistake in one is not repeated in the other.
//!
//! The rooms in the order of their dependencies: a room uses only rooms before it, which `tests/rooms.rs` checks.
//!
//! Rooms, from the ground up: error, clock, json, validate, simulation, store, device, query, documents, resource,
//! seed, http, faults, emulator, application, auth, arm, api.

mod api;
mod application;
mod arm;
mod auth;
mod clock;
mod device;
mod documents;
mod emulator;
mod error;
mod faults;
mod http;
mod json;
mod query;
mod resource;
mod seed;
mod simulation;
mod store;
mod validate;

pub use auth::Role;
pub use clock::Clock;
pub use emulator::{DEFAULT_ARM_PAGE, DEFAULT_TOKEN, Emulator, Seeded, Settings};
pub use http::{AllowedOrigins, Cors, DEFAULT_ORIGINS, Tls, log, log_panics, serve};
pub use resource::LroStyle;

use std::sync::Arc;

use axum::{
    Router,
    extract::{OriginalUri, Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};

/// Returns the complete service. A request passes these layers in order: cut connections, request id and error body,
/// Host and Origin, CORS and preflights, panics, faults, token and role, the service's limits, route.
pub fn app(emulator: Emulator) -> Router {
    let api = match emulator.has_limits() {
        true => api::routes().layer(from_fn_with_state(Arc::default(), api::limits::enforce)),
        false => api::routes(),
    };
    let api = api.layer(from_fn_with_state(emulator.clone(), auth::require_token));
    let own = api::emulator::routes().layer(from_fn_with_state(emulator.clone(), auth::require_token));
    let allowed = emulator.allowed();
    Router::new()
        .route("/", get(api::welcome::welcome))
        .nest("/api", api)
        .nest("/emulator", own)
        .fallback(fallback)
        .method_not_allowed_fallback(api::method_not_allowed)
        .layer(from_fn_with_state(emulator.faults().clone(), faults::inject))
        .layer(from_fn(http::catch_panic))
        .layer(http::cors::headers(allowed.origins.clone(), emulator.cors()))
        .layer(from_fn_with_state(allowed, http::refuse_foreigners))
        .layer(from_fn_with_state(emulator.clock(), http::finish))
        .layer(from_fn(faults::cut))
        .with_state(emulator)
}

/// The case of the control plane's paths is ignored, which the router cannot do.
async fn fallback(state: State<Emulator>, uri: OriginalUri, request: Request) -> Response {
    if http::is_arm(uri.path()) {
        return arm::serve(state, request).await.into_response();
    }
    api::not_found(uri).await.into_response()
}
