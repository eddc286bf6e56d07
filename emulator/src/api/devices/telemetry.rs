//! `/api/devices/{id}/telemetry/{name}`, and `/emulator/devices/{id}/telemetry`, which lets a device send messages.

use axum::{
    Json, Router,
    extract::Request,
    routing::{get, post},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Path, Scope};
use crate::{
    Emulator,
    application::Application,
    device::Model,
    error::Error,
    http::read_json,
    json::pointer,
    simulation::{RETENTION, time_of},
    store::Kind,
    validate::{self, schema},
};

/// The maximal number of messages in one request.
const MAX_MESSAGES: usize = 10_000;

pub(super) fn routes() -> Router<Emulator> {
    Scope::BASES
        .iter()
        .fold(Router::new(), |routes, base| routes.route(&format!("{base}/telemetry/{{name}}"), get(last)))
}

pub(crate) fn emulator_routes() -> Router<Emulator> {
    Router::new().route("/devices/{id}/telemetry", post(send))
}

/// `GET …/telemetry/{name}`: reads the last value; null if the device has sent none.
async fn last(application: Application, Path(scope): Path<Scope>) -> Result<Json<Value>, Error> {
    let path = scope.path()?;
    let now = application.now().as_millisecond();
    let (device, model) = application.read(|batch| {
        let (device, model) = scope.read(batch, application.id())?;
        Ok((device.with_last(batch, application.id(), &path, now)?, model))
    })?;
    let signal = model.telemetry.get(&path).ok_or_else(|| {
        Error::not_found(format!(
            "The device {} sends no {path:?}: its template {} has none.",
            scope.id,
            device.template()
        ))
    })?;
    let feed = device.feed(&path, signal, Vec::new());
    Ok(Json(match device.last(&feed, now) {
        Some((time, value)) => json!({ "value": value.to_json(), "timestamp": time_of(time) }),
        None => json!({ "value": null }),
    }))
}

/// `POST /emulator/devices/{id}/telemetry`: the device sends one message or several, now or at `timestamp`: `{"values":
/// {"temperature": 21.5, "component.temperature": 20}, "timestamp": "2026-01-31T12:00:00Z"}`. From then on the
/// telemetry in the message is not simulated any more. Messages are kept as long as the service keeps telemetry.
async fn send(application: Application, Path(scope): Path<Scope>, request: Request) -> Result<Json<Value>, Error> {
    let body = read_json(request, "application/json").await?;
    let several = body.as_array();
    let messages: Vec<&Value> = several.map_or_else(|| vec![&body], |several| several.iter().collect());
    if messages.len() > MAX_MESSAGES {
        return Err(Error::unprocessable(format!(
            "{} messages at once; at most {MAX_MESSAGES} are accepted.",
            messages.len()
        )));
    }
    let now = application.now();
    let oldest = now.saturating_sub(RETENTION).unwrap_or(Timestamp::MIN).as_millisecond();
    let id = &scope.id;
    application.write(|batch| {
        let (device, model) = scope.read(batch, application.id())?;
        for (index, message) in messages.iter().enumerate() {
            let place = if several.is_some() { format!("/{index}") } else { String::new() };
            let (time, values) = read_message(message, &model, now).map_err(|error| error.prefixed(&place))?;
            if time < oldest {
                return Err(Error::unprocessable(format!(
                    "{place}/timestamp: telemetry is kept for 7 days; this is older."
                )));
            }
            // Keys sort by time, and messages of the same time by arrival.
            let key = format!("{id}/{time:015}/{:010}", batch.count()?);
            let document = json!({ "time": time, "values": values });
            batch.put(application.id(), Kind::Message, &key, document, now)?;
        }
        if !device.flag("provisioned") {
            let mut document = device.document;
            if let Some(fields) = document.as_object_mut() {
                fields.insert("provisioned".into(), true.into());
            }
            batch.put(application.id(), Kind::Device, id, document, now)?;
        }
        batch.delete_range(application.id(), Kind::Message, &format!("{id}/"), &format!("{id}/{oldest:015}"))
    })?;
    Ok(Json(json!({ "accepted": messages.len() })))
}

/// Returns the time of a message, in milliseconds since 1970, and its values by path.
fn read_message<'a>(message: &'a Value, model: &Model, now: Timestamp) -> Result<(i64, &'a Map<String, Value>), Error> {
    validate::telemetry(message)?;
    let time = match message.get("timestamp").and_then(Value::as_str).map(str::parse::<Timestamp>) {
        None => now,
        Some(Ok(time)) => time,
        Some(Err(_)) => {
            return Err(Error::unprocessable("/timestamp: must be a time in RFC 3339, like 2026-01-31T12:00:00Z."));
        }
    };
    let Some(values) = message.get("values").and_then(Value::as_object) else {
        return Err(Error::unprocessable("/values: must be an object."));
    };
    for (path, value) in values {
        let place = format!("/values{}", pointer(path));
        let Some(schema) = model.schemas.get(path) else {
            let known: Vec<_> = model.telemetry.keys().map(String::as_str).collect();
            return Err(Error::unprocessable(format!(
                "{place}: the device's template has no such telemetry; it has {}.",
                known.join(", ")
            )));
        };
        schema::check(schema, value).map_err(|error| error.prefixed(&place))?;
    }
    Ok((time.as_millisecond(), values))
}
