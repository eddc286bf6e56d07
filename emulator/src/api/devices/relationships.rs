//! `/api/devices/{id}/relationships`

use axum::{Json, Router, extract::Request, http::StatusCode, routing::get};
use serde_json::Value;

use super::{Path, missing};
use crate::{
    Emulator,
    api::document::without_etag,
    api::{
        document::Change,
        list::{Fields, ListRequest},
    },
    application::Application,
    error::Error,
    http::read_json,
    store::Kind,
    validate,
};

const FIELDS: Fields = Fields { text: &["id"], flags: &[] };

pub(super) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/devices/{id}/relationships", get(list))
        .route("/devices/{id}/relationships/{relationship}", get(read).put(replace).patch(update).delete(remove))
}

/// `GET /devices/{id}/relationships`
async fn list(application: Application, Path(id): Path<String>, request: ListRequest) -> Result<Json<Value>, Error> {
    let all = application.read(|batch| {
        batch.get(application.id(), Kind::Device, &id)?.ok_or_else(|| missing(&id))?;
        batch.range(application.id(), Kind::Relationship, &format!("{id}/"))
    })?;
    request.answer(all.into_iter().map(without_etag).collect(), &FIELDS)
}

/// `GET /devices/{id}/relationships/{relationship}`
async fn read(application: Application, Path((id, name)): Path<(String, String)>) -> Result<Json<Value>, Error> {
    let found = application.get(Kind::Relationship, &key(&id, &name))?;
    found.map(without_etag).map(Json).ok_or_else(|| not_found_error(&id, &name))
}

/// `PUT /devices/{id}/relationships/{relationship}`
async fn replace(
    application: Application,
    Path((id, name)): Path<(String, String)>,
    request: Request,
) -> Result<Json<Value>, Error> {
    let relationship = normalize(&id, &name, read_json(request, "application/json").await?)?;
    application.write(|batch| {
        batch.get(application.id(), Kind::Device, &id)?.ok_or_else(|| missing(&id))?;
        let kept =
            batch.put(application.id(), Kind::Relationship, &key(&id, &name), relationship, application.now())?;
        Ok(Json(without_etag(kept)))
    })
}

/// `PATCH /devices/{id}/relationships/{relationship}`
async fn update(
    application: Application,
    Path((id, name)): Path<(String, String)>,
    request: Request,
) -> Result<Json<Value>, Error> {
    let change = Change::read(request).await?;
    let updated = application
        .update(Kind::Relationship, &key(&id, &name), |current| normalize(&id, &name, change.apply(current)?))?;
    updated.map(without_etag).map(Json).ok_or_else(|| not_found_error(&id, &name))
}

/// `DELETE /devices/{id}/relationships/{relationship}`
async fn remove(application: Application, Path((id, name)): Path<(String, String)>) -> Result<StatusCode, Error> {
    let deleted = application.delete(Kind::Relationship, &key(&id, &name))?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(not_found_error(&id, &name)) }
}

/// The source is the device in the address, unless the body names another one.
fn normalize(device: &str, id: &str, mut relationship: Value) -> Result<Value, Error> {
    validate::relationship(&relationship)?;
    if let Some(fields) = relationship.as_object_mut() {
        fields.insert("id".into(), id.into());
        fields.entry("source").or_insert(device.into());
    }
    Ok(relationship)
}

fn key(device: &str, id: &str) -> String {
    format!("{device}/{id}")
}

fn not_found_error(device: &str, id: &str) -> Error {
    Error::not_found(format!("The device {device} has no relationship {id}. GET …/relationships lists them."))
}
