//! `/api/organizations`: a tree, whose ids dashboards name.

use axum::{
    Json, Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::from_fn,
    routing::get,
};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Path;
use crate::{
    Emulator,
    application::Application,
    body::{read_json, read_patch},
    error::Error,
    etag,
    filter::Fields,
    merge::merge,
    paging::ListRequest,
    parameters::{PREVIEW, Parameters, STABLE, require_version},
    store::{Batch, Kind},
    validate,
};

const FIELDS: Fields = Fields { text: &["displayName", "id"], flags: &[] };
/// The documented quotas: organizations of an application, and levels of them.
const MAX_ORGANIZATIONS: usize = 200;
const MAX_DEPTH: usize = 5;

/// An organization; its etag is in the header alone, since the contract has no member for it.
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

/// `PUT /organizations/{id}`: creates or replaces, and is 200 in either case.
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    check_id(&id)?;
    let organization = read_json(request, "application/json").await?;
    application.write(|batch| write(batch, application.id(), &id, organization, application.now())).map(answer)
}

/// `PATCH /organizations/{id}`: a merge patch. `If-Match` guards it in the preview.
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
            etag::check_if_match(&headers, etag_of(&organization))?;
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

/// Checks an organization and its place in the tree, and keeps it.
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

/// Refuses an organization that is wrong, or that has no place in a tree of these others.
pub(crate) fn check(id: &str, organization: &Value, others: &[&Value]) -> Result<(), Error> {
    validate::organization(organization)?;
    if others.len() >= MAX_ORGANIZATIONS {
        return Err(Error::unprocessable(format!("An application has at most {MAX_ORGANIZATIONS} organizations.")));
    }
    let mut depth = 1;
    let mut above = parent(organization);
    while let Some(name) = above {
        depth += 1;
        if name == id || depth > MAX_DEPTH {
            return Err(Error::unprocessable(format!(
                "/parent: {id} would be below itself or deeper than {MAX_DEPTH} levels."
            )));
        }
        let found = others.iter().find(|other| other.get("id").and_then(Value::as_str) == Some(name));
        let Some(found) = found else {
            return Err(Error::unprocessable(format!("/parent: there is no organization {name}. Create it first.")));
        };
        above = parent(found);
    }
    Ok(())
}

fn parent(organization: &Value) -> Option<&str> {
    organization.get("parent").and_then(Value::as_str)
}

fn etag_of(organization: &Value) -> &str {
    organization.get("etag").and_then(Value::as_str).unwrap_or_default()
}

pub(crate) fn check_id(id: &str) -> Result<(), Error> {
    let clean = id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if clean && (2..=48).contains(&id.len()) && !id.starts_with('-') && !id.ends_with('-') {
        return Ok(());
    }
    Err(Error::bad_request(
        "The organization id must have 2 to 48 characters a-z, 0-9 and -, neither first nor last a -, like seattle.",
    ))
}

fn answer(organization: Value) -> Answer {
    let (etag, organization) = split(organization);
    ([(header::ETAG, HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("")))], Json(organization))
}

/// The etag, and what the API shows.
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
