//! Starts long-running operations, and answers the clients that poll them.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use clap::ValueEnum;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use crate::{
    error::Error,
    http::Parameters,
    resource::{Action, LRO_HEADER, LroStyle, Operation, Outcome},
    store::{ApplicationRow, Batch},
};

/// The number of seconds between two polls.
const RETRY_AFTER: (header::HeaderName, &str) = (header::RETRY_AFTER, "1");

/// How the client wants an operation to proceed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    style: LroStyle,
    outcome: Outcome,
}

impl Wanted {
    pub(super) fn from_call(call: &Call) -> Result<Self, Error> {
        let mut wanted = Self { style: call.emulator.lro(), outcome: Outcome::Succeeded };
        let headers = call.parts.headers.get_all(LRO_HEADER).iter().filter_map(|value| value.to_str().ok());
        for word in headers.flat_map(|header| header.split(',')).map(str::trim).filter(|word| !word.is_empty()) {
            match (word.to_ascii_lowercase().as_str(), LroStyle::from_str(word, true)) {
                (_, Ok(style)) => wanted.style = style,
                ("failed", _) => wanted.outcome = Outcome::Failed,
                ("canceled", _) => wanted.outcome = Outcome::Canceled,
                _ => {
                    return Err(Error::arm(
                        StatusCode::BAD_REQUEST,
                        "InvalidHeaderValue",
                        format!(
                            "{LRO_HEADER} takes azure-async, location, synchronous, failed and canceled, but not {word:?}."
                        ),
                    ));
                }
            }
        }
        Ok(wanted)
    }

    pub(super) fn succeeds(self) -> bool {
        self.outcome == Outcome::Succeeded
    }
}

/// Starts an operation that turns an application into `row`, and answers how to follow it.
pub(super) fn start(
    batch: &Batch<'_>,
    call: &Call,
    wanted: Wanted,
    action: Action,
    mut row: ApplicationRow,
) -> Result<Response, Error> {
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{}/{}", row.resource, batch.count()?).as_bytes()).to_string();
    let mut operation = Operation::begin(batch, &id, action, wanted.outcome, &mut row, call.now())?;
    if wanted.style == LroStyle::Synchronous {
        // An operation that fails at once changes nothing: the error rolls back the transaction.
        if let Some(error) = operation.error() {
            return Err(error);
        }
        operation.end(batch)?;
        let status = if action == Action::Create { StatusCode::CREATED } else { StatusCode::OK };
        return Ok(match batch.application("resource", &row.resource)? {
            Some(row) => (status, Json(row.body)).into_response(),
            None => status.into_response(),
        });
    }
    operation.keep(batch, &id, call.now())?;

    // Location and subscription come from the client's request, so they are encoded to keep the link valid.
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let location = encode(row.body.get("location").and_then(Value::as_str).unwrap_or_default());
    let subscription =
        encode(row.body.get("id").and_then(Value::as_str).and_then(|id| id.split('/').nth(2)).unwrap_or_default());
    let kind = if action == Action::Delete { "deleteIotApplication" } else { "createOrUpdateIotApplication" };
    let link = format!(
        "{}/subscriptions/{subscription}/providers/Microsoft.IoTCentral/locations/{location}/operationResults/{id}\
         ?api-version={}&type={kind}&x-iot-region={location}",
        call.origin(),
        call.version,
    );
    let mut response = match (wanted.style, action) {
        (LroStyle::AzureAsync, Action::Create) => (StatusCode::CREATED, Json(row.body)).into_response(),
        (LroStyle::AzureAsync, Action::Replace) => Json(row.body).into_response(),
        _ => StatusCode::ACCEPTED.into_response(),
    };
    let header = |link: &str| HeaderValue::from_str(link).map_err(|error| Error::internal(error.to_string()));
    if wanted.style == LroStyle::AzureAsync {
        response.headers_mut().insert("azure-asyncoperation", header(&format!("{link}&asyncinfo"))?);
    }
    if wanted.style == LroStyle::Location || matches!(action, Action::Update | Action::Delete) {
        response.headers_mut().insert(header::LOCATION, header(&link)?);
    }
    Ok(response)
}

/// `GET …/operationResults/{id}`: with `asyncinfo` the status of the operation, without it the result.
pub(super) fn poll(call: &Call, id: &str) -> Result<Response, Error> {
    let (operation, row) = call.emulator.store().write(|batch| {
        let operation = Operation::look(batch, id, call.now())?
            .ok_or_else(|| Error::arm(StatusCode::NOT_FOUND, "NotFound", format!("There is no operation {id}.")))?;
        let row = batch.application("resource", &operation.resource)?;
        Ok((operation, row))
    })?;
    let asyncinfo = Parameters::parse(call.parts.uri.query()).get("asyncinfo").is_some();
    let error = operation.error();
    Ok(match (operation.ended, asyncinfo) {
        (false, true) => ([RETRY_AFTER], Json(json!({ "status": operation.action.state() }))).into_response(),
        (false, false) => (StatusCode::ACCEPTED, [RETRY_AFTER]).into_response(),
        (true, true) => {
            let mut body = json!({ "status": operation.outcome.state() });
            if let (Some(error), Some(members)) = (error, body.as_object_mut()) {
                members.extend(error.arm_body().as_object().cloned().unwrap_or_default());
            }
            Json(body).into_response()
        }
        (true, false) => match (error, row) {
            (Some(error), _) => error.into_response(),
            (None, Some(row)) if operation.action != Action::Delete => Json(row.body).into_response(),
            (None, _) => StatusCode::NO_CONTENT.into_response(),
        },
    })
}
