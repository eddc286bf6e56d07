//! Rows of queries, and other answers → values along time.

use std::cmp::Ordering;
use std::rc::Rc;

use super::query_text::alias;
use crate::model::View;
use crate::model::time::timestamp_ms;
use crate::request::query_limits::MAX_ROWS;

/// Values of one column along time, ascending, as JSON texts. What has no time of its own has NaN.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points {
    values: Vec<(f64, String)>,
    /// The times of the first and the last row that was looked at, whatever it holds: what lies between was seen.
    seen: Option<(f64, f64)>,
    /// What stands for older messages that an answer had no room for.
    older: Option<Older>,
}

/// What is known of the time before the first message of a full answer.
#[derive(Debug, Clone, PartialEq)]
struct Older {
    /// When that message was sent.
    until: f64,
    /// When each slice that ended before begins, ascending, and the last value in it as JSON text.
    slices: Vec<(f64, String)>,
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
        Self { values, seen, older: None }
    }

    /// What the newest messages hold for the column number `place`. Where the answer is full, older ones may be missing.
    #[must_use]
    pub fn newest(rows: &[View<'_>], place: usize) -> Self {
        let mut points = Self::read(rows, place);
        let until = points.seen.filter(|_| rows.len() >= MAX_ROWS).map(|(first, _)| first);
        points.older = until.map(|until| Older { until, slices: Vec::new() });
        points
    }

    /// Lets slices of `slice_ms` stand for the messages that are missing.
    pub fn fill_older(&mut self, slices: Self, slice_ms: f64) {
        if let Some(older) = &mut self.older {
            older.slices = slices.values;
            // The last value of a slice that has both may be one that is here.
            older.slices.retain(|(begin, _)| begin + slice_ms <= older.until);
        }
    }

    /// From when on no message is missing; `None` where none is missing at all.
    #[must_use]
    pub fn complete_from(&self) -> Option<f64> {
        self.older.as_ref().map(|older| older.until)
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
        Self { values, seen: self.seen.or(before.seen), older: None }
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
        Self { values: vec![(f64::NAN, count.to_string())], ..Self::default() }
    }

    /// A value without a time, where there is one.
    #[must_use]
    pub fn once(value: Option<View<'_>>) -> Self {
        Self {
            values: value.map(|value| (f64::NAN, value.as_str().to_owned())).into_iter().collect(),
            ..Self::default()
        }
    }

    /// The value of a property, which may be a component's.
    #[must_use]
    pub fn property(properties: View<'_>, path: &str) -> Self {
        let nested = || path.split_once('.').and_then(|(component, name)| properties.get(component)?.get(name));
        Self::once(properties.get(path).or_else(nested))
    }

    /// A time and a value's JSON text, oldest first.
    pub(super) fn iter(
        &self,
    ) -> impl ExactSizeIterator<Item = &(f64, String)> + DoubleEndedIterator<Item = &(f64, String)> {
        self.values.iter()
    }

    /// The same, where asked for with the slices that stand for missing messages in front.
    pub(super) fn history(&self, with_slices: bool) -> impl Iterator<Item = &(f64, String)> {
        self.older.iter().filter(move |_| with_slices).flat_map(|older| &older.slices).chain(&self.values)
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
