//! The parts of HTTP that do not depend on IoT Central: connections, hosts and origins, bodies, api-versions, and the
//! frame of every answer.

mod body;
mod connection;
pub(crate) mod cors;
mod finish;
mod hosts;
mod if_match;
mod log;
mod parameters;
mod serve;
mod tls;

pub(crate) use self::{
    body::{read_json, read_patch},
    connection::Connection,
    finish::{catch_panic, finish},
    hosts::{Allowed, called, refuse_foreigners, subdomain},
    if_match::check_if_match,
    parameters::{ListNames, PREVIEW, Parameters, STABLE, require_version},
};
pub use self::{
    cors::{AllowedOrigins, Cors, DEFAULT_ORIGINS},
    log::{log, log_panics},
    serve::serve,
    tls::Tls,
};

/// Returns whether a path belongs to the control plane, Azure Resource Manager. Azure ignores the case of paths.
pub(crate) fn is_arm(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    first.eq_ignore_ascii_case("subscriptions") || first.eq_ignore_ascii_case("providers")
}
