//! What SUM, MAX, MIN, COUNT, AVG, FIRST and LAST gather, value by value in the order of time.

use serde_json::Value;

use super::syntax::Function;

/// The state of one aggregate over one window.
pub(super) struct Aggregate {
    function: Function,
    count: u64,
    /// The sum, or the extreme so far.
    number: f64,
    /// The first or last value.
    value: Value,
}

impl Aggregate {
    pub(super) fn new(function: Function) -> Self {
        let number = match function {
            Function::Max => f64::NEG_INFINITY,
            Function::Min => f64::INFINITY,
            _ => 0.0,
        };
        Self { function, count: 0, number, value: Value::Null }
    }

    pub(super) fn add(&mut self, value: &Value) {
        self.count += 1;
        let number = value.as_f64().unwrap_or_default();
        match self.function {
            Function::Sum | Function::Avg => self.number += number,
            Function::Max => self.number = self.number.max(number),
            Function::Min => self.number = self.number.min(number),
            Function::First if self.count == 1 => self.value = value.clone(),
            Function::Last => self.value = value.clone(),
            Function::First | Function::Count => {}
        }
    }

    /// Null where there was nothing to gather; a count is 0 then.
    pub(super) fn finish(self) -> Value {
        match self.function {
            Function::Count => self.count.into(),
            Function::First | Function::Last => self.value,
            _ if self.count == 0 => Value::Null,
            Function::Avg => (self.number / self.count as f64).into(),
            Function::Sum | Function::Max | Function::Min => self.number.into(),
        }
    }
}
