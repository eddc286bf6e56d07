//! What is the same for everything that is kept as a document.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use serde_json::Value;

use crate::{
    documents::shown,
    error::Error,
    http::{Parameters, check_if_match, read_patch},
    json::merge,
};

/// A document, and its etag as a header besides.
pub(super) type Answer = ([(HeaderName, HeaderValue); 1], Json<Value>);

/// A document as the API shows it.
pub(super) fn answer(document: Value) -> Answer {
    let document = shown(document);
    let etag = document.get("etag").and_then(Value::as_str).unwrap_or_default();
    let etag = HeaderValue::from_str(etag).unwrap_or(HeaderValue::from_static(""));
    ([(header::ETAG, etag)], Json(document))
}

/// The etag in the header alone, for types of the contract that have no such member.
pub(super) fn answer_without_etag(document: Value) -> Answer {
    let (header, Json(document)) = answer(document);
    (header, Json(without_etag(document)))
}

pub(super) fn without_etag(mut document: Value) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.remove("etag");
    }
    document
}

/// A change to a document: a merge patch. `If-Match` guards it in the preview.
pub(super) struct Change {
    headers: HeaderMap,
    guarded: bool,
    patch: Value,
}

impl Change {
    pub(super) async fn read(request: Request) -> Result<Self, Error> {
        let guarded = Parameters::of(request.uri().query()).is_preview();
        let headers = request.headers().clone();
        Ok(Self { headers, guarded, patch: read_patch(request).await? })
    }

    /// What was sent.
    pub(super) fn into_patch(self) -> Value {
        self.patch
    }

    /// What it makes of the current state, which `If-Match` must name where it is sent.
    pub(super) fn apply(self, current: &Value) -> Result<Value, Error> {
        if self.guarded {
            check_if_match(&self.headers, current.get("etag").and_then(Value::as_str).unwrap_or_default())?;
        }
        let mut merged = shown(current.clone());
        merge(&mut merged, self.patch);
        Ok(merged)
    }
}
