//! `/api/deviceGroups`

use axum::{Json, Router, middleware::from_fn, routing::get};
use serde_json::{Value, json};

use super::{Path, devices};
use crate::{
    Emulator,
    application::Application,
    error::Error,
    filter::Fields,
    paging::ListRequest,
    parameters::{PREVIEW, STABLE, require_version},
    seed::DeviceGroup,
};

const FIELDS: Fields = Fields { text: &["displayName", "id"], flags: &[] };

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/deviceGroups", get(list))
        .route("/deviceGroups/{id}", get(read))
        .route("/deviceGroups/{id}/devices", get(members))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /deviceGroups`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(application.seed().device_groups.iter().map(describe).collect(), &FIELDS)
}

/// `GET /deviceGroups/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Json<Value>, Error> {
    find(&application, &id).map(|group| Json(describe(group)))
}

/// `GET /deviceGroups/{id}/devices`
async fn members(application: Application, Path(id): Path<String>, request: ListRequest) -> Result<Json<Value>, Error> {
    let group = find(&application, &id)?;
    let devices = group.devices.iter().filter_map(|id| application.seed().device(id));
    request.answer(devices.map(devices::describe).collect(), &devices::FIELDS)
}

fn describe(group: &DeviceGroup) -> Value {
    json!({
        "id": group.id,
        "etag": format!("\"{}\"", group.id),
        "displayName": group.display_name,
        "description": group.description,
        "filter": group.filter,
    })
}

fn find<'a>(application: &'a Application, id: &str) -> Result<&'a DeviceGroup, Error> {
    let groups = &application.seed().device_groups;
    groups
        .iter()
        .find(|group| group.id == id)
        .ok_or_else(|| Error::not_found(format!("There is no device group {id}. GET /api/deviceGroups lists them.")))
}
