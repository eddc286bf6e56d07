//! Queries over telemetry and properties (`2022-10-31-preview`).

use super::macros::object;
use crate::json::Record;

object! {
    /// What a query found.
    pub struct QueryResponse as "a query response" {
        /// The rows, at most 10,000 of telemetry or 1,000 of properties: the selected values by their names or aliases.
        required results: Vec<Record> = "results",
    }
}
