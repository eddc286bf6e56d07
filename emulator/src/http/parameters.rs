//! The query string, and the `api-version` that every request must name.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request},
    http::request::Parts,
    middleware::Next,
    response::Response,
};

use crate::error::Error;

/// The versions with all operations. The az CLI sends the older one with its queries; the operations are the same in
/// both.
pub(crate) const PREVIEW: &[&str] = &["2022-10-31-preview", "2022-06-30-preview"];
/// The last released version. It has no dashboards and queries, no `readAccess` of file uploads, and no `If-Match`.
pub(crate) const STABLE: &[&str] = &["2022-07-31"];

/// The names of the parameters of a list in one version.
pub(crate) struct ListNames {
    pub(crate) filter: &'static str,
    pub(crate) page_size: &'static str,
    pub(crate) order: &'static str,
}

/// The names by version. In other versions such parameters are ignored, like all unknown parameters.
const LIST_NAMES: [(&str, ListNames); 2] = [
    ("2022-10-31-preview", ListNames { filter: "filter", page_size: "maxpagesize", order: "orderby" }),
    ("2022-06-30-preview", ListNames { filter: "$filter", page_size: "$top", order: "$orderby" }),
];

/// The decoded pairs of a query string. Of a repeated name the first value counts.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns whether the request names a preview version.
    pub(crate) fn is_preview(&self) -> bool {
        self.get("api-version").is_some_and(|version| PREVIEW.contains(&version))
    }

    /// Returns the names of a list's parameters in the version of the request.
    pub(crate) fn list_names(&self) -> Option<&'static ListNames> {
        let asked = self.get("api-version")?;
        LIST_NAMES.iter().find(|(version, _)| *version == asked).map(|(_, names)| names)
    }

    pub(crate) fn parse(query: Option<&str>) -> Self {
        Self(form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::parse(parts.uri.query()))
    }
}

/// Lets requests pass that name one of these versions, and rejects others with the list of versions.
pub(crate) async fn require_version(supported: &[&[&str]], request: Request, next: Next) -> Result<Response, Error> {
    let supported = supported.concat();
    let parameters = Parameters::parse(request.uri().query());
    let complaint = match parameters.get("api-version") {
        Some(version) if supported.contains(&version) => return Ok(next.run(request).await),
        Some(version) => format!("api-version {version:?} is not supported here"),
        None => "The call names no api-version".to_owned(),
    };
    Err(Error::bad_request(format!("{complaint}. Add ?api-version= with one of: {}.", supported.join(", "))))
}
