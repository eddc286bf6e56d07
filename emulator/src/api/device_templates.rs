//! `/api/deviceTemplates`

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
    documents::{device_groups, device_templates::normalize, keep_hidden, shown},
    error::Error,
    http::{PREVIEW, STABLE, read_json, require_version},
    store::Kind,
};

const FIELDS: Fields = Fields { text: &["displayName", "@id", "capabilityModelId"], flags: &[] };

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/deviceTemplates", get(list))
        .route("/deviceTemplates/{id}", get(read).put(replace).patch(update).delete(remove))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /deviceTemplates`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(request.documents(&application, Kind::DeviceTemplate)?.into_iter().map(shown).collect(), &FIELDS)
}

/// `GET /deviceTemplates/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Answer, Error> {
    application.get(Kind::DeviceTemplate, &id)?.map(answer).ok_or_else(|| missing(&id))
}

/// `PUT /deviceTemplates/{id}`: creates or replaces a template. A new template gets a group of all its devices. The
/// simulation is kept for capabilities whose names stay.
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    let body = read_json(request, "application/json").await?;
    let template = normalize(&id, body)?;
    let kept = application.write(|batch| {
        let current = batch.get(application.id(), Kind::DeviceTemplate, &id)?;
        let template = keep_hidden(template, current.as_ref());
        if current.is_none() {
            let (group, document) = device_groups::of_template(&id, &template);
            batch.put(application.id(), Kind::DeviceGroup, &group, document, application.now())?;
        }
        batch.put(application.id(), Kind::DeviceTemplate, &id, template, application.now())
    })?;
    Ok(answer(kept))
}

/// `PATCH /deviceTemplates/{id}`
async fn update(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    let change = Change::read(request).await?;
    let updated = application.update(Kind::DeviceTemplate, &id, |current| {
        Ok(keep_hidden(normalize(&id, change.apply(current)?)?, Some(current)))
    })?;
    updated.map(answer).ok_or_else(|| missing(&id))
}

/// `DELETE /deviceTemplates/{id}`: rejected while the template has devices, as in the service's portal.
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    application.write(|batch| {
        let devices = batch.devices_of(application.id(), &id)?.len();
        if devices > 0 {
            return Err(Error::bad_request(format!(
                "The device template {id} has {devices} devices. Delete them or give them another template first."
            )));
        }
        if batch.delete(application.id(), Kind::DeviceTemplate, &id)? {
            let (group, _) = device_groups::of_template(&id, &Value::Null);
            batch.delete(application.id(), Kind::DeviceGroup, &group)?;
            Ok(StatusCode::NO_CONTENT)
        } else {
            Err(missing(&id))
        }
    })
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no device template {id}. GET /api/deviceTemplates lists them."))
}
