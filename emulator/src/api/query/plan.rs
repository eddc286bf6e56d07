//! What a query means for this application: which devices, which of their telemetry, in which order.

use std::cmp::Ordering;

use serde_json::Value;

use super::{
    QueryError,
    syntax::{Condition, Function, Item, Operand, Operator, Placed, Query},
};
use crate::{
    seed::{Seed, Template},
    simulation::{Signal, Telemetry, time_of},
};

/// A query whose every name is known.
pub(super) struct Plan<'a> {
    /// The devices of the template that the conditions on `$id` leave.
    pub(super) devices: Vec<DevicePlan<'a>>,
    /// Whether messages are gathered into rows, rather than being one each.
    pub(super) grouped: bool,
    pub(super) order: OrderPlan<'a>,
}

/// What is read from one device.
pub(super) struct DevicePlan<'a> {
    pub(super) items: Vec<Source<'a>>,
    conditions: Vec<(Source<'a>, Operator, &'a [Value])>,
    /// What its messages are ordered by, when that isn't time.
    pub(super) order: Option<Source<'a>>,
}

impl DevicePlan<'_> {
    /// Whether the message sent at `second` satisfies the conditions.
    pub(super) fn matches(&self, second: i64) -> bool {
        self.conditions.iter().all(|(source, operator, values)| holds(&source.at(second), *operator, values))
    }
}

/// The order of rows: by one of the answer's names, by `$ts`, or by something that isn't shown.
pub(super) struct OrderPlan<'a> {
    pub(super) name: &'a str,
    pub(super) by_time: bool,
    pub(super) descending: bool,
}

impl OrderPlan<'_> {
    /// Null comes before everything, numbers before strings.
    pub(super) fn compare(&self, left: &Value, right: &Value) -> Ordering {
        let rank = |value: &Value| (!value.is_null(), value.is_string());
        let ordering = compare(left, right).unwrap_or_else(|| rank(left).cmp(&rank(right)));
        if self.descending { ordering.reverse() } else { ordering }
    }
}

impl<'a> Plan<'a> {
    pub(super) fn new(query: &'a Query, seed: &'a Seed) -> Result<Self, QueryError> {
        let Placed { position, value: id } = &query.template;
        let template = seed
            .template(id)
            .ok_or_else(|| QueryError { position: *position, problem: format!("there is no device template {id}") })?;
        let grouped = query.window.is_some() || query.items.iter().any(|item| item.function.is_some());
        if grouped {
            check_grouped(query)?;
        }
        let items = query.items.iter().map(|item| column(item, template)).collect::<Result<Vec<_>, _>>()?;
        let (order, order_column) = order(query, template, grouped)?;

        let mut of_device = Vec::new();
        let mut of_message = Vec::new();
        for condition in &query.conditions {
            let Condition::Compare { operand, operator, values } = condition else { continue };
            match Column::new(operand, template)? {
                Column::Id => of_device.push((*operator, values)),
                column => of_message.push((column, *operator, values.as_slice())),
            }
        }

        let devices = seed.devices.iter().filter(|device| device.template == template.id).filter(|device| {
            let id = Value::from(device.id.as_str());
            of_device.iter().all(|(operator, values)| holds(&id, *operator, values))
        });
        let devices = devices.map(|device| DevicePlan {
            items: items.iter().map(|column| column.of(&device.id)).collect(),
            conditions: of_message
                .iter()
                .map(|(column, operator, values)| (column.of(&device.id), *operator, *values))
                .collect(),
            order: order_column.as_ref().map(|column| column.of(&device.id)),
        });
        Ok(Self { devices: devices.collect(), grouped, order })
    }
}

/// A name of the query, found in the template.
enum Column<'a> {
    Id,
    Timestamp,
    Telemetry { path: &'a str, signal: &'a Signal, part: Option<&'a str> },
}

impl<'a> Column<'a> {
    fn new(operand: &'a Placed<Operand>, template: &'a Template) -> Result<Self, QueryError> {
        let path = match &operand.value {
            Operand::Id => return Ok(Self::Id),
            Operand::Timestamp => return Ok(Self::Timestamp),
            Operand::Path(path) => path.as_str(),
        };
        if let Some(signal) = template.telemetry.get(path) {
            return Ok(Self::Telemetry { path, signal, part: None });
        }
        if let Some((path, part @ ("lat" | "lon"))) = path.rsplit_once('.')
            && let Some(signal @ Signal::Location { .. }) = template.telemetry.get(path)
        {
            return Ok(Self::Telemetry { path, signal, part: Some(part) });
        }
        let known: Vec<_> = template.telemetry.keys().map(String::as_str).collect();
        let problem = format!("the template has no telemetry {path}; it has {}", known.join(", "));
        Err(QueryError { position: operand.position, problem })
    }

