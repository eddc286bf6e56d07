//! Rows of queries, and other answers → values along time.

use super::query_text::alias;
use crate::model::View;
use crate::model::time::timestamp_ms;

/// Values of one column along time, ascending, as JSON texts. What has no time of its own has NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points(Vec<(f64, String)>);

/// What a reading gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Readout {
    /// By column.
    pub points: Vec<Points>,
    /// When it was read, in milliseconds since 1970.
    pub at_ms: f64,
}

impl Points {
    /// What the rows of a query hold for its column number `place`. A message needn't carry every capability.
    #[must_use]
    pub fn read(rows: &[View<'_>], place: usize) -> Self {
        let member = alias(place);
        let mut points: Vec<(f64, String)> = Vec::new();
        for row in rows {
            let time = row.get("$ts").and_then(|time| timestamp_ms(&time.string()?));
            if let (Some(time), Some(value)) = (time, row.get(member)) {
                // Rows come in order, mostly newest first.
                let place = points.partition_point(|(later, _)| *later > time);
                points.insert(place, (time, value.as_str().to_owned()));
            }
        }
        points.reverse();
        Self(points)
    }

    /// What the only row of a query without windows holds for its column number `place`.
    #[must_use]
    pub fn whole(rows: &[View<'_>], place: usize) -> Self {
        let member = alias(place);
        Self::once(rows.first().and_then(|row| row.get(member)))
    }

    /// A number of things.
    #[must_use]
    pub fn of(count: usize) -> Self {
        Self(vec![(f64::NAN, count.to_string())])
    }

    /// A value without a time, where there is one.
    #[must_use]
    pub fn once(value: Option<View<'_>>) -> Self {
        Self(value.map(|value| (f64::NAN, value.as_str().to_owned())).into_iter().collect())
    }

    /// The value of a property, which may be a component's.
    #[must_use]
    pub fn property(properties: View<'_>, path: &str) -> Self {
        let nested = || path.split_once('.').and_then(|(component, name)| properties.get(component)?.get(name));
        Self::once(properties.get(path).or_else(nested))
    }

    /// A time and a value's JSON text, oldest first.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &(f64, String)> {
        self.0.iter()
    }

    /// The only or last value's JSON text.
    pub(super) fn last(&self) -> Option<&str> {
        self.0.last().map(|(_, value)| value.as_str())
    }
}

/// A number; NaN for any other JSON text.
pub(super) fn number(json: &str) -> f64 {
    View::parse(json.as_bytes()).ok().and_then(|value| value.number()).unwrap_or(f64::NAN)
}
