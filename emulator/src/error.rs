//! The service's error answer: `{"error":{"code","message","requestId","time"}}` and the header `x-ms-error-code`.

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
use serde_json::json;
use uuid::Uuid;

use crate::{Emulator, arm::is_arm};

/// Names one request, in every answer.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");
/// The error's code, for clients that can't read the body.
pub(crate) const ERROR_CODE: HeaderName = HeaderName::from_static("x-ms-error-code");

/// Why a request was refused. The published contract has no list of codes; `Unauthenticated` and `NotFound` are real
/// ones, the others follow Azure's habit.
#[derive(Debug, Clone)]
pub(crate) struct Error {
    status: StatusCode,
    code: &'static str,
    message: String,
    target: Option<String>,
}

impl Error {
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn continuation_expired(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "ContinuationTokenExpired", message)
    }

    pub(crate) fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Unauthenticated", message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NotFound", message)
    }

    pub(crate) fn method_not_allowed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
    }

    pub(crate) fn precondition_failed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", message)
    }

    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLarge", message)
    }

    pub(crate) fn unsupported_media_type(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", message)
    }

    pub(crate) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "UnprocessableEntity", message)
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", message)
    }

    /// What a person reads.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The same about a part, whose place (a JSON pointer) comes first.
    pub(crate) fn prefixed(mut self, place: &str) -> Self {
        self.message.insert_str(0, place);
        self
    }

    /// An error of any status, under the code that Azure has for it.
    pub(crate) fn status(status: StatusCode, message: impl Into<String>) -> Self {
        let code = match status.as_u16() {
            400 => "BadRequest",
            401 => "Unauthenticated",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            408 => "RequestTimeout",
            409 => "Conflict",
            412 => "PreconditionFailed",
            413 => "PayloadTooLarge",
            422 => "UnprocessableEntity",
            429 => "TooManyRequests",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            _ => "InternalServerError",
        };
        Self::new(status, code, message)
    }

    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), target: None }
    }

    /// One of the control plane, whose codes are many.
    pub(crate) fn arm(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(status, code, message)
    }

    /// The member of the body that is wrong, which only the control plane tells apart from the message.
    pub(crate) fn at(self, target: impl Into<String>) -> Self {
        Self { target: Some(target.into()), ..self }
    }

    /// As the control plane says it.
    pub(crate) fn arm_body(&self) -> serde_json::Value {
        match &self.target {
            None => json!({ "error": { "code": self.code, "message": self.message } }),
            Some(target) => json!({ "error": { "code": self.code, "message": self.message, "target": target } }),
        }
    }

    fn body(&self, request_id: &str, now: Timestamp) -> serde_json::Value {
        let time = http_date(now);
        json!({ "error": { "code": self.code, "message": self.message, "requestId": request_id, "time": time } })
    }
}

/// The body needs the request's id and the clock, which only [`finish`] has: until then the error travels beside an
/// empty answer.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Answers 500 where an answer was given up in a panic, which is a mistake of the emulator. Nothing is half done: the store
/// takes back what had not ended. The log of the program says where it was.
pub(crate) async fn catch_panic(request: Request, next: Next) -> Response {
    AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| {
        let problem = "The emulator made a mistake: its log says at which line. Nothing was changed; please report it.";
        Error::internal(problem).into_response()
    })
}

/// A step of a JSON pointer.
pub(crate) fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// As headers have dates; empty for years that they can't have.
fn http_date(moment: Timestamp) -> String {
    rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).unwrap_or_default()
}

/// Gives every answer its request id and its date, and every error its body.
pub(crate) async fn finish(State(emulator): State<Emulator>, request: Request, next: Next) -> Response {
    let request_id = Uuid::new_v4().to_string();
    let arm = is_arm(request.uri().path());
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<Error>() {
        let (head, _) = response.into_parts();
        let body = if arm { error.arm_body() } else { error.body(&request_id, emulator.clock().now()) };
        // Headers that layers in between have set (CORS, Allow) stay; those of the empty body go.
        response = (error.status, Json(body)).into_response();
        // What a fault is to do to the answer, for one.
        *response.extensions_mut() = head.extensions;
        for (name, value) in head.headers.iter().filter(|(name, _)| *name != header::CONTENT_LENGTH) {
            response.headers_mut().append(name, value.clone());
        }
        response.headers_mut().insert(ERROR_CODE, HeaderValue::from_static(error.code));
        if error.status == StatusCode::UNAUTHORIZED {
            let challenge = response.headers_mut().entry(header::WWW_AUTHENTICATE);
            challenge.or_insert(HeaderValue::from_static("Bearer"));
        }
    }
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    // By this clock, as a date in Retry-After is.
    if let Ok(value) = HeaderValue::from_str(&http_date(emulator.clock().now())) {
        response.headers_mut().entry(header::DATE).or_insert(value);
    }
    response
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
    use crate::{Settings, cors};

    #[tokio::test]
    async fn a_panic_is_an_answer_that_pages_can_read() {
        let emulator = Emulator::new(Settings::default()).unwrap();
        let app = Router::new()
            .route("/", get(|| async { panic!("on purpose") as () }))
            .layer(from_fn(catch_panic))
            .layer(cors::headers(emulator.allowed_origins(), emulator.cors()))
            .layer(from_fn_with_state(emulator, finish));
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
