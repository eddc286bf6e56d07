//! The documented query language, from a text to rows. Filters of device groups use its WHERE clause.

mod aggregate;
mod aliases;
mod columns;
mod evaluate;
mod lexer;
mod parser;
mod plan;
mod syntax;
mod watch;

use jiff::Timestamp;
use serde_json::Value;

pub(crate) use self::{
    evaluate::Fleet,
    parser::{ONLY_PROPERTIES, parse_filter},
    syntax::{Condition, Operand},
    watch::Watch,
};
use crate::error::Error;

/// The maximal number of characters of a query. These limits are documented by the service.
const MAX_TEXT: usize = 350;
/// The maximal number of items between SELECT and FROM.
const MAX_ITEMS: usize = 15;
/// The maximal number of logical operators, AND and OR, in WHERE.
const MAX_OPERATORS: usize = 10;
/// The maximal number of rows of an answer.
const MAX_ROWS: usize = 10_000;
/// The maximal number of rows of an answer with properties.
const MAX_PROPERTY_ROWS: usize = 1_000;

/// A problem of a query, and its position in characters, from 1.
#[derive(Debug)]
pub(crate) struct QueryError {
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

/// Returns the rows of a query over these templates and devices.
pub(crate) fn run(text: &str, fleet: &impl Fleet, now: Timestamp, watch: &Watch) -> Result<Vec<Value>, Error> {
    let length = text.chars().count();
    if length > MAX_TEXT {
        return Err(Error::bad_request(format!("The query has {length} characters; at most {MAX_TEXT} are accepted.")));
    }
    evaluate::evaluate(&parser::parse(text)?, fleet, now, watch)
}
