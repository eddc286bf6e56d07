//! Checks the names by which the emulator is called. The Host check prevents DNS rebinding. The Origin check rejects
//! the requests that browsers send without a preflight: CORS headers would only hide the answers.

use axum::{
    extract::{Request, State},
    http::{header, request::Parts, uri::Authority},
    middleware::Next,
    response::Response,
};

use super::AllowedOrigins;
use crate::error::Error;

/// The allowed callers, and the names of the emulator.
#[derive(Debug, Clone)]
pub(crate) struct Allowed {
    /// Names and addresses of the emulator beside those of this computer.
    pub(crate) hosts: Vec<String>,
    pub(crate) origins: AllowedOrigins,
}

/// Answers 403 if the Host is not a name of the emulator, or the Origin is not allowed.
pub(crate) async fn refuse_foreigners(
    State(allowed): State<Allowed>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let (parts, body) = request.into_parts();
    if parts.headers.get_all(header::HOST).iter().count() > 1 {
        return Err(Error::bad_request("The request has several Host headers. Send one."));
    }
    let host = called(&parts).unwrap_or_default();
    let request = Request::from_parts(parts, body);
    if !is_local(&host, &allowed.hosts) {
        return Err(Error::forbidden(
            "The Host header is not this computer. Call the emulator as localhost, 127.0.0.1, [::1] or a name under \
             localhost, or start it with --allow-host.",
        ));
    }
    if let Some(origin) = request.headers().get(header::ORIGIN)
        && !allowed.origins.allows(origin)
    {
        return Err(Error::forbidden(format!(
            "The page's origin {} may not call this emulator. Start it with --allow-origin to let it.",
            origin.to_str().unwrap_or("(unreadable)")
        )));
    }
    Ok(next.run(request).await)
}

/// Returns the host and port that the client called.
pub(crate) fn called(parts: &Parts) -> Option<String> {
    let header = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    header.map(str::to_owned).or_else(|| parts.uri.authority().map(Authority::to_string))
}

/// Returns the subdomain of a host below `localhost`, or below an allowed name if the host is not an allowed name
/// itself. The host must be in lower case.
pub(crate) fn subdomain<'a>(host: &'a str, allowed: &[String]) -> Option<&'a str> {
    let under = |name: &str| host.strip_suffix(&name.to_ascii_lowercase())?.strip_suffix('.');
    if let Some(subdomain) = under("localhost") {
        return Some(subdomain);
    }
    if is_allowed(host, allowed) {
        return None;
    }
    // If one allowed name is below another one, the longest counts.
    allowed.iter().filter_map(|name| under(name)).min_by_key(|subdomain| subdomain.len())
}

fn is_local(host: &str, allowed: &[String]) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().to_ascii_lowercase();
    let local = matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]");
    !host.contains('@') && (local || is_allowed(&name, allowed) || subdomain(&name, allowed).is_some())
}

/// Addresses of version 6 have no brackets here, unlike in URLs.
fn is_allowed(host: &str, allowed: &[String]) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
}
