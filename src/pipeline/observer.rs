//! What goes on, told to whoever looks on. Nothing here is a secret: query values and headers are shown by allow-list.

use crate::redact::redact;
use crate::transport::{HttpRequest, HttpResponse};

/// Query parameters whose values are shown; others may hold continuation tokens, filters and signatures.
const SHOWN: [&str; 7] = ["api-version", "maxpagesize", "orderby", "expand", "$top", "$orderby", "$expand"];

/// Looks on while a client sends.
pub trait Observer {
    /// A request is about to be sent, or sent again.
    fn request(&self, request: &SentRequest<'_>);

    /// A try has ended: with an answer, or with the reason why there is none.
    fn response(&self, request: &SentRequest<'_>, response: &SentResponse<'_>);
}

/// A request as it may be shown.
#[derive(Debug)]
pub struct SentRequest<'a> {
    /// The HTTP method.
    pub method: &'static str,
    /// The address; values of its query are `***` but for known ones.
    pub url: String,
    /// Number of the try, from 0.
    pub attempt: u32,
    /// The headers; `Authorization` is left out.
    pub headers: Vec<(&'a str, &'a str)>,
}

/// How a try ended, as it may be shown.
#[derive(Debug)]
pub struct SentResponse<'a> {
    /// The HTTP status; `None` where there was no answer.
    pub status: Option<u16>,
    /// The headers that were read.
    pub headers: Vec<(&'a str, String)>,
    /// Why there is no answer.
    pub failure: Option<&'a str>,
    /// How long it took, body included, in milliseconds.
    pub duration_ms: f64,
}

impl<'a> SentRequest<'a> {
    pub(super) fn new(request: &'a HttpRequest, attempt: u32) -> Self {
        let headers = request.headers.iter().filter(|(name, _)| *name != "Authorization");
        Self {
            method: request.method.as_str(),
            url: shown(&request.url),
            attempt,
            headers: headers.map(|(name, value)| (*name, value.as_str())).collect(),
        }
    }
}

impl<'a> SentResponse<'a> {
    pub(super) fn new(result: Result<&'a HttpResponse, &'a str>, duration_ms: f64) -> Self {
        let headers = result.map(|response| response.headers.as_slice()).unwrap_or_default();
        Self {
            status: result.ok().map(|response| response.status),
            headers: headers.iter().map(|(name, value)| (*name, shown(&redact(value)))).collect(),
            failure: result.err(),
            duration_ms,
        }
    }
}

/// An address as it may be shown.
fn shown(url: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let mut shown = path.to_owned();
    let mut separator = '?';
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let is_shown = SHOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
        shown.push(separator);
        shown.extend([name, "=", if is_shown { value } else { "***" }]);
        separator = '&';
    }
    shown
}
