//! Queries over the telemetry and properties of an application's devices.

use crate::model::{Json, QueryResponse};
use crate::pipeline::{Call, Pipeline};
use crate::request::query::RunQuery;

/// Queries over the telemetry and properties of an application's devices.
#[derive(Clone)]
pub struct Query {
    pub(super) pipeline: Pipeline,
}

impl Query {
    /// Runs a query. It waits for its turn: the service takes one a second.
    /// `InvalidInput` where the text is over a documented limit: 350 characters, 15 items, 10 operators, `TOP` 10,000.
    pub fn run(&self, text: &str) -> Call<Json<QueryResponse>> {
        self.pipeline.call(&RunQuery { text })
    }
}
