//! Operations on one connection. Prepared statements are cached.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Kind, etag};
use crate::error::Error;

const DEVICES_OF: &str = "SELECT id, body FROM documents INDEXED BY devices_by_template
    WHERE application = ? AND kind = 'device' AND json_extract(body, '$.template') = ? ORDER BY id";

/// The deepest nesting of a document: serde_json reads no deeper one, and stored documents must be readable.
const MAX_DEPTH: usize = 127;

/// Several reads and writes of one state.
pub(crate) struct Batch<'a>(&'a Connection);

/// A stored application.
#[derive(Debug, Clone)]
pub(crate) struct ApplicationRow {
    /// The resource id in lower case.
    pub(crate) resource: String,
    /// A GUID.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) subdomain: String,
    /// Whether the data plane of the application answers.
    pub(crate) live: bool,
    /// The id of the running operation.
    pub(crate) operation: Option<String>,
    /// The resource in the control plane.
    pub(crate) body: Value,
}

impl<'a> Batch<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self(connection)
    }

    /// Returns all documents of a kind as text, sorted by id. They can be parsed after the connection is released.
    pub(super) fn texts(&self, application: &str, kind: Kind) -> Result<Vec<String>, Error> {
        let mut statement =
            self.0.prepare_cached("SELECT body FROM documents WHERE application = ? AND kind = ? ORDER BY id")?;
        let rows = statement.query_map(params![application, kind.name()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the first documents of a kind after this id, as text.
    pub(super) fn texts_after(
        &self,
        application: &str,
        kind: Kind,
        after: &str,
        most: usize,
    ) -> Result<Vec<String>, Error> {
        let mut statement = self.0.prepare_cached(
            "SELECT body FROM documents WHERE application = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?",
        )?;
        let rows = statement.query_map(params![application, kind.name(), after, most as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn list(&self, application: &str, kind: Kind) -> Result<Vec<Value>, Error> {
        self.texts(application, kind)?.iter().map(|text| parse(text)).collect()
    }

    pub(crate) fn get(&self, application: &str, kind: Kind, id: &str) -> Result<Option<Value>, Error> {
        let mut statement =
            self.0.prepare_cached("SELECT body FROM documents WHERE application = ? AND kind = ? AND id = ?")?;
        let text = statement.query_row(params![application, kind.name(), id], |row| row.get(0)).optional()?;
        text.map(|text: String| parse(&text)).transpose()
    }

    /// Returns the documents whose id has this prefix, sorted by id.
    pub(crate) fn range(&self, application: &str, kind: Kind, prefix: &str) -> Result<Vec<Value>, Error> {
        self.range_texts(application, kind, prefix)?.iter().map(|text| parse(text)).collect()
    }

    fn range_texts(&self, application: &str, kind: Kind, prefix: &str) -> Result<Vec<String>, Error> {
        let mut statement = self.0.prepare_cached(
            "SELECT body FROM documents WHERE application = ? AND kind = ? AND id >= ? AND id < ? ORDER BY id",
        )?;
        let end = format!("{prefix}{}", char::MAX);
        let rows = statement.query_map(params![application, kind.name(), prefix, end], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Deletes the documents from one id up to, but without, another.
    pub(crate) fn delete_range(&self, application: &str, kind: Kind, from: &str, end: &str) -> Result<(), Error> {
        let mut statement =
            self.0.prepare_cached("DELETE FROM documents WHERE application = ? AND kind = ? AND id >= ? AND id < ?")?;
        statement.execute(params![application, kind.name(), from, end])?;
        Ok(())
    }

    /// Returns the devices of a template, each with its id, as text; uses an index.
    pub(crate) fn devices_of(&self, application: &str, template: &str) -> Result<Vec<(String, String)>, Error> {
        let mut statement = self.0.prepare_cached(DEVICES_OF)?;
        let rows = statement.query_map(params![application, template], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns a device as text if it has this template.
    pub(crate) fn device_of(&self, application: &str, template: &str, id: &str) -> Result<Option<String>, Error> {
        let mut statement = self.0.prepare_cached(
            "SELECT body FROM documents WHERE application = ? AND kind = 'device' AND id = ?
             AND json_extract(body, '$.template') = ?",
        )?;
        Ok(statement.query_row(params![application, id, template], |row| row.get(0)).optional()?)
    }

    /// Returns the real messages of a device by time, as text.
    pub(crate) fn messages_of(&self, application: &str, device: &str) -> Result<Vec<String>, Error> {
        self.range_texts(application, Kind::Message, &format!("{device}/"))
    }

    /// Returns the first or the newest real message of a device with a value at this path, up to this time
    /// (milliseconds since 1970). Parses only a few messages.
    pub(crate) fn message_with(
        &self,
        application: &str,
        device: &str,
        path: &str,
        moment: i64,
        newest: bool,
    ) -> Result<Option<Value>, Error> {
        let order = if newest { "DESC" } else { "ASC" };
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT body FROM documents WHERE application = ? AND kind = 'message' AND id >= ? AND id < ?
             AND instr(body, ?) > 0 ORDER BY id {order}"
        ))?;
        let (from, end) = (format!("{device}/"), format!("{device}/{:015}", moment.saturating_add(1)));
        let mut rows = statement.query(params![application, from, end, format!("{}:", json!(path))])?;
        while let Some(row) = rows.next()? {
            let message: Value = parse(&row.get::<_, String>(0)?)?;
            if message.get("values").and_then(|values| values.get(path)).is_some_and(|value| !value.is_null()) {
                return Ok(Some(message));
            }
        }
        Ok(None)
    }

    /// Creates or replaces a document under a new etag, and returns it as stored.
    pub(crate) fn put(
        &self,
        application: &str,
        kind: Kind,
        id: &str,
        document: Value,
        now: Timestamp,
    ) -> Result<Value, Error> {
        if !fits(&document, MAX_DEPTH) {
            return Err(Error::unprocessable("It is nested too deeply to be kept: lists and objects in one another."));
        }
        let document = self.stamp(document, now)?;
        let mut statement = self.0.prepare_cached("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)")?;
        statement.execute(params![application, kind.name(), id, document.to_string()])?;
        Ok(document)
    }

    /// Deletes a document. Returns whether there was one.
    pub(crate) fn delete(&self, application: &str, kind: Kind, id: &str) -> Result<bool, Error> {
        let mut statement =
            self.0.prepare_cached("DELETE FROM documents WHERE application = ? AND kind = ? AND id = ?")?;
        Ok(statement.execute(params![application, kind.name(), id])? > 0)
    }

    /// All applications, by resource.
    pub(crate) fn applications(&self) -> Result<Vec<ApplicationRow>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM applications ORDER BY resource")?;
        statement.query_and_then([], application)?.collect()
    }

    /// Returns the application whose column `key` (`resource`, `name`, `subdomain`) has this value, ignoring case.
    pub(crate) fn application(&self, key: &'static str, value: &str) -> Result<Option<ApplicationRow>, Error> {
        let mut statement = self.0.prepare_cached(&format!("SELECT * FROM applications WHERE {key} = ?"))?;
        let value = value.to_lowercase();
        let mut rows = statement.query(params![value])?;
        rows.next()?.map(application).transpose()
    }

    /// Returns the application that the file began with, unless it was deleted.
    pub(crate) fn seeded_application(&self) -> Result<Option<ApplicationRow>, Error> {
        let mut statement =
            self.0.prepare_cached("SELECT * FROM applications WHERE resource = (SELECT resource FROM seed)")?;
        let mut rows = statement.query([])?;
        rows.next()?.map(application).transpose()
    }

    /// Returns the documents of the seed that the file began with; none if an older emulator created the file.
    pub(crate) fn seed(&self) -> Result<Option<Vec<String>>, Error> {
        let text: String = self.0.query_row("SELECT documents FROM seed", [], |row| row.get(0))?;
        if text.is_empty() { Ok(None) } else { parse(&text).map(Some) }
    }

    /// Stores the seed, and the resource id of its application.
    pub(crate) fn put_seed(&self, resource: &str, documents: &[String]) -> Result<(), Error> {
        self.0
            .execute("UPDATE seed SET resource = ?, documents = ?", params![resource, json!(documents).to_string()])?;
        Ok(())
    }

    /// Creates or replaces an application.
    pub(crate) fn put_application(&self, row: &ApplicationRow) -> Result<(), Error> {
        let mut statement = self.0.prepare_cached(
            "INSERT INTO applications (resource, id, name, subdomain, live, operation, body)
             VALUES (:resource, :id, :name, :subdomain, :live, :operation, :body)
             ON CONFLICT (resource) DO UPDATE
             SET subdomain = :subdomain, live = :live, operation = :operation, body = :body",
        )?;
        statement.execute(named_params! {
            ":resource": row.resource,
            ":id": row.id,
            ":name": row.name,
            ":subdomain": row.subdomain,
            ":live": row.live,
            ":operation": row.operation,
            ":body": row.body.to_string(),
        })?;
        Ok(())
    }

    /// Deletes an application with all its documents.
    pub(crate) fn delete_application(&self, row: &ApplicationRow) -> Result<(), Error> {
        self.0.execute("DELETE FROM applications WHERE resource = ?", params![row.resource])?;
        self.0.execute("DELETE FROM documents WHERE application = ?", params![row.id])?;
        Ok(())
    }

    /// Deletes everything except the seed.
    pub(crate) fn clear(&self) -> Result<(), Error> {
        Ok(self.0.execute_batch("DELETE FROM documents; DELETE FROM applications;")?)
    }

    /// Returns the number of this write, counted from 1 since the file was created.
    pub(crate) fn count(&self) -> Result<u32, Error> {
        let mut statement = self.0.prepare_cached("UPDATE writes SET count = count + 1 RETURNING count")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn stamp(&self, mut document: Value, now: Timestamp) -> Result<Value, Error> {
        if let Some(fields) = document.as_object_mut() {
            fields.insert("etag".into(), etag::new(self.count()?, now).into());
        }
        Ok(document)
    }
}

fn application(row: &Row<'_>) -> Result<ApplicationRow, Error> {
    Ok(ApplicationRow {
        resource: row.get("resource")?,
        id: row.get("id")?,
        name: row.get("name")?,
        subdomain: row.get("subdomain")?,
        live: row.get("live")?,
        operation: row.get("operation")?,
        body: parse(&row.get::<_, String>("body")?)?,
    })
}

/// Returns whether a value is nested no deeper than `depth` levels.
fn fits(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(items) => levels > 0 && items.iter().all(|item| fits(item, levels - 1)),
        Value::Object(members) => levels > 0 && members.values().all(|member| fits(member, levels - 1)),
        _ => true,
    }
}

/// Parses JSON that this module has stored.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::internal(format!("The data file has a broken document: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Store, schema};

    #[test]
    fn devices_of_a_template_are_found_without_looking_at_others() {
        let mut connection = Connection::open_in_memory().unwrap();
        schema::prepare(&mut connection, |_| Ok(())).unwrap();
        let plan: String = connection
            .query_row(&format!("EXPLAIN QUERY PLAN {DEVICES_OF}"), params!["a", "t"], |row| row.get(3))
            .unwrap();
        assert!(plan.contains("USING INDEX devices_by_template (application=? AND <expr>=?)"), "{plan}");
    }

    #[test]
    fn a_range_ends_with_its_prefix() {
        let store = Store::open(None, |_| Ok(())).unwrap();
        let found = store.write(|batch| {
            for id in ["a", "a/", "a/1", "a/\u{10fffe}", "a0", "b/1"] {
                batch.put("app", Kind::Message, id, serde_json::json!({ "is": id }), Timestamp::UNIX_EPOCH)?;
            }
            batch.range("app", Kind::Message, "a/")
        });
        let found: Vec<_> = found.unwrap().iter().map(|document| document["is"].as_str().unwrap().to_owned()).collect();
        assert_eq!(found, ["a/", "a/1", "a/\u{10fffe}"]);
    }
}
