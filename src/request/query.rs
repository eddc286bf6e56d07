//! Queries: `/api/query`, `2022-10-31-preview`.

use super::query_limits::check;
use super::{Method, Operation, Request, Retryable};
use crate::error::Error;
use crate::json::object_of_strings;
use crate::model::{Json, QueryResponse};

/// `POST /api/query`: runs a query. A query only reads, so the request is idempotent. A text beyond a documented limit
/// is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunQuery<'a> {
    /// The query in the service's query language.
    pub text: &'a str,
}

impl Operation for RunQuery<'_> {
    type Output = Json<QueryResponse>;

    fn request(&self) -> Result<Request, Error> {
        check(self.text)?;
        let body = object_of_strings(&[("query", self.text)]).into_bytes();
        let request = Request::new(Method::Post, "/api/query".into()).body("application/json", body);
        Ok(Request { retryable: Retryable::Idempotent, is_query: true, ..request })
    }
}
