//! The operations of the data plane, arranged by path.

mod api_tokens;
mod dashboards;
mod device_groups;
mod device_templates;
mod devices;
mod document;
pub(crate) mod emulator;
mod file_uploads;
pub(crate) mod limits;
mod list;
mod organizations;
mod permissions;
mod query;
mod roles;
mod users;
pub(crate) mod welcome;

use axum::{
    Router,
    extract::{FromRequestParts, OriginalUri, rejection::PathRejection},
    http::Method,
};

use crate::{Emulator, error::Error};

/// The routes below `/api`.
pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .merge(api_tokens::routes())
        .merge(dashboards::routes())
        .merge(devices::routes())
        .merge(device_groups::routes())
        .merge(device_templates::routes())
        .merge(file_uploads::routes())
        .merge(organizations::routes())
        .merge(query::routes())
        .merge(roles::routes())
        .merge(users::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
}

pub(crate) async fn not_found(OriginalUri(uri): OriginalUri) -> Error {
    Error::not_found(format!("There is nothing at {}. GET / says what the emulator has.", uri.path()))
}

pub(crate) async fn method_not_allowed(method: Method, OriginalUri(uri): OriginalUri) -> Error {
    Error::method_not_allowed(format!("{} takes no {method}. The Allow header says what it takes.", uri.path()))
}

/// The decoded parts of a path; errors have the service's form.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Error))]
pub(crate) struct Path<T>(pub(crate) T);

impl From<PathRejection> for Error {
    fn from(rejection: PathRejection) -> Self {
        Self::bad_request(format!("The path can't be read: {}", rejection.body_text()))
    }
}
