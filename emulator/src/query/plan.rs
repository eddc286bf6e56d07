//! Plans a query: which devices it needs, and what is read from each of them.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{
    QueryError,
    columns::{self, Column, Source},
    syntax::{Condition, Operand, Operator, Placed, Query, Range},
    watch::Watch,
};
use crate::{
    device::{Device, Message, Model},
    simulation::{RETENTION, Sample},
};

/// A query whose names have all been resolved.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    model: &'a Model,
    watch: &'a Watch,
    /// In milliseconds since 1970.
    now: i64,
    items: Vec<Column<'a>>,
    alternatives: Vec<Alternative<'a>>,
    order_column: Option<Column<'a>>,
    pub(super) order: Order<'a>,
    pub(super) shape: Shape,
}

/// The kind of an answer's rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    Messages,
    /// Rows of aggregates over messages.
    Groups,
    /// Rows of devices with their properties.
    Devices,
}

/// The order of rows: by a column of the answer, by `$ts`, or by a value that is not in the answer.
#[derive(Debug)]
pub(super) struct Order<'a> {
    pub(super) name: &'a str,
    pub(super) by_time: bool,
    pub(super) descending: bool,
}

/// Conditions that must all hold, and the time range that they leave, in milliseconds since 1970.
#[derive(Debug)]
struct Alternative<'a> {
    from: i64,
    to: i64,
    comparisons: Vec<(Column<'a>, Operator, &'a [Value])>,
}

/// The part of a plan for one device.
#[derive(Debug)]
pub(super) struct DevicePlan<'a> {
    device: &'a Device,
    watch: &'a Watch,
    pub(super) items: Vec<Source<'a>>,
    /// The value by which the rows are ordered, unless that is the time.
    pub(super) order: Option<Source<'a>>,
    /// The alternatives that the device itself does not exclude. Comparisons that hold for all of its messages are left
    /// out.
    alternatives: Vec<(i64, i64, Vec<Comparison<'a>>)>,
    /// Whether there may be messages without any of the items.
    sparse: bool,
}

type Comparison<'a> = (Source<'a>, Operator, &'a [Value]);

impl<'a> Plan<'a> {
    pub(super) fn new(
        query: &'a Query,
        model: &'a Model,
        now: Timestamp,
        watch: &'a Watch,
    ) -> Result<Self, QueryError> {
        let devices = columns::check_properties(query, model)?;
        let grouped = query.window.is_some() || query.items.iter().any(|item| item.function.is_some());
        let items = query.items.iter().map(|item| columns::item(item, model)).collect::<Result<_, _>>()?;
        let shape = match (devices, grouped) {
            (true, _) => Shape::Devices,
            (_, true) => Shape::Groups,
            _ => Shape::Messages,
        };
        if grouped {
            columns::check_grouped(query)?;
        }
        let (order, order_column) = order(query, model, shape)?;
        let alternatives = match query.alternatives.as_slice() {
            [] => vec![Alternative::new(&[], model, now)?],
            several => several.iter().map(|each| Alternative::new(each, model, now)).collect::<Result<_, _>>()?,
        };
        Ok(Self { model, watch, now: now.as_millisecond(), items, alternatives, order_column, order, shape })
    }

    /// Returns the devices that the conditions name, if they name all devices that can match.
    pub(super) fn ids(&self) -> Option<BTreeSet<String>> {
        let mut all = BTreeSet::new();
        for alternative in &self.alternatives {
            let lists = alternative.comparisons.iter().filter_map(|(column, operator, values)| {
                let names = matches!(column, Column::Id) && *operator == Operator::Equal;
                names.then(|| values.iter().filter_map(Value::as_str).map(str::to_owned).collect::<BTreeSet<_>>())
            });
            all.append(&mut lists.reduce(|left, right| &left & &right)?);
        }
        Some(all)
    }

