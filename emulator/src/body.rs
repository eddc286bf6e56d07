//! Request bodies: JSON of a bounded size and depth.

use axum::{
    body::to_bytes,
    extract::Request,
    http::{HeaderMap, header},
};
use serde_json::Value;

use crate::error::Error;

/// Bytes. A hundred tiles with pictures by id fit in a tenth of it.
const MAX_BODY: usize = 1024 * 1024;

/// The body of a request with the given `Content-Type`. Deeper than 127 levels is refused: that is serde_json's limit.
pub(crate) async fn read_json(request: Request, media_type: &str) -> Result<Value, Error> {
    check_media_type(request.headers(), media_type)?;
    let bytes = to_bytes(request.into_body(), MAX_BODY).await.map_err(|error| {
        // A connection that broke in the middle ends here too, but then nobody reads the answer.
        Error::too_large(format!("The body can't be read: {error}. At most {MAX_BODY} bytes are accepted."))
    })?;
    serde_json::from_slice(&bytes).map_err(|error| Error::bad_request(format!("The body is not JSON: {error}.")))
}

fn check_media_type(headers: &HeaderMap, expected: &str) -> Result<(), Error> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    let sent = if sent.is_empty() { "missing" } else { sent };
    Err(Error::unsupported_media_type(format!("Content-Type is {sent}; this operation takes {expected}.")))
}
