//! Entity tags in the service's form: a JSON string that has the quotes inside.

use axum::http::{HeaderMap, header};
use jiff::Timestamp;

use crate::error::Error;

/// The tag of the `write`th change, made at `now`: `"00000001-0000-0300-0000-638e4d030000"`, quotes included.
pub(crate) fn new(write: u32, now: Timestamp) -> String {
    format!("\"{write:08x}-0000-0300-0000-{:08x}0000\"", now.as_second() as u32)
}

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
