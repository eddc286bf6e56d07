//! `central.query`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{only_signal, plain, promise, settled, string};
use crate::client::Query;
use crate::model::{Json, QueryResponse};

/// Queries over what an application's devices sent.
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
    /// Runs a query and gives its rows.
    pub fn run(&self, query: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let call = self.query.run(&string("query", query)?);
            // The answer has been checked to have rows.
            let rows =
                |answer: Json<QueryResponse>| plain(answer.view().get("results").map_or("[]", |rows| rows.as_str()));
            Ok(promise(only_signal(options)?, call, rows))
        })())
    }
}
