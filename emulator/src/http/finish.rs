//! What every answer gets: a request id, a date, and where it is an error the header `x-ms-error-code` and a body, which is
//! `{"error":{"code","message","requestId","time"}}` on the data plane.

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

/// Names one request, in every answer.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");
/// The error's code, for clients that can't read the body.
pub(crate) const ERROR_CODE: HeaderName = HeaderName::from_static("x-ms-error-code");

/// Gives every answer its request id and its date, and every error its body.
pub(crate) async fn finish(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let request_id = Uuid::new_v4().to_string();
    let arm = is_arm(request.uri().path());
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<Error>() {
        let (head, _) = response.into_parts();
        let body = if arm { error.arm_body() } else { body(&error, &request_id, clock.now()) };
        // Headers that layers in between have set (CORS, Allow) stay; those of the empty body go.
        response = (error.status_code(), Json(body)).into_response();
        // What a fault is to do to the answer, for one.
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
    // By this clock, as a date in Retry-After is.
    if let Ok(value) = HeaderValue::from_str(&http_date(clock.now())) {
        response.headers_mut().entry(header::DATE).or_insert(value);
    }
    response
}

fn body(error: &Error, request_id: &str, now: Timestamp) -> Value {
    let (code, message, time) = (error.code(), error.message(), http_date(now));
    json!({ "error": { "code": code, "message": message, "requestId": request_id, "time": time } })
}

/// Answers 500 where an answer was given up in a panic, which is a mistake of the emulator. Nothing is half done: the store
/// takes back what had not ended. The log of the program says where it was.
pub(crate) async fn catch_panic(request: Request, next: Next) -> Response {
    AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| {
        let problem = "The emulator made a mistake: its log says at which line. Nothing was changed; please report it.";
        Error::internal(problem).into_response()
    })
}

/// As headers have dates; empty for years that they can't have.
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
