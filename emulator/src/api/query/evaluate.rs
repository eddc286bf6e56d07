//! From a [`Query`] to rows, over the telemetry of the simulated devices.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::{
    MAX_ROWS, QueryError,
    aggregate::Aggregate,
    plan::{DevicePlan, Plan},
    syntax::{Condition, Query, Range},
};
use crate::{
    seed::Seed,
    simulation::{RETENTION, messages, time_of},
};

/// The rows of a query at the moment `now`: newest first unless it orders otherwise, at most [`MAX_ROWS`].
pub(super) fn evaluate(query: &Query, seed: &Seed, now: Timestamp) -> Result<Vec<Value>, QueryError> {
    let plan = Plan::new(query, seed)?;
    let (from, to) = ends(query, now);
    let seconds = messages(from, to);
    let rows = if plan.grouped { grouped(query, &plan, seconds) } else { raw(query, &plan, seconds) };
    Ok(rows)
}

/// The span of time that the query can see: what it asks for, but never more than the retention.
fn ends(query: &Query, now: Timestamp) -> (Timestamp, Timestamp) {
    let back = |duration: SignedDuration| now.saturating_sub(duration).unwrap_or(Timestamp::MIN);
    let mut ends = (back(RETENTION), now);
    for condition in &query.conditions {
        let (from, to) = match condition {
            Condition::Within(Range::Last(duration)) => (back(*duration), now),
            Condition::Within(Range::Between(from, to)) => (*from, *to),
            Condition::Compare { .. } => continue,
        };
        ends = (ends.0.max(from), ends.1.min(to));
    }
    ends
}

fn limit(query: &Query) -> usize {
    query.top.unwrap_or(MAX_ROWS)
}

/// A row for each message.
fn raw(query: &Query, plan: &Plan<'_>, seconds: impl DoubleEndedIterator<Item = i64>) -> Vec<Value> {
    let row = |(device, second): (&DevicePlan<'_>, i64)| {
        let cells = query.items.iter().zip(&device.items);
        Value::Object(cells.map(|(item, source)| (item.name.clone(), source.at(second))).collect())
    };
    // By time nothing need be sorted, and what is beyond the limit isn't even computed.
    if plan.order.by_time && plan.order.descending {
        return matching(plan, seconds.rev()).take(limit(query)).map(row).collect();
    }
    if plan.order.by_time {
        return matching(plan, seconds).take(limit(query)).map(row).collect();
    }
    let key = |(device, second): &(&DevicePlan<'_>, i64)| device.order.as_ref().map(|order| order.at(*second));
    let mut keyed: Vec<_> =
        matching(plan, seconds.rev()).map(|message| (key(&message).unwrap_or_default(), message)).collect();
    keyed.sort_by(|(left, _), (right, _)| plan.order.compare(left, right));
    keyed.into_iter().take(limit(query)).map(|(_, message)| row(message)).collect()
}

/// A row for each window in which there was a message, or a single one for all of them.
fn grouped(query: &Query, plan: &Plan<'_>, seconds: impl Iterator<Item = i64>) -> Vec<Value> {
    let start = |second: i64| match query.window {
        // Windows are aligned to multiples of themselves since 1970, not to the range.
        Some(window) => second - second.rem_euclid(window.as_secs().max(1)),
        None => 0,
    };
    let empty = |start: i64| Group {
        start,
        aggregates: query.items.iter().map(|item| item.function.map(Aggregate::new)).collect(),
    };
    let mut groups: Vec<Group> = if query.window.is_none() { vec![empty(0)] } else { Vec::new() };
    for (device, second) in matching(plan, seconds) {
        if groups.last().is_none_or(|group| group.start != start(second)) {
            groups.push(empty(start(second)));
        }
        if let Some(group) = groups.last_mut() {
            group.add(device, second);
        }
    }
    let mut rows: Vec<_> = groups.into_iter().map(|group| group.finish(query)).collect();
    let key = |row: &Map<String, Value>| row.get(plan.order.name).cloned().unwrap_or_default();
    rows.sort_by(|left, right| plan.order.compare(&key(left), &key(right)));
    rows.into_iter().take(limit(query)).map(Value::Object).collect()
}

/// The messages that satisfy the conditions.
fn matching<'p, 'a>(
    plan: &'p Plan<'a>,
    seconds: impl Iterator<Item = i64>,
) -> impl Iterator<Item = (&'p DevicePlan<'a>, i64)> {
    let all = seconds.flat_map(|second| plan.devices.iter().map(move |device| (device, second)));
    all.filter(|(device, second)| device.matches(*second))
}

/// What is gathered of one window.
struct Group {
    /// Seconds since 1970.
    start: i64,
    aggregates: Vec<Option<Aggregate>>,
}

impl Group {
    fn add(&mut self, device: &DevicePlan<'_>, second: i64) {
        for (aggregate, source) in self.aggregates.iter_mut().zip(&device.items) {
            if let Some(aggregate) = aggregate {
                aggregate.add(&source.at(second));
            }
        }
    }

    fn finish(self, query: &Query) -> Map<String, Value> {
        let start = time_of(self.start);
        let mut row = Map::new();
        if query.window.is_some() {
            row.insert("$ts".into(), start.clone());
        }
        for (item, aggregate) in query.items.iter().zip(self.aggregates) {
            // An item without an aggregate is the window's start: the plan lets nothing else through.
            row.insert(item.name.clone(), aggregate.map_or_else(|| start.clone(), Aggregate::finish));
        }
        row
    }
}
