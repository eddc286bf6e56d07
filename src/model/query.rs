//! Queries over telemetry and properties (`2022-10-31-preview`).

use super::wire::{Decode, DecodeError, Extra, Raw, Reader, object};

object! {
    /// A query.
    pub struct QueryRequest as "a query request" {
        /// The text: at most 350 characters, 15 selected items and 10 operators.
        required query: String = "query",
    }
}

/// What a query found: `{"results":[{…}]}`.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryResponse {
    /// The rows, at most 10,000.
    pub results: Vec<Row>,
}

/// A row: its columns in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(pub Extra);

impl Row {
    /// The value of a column.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&Raw> {
        self.0.iter().rev().find(|(name, _)| name == column).map(|(_, value)| value)
    }
}

impl Decode for Row {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut columns = Extra::new();
        reader.object("a row", &mut |reader, key| {
            columns.push((key.to_owned(), Decode::read(reader)?));
            Ok(())
        })?;
        Ok(Self(columns))
    }
}

impl Decode for QueryResponse {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut results = None;
        reader.object("a query response", &mut |reader, key| {
            match key {
                "results" => results = Some(Decode::read(reader)?),
                _ => drop(reader.raw()?),
            }
            Ok(())
        })?;
        Ok(Self { results: results.ok_or_else(|| reader.missing("results"))? })
    }
}
