//! Queries over telemetry and properties (`2022-10-31-preview`).

use super::macros::object;
use crate::json::Record;

object! {
    /// The result of a query.
    pub struct QueryResponse as "a query response" {
        /// The rows, at most 10,000 of telemetry or 1,000 of properties. Each row has the selected values under their
        /// names or aliases.
        required results: Vec<Record> = "results",
    }
}
