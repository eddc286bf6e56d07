//! The answers of faults, which replace the service's answers.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde_json::json;

use super::rule::{ErrorBody, Fault, RetryAfter};
use crate::error::Error;

const PAGE: &str =
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>";
const MESSAGE: &str = "This is a fault that was asked for.";

impl Fault {
    /// Returns the answer of the fault if the request must not be handled.
    pub(super) fn answer(&self, now: Timestamp) -> Option<Response> {
        match self {
            Self::Status { status, body, retry_after } => {
                let mut response = body.answer(code(*status));
                if let Some((name, value)) = retry_after.as_ref().and_then(|wait| wait.header(now)) {
                    response.headers_mut().insert(name, value);
                }
                Some(response)
            }
            Self::Answer { status, headers, body } => {
                let mut response =
                    (code(*status), [(header::CONTENT_TYPE, "application/json")], body.clone()).into_response();
                for (name, value) in headers {
                    if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
                        response.headers_mut().insert(name, value);
                    }
                }
                Some(response)
            }
            Self::Html { status } => Some((code(*status), Html(PAGE)).into_response()),
            Self::Empty {} => Some(StatusCode::OK.into_response()),
            Self::ExpiredToken {} => Some(challenge(
                "The access token has expired.",
                "Bearer error=\"invalid_token\", error_description=\"The access token has expired\"",
            )),
            Self::ClaimsChallenge { claims } => Some(challenge(
                "Continuous access evaluation asks for another token.",
                &format!(
                    "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
                     error=\"insufficient_claims\", claims=\"{}\"",
                    STANDARD.encode(claims)
                ),
            )),
            // The request must have no effect, so it must not reach its handler.
            Self::Reset {} => Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
            Self::Delay { .. }
            | Self::LostAnswer {}
            | Self::ResetInBody {}
            | Self::StallInBody { .. }
            | Self::Truncate {}
            | Self::Lro { .. } => None,
        }
    }
}

impl ErrorBody {
    fn answer(self, status: StatusCode) -> Response {
        let error = Error::status(status, MESSAGE);
        let code = error.code();
        match self {
            Self::Service => error.into_response(),
            Self::Flat => (status, Json(json!({ "code": code, "message": MESSAGE }))).into_response(),
            Self::Odata => {
                let message = json!({ "lang": "en-us", "value": MESSAGE });
                (status, Json(json!({ "odata.error": { "code": code, "message": message } }))).into_response()
            }
            Self::String => (status, Json(json!(MESSAGE))).into_response(),
            Self::Null => (status, Json(json!(null))).into_response(),
            Self::Text => (status, MESSAGE).into_response(),
            Self::Empty => status.into_response(),
        }
    }
}

impl RetryAfter {
    fn header(self, now: Timestamp) -> Option<(HeaderName, HeaderValue)> {
        let (name, value) = match self {
            Self::Seconds(seconds) => (header::RETRY_AFTER, seconds.to_string()),
            Self::Date(seconds) => {
                let moment = now.saturating_add(SignedDuration::from_secs(seconds)).ok()?;
                (header::RETRY_AFTER, rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).ok()?)
            }
            Self::Milliseconds(wait) => (HeaderName::from_static("retry-after-ms"), wait.to_string()),
            Self::XMsMilliseconds(wait) => (HeaderName::from_static("x-ms-retry-after-ms"), wait.to_string()),
        };
        Some((name, HeaderValue::from_str(&value).ok()?))
    }
}

fn challenge(message: &str, challenge: &str) -> Response {
    let mut response = Error::unauthenticated(message).into_response();
    if let Ok(challenge) = HeaderValue::from_str(challenge) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// The body was checked when the fault was added.
fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
