//! `/api/deviceGroups`

use axum::{Json, Router, extract::Request, http::StatusCode, middleware::from_fn, routing::get};
use serde_json::Value;

use super::{
    Path, devices,
    document::{Answer, Change, answer},
    list::{Fields, ListRequest},
};
use crate::{
    Emulator,
    application::Application,
    device::{Device, Model},
    documents::{
        device_groups::{filter, normalize, template},
        shown,
    },
    error::Error,
    http::{PREVIEW, STABLE, read_json, require_version},
    query::{Condition, Operand},
    simulation::Sample,
    store::{Batch, Kind, parse},
};

const FIELDS: Fields = Fields { text: &["displayName", "id"], flags: &[] };

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/deviceGroups", get(list))
        .route("/deviceGroups/{id}", get(read).put(replace).patch(update).delete(remove))
        .route("/deviceGroups/{id}/devices", get(members))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /deviceGroups`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(request.documents(&application, Kind::DeviceGroup)?, &FIELDS)
}

/// `GET /deviceGroups/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Answer, Error> {
    find(&application, &id).map(answer)
}

/// `PUT /deviceGroups/{id}`
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    let body = read_json(request, "application/json").await?;
    let kept = application.write(|batch| {
        let group = normalize(&id, body, |template| model(batch, application.id(), template))?;
        batch.put(application.id(), Kind::DeviceGroup, &id, group, application.now())
    })?;
    Ok(answer(kept))
}

/// `PATCH /deviceGroups/{id}`
async fn update(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    let change = Change::read(request).await?;
    let kept = application.write(|batch| {
        let current = batch.get(application.id(), Kind::DeviceGroup, &id)?.ok_or_else(|| missing(&id))?;
        let group = normalize(&id, change.apply(&current)?, |template| model(batch, application.id(), template))?;
        batch.put(application.id(), Kind::DeviceGroup, &id, group, application.now())
    })?;
    Ok(answer(kept))
}

/// `DELETE /deviceGroups/{id}`
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    if application.delete(Kind::DeviceGroup, &id)? { Ok(StatusCode::NO_CONTENT) } else { Err(missing(&id)) }
}

/// `GET /deviceGroups/{id}/devices`
async fn members(application: Application, Path(id): Path<String>, request: ListRequest) -> Result<Json<Value>, Error> {
    let group = find(&application, &id)?;
    let filter = filter(&group)?;
    let members = select(&application, &filter)?;
    request.answer(members.into_iter().map(shown).collect(), &devices::FIELDS)
}

/// Returns the devices that match a filter. For a filter with a template, devices of other templates are not read.
fn select(application: &Application, filter: &[Vec<Condition>]) -> Result<Vec<Value>, Error> {
    let templates: Option<Vec<&str>> = filter.iter().map(|conditions| conditions.iter().find_map(template)).collect();
    let candidates = match templates.filter(|templates| !templates.is_empty()) {
        Some(mut templates) => {
            templates.sort_unstable();
            templates.dedup();
            let devices_of = |template: &&str| application.read(|batch| batch.devices_of(application.id(), template));
            let texts = templates.iter().map(devices_of).collect::<Result<Vec<_>, _>>()?.concat();
            texts.iter().map(|(_, text)| parse(text)).collect::<Result<_, _>>()?
        }
        None => application.list(Kind::Device)?,
    };
    let now = application.now().as_millisecond();
    let mut model = (String::new(), Model::default());
    let mut members = Vec::new();
    for document in candidates {
        let device = Device::new(document);
        if model.0 != device.template() {
            let template = application.get(Kind::DeviceTemplate, device.template())?;
            model =
                (device.template().to_owned(), template.map_or_else(Model::default, |template| Model::new(&template)));
        }
        let holds = |condition: &Condition| match condition {
            Condition::Compare { operand, operator, values, .. } => {
                operator.holds(&Sample::from_json(Some(&value(&device, &operand.value, &model.1, now))), values)
            }
            Condition::Within(_) => false,
        };
        if filter.is_empty() || filter.iter().any(|conditions| conditions.iter().all(holds)) {
            members.push(device.document);
        }
    }
    Ok(members)
}

fn model(batch: &Batch<'_>, application: &str, template: &str) -> Result<Option<Model>, Error> {
    Ok(batch.get(application, Kind::DeviceTemplate, template)?.map(|template| Model::new(&template)))
}

fn value(device: &Device, operand: &Operand, model: &Model, now: i64) -> Value {
    match operand {
        Operand::Id => device.id.clone(),
        Operand::Template => device.template().into(),
        Operand::Flag(name) => device.flag(name).into(),
        Operand::Timestamp => Value::Null,
        Operand::Path(path) => {
            let Some((path, part)) = model.property_of(path) else { return Value::Null };
            let value = device.property(path, model, now).map(|(value, _)| value).unwrap_or_default();
            part.iter().try_fold(&value, |value, name| value.get(name)).cloned().unwrap_or_default()
        }
    }
}

fn find(application: &Application, id: &str) -> Result<Value, Error> {
    application.get(Kind::DeviceGroup, id)?.ok_or_else(|| missing(id))
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no device group {id}. GET /api/deviceGroups lists them."))
}
