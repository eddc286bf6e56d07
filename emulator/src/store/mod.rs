//! Stores the data that the API changes in SQLite; the only module that knows how. Documents are JSON by application,
//! kind and id. Applications have a table of their own, where they are found by name or subdomain.
//!
//! A write is on the disk before it is answered. One request writes at a time, and waits for the disk; with a data
//! file, reads do not wait for writes.

mod batch;
mod etag;
mod kind;
mod schema;

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, TransactionBehavior};
use serde_json::Value;
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    task::block_in_place,
};

pub(crate) use self::{
    batch::{ApplicationRow, Batch, parse},
    kind::Kind,
};
use crate::error::Error;

/// The data of all applications.
#[derive(Debug)]
pub(crate) struct Store {
    writer: Mutex<Connection>,
    /// The connection for reads. Only a data file has one, since a database in memory belongs to one connection.
    reader: Option<Mutex<Connection>>,
}

impl Store {
    /// Opens a data file, or a store in memory. `seed` fills a new store in the same transaction that creates it, so
    /// that no file is ever half seeded. Fails with a message.
    pub(crate) fn open(
        file: Option<&Path>,
        seed: impl FnOnce(&Batch<'_>) -> Result<(), Error>,
    ) -> Result<Self, String> {
        let place = file.map_or_else(|| "memory".to_owned(), |file| file.display().to_string());
        let failed = |error: String| format!("can't use the data file {place}: {error}");
        let open = || match file {
            Some(file) => Connection::open(file),
            None => Connection::open_in_memory(),
        };
        let mut writer = open().map_err(|error| failed(error.to_string()))?;
        schema::prepare(&mut writer, seed).map_err(failed)?;
        let reader = file.map(|_| open().and_then(schema::read_only)).transpose();
        let reader = reader.map_err(|error| failed(error.to_string()))?;
        Ok(Self { writer: Mutex::new(writer), reader: reader.map(Mutex::new) })
    }

    /// Returns all documents of a kind, sorted by id.
    pub(crate) fn list(&self, application: &str, kind: Kind) -> Result<Vec<Value>, Error> {
        let texts = self.read(|batch| batch.texts(application, kind))?;
        texts.iter().map(|text| batch::parse(text)).collect()
    }

    /// Returns the first documents of a kind after this id.
    pub(crate) fn list_after(
        &self,
        application: &str,
        kind: Kind,
        after: &str,
        most: usize,
    ) -> Result<Vec<Value>, Error> {
        let texts = self.read(|batch| batch.texts_after(application, kind, after, most))?;
        texts.iter().map(|text| batch::parse(text)).collect()
    }

    /// Runs one or several reads on one state.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = lock(self.reader.as_ref().unwrap_or(&self.writer));
        let transaction = connection.transaction()?;
        work(&Batch::new(&transaction))
    }

    /// Runs reads and writes in one transaction: no other write happens in between, and an error rolls everything back.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        waiting(self.reader.is_some(), || {
            let mut connection = lock(&self.writer);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&Batch::new(&transaction))?;
            transaction.commit()?;
            Ok(result)
        })
    }
}

/// A poisoned lock is usable: the transaction of the panic was rolled back.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs work that waits for the disk without blocking the other requests of this thread.
fn waiting<T>(disk: bool, work: impl FnOnce() -> T) -> T {
    match Handle::try_current() {
        Ok(runtime) if disk && runtime.runtime_flavor() == RuntimeFlavor::MultiThread => block_in_place(work),
        _ => work(),
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(format!("The data file failed: {error}. Nothing was changed; is its disk full?"))
    }
}
