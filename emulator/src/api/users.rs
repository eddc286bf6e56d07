//! `/api/users`: users, groups and service principals with their roles. They are only stored; Microsoft Entra signs
//! users in.

use axum::{Json, Router, extract::Request, http::StatusCode, middleware::from_fn, routing::get};
use serde_json::Value;

use super::{
    Path,
    document::{Answer, Change, answer_without_etag, without_etag},
    list::{Fields, ListRequest},
    permissions,
};
use crate::{
    Emulator,
    application::Application,
    error::Error,
    http::{PREVIEW, STABLE, read_json, require_version},
    store::{Batch, Kind},
    validate,
};

const FIELDS: Fields = Fields { text: &["id"], flags: &[] };

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/users", get(list))
        .route("/users/{id}", get(read).put(replace).patch(update).delete(remove))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /users`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    let users = request.documents(&application, Kind::User)?;
    request.answer(users.into_iter().map(without_etag).collect(), &FIELDS)
}

/// `GET /users/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Answer, Error> {
    application.get(Kind::User, &id)?.map(answer_without_etag).ok_or_else(|| missing(&id))
}

/// `PUT /users/{id}`
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    permissions::check_id("user", &id)?;
    let body = read_json(request, "application/json").await?;
    application.write(|batch| keep(batch, &application, &id, body)).map(answer_without_etag)
}

/// `PATCH /users/{id}`
async fn update(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    let change = Change::read(request).await?;
    let kept = application.write(|batch| {
        let current = batch.get(application.id(), Kind::User, &id)?.ok_or_else(|| missing(&id))?;
        keep(batch, &application, &id, change.apply(&current)?)
    });
    kept.map(answer_without_etag)
}

/// `DELETE /users/{id}`
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    if application.delete(Kind::User, &id)? { Ok(StatusCode::NO_CONTENT) } else { Err(missing(&id)) }
}

/// Checks a body and returns the document that the service would store.
fn keep(batch: &Batch<'_>, application: &Application, id: &str, mut user: Value) -> Result<Value, Error> {
    validate::user(&user, application.contract())?;
    permissions::check(batch, application, &user)?;
    if let Some(fields) = user.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
        fields.insert("id".into(), id.into());
    }
    batch.put(application.id(), Kind::User, id, user, application.now())
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no user {id}. GET /api/users lists them."))
}
