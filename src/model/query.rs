//! Queries over telemetry and properties (`2022-10-31-preview`).

use super::macros::object;
use crate::json::Record;

object! {
    /// A query.
    pub struct QueryRequest as "a query request" {
        /// The text: at most 350 characters, 15 selected items and 10 operators.
        required query: String = "query",
    }
}

object! {
    /// What a query found.
    pub struct QueryResponse as "a query response" {
        /// The rows, at most 10,000 of telemetry or 1,000 of properties: the selected values by their names or aliases.
        required results: Vec<Record> = "results",
    }
}
