//! `/api/dashboards`

use axum::{Json, Router, extract::Request, http::StatusCode, middleware::from_fn, routing::get};
use serde_json::Value;

use super::{
    Path,
    document::{Answer, Change, answer},
    list::{Fields, ListRequest},
};
use crate::{
    Emulator,
    application::Application,
    documents::dashboards::{check_id, normalize},
    error::Error,
    http::{PREVIEW, read_json, require_version},
    store::Kind,
};

const FIELDS: Fields = Fields { text: &["displayName", "id"], flags: &["favorite", "personal"] };

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

/// `PUT /dashboards/{id}`: creates or replaces a dashboard, and answers 200 in either case. The operation has no
/// `If-Match`.
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    check_id(&id)?;
    let dashboard = normalize(&id, read_json(request, "application/json").await?, application.contract())?;
    Ok(answer(application.put(Kind::Dashboard, &id, dashboard)?))
}

/// `PATCH /dashboards/{id}`: applies a merge patch (RFC 7396), conditionally with `If-Match`.
async fn update(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    check_id(&id)?;
    let change = Change::read(request).await?;
    let contract = application.contract();
    let updated =
        application.update(Kind::Dashboard, &id, |current| normalize(&id, change.apply(current)?, contract))?;
    updated.map(answer).ok_or_else(|| missing(&id))
}

/// `DELETE /dashboards/{id}`: the operation has no `If-Match`.
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    check_id(&id)?;
    if application.delete(Kind::Dashboard, &id)? { Ok(StatusCode::NO_CONTENT) } else { Err(missing(&id)) }
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no dashboard {id}. GET /api/dashboards lists them."))
}
