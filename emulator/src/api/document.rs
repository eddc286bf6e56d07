//! What is the same for everything that is kept as a document.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use serde_json::Value;

use crate::{body::read_json, error::Error, etag, merge::merge};

/// A document, and its etag as a header besides.
pub(super) type Answer = ([(HeaderName, HeaderValue); 1], Json<Value>);

/// A document as the API shows it.
pub(super) fn answer(document: Value) -> Answer {
    let document = shown(document);
    let etag = document.get("etag").and_then(Value::as_str).unwrap_or_default();
    let etag = HeaderValue::from_str(etag).unwrap_or(HeaderValue::from_static(""));
    ([(header::ETAG, etag)], Json(document))
}

/// Without the members that only the emulator knows: no type of the contract has one that begins with a dollar.
pub(super) fn shown(mut document: Value) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
    }
    document
}

/// What only the emulator knows stays as it was; a body has no say in it.
pub(super) fn keep_hidden(mut body: Value, current: Option<&Value>) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
        let hidden = current.and_then(Value::as_object).into_iter().flatten().filter(|(name, _)| name.starts_with('$'));
        fields.extend(hidden.map(|(name, value)| (name.clone(), value.clone())));
    }
    body
}

/// A change to a document: a merge patch, by either of the media types that the contract gives it.
pub(super) struct Change {
    headers: HeaderMap,
    patch: Value,
}

impl Change {
    pub(super) async fn read(request: Request) -> Result<Self, Error> {
        let headers = request.headers().clone();
        let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let plain =
            sent.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"));
        let media_type = if plain { "application/json" } else { "application/merge-patch+json" };
        let patch = read_json(request, media_type).await?;
        Ok(Self { headers, patch })
    }

    /// What was sent.
    pub(super) fn into_patch(self) -> Value {
        self.patch
    }

    /// What it makes of the current state, which `If-Match` must name where it is sent.
    pub(super) fn apply(self, current: &Value) -> Result<Value, Error> {
        etag::check_if_match(&self.headers, current.get("etag").and_then(Value::as_str).unwrap_or_default())?;
        let mut merged = shown(current.clone());
        merge(&mut merged, self.patch);
        Ok(merged)
    }
}
