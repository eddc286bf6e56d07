//! `/api/query`: the query language, as far as it is documented.

mod aggregate;
mod aliases;
mod columns;
mod evaluate;
mod lexer;
mod parser;
mod plan;
mod syntax;
mod watch;

use std::{collections::BTreeSet, time::Duration};

use axum::{Json, Router, extract::Request, middleware::from_fn, routing::post};
use serde_json::{Value, json};

pub(in crate::api) use self::{
    parser::parse_filter,
    syntax::{Condition, Operand},
};

use self::{evaluate::Fleet, watch::Watch};
use crate::{
    Emulator,
    application::Application,
    body::read_json,
    device::Device,
    error::Error,
    model::Model,
    parameters::{PREVIEW, require_version},
    store::{Kind, parse},
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

/// How long a query may take: the emulator's own limit.
const LONGEST: Duration = Duration::from_secs(30);

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
    let watch = Watch::new(LONGEST);
    // Dropped with this request, be it that its client leaves or that the emulator stops.
    let _wanted = watch.wanted();
    // A week of every device is some seconds of work in a debug build: not on the thread that serves the others.
    let work = tokio::task::spawn_blocking(move || {
        let query = parser::parse(&text)?;
        evaluate::evaluate(&query, &application, application.now(), &watch)
    });
    let rows = work.await.map_err(|error| Error::internal(format!("The query broke off: {error}")))??;
    Ok(Json(json!({ "results": rows })))
}

impl Fleet for Application {
    fn model(&self, template: &str) -> Result<Option<Model>, Error> {
        Ok(self.get(Kind::DeviceTemplate, template)?.map(|template| Model::new(&template)))
    }

    fn devices(&self, template: &str, ids: Option<&BTreeSet<String>>) -> Result<Vec<Device>, Error> {
        let (id, mut found) = (self.id(), Vec::new());
        self.read(|batch| {
            let devices = match ids {
                None => batch.devices_of(id, template)?,
                Some(ids) => {
                    let of =
                        |device: &String| Ok(batch.device_of(id, template, device)?.map(|text| (device.clone(), text)));
                    ids.iter().filter_map(|device| of(device).transpose()).collect::<Result<_, Error>>()?
                }
            };
            for (device, text) in devices {
                found.push((text, batch.messages_of(id, &device)?));
            }
            Ok(())
        })?;
        // Parsing them holds nobody up.
        found.iter().map(|(text, messages)| Device::new(parse(text)?).with_messages(messages)).collect()
    }
}
