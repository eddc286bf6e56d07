//! The tables, and how an older file gets those of today.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::Batch;
use crate::error::Error;

/// One step a version: `PRAGMA user_version` counts those that a file has made. Add at the end, change none.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE applications (
        resource TEXT PRIMARY KEY,        -- the ARM id in lower case
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        subdomain TEXT NOT NULL UNIQUE COLLATE NOCASE,
        live INTEGER NOT NULL,            -- whether its data plane answers
        operation TEXT,                   -- the one that is under way
        body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE documents (
        application TEXT NOT NULL,        -- applications.id, or '' for the control plane
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (application, kind, id)
    ) WITHOUT ROWID;
    CREATE TABLE writes (count INTEGER NOT NULL);
    INSERT INTO writes VALUES (0);
"];
/// For another process that has the file.
const BUSY: Duration = Duration::from_secs(5);

/// Gives the file today's tables, and a new file its content. Fails with a sentence.
pub(super) fn prepare(
    connection: &mut Connection,
    seed: impl FnOnce(&Batch<'_>) -> Result<(), Error>,
) -> Result<(), String> {
    let sentence = |error: rusqlite::Error| error.to_string();
    connection.busy_timeout(BUSY).map_err(sentence)?;
    // A commit is in the log, and the log on the disk, before it returns.
    connection.pragma_update(None, "journal_mode", "WAL").map_err(sentence)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(sentence)?;

    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sentence)?;
    let version: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(sentence)?;
    let Some(missing) = MIGRATIONS.get(version..) else {
        return Err(format!("it is of a newer emulator (version {version}); this one knows {}", MIGRATIONS.len()));
    };
    for migration in missing {
        transaction.execute_batch(migration).map_err(sentence)?;
    }
    transaction.pragma_update(None, "user_version", MIGRATIONS.len()).map_err(sentence)?;
    if version == 0 {
        seed(&Batch::new(&transaction)).map_err(|error| format!("seed: {error:?}"))?;
    }
    transaction.commit().map_err(sentence)
}