    fn of(&self, device: &'a str) -> Source<'a> {
        match self {
            Self::Id => Source::Id(device),
            Self::Timestamp => Source::Timestamp,
            Self::Telemetry { path, signal, part } => Source::Telemetry(Telemetry::new(device, path, signal), *part),
        }
    }
}

/// Where a value of one device comes from.
pub(super) enum Source<'a> {
    Id(&'a str),
    Timestamp,
    Telemetry(Telemetry<'a>, Option<&'a str>),
}

impl Source<'_> {
    pub(super) fn at(&self, second: i64) -> Value {
        match self {
            Self::Id(id) => Value::from(*id),
            Self::Timestamp => time_of(second),
            Self::Telemetry(telemetry, None) => telemetry.at(second),
            Self::Telemetry(telemetry, Some(part)) => telemetry.at(second).get(part).cloned().unwrap_or_default(),
        }
    }
}

fn column<'a>(item: &'a Item, template: &'a Template) -> Result<Column<'a>, QueryError> {
    let column = Column::new(&item.operand, template)?;
    let numeric = matches!(
        column,
        Column::Telemetry { signal: Signal::Number { .. }, .. } | Column::Telemetry { part: Some(_), .. }
    );
    match item.function {
        Some(function @ (Function::Sum | Function::Avg | Function::Min | Function::Max)) if !numeric => {
            let problem = format!("{function:?} needs numbers; FIRST, LAST and COUNT take anything");
            Err(QueryError { position: item.operand.position, problem })
        }
        _ => Ok(column),
    }
}

/// Rows that are gathered have no single value of anything but the window's start.
fn check_grouped(query: &Query) -> Result<(), QueryError> {
    let stray = query
        .items
        .iter()
        .find(|item| item.function.is_none() && !(query.window.is_some() && item.operand.value == Operand::Timestamp));
    match stray {
        None => Ok(()),
        Some(item) => Err(QueryError {
            position: item.operand.position,
            problem: format!(
                "{} is not aggregated, but the rows are; only $ts of a WINDOW needs no aggregate",
                item.name
            ),
        }),
    }
}

/// Newest first, unless the query says otherwise.
fn order<'a>(
    query: &'a Query,
    template: &'a Template,
    grouped: bool,
) -> Result<(OrderPlan<'a>, Option<Column<'a>>), QueryError> {
    let Some(order) = &query.order else {
        return Ok((OrderPlan { name: "$ts", by_time: true, descending: true }, None));
    };
    let item = query.items.iter().find(|item| item.name == order.name.value);
    let operand = item.map_or(&order.operand, |item| &item.operand);
    let by_time = operand.value == Operand::Timestamp && item.is_none_or(|item| item.function.is_none());
    let name = match item {
        Some(item) => item.name.as_str(),
        None if by_time => "$ts",
        None => order.name.value.as_str(),
    };
    if grouped && item.is_none() && !(by_time && query.window.is_some()) {
        let problem = format!("can't order by {name}: the rows have no such column");
        return Err(QueryError { position: order.name.position, problem });
    }
    let column = if grouped || by_time { None } else { Some(Column::new(operand, template)?) };
    Ok((OrderPlan { name, by_time, descending: order.descending }, column))
}

fn holds(value: &Value, operator: Operator, wanted: &[Value]) -> bool {
    wanted.iter().any(|wanted| match (operator, compare(value, wanted)) {
        (Operator::Equal, ordering) => ordering == Some(Ordering::Equal),
        (Operator::NotEqual, ordering) => ordering != Some(Ordering::Equal),
        (Operator::Less, Some(ordering)) => ordering.is_lt(),
        (Operator::LessOrEqual, Some(ordering)) => ordering.is_le(),
        (Operator::Greater, Some(ordering)) => ordering.is_gt(),
        (Operator::GreaterOrEqual, Some(ordering)) => ordering.is_ge(),
        (_, None) => false,
    })
}

/// None between values of different kinds.
fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
