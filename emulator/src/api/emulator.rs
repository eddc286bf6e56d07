//! `/emulator`: operations that the service does not have.

use axum::{
    Json, Router,
    extract::{Request, State},
    http::StatusCode,
    routing::{delete, get, post},
};
use serde_json::{Value, json};

use super::{Path, devices};
use crate::{Emulator, error::Error, faults::Rule, http::read_json};

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/faults", get(list_faults).post(add_fault).delete(remove_faults))
        .route("/faults/{id}", delete(remove_fault))
        .route("/reset", post(reset))
        .merge(devices::emulator_routes())
        .fallback(super::not_found)
        .method_not_allowed_fallback(super::method_not_allowed)
}

/// `GET /emulator/faults`: lists the faults, with their `hits`.
async fn list_faults(State(emulator): State<Emulator>) -> Json<Value> {
    Json(json!({ "value": emulator.faults().list() }))
}

/// `POST /emulator/faults`
async fn add_fault(State(emulator): State<Emulator>, request: Request) -> Result<(StatusCode, Json<Value>), Error> {
    let rule = Rule::parse(read_json(request, "application/json").await?)?;
    Ok((StatusCode::CREATED, Json(emulator.faults().add(rule))))
}

/// `DELETE /emulator/faults`: removes all faults.
async fn remove_faults(State(emulator): State<Emulator>) -> StatusCode {
    emulator.faults().clear();
    StatusCode::NO_CONTENT
}

/// `DELETE /emulator/faults/{id}`
async fn remove_fault(State(emulator): State<Emulator>, Path(id): Path<String>) -> Result<StatusCode, Error> {
    if emulator.faults().remove(&id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Error::not_found(format!("There is no fault {id}. GET /emulator/faults lists them.")))
}

/// `POST /emulator/reset`: restores the initial state and removes all faults.
async fn reset(State(emulator): State<Emulator>) -> Result<StatusCode, Error> {
    emulator.faults().clear();
    emulator.reset().map_err(Error::internal)?;
    Ok(StatusCode::NO_CONTENT)
}
