//! Long-running operations. One takes until the second time that somebody asks for it or its resource, or five seconds
//! where nobody does: with a frozen clock too, it takes as long every time.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use clap::ValueEnum;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use crate::{
    Emulator,
    error::Error,
    parameters::Parameters,
    store::{ApplicationRow, Batch, Kind},
};

/// A test's header: a style, `failed` or `canceled`, or both with a comma between.
const HEADER: &str = "x-emulator-lro";
const LOOKS: u32 = 2;
const LONGEST: SignedDuration = SignedDuration::from_secs(5);
/// Seconds to wait between two looks.
const RETRY_AFTER: (header::HeaderName, &str) = (header::RETRY_AFTER, "1");

/// How an operation is followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LroStyle {
    /// `Azure-AsyncOperation`, as the service was recorded; beside it `Location` for what is answered by 202
    #[default]
    AzureAsync,
    /// `Location` alone
    Location,
    /// Not at all: the answer is the result
    Synchronous,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Action {
    Create,
    Replace,
    Update,
    Delete,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Outcome {
    Succeeded,
    Failed,
    Canceled,
}

/// How the client wants an operation to go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    style: LroStyle,
    outcome: Outcome,
}

/// An operation as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Operation {
    /// The application's key.
    resource: String,
    action: Action,
    outcome: Outcome,
    /// How it ends, once it has.
    ended: bool,
    looks: u32,
    started: Timestamp,
}

impl Wanted {
    pub(super) fn of(call: &Call) -> Result<Self, Error> {
        let mut wanted = Self { style: call.emulator.lro(), outcome: Outcome::Succeeded };
        let headers = call.parts.headers.get_all(HEADER).iter().filter_map(|value| value.to_str().ok());
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
                            "{HEADER} takes azure-async, location, synchronous, failed and canceled, but not {word:?}."
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

impl Action {
    /// `provisioningState` meanwhile, which is also what a poll answers.
    fn state(self) -> &'static str {
        match self {
            Self::Create => "Creating",
            Self::Replace | Self::Update => "Updating",
            Self::Delete => "Deleting",
        }
    }
}

impl Outcome {
    fn state(self) -> &'static str {
        match self {
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
        }
    }
}

impl Operation {
    /// Its error, where it has ended in one.
    fn error(&self) -> Option<Error> {
        let (code, how) = match self.outcome {
            Outcome::Succeeded => return None,
            Outcome::Failed => ("OperationFailed", "failed"),
            Outcome::Canceled => ("OperationCanceled", "was cancelled"),
        };
        let message = format!("The operation {how}, as the header {HEADER} has asked for.");
        Some(Error::arm(StatusCode::CONFLICT, code, message))
    }
}

/// Begins an operation that makes `row` of an application, and answers how to follow it.
pub(super) fn start(
    batch: &Batch<'_>,
    call: &Call,
    wanted: Wanted,
    action: Action,
    mut row: ApplicationRow,
) -> Result<Response, Error> {
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{}/{}", row.resource, batch.count()?).as_bytes()).to_string();
    let mut operation = Operation {
        resource: row.resource.clone(),
        action,
        outcome: wanted.outcome,
        ended: false,
        looks: 0,
        started: call.emulator.clock().now(),
    };
    set_state(&mut row.body, action.state());
    row.operation = Some(id.clone());
    batch.put_application(&row)?;
    if wanted.style == LroStyle::Synchronous {
        // What fails at once has changed nothing, which the error sees to.
        if let Some(error) = operation.error() {
            return Err(error);
        }
        end(batch, &mut operation)?;
        let status = if action == Action::Create { StatusCode::CREATED } else { StatusCode::OK };
        return Ok(match batch.application("resource", &row.resource)? {
            Some(row) => (status, Json(row.body)).into_response(),
            None => status.into_response(),
        });
    }
    keep(batch, &call.emulator, &id, &operation)?;

    // Whatever a client has put there, the link is one.
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

/// `GET …/operationResults/{id}`: with `asyncinfo` the status, without it the result.
pub(super) fn poll(call: &Call, id: &str) -> Result<Response, Error> {
    let (operation, row) = call.emulator.store().write(|batch| {
        let operation = look(batch, &call.emulator, id)?
            .ok_or_else(|| Error::arm(StatusCode::NOT_FOUND, "NotFound", format!("There is no operation {id}.")))?;
        let row = batch.application("resource", &operation.resource)?;
        Ok((operation, row))
    })?;
    let asyncinfo = Parameters::of(call.parts.uri.query()).get("asyncinfo").is_some();
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

/// Looks at an operation, which may end it.
pub(super) fn look(batch: &Batch<'_>, emulator: &Emulator, id: &str) -> Result<Option<Operation>, Error> {
    advance(batch, emulator, id, 1)
}

/// Ends an operation that nobody has looked at for long.
pub(super) fn settle(batch: &Batch<'_>, emulator: &Emulator, id: &str) -> Result<(), Error> {
    advance(batch, emulator, id, 0).map(drop)
}

/// Ends all operations that nobody has looked at for long.
pub(crate) fn settle_overdue(emulator: &Emulator) -> Result<(), Error> {
    let pending = |batch: &Batch<'_>| -> Result<Vec<String>, Error> {
        Ok(batch.applications()?.into_iter().filter_map(|row| row.operation).collect())
    };
    if emulator.store().read(pending)?.is_empty() {
        return Ok(());
    }
    emulator.store().write(|batch| pending(batch)?.iter().try_for_each(|id| settle(batch, emulator, id)))
}

fn advance(batch: &Batch<'_>, emulator: &Emulator, id: &str, looks: u32) -> Result<Option<Operation>, Error> {
    let Some(document) = batch.get("", Kind::Operation, id)? else { return Ok(None) };
    let mut operation: Operation =
        serde_json::from_value(document).map_err(|error| Error::internal(format!("the operation {id}: {error}")))?;
    if operation.ended {
        return Ok(Some(operation));
    }
    operation.looks += looks;
    if operation.looks >= LOOKS || emulator.clock().now().duration_since(operation.started) >= LONGEST {
        end(batch, &mut operation)?;
    }
    keep(batch, emulator, id, &operation)?;
    Ok(Some(operation))
}

fn end(batch: &Batch<'_>, operation: &mut Operation) -> Result<(), Error> {
    operation.ended = true;
    let Some(mut row) = batch.application("resource", &operation.resource)? else { return Ok(()) };
    if operation.action == Action::Delete && operation.outcome == Outcome::Succeeded {
        return batch.delete_application(&row);
    }
    row.operation = None;
    row.live |= operation.outcome == Outcome::Succeeded;
    set_state(&mut row.body, operation.outcome.state());
    batch.put_application(&row)
}

fn keep(batch: &Batch<'_>, emulator: &Emulator, id: &str, operation: &Operation) -> Result<(), Error> {
    batch.put("", Kind::Operation, id, json!(operation), emulator.clock().now()).map(drop)
}

fn set_state(body: &mut Value, state: &str) {
    if let Some(properties) = body.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("provisioningState".into(), state.into());
    }
}
