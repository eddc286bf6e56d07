//! Request bodies: JSON of a bounded size and depth.

use std::time::Duration;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
};
use futures_util::StreamExt;
use serde_json::Value;

use crate::error::Error;

/// In bytes. A hundred tiles with pictures by id need a tenth of it.
const MAX_BODY: usize = 1024 * 1024;
/// The time from the head of a request to the last byte of its body.
const TIMEOUT: Duration = Duration::from_secs(30);
const JSON: &str = "application/json";
const MERGE_PATCH: &str = "application/merge-patch+json";

/// Reads a body that must have the given `Content-Type`. Nesting beyond 127 levels is an error, because of serde_json's
/// limit.
pub(crate) async fn read_json(request: Request, media_type: &str) -> Result<Value, Error> {
    read(request, &[media_type]).await
}

/// Reads the body of a PATCH: ordinary JSON or a merge patch. The contract lists both types for most operations, and
/// the az CLI always sends the former.
pub(crate) async fn read_patch(request: Request) -> Result<Value, Error> {
    read(request, &[JSON, MERGE_PATCH]).await
}

async fn read(request: Request, media_types: &[&str]) -> Result<Value, Error> {
    check_media_type(request.headers(), media_types)?;
    check_encoding(request.headers())?;
    let bytes = tokio::time::timeout(TIMEOUT, read_to_end(request.into_body())).await;
    let Ok(bytes) = bytes else {
        let problem = format!("The body did not come within {} seconds.", TIMEOUT.as_secs());
        return Err(Error::status(StatusCode::REQUEST_TIMEOUT, problem));
    };
    let bytes = bytes?;
    serde_json::from_slice(&bytes).map_err(|error| Error::bad_request(format!("The body is not JSON: {error}.")))
}

async fn read_to_end(body: Body) -> Result<Vec<u8>, Error> {
    let mut pieces = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| {
            Error::bad_request(format!(
                "The body broke off: {error}. Send all of it, in well-formed chunks if in chunks."
            ))
        })?;
        if bytes.len() + piece.len() > MAX_BODY {
            return Err(Error::too_large(format!("The body is too large. At most {MAX_BODY} bytes are accepted.")));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Rejects compressed bodies.
fn check_encoding(headers: &HeaderMap) -> Result<(), Error> {
    let mut encodings = headers.get_all(header::CONTENT_ENCODING).iter();
    match encodings.find(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        None => Ok(()),
        Some(encoding) => Err(Error::unsupported_media_type(format!(
            "Content-Encoding is {}; the emulator takes bodies as they are.",
            encoding.to_str().unwrap_or("unreadable")
        ))),
    }
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