    /// Returns what must be read from one device; `None` if the device cannot match.
    pub(super) fn for_device(&self, device: &'a Device) -> Option<DevicePlan<'a>> {
        let source = |column: &Column<'a>| column.source(device, self.model, self.now);
        let alternatives: Vec<_> = self
            .alternatives
            .iter()
            .filter_map(|alternative| {
                let mut comparisons = Vec::new();
                for (column, operator, values) in &alternative.comparisons {
                    match source(column) {
                        Source::Fixed(value) if operator.holds(&Sample::from_json(Some(&value)), values) => {}
                        Source::Fixed(_) => return None,
                        source => comparisons.push((source, *operator, *values)),
                    }
                }
                Some((alternative.from, alternative.to, comparisons))
            })
            .collect();
        if alternatives.is_empty() {
            return None;
        }
        let items: Vec<_> = self.items.iter().map(source).collect();
        let mut feeds = items.iter().filter_map(|item| if let Source::Feed(feed) = item { Some(feed) } else { None });
        let sparse = feeds.clone().next().is_some() && !feeds.any(|feed| feed.is_dense());
        Some(DevicePlan {
            device,
            watch: self.watch,
            items,
            order: self.order_column.as_ref().map(source),
            alternatives,
            sparse,
        })
    }
}

impl<'a> Alternative<'a> {
    /// The service reads no older telemetry than it keeps.
    fn new(conditions: &'a [Condition], model: &'a Model, now: Timestamp) -> Result<Self, QueryError> {
        let back = |duration: SignedDuration| now.saturating_sub(duration).unwrap_or(Timestamp::MIN);
        let (mut from, mut to) = (back(RETENTION), now);
        let mut comparisons = Vec::new();
        for condition in conditions {
            match condition {
                Condition::Within(Placed { value: Range::Last(duration), .. }) => from = from.max(back(*duration)),
                Condition::Within(Placed { value: Range::Between(start, end), .. }) => {
                    (from, to) = (from.max(*start), to.min(*end));
                }
                Condition::Compare { operand, operator, values, .. } => {
                    comparisons.push((Column::new(operand, model)?, *operator, values.as_slice()));
                }
            }
        }
        // Messages have whole milliseconds, so the range starts at the first one not before `from`.
        let from = -((-from.as_nanosecond()).div_euclid(1_000_000) as i64);
        Ok(Self { from, to: to.as_nanosecond().div_euclid(1_000_000) as i64, comparisons })
    }
}

impl<'a> DevicePlan<'a> {
    /// Returns the messages that satisfy the conditions and, if items are telemetry, have at least one of the items.
    pub(super) fn messages(&self, newest_first: bool) -> impl Iterator<Item = Message<'a>> {
        let from = self.alternatives.iter().map(|(from, ..)| *from).min().unwrap_or_default();
        let to = self.alternatives.iter().map(|(_, to, _)| *to).max().unwrap_or_default();
        let messages = self.device.messages(from, to, newest_first).take_while(|_| self.watch.goes_on());
        messages.filter(|message| self.matches(*message))
    }

    fn matches(&self, message: Message<'_>) -> bool {
        let holds = |(source, operator, wanted): &Comparison<'_>| operator.holds(&source.value(message), wanted);
        let alternative = |(from, to, comparisons): &(i64, i64, Vec<Comparison<'_>>)| {
            (*from..=*to).contains(&message.time) && comparisons.iter().all(holds)
        };
        self.alternatives.iter().any(alternative) && (!(self.sparse || message.is_real()) || self.has_item(message))
    }

    fn has_item(&self, message: Message<'_>) -> bool {
        let mut feeds = self.items.iter().filter(|item| matches!(item, Source::Feed(_))).peekable();
        feeds.peek().is_none() || feeds.any(|feed| !feed.value(message).is_missing())
    }
}

/// Resolves the order. Default: newest first; devices by id.
fn order<'a>(query: &'a Query, model: &'a Model, shape: Shape) -> Result<(Order<'a>, Option<Column<'a>>), QueryError> {
    let Some(order) = &query.order else {
        return Ok((Order { name: "$ts", by_time: true, descending: true }, None));
    };
    let item = query.items.iter().find(|item| item.name == order.name.value);
    let operand = item.map_or(&order.operand, |item| &item.operand);
    let by_time = operand.value == Operand::Timestamp && item.is_none_or(|item| item.function.is_none());
    let name = match item {
        Some(item) => item.name.as_str(),
        None if by_time => "$ts",
        None => order.name.value.as_str(),
    };
    let refuse = |problem: String| Err(QueryError { position: order.name.position, problem });
    if shape == Shape::Groups && item.is_none() && !(by_time && query.window.is_some()) {
        return refuse(format!("can't order by {name}: the rows have no such column"));
    }
    let column = Column::new(operand, model).map_err(|error| QueryError { position: order.name.position, ..error })?;
    match (&column, shape) {
        (Column::Id, _) | (_, Shape::Groups) | (Column::Telemetry { .. } | Column::Timestamp, Shape::Messages) => {}
        (_, Shape::Devices) => return refuse("properties are ordered by $id only".into()),
        _ => return refuse("rows are ordered by telemetry, $ts or $id".into()),
    }
    let column = (shape != Shape::Groups && !by_time).then_some(column);
    Ok((Order { name, by_time, descending: order.descending }, column))
}
