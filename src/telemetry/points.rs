//! Turns the rows of queries, and other answers, into values along time.

use std::cmp::Ordering;
use std::rc::Rc;

use super::query_text::alias;
use crate::model::View;
use crate::model::time::timestamp_ms;
use crate::request::query_limits::MAX_ROWS;

/// The values of one column in the order of their times, as JSON texts. A value without a time has NaN as its time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points {
    values: Vec<(f64, String)>,
    /// The times of the first and the last row of the answer, even if they lack this column. There is no unseen row
    /// between them.
    seen: Option<(f64, f64)>,
    /// Replaces older messages that the answer had no room for.
    older: Option<Older>,
}

/// The values before the first message of an answer that was full.
#[derive(Debug, Clone, PartialEq)]
struct Older {
    /// The time of that message.
    until: f64,
    /// The slices that ended before it: the beginning of each slice, ascending, and the last value in it as JSON text.
    slices: Vec<(f64, String)>,
}

/// The values that were read for a column of a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Readout {
    /// The values.
    pub points: Rc<Points>,
    /// When they were read, in milliseconds since 1970.
    pub at_ms: f64,
}

impl Points {
    /// Reads the column number `place` from the rows of a query. A message need not contain every capability.
    #[must_use]
    pub fn from_rows(rows: &[View<'_>], place: usize) -> Self {
        let member = alias(place);
        let (mut values, mut seen): (Vec<(f64, String)>, _) = (Vec::new(), None);
        for row in rows {
            let Some(time) = row.get("$ts").and_then(|time| timestamp_ms(&time.string()?)) else { continue };
            let (first, last) = seen.unwrap_or((time, time));
            seen = Some((time.min(first), time.max(last)));
            if let Some(value) = row.get(member) {
                // Rows usually come newest first, so the search ends soon.
                let place = values.partition_point(|(later, _)| *later > time);
                values.insert(place, (time, value.as_str().to_owned()));
            }
        }
        values.reverse();
        Self { values, seen, older: None }
    }

    /// Reads the column number `place` from the newest messages. If the answer is full, older messages may be missing.
    #[must_use]
    pub fn from_newest_rows(rows: &[View<'_>], place: usize) -> Self {
        let mut points = Self::from_rows(rows, place);
        let until = points.seen.filter(|_| rows.len() >= MAX_ROWS).map(|(first, _)| first);
        points.older = until.map(|until| Older { until, slices: Vec::new() });
        points
    }

    /// Fills the time of the missing messages with slices of `slice_ms`.
    pub fn fill_older(&mut self, slices: Self, slice_ms: f64) {
        if let Some(older) = &mut self.older {
            older.slices = slices.values;
            // The slice in which the first message falls is left out: its last value may be one of the messages.
            older.slices.retain(|(begin, _)| begin + slice_ms <= older.until);
        }
    }

    /// Returns the time from which on all messages are present; `None` if none is missing.
    #[must_use]
    pub fn complete_from(&self) -> Option<f64> {
        self.older.as_ref().map(|older| older.until)
    }

    /// Reads the last known value of a telemetry capability, which the service stores for each device.
    #[must_use]
    pub fn from_last_known(telemetry: View<'_>) -> Self {
        let mut last = Self::from_value(telemetry.get("value"));
        let time = telemetry.get("timestamp").and_then(|time| timestamp_ms(&time.string()?));
        if let (Some((at, _)), Some(time)) = (last.values.first_mut(), time) {
            *at = time;
        }
        last
    }

    /// Returns whether the query may have missed the last value: it found none, and there may be unseen rows between
    /// these rows and those of `before`.
    #[must_use]
    pub fn may_miss(&self, before: Option<&Self>) -> bool {
        let unbroken = |before: &Self| match (before.seen, self.seen) {
            (Some((_, last)), Some((first, _))) => first <= last,
            (_, seen) => seen.is_none(),
        };
        self.values.is_empty() && !before.is_some_and(unbroken)
    }

    /// Returns the last two of these values and the values `before`.
    #[must_use]
    pub fn latest(&self, before: Option<&Self>) -> Self {
        let Some(before) = before else { return self.clone() };
        let mut values = before.values.clone();
        for (time, value) in &self.values {
            // A value without a time is the newest one when it arrives, and older than every value that arrives later.
            let place = values.partition_point(|(earlier, _)| earlier.partial_cmp(time) != Some(Ordering::Greater));
            match values.get(..place).and_then(<[_]>::last) {
                Some((same, known)) if same == time || time.is_nan() && known == value => {}
                _ => values.insert(place, (*time, value.clone())),
            }
        }
        values.drain(..values.len().saturating_sub(2));
        Self { values, seen: self.seen.or(before.seen), older: None }
    }

    /// Reads the column number `place` from the only row of a query without slices.
    #[must_use]
    pub fn from_aggregate_row(rows: &[View<'_>], place: usize) -> Self {
        let member = alias(place);
        Self::from_value(rows.first().and_then(|row| row.get(member)))
    }

    /// Creates the value of a count.
    #[must_use]
    pub fn from_count(count: usize) -> Self {
        Self { values: vec![(f64::NAN, count.to_string())], ..Self::default() }
    }

    /// Creates the points of a value without a time; no points for `None`.
    #[must_use]
    pub fn from_value(value: Option<View<'_>>) -> Self {
        Self {
            values: value.map(|value| (f64::NAN, value.as_str().to_owned())).into_iter().collect(),
            ..Self::default()
        }
    }

    /// Reads the value of a property, which may belong to a component.
    #[must_use]
    pub fn from_property(properties: View<'_>, path: &str) -> Self {
        let nested = || path.split_once('.').and_then(|(component, name)| properties.get(component)?.get(name));
        Self::from_value(properties.get(path).or_else(nested))
    }

    /// Iterates over times and JSON texts, oldest first.
    pub(super) fn iter(
        &self,
    ) -> impl ExactSizeIterator<Item = &(f64, String)> + DoubleEndedIterator<Item = &(f64, String)> {
        self.values.iter()
    }

    /// Iterates over times and JSON texts; with `with_slices`, the slices that replace missing messages come first.
    pub(super) fn history(&self, with_slices: bool) -> impl Iterator<Item = &(f64, String)> {
        self.older.iter().filter(move |_| with_slices).flat_map(|older| &older.slices).chain(&self.values)
    }

    /// Returns the JSON text of the last value.
    pub(super) fn last(&self) -> Option<&str> {
        self.values.last().map(|(_, value)| value.as_str())
    }
}

/// Parses a JSON number; NaN for any other JSON text.
pub(super) fn number(json: &str) -> f64 {
    View::parse(json.as_bytes()).ok().and_then(|value| value.number()).unwrap_or(f64::NAN)
}
