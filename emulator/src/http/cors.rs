//! Which pages may call the emulator, and which headers of its answers they can read.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, header, request::Parts};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

use super::finish::{ERROR_CODE, REQUEST_ID};

/// The default origins: pages served from this computer.
pub const DEFAULT_ORIGINS: [&str; 4] =
    ["http://localhost:*", "https://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"];

/// The list of allowed origins: exact ones, or any port of a host as in `http://localhost:*`.
#[derive(Debug, Clone)]
pub struct AllowedOrigins(Vec<String>);

impl AllowedOrigins {
    /// Allows only these origins. A slash at the end, as in a copied address, is ignored.
    pub fn new(origins: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(origins.into_iter().map(|origin| origin.into().trim_end_matches('/').to_owned()).collect())
    }

    pub(super) fn allows(&self, origin: &HeaderValue) -> bool {
        let Ok(origin) = origin.to_str() else { return false };
        self.0.iter().any(|allowed| match allowed.strip_suffix(":*") {
            None => origin == allowed,
            Some(host) => match origin.strip_prefix(host) {
                Some("") => true,
                Some(rest) => rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok()),
                None => false,
            },
        })
    }
}

impl Default for AllowedOrigins {
    fn default() -> Self {
        Self::new(DEFAULT_ORIGINS)
    }
}

/// Which response headers pages of other origins can read. The service does not document this.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Cors {
    /// Pages can read every response header that clients use
    #[default]
    Open,
    /// Pages can read only the headers that CORS always shows: no etag, no request id, no address of an operation
    Hidden,
    /// As hidden; preflights also refuse PATCH, and request headers other than Authorization and Content-Type
    Strict,
}

const REVEALED: [HeaderName; 9] = [
    header::ETAG,
    REQUEST_ID,
    ERROR_CODE,
    header::RETRY_AFTER,
    HeaderName::from_static("retry-after-ms"),
    HeaderName::from_static("x-ms-retry-after-ms"),
    HeaderName::from_static("azure-asyncoperation"),
    header::LOCATION,
    header::WWW_AUTHENTICATE,
];

/// Adds CORS headers to answers, and answers preflights.
pub(crate) fn headers(origins: AllowedOrigins, cors: Cors) -> CorsLayer {
    let allowed = AllowOrigin::predicate(move |origin: &HeaderValue, _: &Parts| origins.allows(origin));
    // Without this, browsers forget a preflight after five seconds, and a live page would need one for almost every
    // request.
    let layer = CorsLayer::new().allow_origin(allowed).max_age(Duration::from_secs(600));
    let layer = if cors == Cors::Strict {
        layer
            .allow_methods([Method::GET, Method::PUT, Method::POST, Method::DELETE])
            .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
    } else {
        layer
            .allow_methods([Method::GET, Method::PUT, Method::PATCH, Method::POST, Method::DELETE])
            .allow_headers(AllowHeaders::mirror_request())
    };
    if cors == Cors::Open { layer.expose_headers(REVEALED) } else { layer }
}
