//! Queries: `/api/query`, `2022-10-31-preview`.

use super::query_limits::check;
use super::{Method, Operation, Request, Retryable};
use crate::error::Error;
use crate::json::object_of_strings;
use crate::model::{Json, QueryResponse};

/// `POST /api/query`. It only reads, so it may be repeated. A text over a documented limit is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunQuery<'a> {
    /// The text of the query.
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
