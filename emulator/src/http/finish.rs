//! Finishes every answer: adds a request id and a date, and to errors the header `x-ms-error-code` and a body. On the
//! data plane the body is `{"error":{"code","message","requestId","time"}}`.

use std::panic::AssertUnwindSafe;

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use jiff::{Timestamp, fmt::rfc2822};
use serde_json::{Value, json};
use uuid::Uuid;

use super::is_arm;
use crate::{Clock, error::Error};

/// The response header with the id of the request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");
/// The response header with the error's code, for clients that cannot read the body.
pub(crate) const ERROR_CODE: HeaderName = HeaderName::from_static("x-ms-error-code");

/// Adds request id and date to every answer, and a body to every error.
pub(crate) async fn finish(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let request_id = Uuid::new_v4().to_string();
    let arm = is_arm(request.uri().path());
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<Error>() {
        let (head, _) = response.into_parts();
        let body = if arm { error.arm_body() } else { body(&error, &request_id, clock.now()) };
        // Headers of the layers in between (CORS, Allow) are kept; those of the empty body are dropped.
        response = (error.status_code(), Json(body)).into_response();
        // The extensions may contain a fault's mark for the answer.
        *response.extensions_mut() = head.extensions;
        for (name, value) in head.headers.iter().filter(|(name, _)| *name != header::CONTENT_LENGTH) {
            response.headers_mut().append(name, value.clone());
        }
        response.headers_mut().insert(ERROR_CODE, HeaderValue::from_static(error.code()));
        if error.status_code() == StatusCode::UNAUTHORIZED {
            let challenge = response.headers_mut().entry(header::WWW_AUTHENTICATE);
            challenge.or_insert(HeaderValue::from_static("Bearer"));
        }
    }
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    // Uses the emulator's clock, like the dates in Retry-After.
    if let Ok(value) = HeaderValue::from_str(&http_date(clock.now())) {
        response.headers_mut().entry(header::DATE).or_insert(value);
    }
    response
}

fn body(error: &Error, request_id: &str, now: Timestamp) -> Value {
    let (code, message, time) = (error.code(), error.message(), http_date(now));
    json!({ "error": { "code": code, "message": message, "requestId": request_id, "time": time } })
}

/// Answers 500 after a panic, which is a bug of the emulator. No change is half done, since the store rolls back an
/// unfinished transaction. The log has the place of the panic.
pub(crate) async fn catch_panic(request: Request, next: Next) -> Response {
    AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| {
        let problem = "The emulator made a mistake: its log says at which line. Nothing was changed; please report it.";
        Error::internal(problem).into_response()
    })
}

/// Formats a date for a header; empty if the year has no such form.
fn http_date(moment: Timestamp) -> String {
    rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, to_bytes},
        middleware::{from_fn, from_fn_with_state},
        routing::get,
    };
    use tower::ServiceExt;

    use super::*;
    use crate::http::{AllowedOrigins, Cors, cors};

    #[tokio::test]
    async fn a_panic_is_an_answer_that_pages_can_read() {
        let app = Router::new()
            .route("/", get(|| async { panic!("on purpose") as () }))
            .layer(from_fn(catch_panic))
            .layer(cors::headers(AllowedOrigins::default(), Cors::Open))
            .layer(from_fn_with_state(Clock::System, finish));
        let request = Request::get("/").header("origin", "http://localhost:5173").body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["access-control-allow-origin"], "http://localhost:5173");
        assert_eq!(response.headers()[ERROR_CODE], "InternalServerError");
        let id = response.headers()[REQUEST_ID].to_str().unwrap().to_owned();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((&body["error"]["code"], &body["error"]["requestId"]), (&json!("InternalServerError"), &json!(id)));
        assert!(!body.to_string().contains("on purpose"), "{body}");
    }
}
