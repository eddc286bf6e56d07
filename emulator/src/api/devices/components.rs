//! `/api/devices/{id}/components` and `…/modules`, read from the template.

use std::collections::BTreeMap;

use axum::{Json, Router, routing::get};
use serde_json::{Map, Value, json};

use super::{Path, Scope};
use crate::{Emulator, application::Application, error::Error};

pub(super) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/devices/{id}/components", get(components))
        .route("/devices/{id}/modules", get(modules))
        .route("/devices/{id}/modules/{module}/components", get(components))
}

/// `GET …/components`
async fn components(application: Application, Path(scope): Path<Scope>) -> Result<Json<Value>, Error> {
    let (_, model) = scope.find(&application)?;
    Ok(describe(&scope.prefix(), &model.components))
}

/// `GET …/modules`
async fn modules(application: Application, Path(scope): Path<Scope>) -> Result<Json<Value>, Error> {
    let (_, model) = scope.find(&application)?;
    Ok(describe("", &model.modules))
}

/// Lists what is directly below the prefix, without its contents.
fn describe(prefix: &str, all: &BTreeMap<String, Value>) -> Json<Value> {
    let here = all.iter().filter(|(path, _)| path.strip_prefix(prefix).is_some_and(|name| !name.contains('.')));
    let shown = |capability: &Value| {
        let names = ["@id", "@type", "name", "displayName", "description"];
        let member = |name: &str| Some((name.to_owned(), capability.get(name)?.clone()));
        Value::Object(names.into_iter().filter_map(member).collect::<Map<_, _>>())
    };
    let value: Vec<_> = here.map(|(_, capability)| shown(capability)).collect();
    Json(json!({ "value": value }))
}
