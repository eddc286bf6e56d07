//! Resolves the names of a query in the device template, and checks that they exist and fit together.

use serde_json::Value;

use super::{
    QueryError,
    syntax::{Condition, Function, Item, Operand, Placed, Query},
};
use crate::{
    device::{Device, Feed, Message, Model},
    simulation::{Sample, Signal},
};

/// A name of the query, resolved in the template.
#[derive(Debug, Clone)]
pub(super) enum Column<'a> {
    Id,
    Timestamp,
    Flag(&'static str),
    Telemetry { path: &'a str, signal: &'a Signal, part: Vec<&'a str> },
    Property { path: &'a str, part: Vec<&'a str> },
}

/// The source of a value of one device.
#[derive(Debug)]
pub(super) enum Source<'a> {
    /// A value that is the same in every message.
    Fixed(Value),
    Timestamp,
    Feed(Feed<'a>),
}

impl<'a> Column<'a> {
    pub(super) fn new(operand: &'a Placed<Operand>, model: &'a Model) -> Result<Self, QueryError> {
        let refuse = |problem| Err(QueryError { position: operand.position, problem });
        let path = match &operand.value {
            Operand::Id => return Ok(Self::Id),
            Operand::Timestamp => return Ok(Self::Timestamp),
            Operand::Flag(name) => return Ok(Self::Flag(name)),
            Operand::Template => {
                return refuse("$template is what FROM says; only a device group's filter has it".into());
            }
            Operand::Path(path) => path.as_str(),
        };
        if let Some((path, signal, part)) = model.telemetry_of(path) {
            return Ok(Self::Telemetry { path, signal, part });
        }
        if let Some((path, part)) = model.property_of(path) {
            return Ok(Self::Property { path, part });
        }
        let list = |names: Vec<&str>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let telemetry = list(model.telemetry.keys().map(String::as_str).collect());
        let properties = list(model.properties.keys().map(String::as_str).collect());
        refuse(format!("the template has no telemetry {path}; it has {telemetry}; and the properties: {properties}"))
    }

    /// Returns the source of the column in one device.
    pub(super) fn source(&self, device: &Device, model: &Model, now: i64) -> Source<'a> {
        match self {
            Self::Id => Source::Fixed(device.id.clone()),
            Self::Timestamp => Source::Timestamp,
            Self::Flag(name) => Source::Fixed(device.flag(name).into()),
            Self::Telemetry { path, signal, part } => Source::Feed(device.feed(path, signal, part.clone())),
            Self::Property { path, part } => {
                let value = device.property(path, model, now).map(|(value, _)| value);
                let part = part.iter().try_fold(value.as_ref().unwrap_or(&Value::Null), |value, name| value.get(name));
                Source::Fixed(part.cloned().unwrap_or_default())
            }
        }
    }

    fn is_numeric(&self) -> bool {
        let Self::Telemetry { signal, part, .. } = self else { return false };
        let found = part.iter().try_fold(*signal, |signal, name| match signal {
            Signal::Object { fields } => fields.get(*name),
            _ => None,
        });
        match found {
            Some(signal) => signal.is_numeric(),
            // Parts of locations are numbers; parts of other values may be numbers.
            None => true,
        }
    }
}

impl Source<'_> {
    pub(super) fn value<'b>(&'b self, message: Message<'b>) -> Sample<'b> {
        match self {
            Self::Fixed(value) => Sample::from_json(Some(value)),
            Self::Timestamp => Sample::Moment(message.time),
            Self::Feed(feed) => message.value(feed),
        }
    }
}

/// Returns the column of an item, and checks that its aggregate suits it.
pub(super) fn item<'a>(item: &'a Item, model: &'a Model) -> Result<Column<'a>, QueryError> {
    let column = Column::new(&item.operand, model)?;
    let refuse = |problem| Err(QueryError { position: item.operand.position, problem });
    match item.function {
        Some(_) if !matches!(column, Column::Telemetry { .. }) => refuse("only telemetry can be aggregated".to_owned()),
        Some(function @ (Function::Sum | Function::Avg | Function::Min | Function::Max)) if !column.is_numeric() => {
            refuse(format!("{function:?} needs numbers; FIRST, LAST and COUNT take anything"))
        }
        _ => Ok(column),
    }
}

/// In aggregated rows, only the start of the window has a value without an aggregate.
pub(super) fn check_grouped(query: &Query) -> Result<(), QueryError> {
    let lone =
        |item: &&Item| item.function.is_none() && !(query.window.is_some() && item.operand.value == Operand::Timestamp);
    match query.items.iter().find(lone) {
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

/// Returns whether the query reads properties rather than telemetry. A query for both is an error.
pub(super) fn check_properties(query: &Query, model: &Model) -> Result<bool, QueryError> {
    let compared = query.alternatives.iter().flatten().filter_map(|condition| match condition {
        Condition::Compare { operand, .. } => Some(operand),
        Condition::Within(_) => None,
    });
    let (mut properties, mut telemetry) = (None, None);
    for operand in query.items.iter().map(|item| &item.operand).chain(compared) {
        match Column::new(operand, model)? {
            Column::Property { .. } => properties = properties.or(Some(operand.position)),
            Column::Telemetry { .. } | Column::Timestamp => telemetry = telemetry.or(Some(operand.position)),
            Column::Id | Column::Flag(_) => {}
        }
    }
    check_lists(query, model)?;
    let Some(property) = properties else { return Ok(false) };
    let refuse = |position, problem: &str| Err(QueryError { position, problem: problem.into() });
    if let Some(telemetry) = telemetry {
        return refuse(property.max(telemetry), "a query is for telemetry or for properties, not for both");
    }
    for condition in query.alternatives.iter().flatten() {
        if let Condition::Within(Placed { position, .. }) = condition {
            return refuse(*position, "properties have no time window; only telemetry has");
        }
    }
    if query.window.is_some() {
        return refuse(property, "only telemetry can be grouped");
    }
    Ok(true)
}

/// Checks that `IN` is used with telemetry and `$id` only.
fn check_lists(query: &Query, model: &Model) -> Result<(), QueryError> {
    for condition in query.alternatives.iter().flatten() {
        let Condition::Compare { operand, listed: Some(position), .. } = condition else { continue };
        if !matches!(Column::new(operand, model)?, Column::Id | Column::Telemetry { .. }) {
            return Err(QueryError { position: *position, problem: "IN takes telemetry and $id only".into() });
        }
    }
    Ok(())
}
