//! What each operation puts on the wire and how its answer is read. No IO: one file a resource, one type an operation.

pub mod applications;
pub mod dashboards;
pub mod device_groups;
pub mod device_templates;
pub mod devices;
pub mod endpoint;
pub mod file_uploads;
mod from_body;
pub mod organizations;
pub mod query;
pub(crate) mod query_limits;
mod spelling;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::model::DecodeError;

pub use endpoint::Endpoint;
pub use from_body::FromBody;
pub(crate) use from_body::expect_empty;

/// The version that dashboards, queries and most else of the data plane are described in; dashboards have no released one.
const PREVIEW: &str = "2022-10-31-preview";
/// The media type of a merge patch; the service takes no other for a change of a dashboard.
const MERGE_PATCH: &str = "application/merge-patch+json";
const MAX_PAGE_SIZE: &str = "maxpagesize";

/// An operation of the service.
pub trait Operation {
    /// What a successful answer holds.
    type Output: FromBody;

    /// What goes on the wire.
    ///
    /// # Errors
    /// `InvalidInput` where an argument isn't what the service takes.
    fn request(&self) -> Result<Request, Error>;

    /// Reads the body of a successful answer.
    ///
    /// # Errors
    /// [`DecodeError`] where it isn't what the service promises.
    fn decode(body: &[u8]) -> Result<Self::Output, DecodeError> {
        Self::Output::from_body(body)
    }
}

/// A request, without what the pipeline adds: endpoint, api version, token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// Where it goes.
    pub target: Target,
    /// The api version that the operation is described in.
    pub api_version: &'static str,
    /// The version it applies to, as the header `If-Match`.
    pub if_match: Option<String>,
    /// The body and its media type.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// After which failures it may be sent again.
    pub retryable: Retryable,
    /// Whether it is a query, of which the service takes one a second.
    pub is_query: bool,
    /// How much longer than others it may take, in milliseconds.
    pub extra_ms: u32,
    /// That it has one try, of so many milliseconds at most.
    pub single_try_ms: Option<u32>,
}

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A path below the endpoint, percent-encoded, and its query: what has no value isn't sent.
    Path(String, Vec<(&'static str, Option<String>)>),
    /// A link that the service gave; it must stay at the endpoint.
    Link(String),
}

/// After which transient failures a request may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retryable {
    /// After all: sending it twice does no more than once.
    Idempotent,
    /// After those that say that the service did nothing: 429 and 503.
    IfRejected,
    /// After 429 alone, since a gateway's 503 doesn't tell what the device behind it did.
    IfThrottled,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Create or replace.
    Put,
    /// Ask or act.
    Post,
    /// Change.
    Patch,
    /// Remove.
    Delete,
}

impl Method {
    /// The method on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl Request {
    /// A request to a path, of the data plane's preview version. All but PATCH and POST may always be repeated.
    pub(crate) fn new(method: Method, path: String) -> Self {
        Self::to(method, Target::Path(path, Vec::new()))
    }

    /// A request to a link that the service gave.
    pub(crate) fn follow(link: &str) -> Self {
        Self::to(Method::Get, Target::Link(link.to_owned()))
    }

    fn to(method: Method, target: Target) -> Self {
        let may_act_twice = matches!(method, Method::Patch | Method::Post);
        Self {
            method,
            target,
            api_version: PREVIEW,
            if_match: None,
            body: None,
            retryable: if may_act_twice { Retryable::IfRejected } else { Retryable::Idempotent },
            is_query: false,
            extra_ms: 0,
            single_try_ms: None,
        }
    }

    /// A list whose pages have this size at most, 1–100.
    pub(crate) fn list(path: String, max_page_size: Option<u32>) -> Result<Self, Error> {
        let mut request = Self::new(Method::Get, path).query(MAX_PAGE_SIZE, None);
        match max_page_size {
            Some(size) => request.set_page_size(size).map(|()| request),
            None => Ok(request),
        }
    }

    /// Sets how many items a page has at most.
    pub(crate) fn set_page_size(&mut self, size: u32) -> Result<(), Error> {
        let refuse = |why| Err(Error::invalid("/maxPageSize", why));
        let query = if let Target::Path(_, query) = &mut self.target { Some(query) } else { None };
        match query.into_iter().flatten().find(|(name, _)| *name == MAX_PAGE_SIZE) {
            None => refuse("this list takes no maxPageSize"),
            Some(_) if !(1..=100).contains(&size) => refuse("maxPageSize should be between 1 and 100"),
            Some((_, value)) => {
                *value = Some(size.to_string());
                Ok(())
            }
        }
    }

    /// Adds a query parameter; it is sent where it has a value.
    pub(crate) fn query(mut self, name: &'static str, value: Option<&str>) -> Self {
        if let Target::Path(_, query) = &mut self.target {
            query.push((name, value.map(str::to_owned)));
        }
        self
    }

    /// The version it is described in, where that isn't the data plane's preview.
    pub(crate) fn api_version(self, api_version: &'static str) -> Self {
        Self { api_version, ..self }
    }

    pub(crate) fn body(self, media_type: &'static str, body: Vec<u8>) -> Self {
        Self { body: Some((media_type, body)), ..self }
    }

    /// Makes it a request about one version; an etag that no header may hold is refused.
    pub(crate) fn if_match(self, etag: Option<&str>) -> Result<Self, Error> {
        if etag.is_some_and(|etag| !is_header_value(etag)) {
            return Err(Error::invalid(
                "/ifMatch",
                "ifMatch should be an etag as it was read: printable ASCII, quotes included",
            ));
        }
        Ok(Self { if_match: etag.map(str::to_owned), ..self })
    }
}

/// Percent-encodes as JavaScript's `encodeURIComponent` does, which is what Microsoft's own clients send.
pub(crate) fn encode_component(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => encoded.push(byte.into()),
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => encoded.push(byte.into()),
            _ => {
                const HEX: [char; 16] =
                    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
                encoded.push('%');
                encoded.extend([byte >> 4, byte & 15].iter().filter_map(|digit| HEX.get(usize::from(*digit))));
            }
        }
    }
    encoded
}

/// Whether a header may have this value. `fetch` refuses others, and may quote them in its error.
pub(crate) fn is_header_value(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// An id as a path segment: a value that would vanish (`""`) or climb (`..`) is refused.
pub(crate) fn segment(name: &str, id: &str) -> Result<String, Error> {
    let refuse = |why: &str| Error::invalid(&["/", name].concat(), &[name, " ", why].concat());
    match id {
        "" => Err(refuse("is empty")),
        "." | ".." => Err(refuse("can't be a dot or two")),
        _ => Ok(encode_component(id)),
    }
}
