//! `/api/devices`

mod commands;
mod components;
mod credentials;
mod properties;
mod relationships;
mod telemetry;

use axum::{Json, Router, extract::Request, http::StatusCode, middleware::from_fn, routing::get};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Path,
    document::{Answer, Change, answer},
};
use crate::{
    Emulator,
    api::list::{Fields, ListRequest},
    application::Application,
    device::{Device, Model},
    documents::{devices::normalize, shown},
    error::Error,
    http::{PREVIEW, STABLE, read_json, require_version},
    store::{Batch, Kind},
};

pub(super) const FIELDS: Fields = Fields {
    text: &["displayName", "id", "template", "scopes", "organizations", "type"],
    flags: &["enabled", "provisioned", "simulated"],
};

pub(super) use telemetry::emulator_routes;

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/devices", get(list))
        .route("/devices/{id}", get(read).put(replace).patch(update).delete(remove))
        .merge(commands::routes())
        .merge(components::routes())
        .merge(credentials::routes())
        .merge(properties::routes())
        .merge(relationships::routes())
        .merge(telemetry::routes())
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /devices`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    request.answer(request.documents(&application, Kind::Device)?.into_iter().map(shown).collect(), &FIELDS)
}

/// `GET /devices/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Answer, Error> {
    application.get(Kind::Device, &id)?.map(answer).ok_or_else(|| missing(&id))
}

/// `PUT /devices/{id}`: creates or replaces a device. Its reported properties and messages are kept.
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    let body = read_json(request, "application/json").await?;
    let kept = application.write(|batch| {
        let current = batch.get(application.id(), Kind::Device, &id)?;
        let device = normalize(batch, application.id(), &id, body, current.as_ref(), application.contract())?;
        batch.put(application.id(), Kind::Device, &id, device, application.now())
    })?;
    Ok(answer(kept))
}

/// `PATCH /devices/{id}`
async fn update(application: Application, Path(id): Path<String>, request: Request) -> Result<Answer, Error> {
    let change = Change::read(request).await?;
    let updated = application.write(|batch| {
        let current = batch.get(application.id(), Kind::Device, &id)?.ok_or_else(|| missing(&id))?;
        let device =
            normalize(batch, application.id(), &id, change.apply(&current)?, Some(&current), application.contract())?;
        batch.put(application.id(), Kind::Device, &id, device, application.now())
    })?;
    Ok(answer(updated))
}

/// `DELETE /devices/{id}`: deletes the device with its properties and messages.
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    application.write(|batch| {
        if !batch.delete(application.id(), Kind::Device, &id)? {
            return Err(missing(&id));
        }
        for kind in [Kind::Message, Kind::CommandRun, Kind::Relationship] {
            batch.delete_range(application.id(), kind, &format!("{id}/"), &format!("{id}/{}", char::MAX))?;
        }
        batch.delete(application.id(), Kind::Attestation, &id)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no device {id}. GET /api/devices lists them."))
}

/// Addresses a part of a device: the device itself, a component, a module, or a component of a module.
#[derive(Debug, Deserialize)]
struct Scope {
    id: String,
    module: Option<String>,
    component: Option<String>,
    /// The name of the capability, if the address has one.
    name: Option<String>,
}

impl Scope {
    const BASES: [&str; 4] = [
        "/devices/{id}",
        "/devices/{id}/components/{component}",
        "/devices/{id}/modules/{module}",
        "/devices/{id}/modules/{module}/components/{component}",
    ];

    /// Returns the prefix of the part's capabilities in the model: `module.component.`
    fn prefix(&self) -> String {
        let steps = [&self.module, &self.component].into_iter().flatten();
        steps.map(|step| format!("{step}.")).collect()
    }

    /// Returns the path of the capability in the model. A name with a dot is rejected: it would reach into a component,
    /// which has an address of its own.
    fn path(&self) -> Result<String, Error> {
        let name = self.name.as_deref().unwrap_or_default();
        if name.contains('.') {
            return Err(Error::not_found(format!(
                "A capability has no dot in its name: {name}. Call …/components/{{component}}/… for those of a component."
            )));
        }
        Ok(format!("{}{name}", self.prefix()))
    }

    /// Returns the device with its model, which must have the component and the module.
    fn find(&self, application: &Application) -> Result<(Device, Model), Error> {
        application.read(|batch| self.read(batch, application.id()))
    }

    fn read(&self, batch: &Batch<'_>, application: &str) -> Result<(Device, Model), Error> {
        let Self { id, module, component, .. } = self;
        let device = Device::find(batch, application, id)?.ok_or_else(|| missing(id))?;
        let template = batch.get(application, Kind::DeviceTemplate, device.template())?;
        let model = template.map_or_else(Model::default, |template| Model::new(&template));
        let named = |kind: &str, name: &str| {
            Error::not_found(format!(
                "The device {id} has no {kind} {name:?}: its template {} has none.",
                device.template()
            ))
        };
        if let Some(module) = module.as_deref().filter(|module| !model.modules.contains_key(*module)) {
            return Err(named("module", module));
        }
        if let Some(component) = component {
            let path = module.as_ref().map_or_else(|| component.clone(), |module| format!("{module}.{component}"));
            if !model.components.contains_key(&path) {
                return Err(named("component", component));
            }
        }
        Ok((device, model))
    }
}
