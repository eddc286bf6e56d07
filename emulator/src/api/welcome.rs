//! `GET /`: what this is, for whoever opens it.

use axum::{
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};

/// Plain text, which is a page's content too: no `<` or `&` in it.
const TEXT: &str = include_str!("welcome.txt");

/// As a page where that is preferred, without script; as text otherwise. Needs no token, and tells none.
pub(crate) async fn welcome(headers: HeaderMap) -> Response {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accept.contains("text/html") {
        return TEXT.into_response();
    }
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>IoT Central emulator</title></head>\n\
         <body><pre>{TEXT}</pre></body></html>\n"
    );
    ([(header::CONTENT_SECURITY_POLICY, "default-src 'none'")], Html(page)).into_response()
}
