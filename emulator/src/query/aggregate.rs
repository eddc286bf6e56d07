//! Computes SUM, MAX, MIN, COUNT, AVG, FIRST and LAST. Missing values are not counted; functions of numbers also skip
//! other values.

use serde_json::Value;

use super::syntax::Function;
use crate::simulation::{Sample, json_number};

/// The state of one aggregate over one window. Messages arrive device by device, those of a device in the order of
/// time.
pub(super) struct Aggregate<'a> {
    function: Function,
    count: u64,
    /// The sum, or the lowest or highest number so far.
    number: f64,
    /// The first or last value, and its time.
    value: Sample<'a>,
    time: i64,
}

impl<'a> Aggregate<'a> {
    pub(super) fn new(function: Function) -> Self {
        let number = match function {
            Function::Max => f64::NEG_INFINITY,
            Function::Min => f64::INFINITY,
            _ => 0.0,
        };
        Self { function, count: 0, number, value: Sample::Missing, time: 0 }
    }

    pub(super) fn add(&mut self, value: Sample<'a>, time: i64) {
        if value.is_missing() {
            return;
        }
        match (self.function, value.number()) {
            (Function::Sum | Function::Avg, Some(number)) => self.number += number,
            (Function::Max, Some(number)) => self.number = self.number.max(number),
            (Function::Min, Some(number)) => self.number = self.number.min(number),
            (Function::Sum | Function::Avg | Function::Max | Function::Min, None) => return,
            (Function::First, _) if self.count == 0 || time < self.time => (self.value, self.time) = (value, time),
            (Function::Last, _) if self.count == 0 || time >= self.time => (self.value, self.time) = (value, time),
            (Function::First | Function::Last | Function::Count, _) => {}
        }
        self.count += 1;
    }

    /// Returns the result: null without values, but 0 for a count.
    pub(super) fn finish(self) -> Value {
        match self.function {
            Function::Count => self.count.into(),
            Function::First | Function::Last => self.value.to_json(),
            _ if self.count == 0 => Value::Null,
            Function::Avg => json_number(self.number / self.count as f64),
            Function::Sum | Function::Max | Function::Min => json_number(self.number),
        }
    }
}
