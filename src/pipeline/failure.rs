//! Turns unsuccessful answers into errors that say what failed, on which resource, and what to do.

use crate::error::{Error, ErrorKind};
use crate::model::{DecodeError, ErrorBody};
use crate::redact::clip;
use crate::request::{Method, Request};
use crate::transport::HttpResponse;

/// Describes a request, such as `GET https://contoso.azureiotcentral.com/api/dashboards`. Leaves out the query, which
/// may contain continuation tokens and filters.
pub(super) fn describe(method: Method, url: &str) -> String {
    let address = url.split_once('?').map_or(url, |(path, _)| path);
    // The caller may have passed an id of any length.
    [method.as_str(), " ", &clip(address, 500)].concat()
}

/// Creates the error of an unsuccessful answer.
pub(super) fn failure(description: &str, request: &Request, response: &HttpResponse) -> Error {
    let body = ErrorBody::read(&response.body);
    let code = body.code.or_else(|| response.header("x-ms-error-code").map(str::to_owned));
    let service_text = [code.as_deref(), body.message.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let advice = match response.status {
        401 => "The token was refused: is it still valid, and meant for this address?",
        403 => why_forbidden(code.as_deref(), &service_text, &body.policies),
        412 => {
            "The resource has changed since it was read: read it again, apply the change, and update with its new etag."
        }
        429 => {
            "Too many requests. An IoT Central application takes 20 a second from all its users together, and one query a \
             second."
        }
        _ => "",
    };
    let lost = request.if_match.as_ref().filter(|_| response.status == 412);
    let mut message = [description, " failed with status ", &response.status.to_string()].concat();
    let policies = match body.policies.as_slice() {
        [] => String::new(),
        names => ["Policy: ", &names.join(", "), "."].concat(),
    };
    let lost = lost.map(|etag| ["etag ", &clip(etag, 200), " is out of date"].concat()).unwrap_or_default();
    for part in [service_text, policies, lost, advice.to_owned()] {
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
        details.details = body.details.into();
    })
}

/// Explains a 403 by the service's own words. The role is named as the reason only if these words name no other.
fn why_forbidden(code: Option<&str>, service_text: &str, policies: &[String]) -> &'static str {
    let service_text = service_text.to_ascii_lowercase();
    // Compares bytes, because the search of `str` adds 4 KB to the module.
    let holds = |word: &str| service_text.as_bytes().windows(word.len()).any(|part| part == word.as_bytes());
    let mentions = |words: &[&str]| words.iter().any(|word| holds(word));
    if !policies.is_empty() || mentions(&["policy", "policies"]) {
        "An Azure policy forbids this: its owner, or the administrator of the subscription, can say what it allows."
    } else if mentions(&[
        "ip address",
        "network",
        "firewall",
        "private endpoint",
        "private link",
        "public access",
        "vnet",
    ]) {
        "The application is closed to this network: its administrator can allow this address, or a private endpoint reach it."
    } else if mentions(&["locked", "lock ", "disabled", "suspended", "quota"]) {
        ""
    } else if code.is_none_or(|code| ROLE_CODES.iter().any(|known| code.eq_ignore_ascii_case(known))) {
        "The token is valid, but its role doesn't allow this."
    } else {
        ""
    }
}

/// The codes that mean a missing permission of the role, in the data plane and in Azure Resource Manager.
const ROLE_CODES: [&str; 7] = [
    "Forbidden",
    "Unauthorized",
    "AccessDenied",
    "AuthorizationFailed",
    "LinkedAuthorizationFailed",
    "InsufficientPermissions",
    "InvalidRole",
];

/// Creates the error of an answer with a success status whose body does not have the documented form.
pub(super) fn decode_failure(description: &str, response: &HttpResponse, error: &DecodeError) -> Error {
    let start = response.body.iter().find(|byte| !byte.is_ascii_whitespace());
    let hidden = ErrorBody::hidden_in(&response.body);
    let why = match (&hidden, start) {
        (Some(ErrorBody { message: Some(message), .. }), _) => ["an error under a success status: ", message].concat(),
        (Some(_), _) => "an error under a success status".to_owned(),
        (None, None) => "an empty body".to_owned(),
        (None, Some(b'<')) => "not JSON but a page: from a proxy, or a login page?".to_owned(),
        (None, Some(_)) => ["something that can't be read: ", &error.to_string()].concat(),
    };
    let message = [description, " answered ", &response.status.to_string(), " with ", &why].concat();
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
