//! `GET /`: tells people what the emulator is.

use axum::{
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};

/// Plain text without `<` and `&`, so that it can stand in a page too.
const TEXT: &str = include_str!("welcome.txt");

/// Answers a page without script if the client prefers HTML, else text. The request needs no token, and the answer
/// contains none.
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
