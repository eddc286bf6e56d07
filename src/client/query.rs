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
    ///
    /// # Errors
    /// `InvalidInput` where the text is over a documented limit: 350 characters, 15 items, 10 operators, `TOP` 10,000. Status 400
    /// or 422 where the service rejects it.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let answer = central.query().run("SELECT AVG(temperature) FROM dtmi:contoso:thermostat;1").await?;
    /// for row in answer.view().get("results").map(|rows| rows.items()).unwrap_or_default() {
    ///     println!("{}", row.as_str());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn run(&self, text: &str) -> Call<Json<QueryResponse>> {
        self.pipeline.call(&RunQuery { text })
    }
}
