//! `/api/devices`

use axum::{Json, Router, middleware::from_fn, routing::get};
use serde_json::{Value, json};

use super::Path;
use crate::{
    Emulator,
    application::Application,
    error::Error,
    filter::Fields,
    paging::ListRequest,
    parameters::{PREVIEW, STABLE, require_version},
    seed::Device,
    simulation::{Telemetry, last_message, time_of},
};

pub(super) const FIELDS: Fields =
    Fields { text: &["displayName", "id", "template"], flags: &["enabled", "provisioned", "simulated"] };

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/devices", get(list))
        .route("/devices/{id}", get(read))
        .route("/devices/{id}/properties", get(properties))
        .route("/devices/{id}/telemetry/{name}", get(telemetry))
        .route("/devices/{id}/components/{component}/telemetry/{name}", get(component_telemetry))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /devices`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(application.seed().devices.iter().map(describe).collect(), &FIELDS)
}

/// `GET /devices/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Json<Value>, Error> {
    find(&application, &id).map(|device| Json(describe(device)))
}

/// `GET /devices/{id}/properties`
async fn properties(application: Application, Path(id): Path<String>) -> Result<Json<Value>, Error> {
    find(&application, &id).map(|device| Json(device.properties.clone().into()))
}

/// `GET /devices/{id}/telemetry/{name}`
async fn telemetry(application: Application, Path((id, name)): Path<(String, String)>) -> Result<Json<Value>, Error> {
    // A dot would reach into a component, which has its own address.
    if name.contains('.') {
        return Err(Error::not_found(format!(
            "Telemetry has no dot in its name: {name}. Call …/components/{{component}}/telemetry/{{name}}."
        )));
    }
    last_value(&application, &id, &name)
}

/// `GET /devices/{id}/components/{component}/telemetry/{name}`
async fn component_telemetry(
    application: Application,
    Path((id, component, name)): Path<(String, String, String)>,
) -> Result<Json<Value>, Error> {
    last_value(&application, &id, &format!("{component}.{name}"))
}

/// A device as the API shows it.
pub(super) fn describe(device: &Device) -> Value {
    json!({
        "id": device.id,
        "etag": format!("\"{}-0000-0300-0000-000000000000\"", device.id),
        "displayName": device.display_name,
        "template": device.template,
        "enabled": true,
        "provisioned": true,
        "simulated": true,
    })
}

fn last_value(application: &Application, id: &str, path: &str) -> Result<Json<Value>, Error> {
    let device = find(application, id)?;
    let signal = application.seed().template(&device.template).and_then(|template| template.telemetry.get(path));
    let signal = signal.ok_or_else(|| {
        Error::not_found(format!("The device {id} sends no {path:?}: its template {} has none.", device.template))
    })?;
    let second = last_message(application.now());
    let value = Telemetry::new(&device.id, path, signal).at(second);
    Ok(Json(json!({ "value": value, "timestamp": time_of(second) })))
}

fn find<'a>(application: &'a Application, id: &str) -> Result<&'a Device, Error> {
    application
        .seed()
        .device(id)
        .ok_or_else(|| Error::not_found(format!("There is no device {id}. GET /api/devices lists them.")))
}
