//! `/api/query`: the query language, as far as it is documented.

mod aggregate;
mod aliases;
mod columns;
mod evaluate;
mod lexer;
mod parser;
mod plan;
mod syntax;

use std::collections::BTreeSet;

use axum::{Json, Router, extract::Request, middleware::from_fn, routing::post};
use serde_json::{Value, json};

pub(in crate::api) use self::{
    parser::parse_filter,
    syntax::{Condition, Operand},
};

use self::evaluate::Fleet;
use crate::{
    Emulator,
    application::Application,
    body::read_json,
    device::Device,
    error::Error,
    model::Model,
    parameters::{PREVIEW, require_version},
    store::Kind,
};

/// Characters of a query. These limits are the documented ones.
const MAX_TEXT: usize = 350;
/// Items between SELECT and FROM.
const MAX_ITEMS: usize = 15;
/// Operators in WHERE. Which words count is not documented: here AND, IN and each comparison do.
const MAX_OPERATORS: usize = 10;
/// Rows of an answer.
const MAX_ROWS: usize = 10_000;
/// Rows of an answer that has properties.
const MAX_PROPERTY_ROWS: usize = 1_000;

/// What a query can't do, and at which character, counted from 1.
#[derive(Debug)]
pub(in crate::api) struct QueryError {
    position: usize,
    problem: String,
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "position {}: {}", self.position, self.problem)
    }
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
        evaluate::evaluate(&query, &application, application.now())
    });
    let rows = work.await.map_err(|error| Error::internal(format!("The query broke off: {error}")))??;
    Ok(Json(json!({ "results": rows })))
}

impl Fleet for Application {
    fn model(&self, template: &str) -> Result<Option<Model>, Error> {
        Ok(self.get(Kind::DeviceTemplate, template)?.map(|template| Model::new(&template)))
    }

    fn devices(&self, template: &str, ids: Option<&BTreeSet<String>>) -> Result<Vec<Device>, Error> {
        self.read(|batch| {
            let Some(ids) = ids else { return Device::of_template(batch, self.id(), template) };
            let mut devices = Vec::new();
            for id in ids {
                devices.extend(Device::find(batch, self.id(), id)?.filter(|device| device.template() == template));
            }
            Ok(devices)
        })
    }
}
