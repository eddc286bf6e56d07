//! What all resources have in common that are stored as documents.

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

/// A document, with its etag also in a header.
pub(super) type Answer = ([(HeaderName, HeaderValue); 1], Json<Value>);

/// Returns a document in the form of the API.
pub(super) fn answer(document: Value) -> Answer {
    let document = shown(document);
    let etag = document.get("etag").and_then(Value::as_str).unwrap_or_default();
    let etag = HeaderValue::from_str(etag).unwrap_or(HeaderValue::from_static(""));
    ([(header::ETAG, etag)], Json(document))
}

/// Returns the etag only in a header, for types whose contract has no member for it.
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

/// An update of a document: a merge patch, conditional with `If-Match` in the preview version.
pub(super) struct Change {
    headers: HeaderMap,
    guarded: bool,
    patch: Value,
}

impl Change {
    pub(super) async fn read(request: Request) -> Result<Self, Error> {
        let guarded = Parameters::parse(request.uri().query()).is_preview();
        let headers = request.headers().clone();
        Ok(Self { headers, guarded, patch: read_patch(request).await? })
    }

    /// Returns the patch.
    pub(super) fn into_patch(self) -> Value {
        self.patch
    }

    /// Applies the patch to the current state, which must have the etag of `If-Match` if there is one.
    pub(super) fn apply(self, current: &Value) -> Result<Value, Error> {
        if self.guarded {
            check_if_match(&self.headers, current.get("etag").and_then(Value::as_str).unwrap_or_default())?;
        }
        let mut merged = shown(current.clone());
        merge(&mut merged, self.patch);
        Ok(merged)
    }
}
