//! `central.query`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{only_signal, promise, settled, string};
use super::output::plain;
use crate::client::Query;
use crate::model::{Json, QueryResponse};

/// Queries over what an application's devices sent (`/api/query`).
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
    /// Runs a query and gives its rows. It waits for its turn: the service takes one a second. A text over a documented limit
    /// (350 characters, 15 items, 10 operators, `TOP` 10,000) is refused before it is sent, with code `InvalidInput`.
    #[wasm_bindgen(unchecked_return_type = "Promise<Record<string, unknown>[]>")]
    pub fn run(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.query.run(&string("query", query)?);
            // The answer has been checked to have rows.
            let rows =
                |answer: Json<QueryResponse>| plain(answer.view().get("results").map_or("[]", |rows| rows.as_str()));
            Ok(promise(only_signal(options)?, call, rows))
        })())
    }
}
