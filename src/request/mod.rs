//! Builds the request of each operation and decodes its answer. No IO: one file for each resource, one type for each
//! operation.

pub mod applications;
pub mod dashboards;
pub mod device_groups;
pub mod device_templates;
pub mod devices;
pub mod endpoint;
pub mod file_uploads;
mod from_body;
pub mod organizations;
mod parameter_names;
pub mod query;
pub(crate) mod query_limits;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::model::DecodeError;

pub use endpoint::Endpoint;
pub use from_body::FromBody;
pub(crate) use from_body::expect_empty;

/// The api-version that documents dashboards, queries and most of the data plane. No released version has dashboards.
const PREVIEW: &str = "2022-10-31-preview";
/// The media type of a merge patch; the service accepts no other type for an update of a dashboard.
const MERGE_PATCH: &str = "application/merge-patch+json";
const MAX_PAGE_SIZE: &str = "maxpagesize";

/// An operation of the service.
pub trait Operation {
    /// The result of a successful answer.
    type Output: FromBody;

    /// Builds the request.
    ///
    /// # Errors
    /// Returns `InvalidInput` if an argument is outside the documented bounds.
    fn request(&self) -> Result<Request, Error>;

    /// Decodes the body of a successful answer.
    ///
    /// # Errors
    /// Returns a [`DecodeError`] if the body does not have the documented form.
    fn decode(body: &[u8]) -> Result<Self::Output, DecodeError> {
        Self::Output::from_body(body)
    }
}

/// A request, without the parts that the pipeline adds: endpoint, api-version and token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The address of the request.
    pub target: Target,
    /// The api-version that documents the operation.
    pub api_version: &'static str,
    /// The etag of the version that the request applies to, for the header `If-Match`.
    pub if_match: Option<String>,
    /// The media type and the bytes of the body.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// The failures after which the request may be sent again.
    pub retryable: Retryable,
    /// Whether the request is a query; the service accepts one query a second.
    pub is_query: bool,
    /// How much longer than the client's timeout the request may take, in milliseconds.
    pub extra_ms: u32,
    /// If set, the request is not retried, and has a timeout of at most so many milliseconds.
    pub single_try_ms: Option<u32>,
}

/// The address of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A percent-encoded path below the endpoint, and query parameters; those without a value are not sent.
    Path(String, Vec<(&'static str, Option<String>)>),
    /// A link from an answer of the service, which must lead to the endpoint.
    Link(String),
}

/// The transient failures after which a request may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retryable {
    /// After every transient failure: sending the request twice has the same effect as sending it once.
    Idempotent,
    /// After 429 and 503, which say that the service did not act on the request.
    IfNotActedOn,
    /// After 429 only: a gateway's 503 does not tell what the device behind it did.
    IfThrottled,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads a resource.
    Get,
    /// Creates or replaces a resource.
    Put,
    /// Runs an action or a query.
    Post,
    /// Updates a resource.
    Patch,
    /// Deletes a resource.
    Delete,
}

impl Method {
    /// Returns the name of the method, such as `GET`.
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
    /// Creates a request to a path, of the data plane's preview version. PATCH and POST are retried only if the service
    /// did not act on them, other methods after every transient failure.
    pub(crate) fn new(method: Method, path: String) -> Self {
        Self::with_target(method, Target::Path(path, Vec::new()))
    }

    /// Creates a request to a link from an answer of the service.
    pub(crate) fn from_link(link: &str) -> Self {
        Self::with_target(Method::Get, Target::Link(link.to_owned()))
    }

    fn with_target(method: Method, target: Target) -> Self {
        let may_act_twice = matches!(method, Method::Patch | Method::Post);
        Self {
            method,
            target,
            api_version: PREVIEW,
            if_match: None,
            body: None,
            retryable: if may_act_twice { Retryable::IfNotActedOn } else { Retryable::Idempotent },
            is_query: false,
            extra_ms: 0,
            single_try_ms: None,
        }
    }

    /// Creates a request for a list with pages of at most `max_page_size` items, 1–100.
    pub(crate) fn list(path: String, max_page_size: Option<u32>) -> Result<Self, Error> {
        let mut request = Self::new(Method::Get, path).query(MAX_PAGE_SIZE, None);
        match max_page_size {
            Some(size) => request.set_page_size(size).map(|()| request),
            None => Ok(request),
        }
    }

    /// Sets the maximal number of items on a page.
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

    /// Adds a query parameter. A parameter without a value is not sent.
    pub(crate) fn query(mut self, name: &'static str, value: Option<&str>) -> Self {
        if let Target::Path(_, query) = &mut self.target {
            query.push((name, value.map(str::to_owned)));
        }
        self
    }

    /// Sets the api-version, for operations outside the data plane's preview version.
    pub(crate) fn api_version(self, api_version: &'static str) -> Self {
        Self { api_version, ..self }
    }

    pub(crate) fn body(self, media_type: &'static str, body: Vec<u8>) -> Self {
        Self { body: Some((media_type, body)), ..self }
    }

    /// Returns the headers, without `Authorization`.
    pub(crate) fn headers(&self) -> Vec<(&'static str, &str)> {
        let mut headers = vec![("Accept", "application/json")];
        if let Some((media_type, _)) = &self.body {
            headers.push(("Content-Type", media_type));
        }
        if let Some(etag) = &self.if_match {
            headers.push(("If-Match", etag));
        }
        headers
    }

    /// Restricts the request to one version of the resource. An etag with characters that no header may contain is an
    /// error.
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

/// Percent-encodes like JavaScript's `encodeURIComponent`, which Microsoft's own clients use.
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

/// Returns whether a header may have this value. `fetch` rejects other values, and may quote them in its error.
pub(crate) fn is_header_value(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Encodes an id as a segment of a path. An empty id would vanish from the path and `..` would climb, so both are
/// errors.
pub(crate) fn segment(name: &str, id: &str) -> Result<String, Error> {
    let refuse = |why: &str| Error::invalid(&["/", name].concat(), &[name, " ", why].concat());
    match id {
        "" => Err(refuse("is empty")),
        "." | ".." => Err(refuse("can't be a dot or two")),
        _ => Ok(encode_component(id)),
    }
}
