//! `/api/organizations`: a tree of organizations. Dashboards refer to organizations by id.

use axum::{
    Json, Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::from_fn,
    routing::get,
};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    Path,
    list::{Fields, ListRequest},
};
use crate::{
    Emulator,
    application::Application,
    documents::organizations::{check, check_id, parent},
    error::Error,
    http::{PREVIEW, Parameters, STABLE, check_if_match, read_json, read_patch, require_version},
    json::merge,
    store::{Batch, Kind},
};

const FIELDS: Fields = Fields { text: &["displayName", "id"], flags: &[] };
/// An organization; its etag is only in a header, since the contract has no member for it.
type Answer = ([(HeaderName, HeaderValue); 1], Json<Value>);

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/organizations", get(list))
        .route("/organizations/{id}", get(read).put(replace).patch(update).delete(remove))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /organizations`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    let organizations = application.list(Kind::Organization)?;
    request.answer(organizations.into_iter().map(|organization| split(organization).1).collect(), &FIELDS)
}

/// `GET /organizations/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Answer, Error> {
    application.get(Kind::Organization, &id)?.map(answer).ok_or_else(|| missing(&id))
}

/// `PUT /organizations/{id}`: creates or replaces an organization, and answers 200 in either case.
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    check_id(&id)?;
    let organization = read_json(request, "application/json").await?;
    application.write(|batch| write(batch, application.id(), &id, organization, application.now())).map(answer)
}

/// `PATCH /organizations/{id}`: applies a merge patch, conditionally with `If-Match` in the preview version.
async fn update(
    application: Application,
    Path(id): Path<String>,
    parameters: Parameters,
    request: Request,
) -> Result<Answer, Error> {
    let headers = request.headers().clone();
    let patch = read_patch(request).await?;
    let updated = application.write(|batch| {
        let Some(mut organization) = batch.get(application.id(), Kind::Organization, &id)? else {
            return Err(missing(&id));
        };
        if parameters.is_preview() {
            check_if_match(&headers, etag_of(&organization))?;
        }
        merge(&mut organization, patch);
        write(batch, application.id(), &id, organization, application.now())
    });
    updated.map(answer)
}

/// `DELETE /organizations/{id}`
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    application.write(|batch| {
        let organizations = batch.list(application.id(), Kind::Organization)?;
        if let Some(child) = organizations.iter().find(|organization| parent(organization) == Some(&id)) {
            let child = child.get("id").and_then(Value::as_str).unwrap_or_default();
            return Err(Error::unprocessable(format!("{id} is the parent of {child}. Delete that first.")));
        }
        if batch.delete(application.id(), Kind::Organization, &id)? {
            Ok(StatusCode::NO_CONTENT)
        } else {
            Err(missing(&id))
        }
    })
}

/// Checks an organization and its place in the tree, and stores it.
fn write(
    batch: &Batch<'_>,
    application: &str,
    id: &str,
    mut organization: Value,
    now: Timestamp,
) -> Result<Value, Error> {
    let others = batch.list(application, Kind::Organization)?;
    let others: Vec<_> = others.iter().filter(|other| other.get("id").and_then(Value::as_str) != Some(id)).collect();
    check(id, &organization, &others)?;
    if let Some(fields) = organization.as_object_mut() {
        fields.insert("id".into(), id.into());
    }
    batch.put(application, Kind::Organization, id, organization, now)
}

fn etag_of(organization: &Value) -> &str {
    organization.get("etag").and_then(Value::as_str).unwrap_or_default()
}

fn answer(organization: Value) -> Answer {
    let (etag, organization) = split(organization);
    ([(header::ETAG, HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("")))], Json(organization))
}

/// Returns the etag, and the organization in the form of the API.
fn split(organization: Value) -> (String, Value) {
    let etag = etag_of(&organization).to_owned();
    let shown: Map<_, _> = ["id", "displayName", "parent"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), organization.get(name)?.clone())))
        .collect();
    (etag, shown.into())
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no organization {id}. GET /api/organizations lists them."))
}
