//! `central.query`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{promise, settled, string};
use super::options::read;
use super::output::plain;
use crate::client::Query;
use crate::model::{Json, QueryResponse};

/// Queries over the telemetry and properties of an application's devices (`/api/query`).
///
/// @see https://learn.microsoft.com/azure/iot-central/core/howto-query-with-rest-api
#[wasm_bindgen]
pub struct QueryOperations {
    query: Query,
}

impl QueryOperations {
    pub(super) fn new(query: Query) -> Self {
        Self { query }
    }
}

#[wasm_bindgen]
impl QueryOperations {
    /// Runs a query and resolves to its rows. The call waits for a slot: the service accepts one query a second.
    /// Rejects with code `InvalidInput`, and sends nothing, if the query exceeds a documented limit (350 characters, 15
    /// items, 10 operators, `TOP` 10,000).
    ///
    /// ```js
    /// const rows = await central.query.run("SELECT TOP 10 $id, temperature FROM dtmi:contoso:climateMonitor;1");
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<Record<string, unknown>[]>")]
    pub fn run(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.query.run(&string("query", query)?);
            // The check of the answer guarantees that it has rows.
            let rows =
                |answer: Json<QueryResponse>| plain(answer.view().get("results").map_or("[]", |rows| rows.as_str()));
            Ok(promise(read(options)?, call, rows))
        })())
    }
}
