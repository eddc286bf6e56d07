//! A parsed query.

use std::cmp::Ordering;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::simulation::Sample;

/// A value and its position in characters, from 1.
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
    /// The alternatives of WHERE: a message matches if all conditions of one of them hold. Empty without WHERE.
    pub(super) alternatives: Vec<Vec<Condition>>,
    pub(super) window: Option<SignedDuration>,
    pub(super) order: Option<Order>,
}

/// A column of the answer.
#[derive(Debug)]
pub(super) struct Item {
    /// The name in the answer.
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
    /// `$provisioned` or `$simulated`, by the name of that member of a device.
    Flag(&'static str),
    /// `$template`, only in the filter of a device group.
    Template,
    /// `temperature`, `component.temperature`, or a part of a value such as `location.lat`.
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
    /// Compares the operand with the only value, or (for `IN`) checks whether it equals one of several.
    Compare {
        operand: Placed<Operand>,
        operator: Operator,
        values: Vec<Value>,
        /// The position of `IN`, if the query has one.
        listed: Option<usize>,
    },
}

/// A time range that includes both ends.
#[derive(Debug)]
pub(crate) enum Range {
    Last(SignedDuration),
    Between(Timestamp, Timestamp),
}

impl Condition {
    /// Returns whether the condition requires a value, rather than excluding some.
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
    /// Returns whether the comparison holds for any of the values. A missing value equals null, and no comparison with
    /// other values holds.
    pub(crate) fn holds(self, value: &Sample<'_>, wanted: &[Value]) -> bool {
        if let [Value::Null] = wanted {
            return value.is_missing() == (self == Self::Equal);
        }
        !value.is_missing()
            && wanted.iter().any(|wanted| match (self, value.compare(&Sample::from_json(Some(wanted)))) {
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
    /// The name of an item, or else another name.
    pub(super) name: Placed<String>,
    pub(super) operand: Placed<Operand>,
    pub(super) descending: bool,
}
