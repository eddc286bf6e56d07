//! A parsed query.

use std::cmp::Ordering;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::simulation::Sample;

/// A value and the character it starts at, counted from 1.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    pub(crate) position: usize,
    pub(crate) value: T,
}

#[derive(Debug)]
pub(super) struct Query {
    pub(super) top: Option<usize>,
    pub(super) items: Vec<Item>,
    pub(super) template: Placed<String>,
    /// Any of them holds, which is when all of its conditions do. Empty when there is no WHERE.
    pub(super) alternatives: Vec<Vec<Condition>>,
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
pub(crate) enum Operand {
    /// `$id`
    Id,
    /// `$ts`
    Timestamp,
    /// `$provisioned` and `$simulated`, by the name of that member of a device.
    Flag(&'static str),
    /// `$template`, in the filter of a device group.
    Template,
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
pub(crate) enum Condition {
    Within(Placed<Range>),
    /// The operand compares in this way with the only value, or (for `IN`) equals one of several.
    Compare {
        operand: Placed<Operand>,
        operator: Operator,
        values: Vec<Value>,
        /// The position of `IN`, where that is what was written.
        listed: Option<usize>,
    },
}

/// Both ends belong to it.
#[derive(Debug)]
pub(crate) enum Range {
    Last(SignedDuration),
    Between(Timestamp, Timestamp),
}

impl Condition {
    /// Whether it demands a value rather than ruling some out.
    pub(crate) fn is_equality(&self) -> bool {
        matches!(self, Self::Compare { operator: Operator::Equal, .. })
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    /// Whether a value compares in this way with any of these. What is missing equals null, and compares with nothing else.
    pub(crate) fn holds(self, value: &Sample<'_>, wanted: &[Value]) -> bool {
        if let [Value::Null] = wanted {
            return value.is_missing() == (self == Self::Equal);
        }
        !value.is_missing()
            && wanted.iter().any(|wanted| match (self, value.compare(&Sample::of(Some(wanted)))) {
                (Self::Equal, ordering) => ordering.is_some_and(Ordering::is_eq),
                (Self::NotEqual, ordering) => ordering.is_none_or(Ordering::is_ne),
                (Self::Less, Some(ordering)) => ordering.is_lt(),
                (Self::LessOrEqual, Some(ordering)) => ordering.is_le(),
                (Self::Greater, Some(ordering)) => ordering.is_gt(),
                (Self::GreaterOrEqual, Some(ordering)) => ordering.is_ge(),
                (_, None) => false,
            })
    }
}

#[derive(Debug)]
pub(super) struct Order {
    /// The name of an item or, where no item has it, what else it names.
    pub(super) name: Placed<String>,
    pub(super) operand: Placed<Operand>,
    pub(super) descending: bool,
}
