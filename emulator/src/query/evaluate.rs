//! Evaluates a [`Query`] to rows.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    MAX_PROPERTY_ROWS, MAX_ROWS, QueryError,
    aggregate::Aggregate,
    plan::{DevicePlan, Plan, Shape},
    syntax::{Item, Query},
    watch::Watch,
};
use crate::{
    device::{Device, Message, Model},
    error::Error,
    simulation::{Sample, time_of},
};

/// The least number of rows to keep before they are sorted and cut. Sorting more often would save too little memory.
const MIN_SORTED: usize = 500;

/// Provides the templates and devices for a query.
pub(crate) trait Fleet {
    fn model(&self, template: &str) -> Result<Option<Model>, Error>;
    /// Returns the devices of a template by id; only those with the given ids, if there are any.
    fn devices(&self, template: &str, ids: Option<&BTreeSet<String>>) -> Result<Vec<Device>, Error>;
}

/// Returns the rows of a query at the time `now`: newest first unless it has another order, at most [`MAX_ROWS`]. Reads
/// the devices that the query names, or else all devices of its template, for as long as `watch` allows.
pub(super) fn evaluate(query: &Query, fleet: &impl Fleet, now: Timestamp, watch: &Watch) -> Result<Vec<Value>, Error> {
    let template = &query.template.value;
    let model = fleet.model(template)?.ok_or_else(|| QueryError {
        position: query.template.position,
        problem: format!("there is no device template {template}"),
    })?;
    let plan = Plan::new(query, &model, now, watch)?;
    let devices = fleet.devices(template, plan.ids().as_ref())?;
    let devices: Vec<_> = devices.iter().filter_map(|device| plan.for_device(device)).collect();
    let limit = query.top.unwrap_or(MAX_ROWS);
    let rows = match plan.shape {
        Shape::Messages if plan.order.by_time => {
            let messages = in_time(&devices, plan.order.descending).take(limit);
            messages.map(|(device, message)| row(&query.items, device, message)).collect()
        }
        Shape::Messages => ordered(query, &plan, in_time(&devices, true), limit),
        Shape::Devices => {
            let rows = devices.iter().map(|device| (device, Message::for_properties()));
            ordered(query, &plan, rows, limit.min(MAX_PROPERTY_ROWS))
        }
        Shape::Groups => grouped(query, &plan, &devices, limit),
    };
    watch.check().map(|()| rows)
}

fn row(items: &[Item], device: &DevicePlan<'_>, message: Message<'_>) -> Value {
    let cells = items.iter().zip(&device.items);
    Value::Object(cells.map(|(item, source)| (item.name.clone(), source.value(message).to_json())).collect())
}

/// Returns the messages of all devices by time; messages of the same time by device.
fn in_time<'p, 'a>(
    devices: &'p [DevicePlan<'a>],
    newest_first: bool,
) -> impl Iterator<Item = (&'p DevicePlan<'a>, Message<'a>)> {
    let mut sources: Vec<_> = devices.iter().map(|device| (device, device.messages(newest_first).peekable())).collect();
    let key = move |message: &Message<'_>| if newest_first { message.time } else { -message.time };
    let mut heads: BinaryHeap<_> = sources
        .iter_mut()
        .enumerate()
        .filter_map(|(index, (_, messages))| Some((key(messages.peek()?), Reverse(index))))
        .collect();
    std::iter::from_fn(move || {
        let (_, Reverse(index)) = heads.pop()?;
        let (device, messages) = sources.get_mut(index)?;
        let message = messages.next()?;
        if let Some(next) = messages.peek() {
            heads.push((key(next), Reverse(index)));
        }
        Some((*device, message))
    })
}

/// Sorts rows by another value than the time. Equal rows keep their order.
fn ordered<'p, 'a: 'p>(
    query: &Query,
    plan: &Plan<'_>,
    rows: impl Iterator<Item = (&'p DevicePlan<'a>, Message<'a>)>,
    limit: usize,
) -> Vec<Value> {
    let key = |(device, message): &(&'p DevicePlan<'a>, Message<'a>)| {
        device.order.as_ref().map_or(Sample::Missing, |order| order.value(*message))
    };
    let keyed = rows.map(|row| (key(&row), row));
    let first = first(keyed, limit, |(left, _), (right, _)| directed(left.order(right), plan));
    first.into_iter().map(|(_, (device, message))| row(&query.items, device, message)).collect()
}

