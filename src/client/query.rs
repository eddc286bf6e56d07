//! Queries over the telemetry and properties of an application's devices.

use crate::model::{Json, QueryResponse};
use crate::pipeline::{Call, Pipeline};
use crate::request::query::RunQuery;

/// Runs queries over the telemetry and properties of an application's devices, in the query language of [How to use the
/// IoT Central REST API to query
/// devices](https://learn.microsoft.com/azure/iot-central/core/howto-query-with-rest-api).
#[derive(Clone)]
pub struct Query {
    pub(super) pipeline: Pipeline,
}

impl Query {
    /// Runs a query (`Query_Run`). The call waits for a slot: the service accepts one query a second.
    ///
    /// # Errors
    /// Returns `InvalidInput` if the query exceeds a documented limit (350 characters, 15 items, 10 operators, `TOP`
    /// 10,000), and a service error with status 400 or 422 if the service rejects the query.
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
