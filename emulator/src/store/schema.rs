//! Creates the tables, and migrates files of older emulators.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::Batch;
use crate::error::Error;

/// One migration for each version; `PRAGMA user_version` counts those that a file has run. Append new ones, and never
/// change old ones.
const MIGRATIONS: &[&str] = &[
    "
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
",
    "
    CREATE INDEX devices_by_template ON documents (application, json_extract(body, '$.template'), id)
        WHERE kind = 'device';
",
    "
    CREATE TABLE seed (                   -- one row: what the file began with, and begins with again after a reset
        resource TEXT NOT NULL,           -- of the application that localhost calls
        documents TEXT NOT NULL           -- JSON, a list of texts; empty where an older emulator didn't keep them
    );
    INSERT INTO seed VALUES (
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/contoso/providers/microsoft.iotcentral/iotapps/contoso',
        ''
    );
",
];
/// How long to wait for another process that uses the file.
const BUSY: Duration = Duration::from_secs(5);

/// Opens a connection that only reads.
pub(super) fn read_only(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Creates or migrates the tables, and fills a new file. Fails with a message.
pub(super) fn prepare(
    connection: &mut Connection,
    seed: impl FnOnce(&Batch<'_>) -> Result<(), Error>,
) -> Result<(), String> {
    let sentence = |error: rusqlite::Error| error.to_string();
    connection.busy_timeout(BUSY).map_err(sentence)?;
    // A commit returns only after its log is on the disk.
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
        seed(&Batch::new(&transaction)).map_err(|error| format!("seed: {}", error.message()))?;
    }
    transaction.commit().map_err(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_gets_what_it_lacks_and_keeps_what_it_has() {
        for version in 1..MIGRATIONS.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            for migration in &MIGRATIONS[..version] {
                connection.execute_batch(migration).unwrap();
            }
            connection.pragma_update(None, "user_version", version).unwrap();
            connection.execute("INSERT INTO documents VALUES ('a', 'dashboard', 'x', '{}')", []).unwrap();

            prepare(&mut connection, |_| panic!("only a new file is seeded")).unwrap();
            let now: usize = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            let documents: usize =
                connection.query_row("SELECT count(*) FROM documents", [], |row| row.get(0)).unwrap();
            assert_eq!((now, documents), (MIGRATIONS.len(), 1), "from {version}");
        }
        assert!(MIGRATIONS.len() > 1, "the loop above has tested something");
    }
}