/// Returns the first rows in an order, like a stable sort, but keeps only a few of them in memory.
fn first<T>(all: impl Iterator<Item = T>, limit: usize, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut kept = Vec::new();
    for one in all {
        kept.push(one);
        if kept.len() >= 2 * limit.max(MIN_SORTED) {
            kept.sort_by(&order);
            kept.truncate(limit);
        }
    }
    kept.sort_by(order);
    kept.truncate(limit);
    kept
}

fn directed(ordering: Ordering, plan: &Plan<'_>) -> Ordering {
    if plan.order.descending { ordering.reverse() } else { ordering }
}

/// Returns one row for each window with a message, or a single row for all messages.
fn grouped(query: &Query, plan: &Plan<'_>, devices: &[DevicePlan<'_>], limit: usize) -> Vec<Value> {
    // Windows are aligned to multiples of their length since 1970, not to the range.
    let window = query.window.map(|window| i64::try_from(window.as_millis()).unwrap_or(i64::MAX).max(1));
    let start = |time: i64| window.map_or(0, |window| time - time.rem_euclid(window));
    let empty = || -> Vec<_> { query.items.iter().map(|item| item.function.map(Aggregate::new)).collect() };
    let mut groups: BTreeMap<i64, Vec<Option<Aggregate<'_>>>> = BTreeMap::new();
    if window.is_none() {
        groups.insert(0, empty());
    }
    for device in devices {
        let mut messages = device.messages(false).peekable();
        while let Some(first) = messages.peek().copied() {
            let group = groups.entry(start(first.time)).or_insert_with(empty);
            while let Some(message) = messages.next_if(|next| start(next.time) == start(first.time)) {
                for (aggregate, source) in group.iter_mut().zip(&device.items) {
                    if let Some(aggregate) = aggregate {
                        aggregate.add(source.value(message), message.time);
                    }
                }
            }
        }
    }
    let finish = |(start, aggregates): (i64, Vec<Option<Aggregate<'_>>>)| {
        let start = time_of(start);
        let mut row = Map::new();
        if window.is_some() {
            row.insert("$ts".into(), start.clone());
        }
        for (item, aggregate) in query.items.iter().zip(aggregates) {
            // The plan ensures that an item without an aggregate is the start of the window.
            row.insert(item.name.clone(), aggregate.map_or_else(|| start.clone(), Aggregate::finish));
        }
        row
    };
    let rows: Vec<_> = if plan.order.by_time && plan.order.descending {
        groups.into_iter().rev().map(finish).take(limit).collect()
    } else if plan.order.by_time {
        groups.into_iter().map(finish).take(limit).collect()
    } else {
        let key = |row: &Map<String, Value>| row.get(plan.order.name).cloned().unwrap_or_default();
        first(groups.into_iter().map(finish), limit, |left, right| {
            let (left, right) = (key(left), key(right));
            directed(Sample::from_json(Some(&left)).order(&Sample::from_json(Some(&right))), plan)
        })
    };
    rows.into_iter().map(Value::Object).collect()
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, time::Duration};

    use serde_json::json;

    use super::*;
    use crate::query::parser::parse;

    /// As many devices as one likes, and which of them a query had to look at.
    struct Many {
        template: Value,
        count: usize,
        looked_at: RefCell<Vec<String>>,
    }

    impl Many {
        fn new(count: usize) -> Self {
            let contents = json!([
                { "@type": "Telemetry", "name": "t", "schema": "double" },
                { "@type": "Property", "name": "p", "schema": "string" },
            ]);
            let template = json!({ "@id": "dtmi:x;1", "capabilityModel": { "contents": contents } });
            Self { template, count, looked_at: RefCell::default() }
        }
    }

    impl Fleet for Many {
        fn model(&self, template: &str) -> Result<Option<Model>, Error> {
            Ok((template == "dtmi:x;1").then(|| Model::new(&self.template)))
        }

        fn devices(&self, _: &str, ids: Option<&BTreeSet<String>>) -> Result<Vec<Device>, Error> {
            let all: BTreeSet<String> = (0..self.count).map(|number| format!("device-{number}")).collect();
            let found = all.iter().filter(|id| ids.is_none_or(|ids| ids.contains(*id)));
            self.looked_at.borrow_mut().extend(found.clone().cloned());
            Ok(found.map(|id| Device::new(json!({ "id": id, "template": "dtmi:x;1", "simulated": true }))).collect())
        }
    }

    fn run(text: &str, fleet: &Many) -> Vec<Value> {
        let now = "2026-03-04T12:00:03Z".parse().unwrap();
        evaluate(&parse(text).unwrap(), fleet, now, &Watch::new(Duration::from_secs(600))).unwrap()
    }

    /// Returns the answers to queries of each kind under such a watch.
    fn watched(watch: impl Fn() -> Watch) -> Vec<Result<Vec<Value>, Error>> {
        let queries = [
            "SELECT $id, t FROM dtmi:x;1 WHERE t > 1000",
            "SELECT $id, t FROM dtmi:x;1 ORDER BY t",
            "SELECT AVG(t) FROM dtmi:x;1",
            "SELECT COUNT(t) FROM dtmi:x;1 GROUP BY WINDOW(PT1H)",
        ];
        let now = "2026-03-04T12:00:03Z".parse().unwrap();
        queries.map(|text| evaluate(&parse(text).unwrap(), &Many::new(3), now, &watch())).into()
    }

    #[test]
    fn a_query_without_a_waiting_client_gives_up() {
        let unwanted = || {
            let watch = Watch::new(Duration::from_secs(600));
            drop(watch.wanted());
            watch
        };
        assert!(watched(unwanted).iter().all(Result::is_err));
        let left = Watch::new(Duration::from_secs(600));
        let wanted = left.wanted();
        assert!((0..1_000).all(|_| left.goes_on()));
        drop(wanted);
        assert!((0..1_000).filter(|_| left.goes_on()).count() < 256, "it looks up often enough");
    }

    #[test]
    fn a_query_that_takes_too_long_is_refused() {
        for answer in watched(|| Watch::new(Duration::ZERO)) {
            assert!(answer.unwrap_err().message().contains("takes longer than 0 seconds"));
        }
    }

    #[test]
    fn the_first_of_many_are_those_of_a_stable_sort() {
        let items: Vec<_> = (0..5_000_u64).map(|number| (number.wrapping_mul(2_654_435_761) % 97, number)).collect();
        let order = |left: &(u64, u64), right: &(u64, u64)| left.0.cmp(&right.0);
        let mut sorted = items.clone();
        sorted.sort_by(order);
        for limit in [1, 7, 600, 10_000] {
            let expected: Vec<_> = sorted.iter().copied().take(limit).collect();
            assert_eq!(first(items.iter().copied(), limit, order), expected, "{limit}");
        }
    }

    #[test]
    fn a_query_looks_at_the_devices_it_names_however_many_others_there_are() {
        let from = "FROM dtmi:x;1 WHERE WITHIN_WINDOW(PT1M) AND";
        for (condition, expected) in [
            ("$id = 'device-7'", vec!["device-7"]),
            ("$id IN ['device-3', 'device-1', 'missing']", vec!["device-1", "device-3"]),
            ("$id = 'device-1' OR $id = 'device-2' AND t > 0", vec!["device-1", "device-2"]),
            ("$id IN ['device-1', 'device-2'] AND $id IN ['device-2', 'device-3']", vec!["device-2"]),
            ("$id = 'device-1' AND $id = 'device-2'", vec![]),
        ] {
            let (few, many) = (Many::new(10), Many::new(1_000));
            let text = format!("SELECT $id, t {from} {condition}");
            assert_eq!(run(&text, &few), run(&text, &many), "{condition}");
            assert_eq!(*many.looked_at.borrow(), expected, "{condition}");
        }
        let all = Many::new(20);
        run(&format!("SELECT $id {from} $id = 'device-1' OR t > 0"), &all);
        assert_eq!(all.looked_at.borrow().len(), 20, "every device that may match is read");
    }

    #[test]
    fn an_answer_of_properties_has_at_most_a_thousand_rows() {
        assert_eq!(run("SELECT TOP 10000 $id, p FROM dtmi:x;1", &Many::new(1_200)).len(), 1_000);
        assert_eq!(run("SELECT TOP 7 $id, p FROM dtmi:x;1", &Many::new(1_200)).len(), 7);
    }

    #[test]
    fn of_many_devices_the_newest_messages_come_first() {
        let rows = run("SELECT TOP 5 $id, $ts FROM dtmi:x;1", &Many::new(3));
        let found: Vec<_> = rows.iter().map(|row| format!("{} {}", row["$id"], row["$ts"])).collect();
        assert_eq!(
            found,
            [
                r#""device-0" "2026-03-04T12:00:00Z""#,
                r#""device-1" "2026-03-04T12:00:00Z""#,
                r#""device-2" "2026-03-04T12:00:00Z""#,
                r#""device-0" "2026-03-04T11:59:55Z""#,
                r#""device-1" "2026-03-04T11:59:55Z""#,
            ]
        );
    }
}
