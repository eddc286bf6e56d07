//! Tells an observer of requests and answers, without secrets: query values and headers are shown only if they are on a
//! list.

use crate::redact::redact;
use crate::request::Request;
use crate::transport::HttpResponse;

/// Query parameters whose values are shown; others may contain continuation tokens, filters and signatures.
const SHOWN_PARAMETERS: [&str; 7] = ["api-version", "maxpagesize", "orderby", "expand", "$top", "$orderby", "$expand"];

/// Observes the requests of a client, for logs and traces.
///
/// ```
/// use iotcentral_web::{Observer, SentRequest, SentResponse};
///
/// struct Log;
///
/// impl Observer for Log {
///     fn request(&self, _: &SentRequest<'_>) {}
///
///     fn response(&self, request: &SentRequest<'_>, response: &SentResponse<'_>) {
///         println!("{} {}: {:?} after {} ms", request.method, request.url, response.status, response.duration_ms);
///     }
/// }
/// ```
pub trait Observer {
    /// Returns whether the observer is told of the next request and its answer. Default: yes.
    fn is_listening(&self) -> bool {
        true
    }

    /// Called before each try of a request.
    fn request(&self, request: &SentRequest<'_>);

    /// Called after each try, with the answer or the reason why there is none.
    fn response(&self, request: &SentRequest<'_>, response: &SentResponse<'_>);
}

/// A request without secrets.
#[derive(Debug)]
pub struct SentRequest<'a> {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL; values of its query are `***`, except for known parameters.
    pub url: String,
    /// The number of the try, from 0.
    pub attempt: u32,
    /// The headers, without `Authorization`.
    pub headers: Vec<(&'a str, &'a str)>,
}

/// The outcome of a try, without secrets.
#[derive(Debug)]
pub struct SentResponse<'a> {
    /// The HTTP status; `None` if there was no answer.
    pub status: Option<u16>,
    /// The headers that the library reads.
    pub headers: Vec<(&'a str, String)>,
    /// The reason why there is no answer.
    pub failure: Option<&'a str>,
    /// How long the try took, including the body, in milliseconds.
    pub duration_ms: f64,
}

impl<'a> SentRequest<'a> {
    pub(super) fn new(request: &'a Request, url: &str, attempt: u32) -> Self {
        Self { method: request.method.as_str(), url: redact_url(url), attempt, headers: request.headers() }
    }
}

impl<'a> SentResponse<'a> {
    pub(super) fn new(result: Result<&'a HttpResponse, &'a str>, duration_ms: f64) -> Self {
        let headers = result.map(|response| response.headers.as_slice()).unwrap_or_default();
        Self {
            status: result.ok().map(|response| response.status),
            headers: headers.iter().map(|(name, value)| (*name, redact_url(&redact(value)))).collect(),
            failure: result.err(),
            duration_ms,
        }
    }
}

/// Returns a URL without the secret values of its query.
fn redact_url(url: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let mut redacted = path.to_owned();
    let mut separator = '?';
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let is_shown = SHOWN_PARAMETERS.iter().any(|known| known.eq_ignore_ascii_case(name));
        redacted.push(separator);
        redacted.extend([name, "=", if is_shown { value } else { "***" }]);
        separator = '&';
    }
    redacted
}
