//! Request bodies: JSON of a bounded size and depth.

use std::time::Duration;

use axum::{
    body::to_bytes,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
};
use serde_json::Value;

use crate::error::Error;

/// Bytes. A hundred tiles with pictures by id fit in a tenth of it.
const MAX_BODY: usize = 1024 * 1024;
/// From the head to the last byte.
const TIMEOUT: Duration = Duration::from_secs(30);
const JSON: &str = "application/json";
const MERGE_PATCH: &str = "application/merge-patch+json";

/// The body of a request with the given `Content-Type`. Deeper than 127 levels is refused: that is serde_json's limit.
pub(crate) async fn read_json(request: Request, media_type: &str) -> Result<Value, Error> {
    read(request, &[media_type]).await
}

/// The body of a PATCH: ordinary JSON or a merge patch. The contract lists both for most operations, and the az CLI sends the
/// former to all of them.
pub(crate) async fn read_patch(request: Request) -> Result<Value, Error> {
    read(request, &[JSON, MERGE_PATCH]).await
}

async fn read(request: Request, media_types: &[&str]) -> Result<Value, Error> {
    check_media_type(request.headers(), media_types)?;
    let bytes = tokio::time::timeout(TIMEOUT, to_bytes(request.into_body(), MAX_BODY)).await;
    let Ok(bytes) = bytes else {
        let problem = format!("The body did not come within {} seconds.", TIMEOUT.as_secs());
        return Err(Error::status(StatusCode::REQUEST_TIMEOUT, problem));
    };
    let bytes = bytes.map_err(|error| {
        // A connection that broke in the middle ends here too, but then nobody reads the answer.
        Error::too_large(format!("The body can't be read: {error}. At most {MAX_BODY} bytes are accepted."))
    })?;
    serde_json::from_slice(&bytes).map_err(|error| Error::bad_request(format!("The body is not JSON: {error}.")))
}

fn check_media_type(headers: &HeaderMap, expected: &[&str]) -> Result<(), Error> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    if expected.iter().any(|expected| essence.eq_ignore_ascii_case(expected)) {
        return Ok(());
    }
    let sent = if sent.is_empty() { "missing" } else { sent };
    let expected = expected.join(" or ");
    Err(Error::unsupported_media_type(format!("Content-Type is {sent}; this operation takes {expected}.")))
}
