//! `/api/query`: the part of the query language that line charts and last known values need.

mod aggregate;
mod evaluate;
mod lexer;
mod parser;
mod plan;
mod syntax;

use axum::{Json, Router, extract::Request, middleware::from_fn, routing::post};
use serde_json::{Value, json};

use crate::{
    Emulator,
    application::Application,
    body::read_json,
    error::Error,
    parameters::{PREVIEW, require_version},
};

/// Characters of a query. These limits are the documented ones.
const MAX_TEXT: usize = 350;
/// Items between SELECT and FROM.
const MAX_ITEMS: usize = 15;
/// Operators in WHERE. Which words count is not documented: here AND, IN and each comparison do.
const MAX_OPERATORS: usize = 10;
/// Rows of an answer.
const MAX_ROWS: usize = 10_000;

/// What a query can't do, and at which character, counted from 1.
#[derive(Debug)]
struct QueryError {
    position: usize,
    problem: String,
}

impl From<QueryError> for Error {
    fn from(QueryError { position, problem }: QueryError) -> Self {
        Self::bad_request(format!("The query can't be run. Position {position}: {problem}."))
    }
}

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/query", post(run))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW], request, next)))
}

/// `POST /query`
async fn run(application: Application, request: Request) -> Result<Json<Value>, Error> {
    let body = read_json(request, "application/json").await?;
    let Some(text) = body.get("query").and_then(Value::as_str).map(str::to_owned) else {
        return Err(Error::unprocessable("/query: is required and must be a string, like \"SELECT TOP 1 …\"."));
    };
    let length = text.chars().count();
    if length > MAX_TEXT {
        return Err(Error::bad_request(format!("The query has {length} characters; at most {MAX_TEXT} are accepted.")));
    }
    // A week of every device is some seconds of work in a debug build: not on the thread that serves the others.
    let work = tokio::task::spawn_blocking(move || {
        let query = parser::parse(&text)?;
        evaluate::evaluate(&query, application.seed(), application.now())
    });
    let rows = work.await.map_err(|error| Error::internal(format!("The query broke off: {error}")))??;
    Ok(Json(json!({ "results": rows })))
}
