//! `/api/dashboards`

use axum::{Json, Router, extract::Request, http::StatusCode, middleware::from_fn, routing::get};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Path,
    document::{Answer, answer},
};
use crate::{
    Emulator,
    application::Application,
    body::read_json,
    error::Error,
    etag,
    filter::Fields,
    merge::merge,
    paging::ListRequest,
    parameters::{PREVIEW, require_version},
    store::Kind,
    validate,
};

const FIELDS: Fields = Fields { text: &["displayName", "id"], flags: &["favorite", "personal"] };
const MAX_ID: usize = 128;

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/dashboards", get(list))
        .route("/dashboards/{id}", get(read).put(replace).patch(update).delete(remove))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW], request, next)))
}

/// `GET /dashboards`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(request.documents(&application, Kind::Dashboard)?, &FIELDS)
}

/// `GET /dashboards/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Answer, Error> {
    check_id(&id)?;
    application.get(Kind::Dashboard, &id)?.map(answer).ok_or_else(|| missing(&id))
}

/// `PUT /dashboards/{id}`: creates or replaces, and is 200 in either case. Takes no `If-Match`.
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    check_id(&id)?;
    let dashboard = normalize(&id, read_json(request, "application/json").await?)?;
    Ok(answer(application.put(Kind::Dashboard, &id, dashboard)?))
}

/// `PATCH /dashboards/{id}`: a merge patch (RFC 7396), guarded by `If-Match` where it is sent.
async fn update(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    check_id(&id)?;
    let headers = request.headers().clone();
    let patch = read_json(request, "application/merge-patch+json").await?;
    let updated = application.update(Kind::Dashboard, &id, |current| {
        etag::check_if_match(&headers, current.get("etag").and_then(Value::as_str).unwrap_or_default())?;
        let mut merged = current.clone();
        merge(&mut merged, patch);
        normalize(&id, merged)
    })?;
    updated.map(answer).ok_or_else(|| missing(&id))
}

/// `DELETE /dashboards/{id}`. Takes no `If-Match`.
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    check_id(&id)?;
    if application.delete(Kind::Dashboard, &id)? { Ok(StatusCode::NO_CONTENT) } else { Err(missing(&id)) }
}

/// Checks a body and makes it what the service would keep: read-only fields are the service's, whatever was sent, and
/// the two flags are always there. A tile's id is a function of dashboard and position, so the tile at a position keeps
/// its id through every write.
pub(crate) fn normalize(id: &str, mut dashboard: Value) -> Result<Value, Error> {
    validate::dashboard(&dashboard)?;
    if let Some(fields) = dashboard.as_object_mut() {
        fields.insert("id".into(), id.into());
        fields.insert("personal".into(), false.into());
        fields.entry("favorite").or_insert(false.into());
    }
    for (position, tile) in dashboard.get_mut("tiles").and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
        if let Some(fields) = tile.as_object_mut() {
            let name = format!("{id}/tiles/{position}");
            fields.insert("id".into(), Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string().into());
        }
    }
    Ok(dashboard)
}

pub(crate) fn check_id(id: &str) -> Result<(), Error> {
    let clean = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b';'));
    if clean && id.len() <= MAX_ID {
        return Ok(());
    }
    Err(Error::bad_request(format!(
        "The dashboard id must match ^[a-zA-Z0-9:;]*$ and have at most {MAX_ID} characters, like dtmi:kkfvwa2xi:p7pyt5x38."
    )))
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no dashboard {id}. GET /api/dashboards lists them."))
}
