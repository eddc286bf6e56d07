use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::{Telemetry, schedule::time_of};

/// A value of one message. A query reads hundreds of thousands of values and answers few, so a sample is cheap to
/// create and copy, and becomes JSON only in an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sample<'a> {
    /// The message has no such value.
    Missing,
    Number(f64),
    /// Milliseconds since 1970.
    Moment(i64),
    /// Degrees north and east.
    Place(f64, f64),
    /// A JSON value that is stored elsewhere.
    Json(&'a Value),
    /// The members of an object, and the second at which they are evaluated.
    Object(&'a [(String, Telemetry<'a>)], i64),
}

impl<'a> Sample<'a> {
    pub(crate) fn from_json(value: Option<&'a Value>) -> Self {
        match value {
            None | Some(Value::Null) => Self::Missing,
            Some(Value::Number(number)) => number.as_f64().map_or(Self::Missing, Self::Number),
            Some(value) => Self::Json(value),
        }
    }

    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    pub(crate) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// Returns a member of the value, such as `lat` of a location.
    pub(crate) fn part(self, name: &str) -> Self {
        match (self, name) {
            (Self::Place(lat, _), "lat") => Self::Number(lat),
            (Self::Place(_, lon), "lon") => Self::Number(lon),
            (Self::Json(value), _) => Self::from_json(value.get(name)),
            (Self::Object(members, second), _) => members
                .iter()
                .find(|(member, _)| member == name)
                .map_or(Self::Missing, |(_, telemetry)| telemetry.value(second)),
            _ => Self::Missing,
        }
    }

    /// Compares two values; `None` for values of different kinds.
    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.partial_cmp(right),
            (Self::Moment(left), Self::Moment(right)) => Some(left.cmp(right)),
            // A query compares $ts with a number.
            (Self::Moment(left), Self::Number(right)) => (*left as f64).partial_cmp(right),
            (Self::Json(Value::String(left)), Self::Json(Value::String(right))) => Some(left.cmp(right)),
            (Self::Json(Value::Bool(left)), Self::Json(Value::Bool(right))) => Some(left.cmp(right)),
            _ => None,
        }
    }

    /// A total order for sorting: missing values first, then numbers, times, texts, flags, and all others.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let rank = |sample: &Self| match sample {
            Self::Missing => 0,
            Self::Number(_) => 1,
            Self::Moment(_) => 2,
            Self::Json(Value::String(_)) => 3,
            Self::Json(Value::Bool(_)) => 4,
            _ => 5,
        };
        rank(self).cmp(&rank(other)).then_with(|| self.compare(other).unwrap_or(Ordering::Equal))
    }

    pub(crate) fn to_json(self) -> Value {
        match self {
            Self::Missing => Value::Null,
            Self::Number(number) => json_number(number),
            Self::Moment(moment) => time_of(moment),
            Self::Place(lat, lon) => {
                Value::Object(Map::from_iter([("lat".into(), json_number(lat)), ("lon".into(), json_number(lon))]))
            }
            Self::Json(value) => value.clone(),
            Self::Object(members, second) => {
                let present = members.iter().map(|(name, telemetry)| (name, telemetry.value(second)));
                let present = present.filter(|(_, sample)| !sample.is_missing());
                Value::Object(present.map(|(name, sample)| (name.clone(), sample.to_json())).collect())
            }
        }
    }
}

/// Writes whole numbers without a decimal point, like JavaScript.
pub(crate) fn json_number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_is_total() {
        let values = [json!("a"), json!(true), json!("b"), json!({}), json!(1), json!(false), json!([2]), json!(0)];
        let samples: Vec<_> = values.iter().map(|value| Sample::from_json(Some(value))).collect();
        let all: Vec<_> =
            samples.into_iter().chain([Sample::Missing, Sample::Moment(5), Sample::Place(1.0, 2.0)]).collect();
        for a in &all {
            for b in &all {
                assert_eq!(a.order(b), b.order(a).reverse(), "{a:?} {b:?}");
                for c in &all {
                    assert!(a.order(b).is_gt() || b.order(c).is_gt() || a.order(c).is_le(), "{a:?} {b:?} {c:?}");
                }
            }
        }
    }
}
