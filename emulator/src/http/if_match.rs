//! `If-Match`: conditional changes.

use axum::http::{HeaderMap, header};

use crate::error::Error;

/// Returns an error if `If-Match` has another etag than the current one. Without the header every change is allowed.
pub(crate) fn check_if_match(headers: &HeaderMap, current: &str) -> Result<(), Error> {
    let Some(wanted) = headers.get(header::IF_MATCH) else { return Ok(()) };
    let wanted = wanted.to_str().unwrap_or_default();
    if wanted.split(',').map(str::trim).any(|tag| tag == "*" || tag == current) {
        return Ok(());
    }
    Err(Error::precondition_failed(format!(
        "If-Match is {wanted} but the etag is {current} now: another client changed the resource. Get it again, apply your \
         change to that and send its etag."
    )))
}
