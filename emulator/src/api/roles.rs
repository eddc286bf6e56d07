//! `/api/roles`: the three built-in roles of every application.

use axum::{Json, Router, middleware::from_fn, routing::get};
use serde_json::{Value, json};

use super::{
    Path,
    list::{Fields, ListRequest},
};
use crate::{
    Emulator,
    auth::Role,
    error::Error,
    http::{PREVIEW, STABLE, require_version},
};

const FIELDS: Fields = Fields { text: &["displayName", "id"], flags: &[] };

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/roles", get(list))
        .route("/roles/{id}", get(read))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /roles`
async fn list(request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(Role::ALL.into_iter().map(describe).collect(), &FIELDS)
}

/// `GET /roles/{id}`
async fn read(Path(id): Path<String>) -> Result<Json<Value>, Error> {
    let found = Role::ALL.into_iter().find(|role| role.id() == id);
    found
        .map(|role| Json(describe(role)))
        .ok_or_else(|| Error::not_found(format!("There is no role {id}. GET /api/roles lists them.")))
}

fn describe(role: Role) -> Value {
    json!({ "id": role.id(), "displayName": role.name() })
}
