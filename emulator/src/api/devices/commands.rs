//! `/api/devices/{id}/commands/{name}`, also of components and modules.

use axum::{Json, Router, extract::Request, http::StatusCode, routing::get};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Path, Scope};
use crate::{
    Emulator,
    api::document::without_etag,
    application::Application,
    device::{Device, Model},
    error::Error,
    http::read_json,
    simulation::Signal,
    store::Kind,
    validate,
};

/// The number of runs in a history.
const MAX_RUNS: usize = 100;

pub(super) fn routes() -> Router<Emulator> {
    Scope::BASES
        .iter()
        .fold(Router::new(), |routes, base| routes.route(&format!("{base}/commands/{{name}}"), get(history).post(run)))
}

/// `GET …/commands/{name}`: reads the last runs, newest first.
async fn history(application: Application, Path(scope): Path<Scope>) -> Result<Json<Value>, Error> {
    let path = scope.path()?;
    let (device, model) = scope.find(&application)?;
    command(&device, &model, &path)?;
    let runs =
        application.read(|batch| batch.range(application.id(), Kind::CommandRun, &format!("{}/{path}/", scope.id)))?;
    let value: Vec<_> = runs.into_iter().rev().take(MAX_RUNS).map(without_etag).collect();
    Ok(Json(json!({ "value": value })))
}

/// `POST …/commands/{name}`: a simulated device runs the command at once and responds with a value of the template's
/// type. Other devices are not connected.
async fn run(
    application: Application,
    Path(scope): Path<Scope>,
    request: Request,
) -> Result<(StatusCode, Json<Value>), Error> {
    let path = scope.path()?;
    let body = read_json(request, "application/json").await?;
    validate::command(&body)?;
    let now = application.now();
    let run = application.write(|batch| {
        let (device, model) = scope.read(batch, application.id())?;
        let command = command(&device, &model, &path)?;
        if !device.flag("simulated") {
            return Err(Error::not_found(format!(
                "The device {} is not connected: only simulated devices run commands here.",
                scope.id
            )));
        }
        let mut run = Map::from_iter([("id".into(), Uuid::new_v4().to_string().into())]);
        for name in ["connectionTimeout", "responseTimeout", "request"] {
            run.extend(body.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        if let Some(schema) = command.get("response").and_then(|response| response.get("schema")) {
            let signal = Signal::of_schema(schema, &Value::Null);
            let feed = device.feed(&path, &signal, Vec::new());
            let response = device.last(&feed, now.as_millisecond()).map(|(_, sample)| sample.to_json());
            run.insert("response".into(), response.unwrap_or_default());
        }
        run.insert("responseCode".into(), 200.into());
        let key = format!("{}/{path}/{:010}", scope.id, batch.count()?);
        batch.put(application.id(), Kind::CommandRun, &key, run.into(), now)
    })?;
    Ok((StatusCode::CREATED, Json(without_etag(run))))
}

fn command<'a>(device: &Device, model: &'a Model, path: &str) -> Result<&'a Value, Error> {
    model.commands.get(path).ok_or_else(|| {
        let (id, template) = (device.id(), device.template());
        Error::not_found(format!("The device {id} has no command {path:?}: its template {template} has none."))
    })
}
