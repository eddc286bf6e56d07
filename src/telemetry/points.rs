//! Rows of queries, and other answers → values along time.

use std::cmp::Ordering;
use std::rc::Rc;

use super::query_text::alias;
use crate::model::View;
use crate::model::time::timestamp_ms;

/// Values of one column along time, ascending, as JSON texts. What has no time of its own has NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points {
    values: Vec<(f64, String)>,
    /// The times of the first and the last row that was looked at, whatever it holds: what lies between was seen.
    seen: Option<(f64, f64)>,
}

/// What a column of a reading gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Readout {
    /// Its values.
    pub points: Rc<Points>,
    /// When they were read, in milliseconds since 1970.
    pub at_ms: f64,
}

impl Points {
    /// What the rows of a query hold for its column number `place`. A message needn't carry every capability.
    #[must_use]
    pub fn read(rows: &[View<'_>], place: usize) -> Self {
        let member = alias(place);
        let (mut values, mut seen): (Vec<(f64, String)>, _) = (Vec::new(), None);
        for row in rows {
            let Some(time) = row.get("$ts").and_then(|time| timestamp_ms(&time.string()?)) else { continue };
            let (first, last) = seen.unwrap_or((time, time));
            seen = Some((time.min(first), time.max(last)));
            if let Some(value) = row.get(member) {
                // Rows come in order, mostly newest first.
                let place = values.partition_point(|(later, _)| *later > time);
                values.insert(place, (time, value.as_str().to_owned()));
            }
        }
        values.reverse();
        Self { values, seen }
    }

    /// The last known value of a telemetry, as the service keeps it for each device.
    #[must_use]
    pub fn last_known(telemetry: View<'_>) -> Self {
        let mut last = Self::once(telemetry.get("value"));
        let time = telemetry.get("timestamp").and_then(|time| timestamp_ms(&time.string()?));
        if let (Some((at, _)), Some(time)) = (last.values.first_mut(), time) {
            *at = time;
        }
        last
    }

    /// Whether a last value may have been missed: none is here, and nobody looked at what lies between these rows and
    /// those of `before`.
    #[must_use]
    pub fn may_miss(&self, before: Option<&Self>) -> bool {
        let unbroken = |before: &Self| match (before.seen, self.seen) {
            (Some((_, last)), Some((first, _))) => first <= last,
            (_, seen) => seen.is_none(),
        };
        self.values.is_empty() && !before.is_some_and(unbroken)
    }

    /// The last two values of these and those that were known `before`.
    #[must_use]
    pub fn latest(&self, before: Option<&Self>) -> Self {
        let Some(before) = before else { return self.clone() };
        let mut values = before.values.clone();
        for (time, value) in &self.values {
            // What has no time is the newest when it comes, and older than whatever comes after it.
            let place = values.partition_point(|(earlier, _)| earlier.partial_cmp(time) != Some(Ordering::Greater));
            match values.get(..place).and_then(<[_]>::last) {
                Some((same, known)) if same == time || time.is_nan() && known == value => {}
                _ => values.insert(place, (*time, value.clone())),
            }
        }
        values.drain(..values.len().saturating_sub(2));
        Self { values, seen: self.seen.or(before.seen) }
    }

    /// What the only row of a query without windows holds for its column number `place`.
    #[must_use]
    pub fn aggregate(rows: &[View<'_>], place: usize) -> Self {
        let member = alias(place);
        Self::once(rows.first().and_then(|row| row.get(member)))
    }

    /// A number of things.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self { values: vec![(f64::NAN, count.to_string())], seen: None }
    }

    /// A value without a time, where there is one.
    #[must_use]
    pub fn once(value: Option<View<'_>>) -> Self {
        Self { values: value.map(|value| (f64::NAN, value.as_str().to_owned())).into_iter().collect(), seen: None }
    }

    /// The value of a property, which may be a component's.
    #[must_use]
    pub fn property(properties: View<'_>, path: &str) -> Self {
        let nested = || path.split_once('.').and_then(|(component, name)| properties.get(component)?.get(name));
        Self::once(properties.get(path).or_else(nested))
    }

    /// A time and a value's JSON text, oldest first.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &(f64, String)> {
        self.values.iter()
    }

    /// The only or last value's JSON text.
    pub(super) fn last(&self) -> Option<&str> {
        self.values.last().map(|(_, value)| value.as_str())
    }
}

/// A number; NaN for any other JSON text.
pub(super) fn number(json: &str) -> f64 {
    View::parse(json.as_bytes()).ok().and_then(|value| value.number()).unwrap_or(f64::NAN)
}
