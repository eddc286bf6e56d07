//! Answers that are no success, as errors: what failed, on what, what to do now.

use crate::error::{Error, ErrorKind};
use crate::model::{DecodeError, ErrorBody};
use crate::request::{Method, Request};
use crate::transport::HttpResponse;

/// `GET https://contoso.azureiotcentral.com/api/dashboards`: without the query, where continuation tokens and filters
/// stand.
pub(super) fn describe(method: Method, url: &str) -> String {
    format!("{} {}", method.as_str(), url.split_once('?').map_or(url, |(path, _)| path))
}

/// The error of an answer that isn't a success.
pub(super) fn failure(what: &str, request: &Request, response: &HttpResponse) -> Error {
    let body = ErrorBody::read(&response.body);
    let code = body.code.or_else(|| response.header("x-ms-error-code").map(str::to_owned));
    let said = [code.as_deref(), body.message.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let advice = match response.status {
        401 => "The token was refused: is it still valid, and meant for this address?",
        403 => "The token is valid, but its role doesn't allow this.",
        412 => {
            "It has changed since it was read: read it again, apply the change to what came, and update with its etag."
        }
        429 => {
            "Too many requests. An IoT Central application takes 20 a second from all its users together, and one query a \
             second."
        }
        _ => "",
    };
    let lost = request.if_match.as_ref().filter(|_| response.status == 412);
    let mut message = format!("{what} failed with status {}", response.status);
    for part in [said, lost.map(|etag| format!("etag {etag} is out of date")).unwrap_or_default(), advice.to_owned()] {
        if !part.is_empty() {
            message += if message.ends_with(['.', '?', '!']) { " " } else { ". " };
            message += &part;
        }
    }
    let request_id = body.request_id.or_else(|| request_id(response));
    Error::new(ErrorKind::Service, &message).with(|details| {
        details.status = Some(response.status);
        details.service_code = code;
        details.request_id = request_id;
    })
}

/// The error of an answer that says it is a success but isn't what the service promises.
pub(super) fn undecodable(what: &str, response: &HttpResponse, error: &DecodeError) -> Error {
    let start = response.body.iter().find(|byte| !byte.is_ascii_whitespace());
    let hidden = ErrorBody::hidden_in(&response.body);
    let why = match (&hidden, start) {
        (Some(ErrorBody { message: Some(message), .. }), _) => format!("an error under a success status: {message}"),
        (Some(_), _) => "an error under a success status".to_owned(),
        (None, None) => "an empty body".to_owned(),
        (None, Some(b'<')) => "not JSON but a page: from a proxy, or a login page?".to_owned(),
        (None, Some(_)) => format!("something that can't be read: {error}"),
    };
    let message = format!("{what} answered {} with {why}", response.status);
    Error::new(ErrorKind::Decode, &message).with(|details| {
        details.status = Some(response.status);
        details.request_id = hidden.as_ref().and_then(|body| body.request_id.clone()).or_else(|| request_id(response));
        details.service_code = hidden.and_then(|body| body.code);
        details.pointer = Some(error.pointer.clone());
        details.offset = Some(error.offset);
    })
}

fn request_id(response: &HttpResponse) -> Option<String> {
    response.header("x-ms-request-id").map(str::to_owned)
}
