//! Finds the application of a request by the subdomain in its Host.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::Timestamp;
use serde_json::Value;

use crate::{
    Emulator,
    error::Error,
    http::{called, subdomain},
    resource::Operation,
    store::{ApplicationRow, Batch, Kind},
    validate::Contract,
};

/// The application of a request, with access to its documents. Clones are cheap.
#[derive(Clone)]
pub(crate) struct Application {
    emulator: Emulator,
    id: Arc<str>,
}

impl Application {
    /// A GUID.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.emulator.clock().now()
    }

    pub(crate) fn contract(&self) -> Contract {
        self.emulator.contract()
    }

    /// Returns all documents of a kind, sorted by id.
    pub(crate) fn list(&self, kind: Kind) -> Result<Vec<Value>, Error> {
        self.emulator.store().list(&self.id, kind)
    }

    pub(crate) fn get(&self, kind: Kind, id: &str) -> Result<Option<Value>, Error> {
        self.read(|batch| batch.get(&self.id, kind, id))
    }

    /// Creates or replaces a document under a new etag, and returns it as stored.
    pub(crate) fn put(&self, kind: Kind, id: &str, document: Value) -> Result<Value, Error> {
        self.write(|batch| batch.put(&self.id, kind, id, document, self.now()))
    }

    /// Replaces a document by the result of `change`, under a new etag. No other write happens in between. Returns
    /// `None` if there is no such document.
    pub(crate) fn update(
        &self,
        kind: Kind,
        id: &str,
        change: impl FnOnce(&Value) -> Result<Value, Error>,
    ) -> Result<Option<Value>, Error> {
        self.write(|batch| {
            let Some(current) = batch.get(&self.id, kind, id)? else { return Ok(None) };
            batch.put(&self.id, kind, id, change(&current)?, self.now()).map(Some)
        })
    }

    /// Deletes a document. Returns whether there was one.
    pub(crate) fn delete(&self, kind: Kind, id: &str) -> Result<bool, Error> {
        self.write(|batch| batch.delete(&self.id, kind, id))
    }

    /// Runs several reads on one state.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.emulator.store().read(work)
    }

    /// Runs several reads and writes in one transaction.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.emulator.store().write(work)
    }
}

/// Finds the application of `{subdomain}.localhost`, or of a subdomain of an `--allow-host` name. Any other name of
/// this computer stands for the seeded application.
impl FromRequestParts<Emulator> for Application {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, emulator: &Emulator) -> Result<Self, Error> {
        if let Some(found) = parts.extensions.get::<Self>() {
            return Ok(found.clone());
        }
        let host = called(parts).unwrap_or_default().to_ascii_lowercase();
        let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
        let found = match subdomain(name, emulator.allowed_hosts()) {
            Some(subdomain) => by_subdomain(emulator, subdomain)?,
            None => seeded(emulator)?,
        };
        parts.extensions.insert(found.clone());
        Ok(found)
    }
}

fn by_subdomain(emulator: &Emulator, subdomain: &str) -> Result<Application, Error> {
    find(emulator, subdomain, |batch| batch.application("subdomain", subdomain))?.ok_or_else(|| {
        Error::not_found(format!(
            "There is no application {subdomain}. Call localhost for the seeded one, or create it first: PUT \
             …/providers/Microsoft.IoTCentral/iotApps/{{name}} with this subdomain."
        ))
    })
}

fn seeded(emulator: &Emulator) -> Result<Application, Error> {
    find(emulator, "at localhost", |batch| batch.seeded_application())?.ok_or_else(|| {
        Error::not_found(
            "The seeded application is deleted. Call another one at {subdomain}.localhost, create it again as the same \
             resource, or POST /emulator/reset.",
        )
    })
}

/// Returns the application of this row if its data plane answers; `None` if there is no such application.
fn find(
    emulator: &Emulator,
    name: &str,
    row: impl Fn(&Batch<'_>) -> Result<Option<ApplicationRow>, Error>,
) -> Result<Option<Application>, Error> {
    let read = || emulator.store().read(&row);
    let mut found = read()?;
    if found.as_ref().is_some_and(|row| row.operation.is_some()) {
        Operation::settle_overdue(emulator.store(), emulator.clock().now())?;
        found = read()?;
    }
    match found {
        Some(row) if !row.live => Err(Error::not_found(format!(
            "The application {name} is being created or deleted, or its creation has failed: GET its resource at \
             /subscriptions/… and look at provisioningState."
        ))),
        found => Ok(found.map(|row| Application { emulator: emulator.clone(), id: row.id.into() })),
    }
}
