//! `…/providers/Microsoft.IoTCentral/iotApps`

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use form_urlencoded::Serializer;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Call, availability, body, catalog,
    lro::{self, Wanted},
};
use crate::{
    error::Error,
    http::Parameters,
    resource::{Action, Operation, Resource},
    store::{ApplicationRow, Batch},
    validate::{self, Contract},
};

/// The parameter of a next link that names the last application of the page; Azure Resource Manager uses this name.
const SKIP_TOKEN: &str = "$skiptoken";

/// `GET …/iotApps`: lists applications in the order of their resource ids, page by page.
pub(super) fn list(call: &Call, subscription: &str, group: Option<&str>) -> Result<Response, Error> {
    Operation::settle_overdue(call.emulator.store(), call.now())?;
    let prefix = match group {
        Some(group) => format!("/subscriptions/{subscription}/resourceGroups/{group}/"),
        None => format!("/subscriptions/{subscription}/"),
    }
    .to_lowercase();
    let last = Parameters::parse(call.parts.uri.query()).get(SKIP_TOKEN).map(decode).transpose()?.unwrap_or_default();
    let rows = call.emulator.store().read(|batch| batch.applications())?;
    let mut rest: Vec<_> =
        rows.into_iter().filter(|row| row.resource.starts_with(&prefix) && row.resource > last).collect();
    let page_size = call.emulator.arm_page_size().get();
    let more = rest.len() > page_size;
    rest.truncate(page_size);
    let next = rest.last().filter(|_| more).map(|row| next_link(call, &row.resource));
    let value: Vec<_> = rest.into_iter().map(|row| row.body).collect();
    let page = match next {
        Some(link) => json!({ "value": value, "nextLink": link }),
        None => json!({ "value": value }),
    };
    Ok(Json(page).into_response())
}

/// Returns the address of the page after an application. Applications that are added or deleted in the meantime neither
/// repeat nor hide others.
fn next_link(call: &Call, last: &str) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("api-version", &call.version).append_pair(SKIP_TOKEN, &URL_SAFE_NO_PAD.encode(last));
    format!("{}{}?{}", call.origin(), call.parts.uri.path(), query.finish())
}

/// Returns the resource id in a skip token.
fn decode(token: &str) -> Result<String, Error> {
    let read = || String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok();
    read().ok_or_else(|| {
        let problem = format!("The {SKIP_TOKEN} is not one of this emulator's. Call a nextLink as it was received.");
        Error::arm(StatusCode::BAD_REQUEST, "InvalidSkipToken", problem)
    })
}

/// `GET …/iotApps/{name}`. Clients poll this address when they follow an operation by its resource.
pub(super) fn read(call: &Call, resource: &Resource) -> Result<Response, Error> {
    let find = |batch: &Batch<'_>| batch.application("resource", &resource.key());
    let row = call.emulator.store().write(|batch| {
        if let Some(id) = find(batch)?.and_then(|row| row.operation) {
            Operation::look(batch, &id, call.now())?;
        }
        // The application may have been deleted just now. An error here would roll back the end of that operation.
        find(batch)
    })?;
    let row = row.ok_or_else(|| missing(resource))?;
    Ok(Json(row.body).into_response())
}

/// `PUT …/iotApps/{name}`: answers 201 for a new application, 200 for an existing one.
pub(super) fn replace(call: &Call, resource: &Resource, sent: Value) -> Result<Response, Error> {
    validate::application(&sent, call.emulator.contract())?;
    let wanted = Wanted::from_call(call)?;
    call.emulator.store().write(|batch| {
        let key = resource.key();
        let current = idle(batch, call, resource)?;
        availability::NAME.claim(batch, &resource.name, &key)?;
        let id = match &current {
            Some(row) => row.id.clone(),
            None => {
                let name = format!("{key}/{}", batch.count()?);
                Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
            }
        };
        let body = body::replace(resource, sent, current.as_ref(), &id)?;
        check_template(&body, call.emulator.contract())?;
        let subdomain = subdomain(batch, &body, &key)?;
        let action = if current.is_some() { Action::Replace } else { Action::Create };
        let next = match current {
            Some(row) if !wanted.succeeds() => row,
            Some(row) => ApplicationRow { subdomain, body, ..row },
            None => ApplicationRow {
                resource: key,
                id,
                name: resource.name.clone(),
                subdomain,
                live: false,
                operation: None,
                body,
            },
        };
        lro::start(batch, call, wanted, action, next)
    })
}

/// `PATCH …/iotApps/{name}`
pub(super) fn update(call: &Call, resource: &Resource, patch: Value) -> Result<Response, Error> {
    validate::application_patch(&patch, call.emulator.contract())?;
    let wanted = Wanted::from_call(call)?;
    call.emulator.store().write(|batch| {
        let row = idle(batch, call, resource)?.ok_or_else(|| missing(resource))?;
        let merged = body::merge(&row.body, patch);
        let body = body::replace(resource, merged, Some(&row), &row.id)?;
        let subdomain = subdomain(batch, &body, &row.resource)?;
        let next = if wanted.succeeds() { ApplicationRow { subdomain, body, ..row } } else { row };
        lro::start(batch, call, wanted, Action::Update, next)
    })
}

/// `DELETE …/iotApps/{name}`: answers 204 if there is no such application.
pub(super) fn remove(call: &Call, resource: &Resource) -> Result<Response, Error> {
    let wanted = Wanted::from_call(call)?;
    call.emulator.store().write(|batch| match idle(batch, call, resource)? {
        Some(row) => lro::start(batch, call, wanted, Action::Delete, row),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    })
}

/// Returns the application if there is one. An error if an operation on it is running.
fn idle(batch: &Batch<'_>, call: &Call, resource: &Resource) -> Result<Option<ApplicationRow>, Error> {
    let Some(row) = batch.application("resource", &resource.key())? else { return Ok(None) };
    if let Some(id) = &row.operation {
        Operation::settle(batch, id, call.now())?;
    }
    match batch.application("resource", &resource.key())? {
        Some(row) if row.operation.is_some() => Err(Error::arm(
            StatusCode::CONFLICT,
            "Conflict",
            format!("Another operation on {} is under way. Follow it to its end first.", resource.id()),
        )),
        row => Ok(row),
    }
}

fn subdomain(batch: &Batch<'_>, body: &Value, key: &str) -> Result<String, Error> {
    let subdomain = body.pointer("/properties/subdomain").and_then(Value::as_str).unwrap_or_default();
    availability::SUBDOMAIN.claim(batch, subdomain, key)?;
    Ok(subdomain.to_owned())
}

/// Rejects an unknown application template.
fn check_template(body: &Value, contract: Contract) -> Result<(), Error> {
    let template = body.pointer("/properties/template").and_then(Value::as_str).unwrap_or_default();
    if contract == Contract::Lenient || catalog::has_template(template) {
        return Ok(());
    }
    let problem =
        format!("properties.template: there is no application template {template}. POST …/appTemplates lists them.");
    Err(Error::arm(StatusCode::BAD_REQUEST, "InvalidRequestContent", problem).with_target("properties.template"))
}

fn missing(resource: &Resource) -> Error {
    let Resource { group, name, .. } = resource;
    Error::arm(
        StatusCode::NOT_FOUND,
        "ResourceNotFound",
        format!(
            "The resource 'Microsoft.IoTCentral/iotApps/{name}' under the resource group '{group}' was not found. GET \
             …/providers/Microsoft.IoTCentral/iotApps lists what there is."
        ),
    )
}
