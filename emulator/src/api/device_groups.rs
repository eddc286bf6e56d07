//! `/api/deviceGroups`

use axum::{Json, Router, extract::State, middleware::from_fn, routing::get};
use serde_json::{Value, json};

use super::{Path, devices};
use crate::{
    Emulator,
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
async fn list(State(emulator): State<Emulator>, request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(emulator.seed().device_groups.iter().map(describe).collect(), &FIELDS)
}

/// `GET /deviceGroups/{id}`
async fn read(State(emulator): State<Emulator>, Path(id): Path<String>) -> Result<Json<Value>, Error> {
    find(&emulator, &id).map(|group| Json(describe(group)))
}

/// `GET /deviceGroups/{id}/devices`
async fn members(
    State(emulator): State<Emulator>,
    Path(id): Path<String>,
    request: ListRequest,
) -> Result<Json<Value>, Error> {
    let group = find(&emulator, &id)?;
    let devices = group.devices.iter().filter_map(|id| emulator.seed().device(id));
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

fn find<'a>(emulator: &'a Emulator, id: &str) -> Result<&'a DeviceGroup, Error> {
    let groups = &emulator.seed().device_groups;
    groups
        .iter()
        .find(|group| group.id == id)
        .ok_or_else(|| Error::not_found(format!("There is no device group {id}. GET /api/deviceGroups lists them.")))
}
