//! Queries over telemetry and properties (`2022-10-31-preview`).

use super::macros::object;
use crate::json::Record;

object! {
    /// The result of a query.
    ///
    /// ```
    /// use iotcentral_web::model::QueryResponse;
    ///
    /// let answer: QueryResponse = serde_json::from_str(r#"{ "results": [{ "temperature": 21.5 }] }"#)?;
    /// assert_eq!(answer.results.len(), 1);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct QueryResponse as "a query response" {
        /// The rows, at most 10,000 of telemetry or 1,000 of properties. Each row has the selected values under their
        /// names or aliases.
        required results: Vec<Record> = "results",
    }
}
