//! A parsed query.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// A value and the character it starts at, counted from 1.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    pub(super) position: usize,
    pub(super) value: T,
}

#[derive(Debug)]
pub(super) struct Query {
    pub(super) top: Option<usize>,
    pub(super) items: Vec<Item>,
    pub(super) template: Placed<String>,
    /// All of them hold.
    pub(super) conditions: Vec<Condition>,
    pub(super) window: Option<SignedDuration>,
    pub(super) order: Option<Order>,
}

/// One column of the answer.
#[derive(Debug)]
pub(super) struct Item {
    /// What it is called in the answer.
    pub(super) name: String,
    pub(super) function: Option<Function>,
    pub(super) operand: Placed<Operand>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// `$id`
    Id,
    /// `$ts`
    Timestamp,
    /// `temperature`, `component.temperature` or a part of a value, as `location.lat`.
    Path(String),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Function {
    Sum,
    Max,
    Min,
    Count,
    Avg,
    First,
    Last,
}

#[derive(Debug)]
pub(super) enum Condition {
    Within(Range),
    /// The operand compares in this way with the only value, or (for `IN`) equals one of several.
    Compare {
        operand: Placed<Operand>,
        operator: Operator,
        values: Vec<Value>,
    },
}

/// Both ends belong to it.
#[derive(Debug)]
pub(super) enum Range {
    Last(SignedDuration),
    Between(Timestamp, Timestamp),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug)]
pub(super) struct Order {
    /// The name of an item or, where no item has it, what else it names.
    pub(super) name: Placed<String>,
    pub(super) operand: Placed<Operand>,
    pub(super) descending: bool,
}
