//! `/api/devices/{id}/properties`, also of components and modules.

use std::collections::BTreeSet;

use axum::{Json, Router, extract::Request, http::StatusCode, routing::get};
use serde_json::{Map, Value, json};

use super::{Path, Scope};
use crate::{
    Emulator,
    api::document::Change,
    application::Application,
    device::{Device, Model, STATE, flatten},
    error::Error,
    http::{Parameters, read_json},
    simulation::time_of,
    store::Kind,
};

pub(super) fn routes() -> Router<Emulator> {
    Scope::BASES.iter().fold(Router::new(), |routes, base| {
        routes.route(&format!("{base}/properties"), get(read).put(replace).patch(update))
    })
}

/// `GET …/properties`: reads the properties that have a value or a desired value, with their metadata.
async fn read(application: Application, Path(scope): Path<Scope>) -> Result<Json<Value>, Error> {
    let (device, model) = scope.find(&application)?;
    let (prefix, now) = (scope.prefix(), application.now().as_millisecond());
    let kept = kept(&device);
    let paths: BTreeSet<&String> = model.properties.keys().chain(kept.keys()).collect();
    let mut answer = Map::new();
    for path in paths {
        let Some(place) = path.strip_prefix(&prefix) else { continue };
        let value = device.property(path, &model, now);
        let desired = kept.get(path).and_then(|kept| kept.get("desired"));
        let mut metadata = Map::new();
        if let Some((_, Some(updated))) = value {
            metadata.insert("lastUpdateTime".into(), time_of(updated));
        }
        if let Some(desired) = desired {
            let version = kept.get(path).and_then(|kept| kept.get("version")).cloned().unwrap_or_default();
            metadata.insert("desiredValue".into(), desired.clone());
            metadata.insert("desiredVersion".into(), version);
        }
        if value.is_some() || desired.is_some() {
            insert(&mut answer, place, value.map(|(value, _)| value), metadata);
        }
    }
    Ok(Json(answer.into()))
}

/// `PUT …/properties`: replaces all writable properties; those that the body lacks are removed.
async fn replace(
    application: Application,
    Path(scope): Path<Scope>,
    parameters: Parameters,
    request: Request,
) -> Result<(StatusCode, Json<Value>), Error> {
    let body = read_json(request, "application/json").await?;
    write(&application, &scope, &parameters, &body, true)
}

/// `PATCH …/properties`: updates properties; null removes one.
async fn update(
    application: Application,
    Path(scope): Path<Scope>,
    parameters: Parameters,
    request: Request,
) -> Result<(StatusCode, Json<Value>), Error> {
    let patch = Change::read(request).await?.into_patch();
    write(&application, &scope, &parameters, &patch, false)
}

fn write(
    application: &Application,
    scope: &Scope,
    parameters: &Parameters,
    body: &Value,
    replace: bool,
) -> Result<(StatusCode, Json<Value>), Error> {
    let body = body.as_object().ok_or_else(|| Error::unprocessable("The properties: must be an object."))?;
    let unmodeled = parameters.get("unmodeled") == Some("true");
    let (prefix, now) = (scope.prefix(), application.now());
    let mut answer = Map::new();
    application.write(|batch| {
        let (device, model) = scope.read(batch, application.id())?;
        let mut named = Vec::new();
        flatten(&prefix, body, &model, &mut |path, value| named.push((path, value.clone())))?;
        let mut kept = kept(&device);
        if replace {
            let writable = |path: &String| model.properties.get(path).is_none_or(|found| found.cloud || found.writable);
            kept.retain(|path, _| {
                !path.starts_with(&prefix) || !writable(path) || named.iter().any(|(named, _)| named == path)
            });
        }
        for (path, value) in named {
            let place = path.strip_prefix(&prefix).unwrap_or(&path);
            let state = changed(&device, &model, &path, place, &value, unmodeled, now.as_millisecond())?;
            match state {
                None => _ = kept.remove(&path),
                Some(state) => _ = kept.insert(path.clone(), state),
            }
            if model.properties.get(&path).is_some_and(|property| property.cloud) {
                insert(&mut answer, place, Some(value), Map::new());
            } else {
                insert(&mut answer, place, None, Map::from_iter([("desiredValue".into(), value)]));
            }
        }
        let mut document = device.document;
        if let Some(state) = document.get_mut(STATE).and_then(Value::as_object_mut) {
            state.insert("properties".into(), kept.into());
        }
        batch.put(application.id(), Kind::Device, &scope.id, document, now)
    })?;
    Ok((StatusCode::ACCEPTED, Json(answer.into())))
}

/// Returns the state of a property after a client has written it; nothing if the client removed it. A simulated device
/// applies a desired value at once.
fn changed(
    device: &Device,
    model: &Model,
    path: &str,
    place: &str,
    value: &Value,
    unmodeled: bool,
    now: i64,
) -> Result<Option<Value>, Error> {
    let pointer = place.replace('.', "/");
    match model.properties.get(path) {
        Some(property) if !property.cloud && !property.writable => {
            return Err(Error::unprocessable(format!("/{pointer}: only the device writes this property.")));
        }
        None if !unmodeled && !device.template().is_empty() => {
            return Err(Error::unprocessable(format!(
                "/{pointer}: the device's template {} has no such property. Add ?unmodeled=true to write it nevertheless.",
                device.template()
            )));
        }
        _ => {}
    }
    if value.is_null() {
        return Ok(None);
    }
    if model.properties.get(path).is_some_and(|property| property.cloud) {
        return Ok(Some(json!({ "value": value })));
    }
    let mut state = kept(device).remove(path).and_then(|state| state.as_object().cloned()).unwrap_or_default();
    let version = state.get("version").and_then(Value::as_u64).unwrap_or_default() + 1;
    state.insert("desired".into(), value.clone());
    state.insert("version".into(), version.into());
    if device.flag("simulated") {
        state.insert("value".into(), value.clone());
        state.insert("updated".into(), now.into());
    }
    Ok(Some(state.into()))
}

fn kept(device: &Device) -> Map<String, Value> {
    let kept = device.document.get(STATE).and_then(|state| state.get("properties")).and_then(Value::as_object);
    kept.cloned().unwrap_or_default()
}

/// Inserts a property and its metadata: `component.name` goes into the object of the component.
fn insert(answer: &mut Map<String, Value>, place: &str, value: Option<Value>, metadata: Map<String, Value>) {
    match place.split_once('.') {
        Some((container, rest)) => {
            let inner = answer.entry(container).or_insert_with(|| json!({}));
            if let Some(inner) = inner.as_object_mut() {
                insert(inner, rest, value, metadata);
            }
        }
        None => {
            if let Some(value) = value {
                answer.insert(place.into(), value);
            }
            if !metadata.is_empty() {
                let all = answer.entry("$metadata").or_insert_with(|| json!({}));
                if let Some(all) = all.as_object_mut() {
                    all.insert(place.into(), metadata.into());
                }
            }
        }
    }
}
