//! Which pages may talk to the emulator. The Host check stops DNS rebinding, the Origin check stops the requests that a
//! browser sends without asking first; CORS headers alone would only hide the answers.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, header, request::Parts, uri::Authority},
    middleware::Next,
    response::Response,
};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

use crate::{
    Emulator,
    error::{ERROR_CODE, Error, REQUEST_ID},
};

/// The pages that may call when nothing else is said: those served from this computer.
pub const DEFAULT_ORIGINS: [&str; 2] = ["http://localhost:*", "http://127.0.0.1:*"];

/// The allow-list of origins: exact ones, or any port of a host as `http://localhost:*`.
#[derive(Debug, Clone)]
pub struct AllowedOrigins(Vec<String>);

impl AllowedOrigins {
    /// Allows these origins and no others. A slash at the end, as copied from an address bar, is forgiven.
    pub fn new(origins: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(origins.into_iter().map(|origin| origin.into().trim_end_matches('/').to_owned()).collect())
    }

    fn allows(&self, origin: &HeaderValue) -> bool {
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

/// What answers to other origins reveal. Which it is at the service is not documented.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Cors {
    /// Pages read every response header that matters
    #[default]
    Open,
    /// Pages read no response header but those that CORS always shows: no etag, no request id, no operation to poll
    Hidden,
    /// As hidden; and preflights refuse PATCH, and headers other than Authorization and Content-Type: what is left is
    /// known to work at the service
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

/// The CORS headers of answers, and the answers to preflights.
pub(crate) fn headers(origins: AllowedOrigins, cors: Cors) -> CorsLayer {
    let allowed = AllowOrigin::predicate(move |origin: &HeaderValue, _: &Parts| origins.allows(origin));
    // Browsers forget a preflight after five seconds otherwise, and a live page asks every few.
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

/// Answers 403 to a Host that is not this computer and to an Origin that is not on the list.
pub(crate) async fn refuse_foreigners(
    State(emulator): State<Emulator>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let (parts, body) = request.into_parts();
    let host = host(&parts).unwrap_or_default();
    let request = Request::from_parts(parts, body);
    if !is_local(&host, emulator.allowed_hosts()) {
        return Err(Error::forbidden(
            "The Host header is not this computer. Call the emulator as localhost, 127.0.0.1, [::1] or a name under \
             localhost, or start it with --allow-host.",
        ));
    }
    if let Some(origin) = request.headers().get(header::ORIGIN)
        && !emulator.allowed_origins().allows(origin)
    {
        return Err(Error::forbidden(format!(
            "The page's origin {} may not call this emulator. Start it with --allow-origin to let it.",
            origin.to_str().unwrap_or("(unreadable)")
        )));
    }
    Ok(next.run(request).await)
}

/// The host and port the client called.
pub(crate) fn host(parts: &Parts) -> Option<String> {
    let header = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    header.map(str::to_owned).or_else(|| parts.uri.authority().map(Authority::to_string))
}

/// The scheme, host and port the client called.
pub(crate) fn origin(emulator: &Emulator, parts: &Parts) -> String {
    format!("{}://{}", emulator.scheme(), host(parts).unwrap_or_default())
}

/// What a host names under `localhost`, or under a name that is allowed where it isn't one itself: an application's
/// subdomain. Takes the host in lower case.
pub(crate) fn subdomain<'a>(host: &'a str, allowed: &[String]) -> Option<&'a str> {
    let under = |name: &str| host.strip_suffix(&name.to_ascii_lowercase())?.strip_suffix('.');
    if let Some(subdomain) = under("localhost") {
        return Some(subdomain);
    }
    if is_allowed(host, allowed) {
        return None;
    }
    // Of names under each other, the longest has it.
    allowed.iter().filter_map(|name| under(name)).min_by_key(|subdomain| subdomain.len())
}

fn is_local(host: &str, allowed: &[String]) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().to_ascii_lowercase();
    let local = matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]");
    !host.contains('@') && (local || is_allowed(&name, allowed) || subdomain(&name, allowed).is_some())
}

/// Addresses of version 6 are given without the brackets that URLs have around them.
fn is_allowed(host: &str, allowed: &[String]) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
}
