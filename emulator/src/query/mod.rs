//! The query language, as far as it is documented: from a text to rows. Device groups have the WHERE of it.

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

/// Characters of a query. These limits are the documented ones.
const MAX_TEXT: usize = 350;
/// Items between SELECT and FROM.
const MAX_ITEMS: usize = 15;
/// Logical operators in WHERE: AND and OR.
const MAX_OPERATORS: usize = 10;
/// Rows of an answer.
const MAX_ROWS: usize = 10_000;
/// Rows of an answer that has properties.
const MAX_PROPERTY_ROWS: usize = 1_000;

/// What a query can't do, and at which character, counted from 1.
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

/// The rows of a query over these templates and devices.
pub(crate) fn run(text: &str, fleet: &impl Fleet, now: Timestamp, watch: &Watch) -> Result<Vec<Value>, Error> {
    let length = text.chars().count();
    if length > MAX_TEXT {
        return Err(Error::bad_request(format!("The query has {length} characters; at most {MAX_TEXT} are accepted.")));
    }
    evaluate::evaluate(&parser::parse(text)?, fleet, now, watch)
}
