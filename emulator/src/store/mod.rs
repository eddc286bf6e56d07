//! What the API can change, in SQLite: this module alone knows how it is kept. Documents are JSON by application, kind
//! and id; beside them the applications themselves, which are found by their name or subdomain.
//!
//! A write is on the disk before it is answered. There is one connection, and one request at a time has it: whoever
//! waits for it waits for a millisecond, most of which is the disk's.

mod batch;
mod kind;
mod schema;

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, TransactionBehavior};
use serde_json::Value;

pub(crate) use self::{
    batch::{ApplicationRow, Batch},
    kind::Kind,
};
use crate::error::Error;

/// The data of all applications.
#[derive(Debug)]
pub(crate) struct Store(Mutex<Connection>);

impl Store {
    /// Opens a data file, or a store in memory without one. What is new is filled by `seed`, in the same step as it is
    /// made, so that a file never is there half seeded. Fails with a sentence.
    pub(crate) fn open(
        file: Option<&Path>,
        seed: impl FnOnce(&Batch<'_>) -> Result<(), Error>,
    ) -> Result<Self, String> {
        let place = file.map_or_else(|| "memory".to_owned(), |file| file.display().to_string());
        let mut connection = match file {
            Some(file) => Connection::open(file),
            None => Connection::open_in_memory(),
        }
        .map_err(|error| format!("can't open the data file {place}: {error}"))?;
        schema::prepare(&mut connection, seed).map_err(|error| format!("can't use the data file {place}: {error}"))?;
        Ok(Self(Mutex::new(connection)))
    }

    /// All documents of a kind, by id.
    pub(crate) fn list(&self, application: &str, kind: Kind) -> Result<Vec<Value>, Error> {
        let texts = self.read(|batch| batch.texts(application, kind))?;
        texts.iter().map(|text| batch::parse(text)).collect()
    }

    /// Reads, several things of the same state if need be.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        work(&Batch::new(&self.lock()))
    }

    /// Reads and writes in one step: nobody else writes in between, and an error leaves everything as it was.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Batch<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&Batch::new(&transaction))?;
        transaction.commit()?;
        Ok(result)
    }

    /// A transaction that a panic has ended was rolled back.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(format!("The data file failed: {error}. Nothing was changed; is its disk full?"))
    }
}
