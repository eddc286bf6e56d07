//! Long-running operations. An operation ends at the second poll of it or of its resource, or after five seconds
//! without a poll. So it takes equally long every time, even with a frozen clock.

use axum::http::StatusCode;
use clap::ValueEnum;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    error::Error,
    store::{ApplicationRow, Batch, Kind, Store},
};

/// The request header for tests: a style, `failed` or `canceled`, or both with a comma between them.
pub(crate) const LRO_HEADER: &str = "x-emulator-lro";
const LOOKS: u32 = 2;
const LONGEST: SignedDuration = SignedDuration::from_secs(5);

/// How clients follow an operation.
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
pub(crate) enum Action {
    Create,
    Replace,
    Update,
    Delete,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Outcome {
    Succeeded,
    Failed,
    Canceled,
}

/// A stored operation.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Operation {
    /// The key of the application.
    pub(crate) resource: String,
    pub(crate) action: Action,
    pub(crate) outcome: Outcome,
    /// Whether the operation has ended.
    pub(crate) ended: bool,
    looks: u32,
    started: Timestamp,
}

impl Action {
    /// Returns the resource's `provisioningState` while the operation runs. A poll answers with the same word.
    pub(crate) fn state(self) -> &'static str {
        match self {
            Self::Create => "Creating",
            Self::Replace | Self::Update => "Updating",
            Self::Delete => "Deleting",
        }
    }
}

impl Outcome {
    pub(crate) fn state(self) -> &'static str {
        match self {
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
        }
    }
}

impl Operation {
    /// Starts an operation, and records it in the row of its application.
    pub(crate) fn begin(
        batch: &Batch<'_>,
        id: &str,
        action: Action,
        outcome: Outcome,
        row: &mut ApplicationRow,
        now: Timestamp,
    ) -> Result<Self, Error> {
        set_state(&mut row.body, action.state());
        row.operation = Some(id.to_owned());
        batch.put_application(row)?;
        Ok(Self { resource: row.resource.clone(), action, outcome, ended: false, looks: 0, started: now })
    }

    /// Returns the error with which the operation ends.
    pub(crate) fn error(&self) -> Option<Error> {
        let (code, how) = match self.outcome {
            Outcome::Succeeded => return None,
            Outcome::Failed => ("OperationFailed", "failed"),
            Outcome::Canceled => ("OperationCanceled", "was cancelled"),
        };
        let message = format!("The operation {how}, as the header {LRO_HEADER} has asked for.");
        Some(Error::arm(StatusCode::CONFLICT, code, message))
    }

    /// Counts a poll, which may end the operation.
    pub(crate) fn look(batch: &Batch<'_>, id: &str, now: Timestamp) -> Result<Option<Self>, Error> {
        Self::advance(batch, id, now, 1)
    }

    /// Ends the operation if it has not been polled for long.
    pub(crate) fn settle(batch: &Batch<'_>, id: &str, now: Timestamp) -> Result<(), Error> {
        Self::advance(batch, id, now, 0).map(drop)
    }

    /// Ends all operations that have not been polled for long.
    pub(crate) fn settle_overdue(store: &Store, now: Timestamp) -> Result<(), Error> {
        let pending = |batch: &Batch<'_>| -> Result<Vec<String>, Error> {
            Ok(batch.applications()?.into_iter().filter_map(|row| row.operation).collect())
        };
        if store.read(pending)?.is_empty() {
            return Ok(());
        }
        store.write(|batch| pending(batch)?.iter().try_for_each(|id| Self::settle(batch, id, now)))
    }

    fn advance(batch: &Batch<'_>, id: &str, now: Timestamp, looks: u32) -> Result<Option<Self>, Error> {
        let Some(document) = batch.get("", Kind::Operation, id)? else { return Ok(None) };
        let mut operation: Self = serde_json::from_value(document)
            .map_err(|error| Error::internal(format!("the operation {id}: {error}")))?;
        if operation.ended {
            return Ok(Some(operation));
        }
        operation.looks += looks;
        if operation.looks >= LOOKS || now.duration_since(operation.started) >= LONGEST {
            operation.end(batch)?;
        }
        operation.keep(batch, id, now)?;
        Ok(Some(operation))
    }

    /// Applies the effect of the operation.
    pub(crate) fn end(&mut self, batch: &Batch<'_>) -> Result<(), Error> {
        self.ended = true;
        let Some(mut row) = batch.application("resource", &self.resource)? else { return Ok(()) };
        if self.action == Action::Delete && self.outcome == Outcome::Succeeded {
            return batch.delete_application(&row);
        }
        row.operation = None;
        row.live |= self.outcome == Outcome::Succeeded;
        set_state(&mut row.body, self.outcome.state());
        batch.put_application(&row)
    }

    /// Stores the operation, so that clients can follow it.
    pub(crate) fn keep(&self, batch: &Batch<'_>, id: &str, now: Timestamp) -> Result<(), Error> {
        batch.put("", Kind::Operation, id, json!(self), now).map(drop)
    }
}

fn set_state(body: &mut Value, state: &str) {
    if let Some(properties) = body.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("provisioningState".into(), state.into());
    }
}
