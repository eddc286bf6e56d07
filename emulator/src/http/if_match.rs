//! `If-Match`: a change of what it was when it was read, or none.

use axum::http::{HeaderMap, header};

use crate::error::Error;

/// Refuses a change whose `If-Match` names another state than the current one. Without the header all is well.
pub(crate) fn check_if_match(headers: &HeaderMap, current: &str) -> Result<(), Error> {
    let Some(wanted) = headers.get(header::IF_MATCH) else { return Ok(()) };
    let wanted = wanted.to_str().unwrap_or_default();
    if wanted.split(',').map(str::trim).any(|tag| tag == "*" || tag == current) {
        return Ok(());
    }
    Err(Error::precondition_failed(format!(
        "If-Match is {wanted} but the etag is {current} now: somebody else changed it. Get it again, apply your change to \
         that and send its etag."
    )))
}
