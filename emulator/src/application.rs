//! Which application a request is for: the one whose subdomain the Host names.

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

/// The application of a request, and what is in it. Clones are cheap.
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

    /// All documents of a kind, by id.
    pub(crate) fn list(&self, kind: Kind) -> Result<Vec<Value>, Error> {
        self.emulator.store().list(&self.id, kind)
    }

    pub(crate) fn get(&self, kind: Kind, id: &str) -> Result<Option<Value>, Error> {
        self.read(|batch| batch.get(&self.id, kind, id))
    }

    /// Creates or replaces, under a new etag, and answers what is kept now.
    pub(crate) fn put(&self, kind: Kind, id: &str, document: Value) -> Result<Value, Error> {
        self.write(|batch| batch.put(&self.id, kind, id, document, self.now()))
    }

    /// Replaces a document by what `change` makes of it, under a new etag. Nobody else writes in between. `None` when
    /// there is no such document.
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

    /// Whether there was one to delete.
    pub(crate) fn delete(&self, kind: Kind, id: &str) -> Result<bool, Error> {
        self.write(|batch| batch.delete(&self.id, kind, id))
    }

    /// Several reads of one state.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.emulator.store().read(work)
    }

    /// Several reads and writes in one step.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.emulator.store().write(work)
    }
}

/// `{subdomain}.localhost`, the same under a name of `--allow-host`, or any other name of this computer for the seeded
/// application. Found once a request.
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

/// The application of this row, if its data plane answers. `None` when there is none.
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
