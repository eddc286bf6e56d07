//! Devices: their documents, and the telemetry that they have sent, simulated (see [`crate::simulation`]) or real.
//!
//! The first real value of a telemetry ends the simulation of that telemetry on that device. Earlier values stay, and
//! so does the simulation of other telemetry.

mod model;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub(crate) use self::model::{Model, SIMULATION, is_name};
use crate::{
    error::Error,
    json::pointer,
    simulation::{INTERVAL, SEED, Sample, Sender, Signal, Telemetry, last_message, messages},
    store::{Batch, Kind, parse},
};

/// The member of a stored device that the API never shows: `seed`, `interval`, and `properties` by path. Each property
/// has its `value` (none before the device has reported it), the time when it was `updated`, and the last `desired`
/// value with its `version`.
pub(crate) const STATE: &str = "$state";

/// A device, and the real messages that it has sent; these are loaded on demand.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) id: Value,
    /// The stored document.
    pub(crate) document: Value,
    /// The real messages, by time.
    real: Vec<RealMessage>,
    /// The time from which on a telemetry is real, by path, in milliseconds since 1970.
    ends: BTreeMap<String, i64>,
}

/// A message that a client let a device send.
#[derive(Debug)]
struct RealMessage {
    time: i64,
    values: Map<String, Value>,
}

/// A message of a device: simulated at a full second, or real.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Message<'a> {
    /// When the device sent the message, in milliseconds since 1970.
    pub(crate) time: i64,
    real: Option<&'a Map<String, Value>>,
}

/// A telemetry of one device, simulated and real.
#[derive(Debug)]
pub(crate) struct Feed<'a> {
    path: &'a str,
    /// The names of a part of its value, such as `lat`.
    part: Vec<&'a str>,
    simulated: Option<Telemetry<'a>>,
    ends: i64,
}

impl Device {
    pub(crate) fn find(batch: &Batch<'_>, application: &str, id: &str) -> Result<Option<Self>, Error> {
        Ok(batch.get(application, Kind::Device, id)?.map(Self::new))
    }

    pub(crate) fn new(document: Value) -> Self {
        let id = document.get("id").cloned().unwrap_or_default();
        Self { id, document, real: Vec::new(), ends: BTreeMap::new() }
    }

    /// Adds all real messages of the device, by time.
    pub(crate) fn with_messages(mut self, messages: &[String]) -> Result<Self, Error> {
        messages.iter().try_for_each(|text| parse(text).map(|message| self.add(message)))?;
        Ok(self)
    }

    /// Adds the messages that decide the value of a telemetry at a time: the first real one, which ended its
    /// simulation, and the newest one.
    pub(crate) fn with_last(
        mut self,
        batch: &Batch<'_>,
        application: &str,
        path: &str,
        moment: i64,
    ) -> Result<Self, Error> {
        let first = batch.message_with(application, self.id(), path, i64::MAX, false)?;
        let newest = batch.message_with(application, self.id(), path, moment, true)?;
        first.into_iter().chain(newest).for_each(|message| self.add(message));
        Ok(self)
    }

    /// Messages with a later time come later.
    fn add(&mut self, mut message: Value) {
        let time = message.get("time").and_then(Value::as_i64).unwrap_or_default();
        let Some(Value::Object(values)) = message.get_mut("values").map(Value::take) else { return };
        for path in values.keys() {
            self.ends.entry(path.clone()).or_insert(time);
        }
        self.real.push(RealMessage { time, values });
    }

    pub(crate) fn id(&self) -> &str {
        self.id.as_str().unwrap_or_default()
    }

    pub(crate) fn template(&self) -> &str {
        self.document.get("template").and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.document.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    fn interval(&self) -> i64 {
        self.state("interval").and_then(Value::as_i64).unwrap_or(INTERVAL)
    }

    fn state(&self, name: &str) -> Option<&Value> {
        self.document.get(STATE)?.get(name)
    }

    fn sender(&self) -> Sender<'_> {
        let seed = self.state("seed").and_then(Value::as_u64).unwrap_or(SEED);
        Sender { seed, device: self.id(), interval: self.interval() }
    }

    /// Returns the telemetry at this path of the model.
    pub(crate) fn feed<'a>(&self, path: &'a str, signal: &'a Signal, part: Vec<&'a str>) -> Feed<'a> {
        let simulated = self.flag("simulated").then(|| Telemetry::new(self.sender(), path, signal));
        Feed { path, part, simulated, ends: self.ends.get(path).copied().unwrap_or(i64::MAX) }
    }

    /// Returns the messages between two times, both included (milliseconds since 1970), in the order of time or in
    /// reverse.
    pub(crate) fn messages(
        &self,
        from: i64,
        to: i64,
        newest_first: bool,
    ) -> Box<dyn Iterator<Item = Message<'_>> + '_> {
        let to_simulate = if self.flag("simulated") { to } else { i64::MIN / 2 };
        let simulated = messages(from, to_simulate, self.interval());
        let simulated = simulated.map(|second| Message { time: second * 1000, real: None });
        if self.real.is_empty() {
            return if newest_first { Box::new(simulated.rev()) } else { Box::new(simulated) };
        }
        let real = self.real.iter().filter(move |message| (from..=to).contains(&message.time));
        let real = real.map(|message| Message { time: message.time, real: Some(&message.values) });
        // Of two messages with the same time, the real one counts as newer.
        if newest_first {
            merged(real.rev(), simulated.rev(), |real, simulated| real.time >= simulated.time)
        } else {
            merged(simulated, real, |simulated, real| simulated.time <= real.time)
        }
    }

    /// Returns the last value at or before a time, and when it was sent, both in milliseconds since 1970.
    pub(crate) fn last<'a>(&'a self, feed: &'a Feed<'a>, now: i64) -> Option<(i64, Sample<'a>)> {
        let real = self.real.iter().rev().filter(|message| message.time <= now).find_map(|message| {
            let sample = Sample::from_json(message.values.get(feed.path));
            (!sample.is_missing()).then_some((message.time, sample))
        });
        let simulated = || {
            let telemetry = feed.simulated.as_ref()?;
            let (second, sample) = telemetry.last(now.min(feed.ends.saturating_sub(1)))?;
            Some((second * 1000, sample))
        };
        real.or_else(simulated)
    }

    /// Returns the value of a property at a time, and when it got that value.
    pub(crate) fn property(&self, path: &str, model: &Model, now: i64) -> Option<(Value, Option<i64>)> {
        let kept = self.state("properties").and_then(|properties| properties.get(path));
        if let Some(value) = kept.and_then(|kept| kept.get("value")) {
            return Some((value.clone(), kept.and_then(|kept| kept.get("updated")).and_then(Value::as_i64)));
        }
        // A property with a drift changes at the full hour.
        let drift = model.properties.get(path)?.drift.as_ref().filter(|_| self.flag("simulated"))?;
        let hour = last_message(now, 3600);
        let telemetry = Telemetry::new(Sender { interval: 3600, ..self.sender() }, path, drift);
        let value = telemetry.value(hour).to_json();
        (!value.is_null()).then_some((value, Some(hour * 1000)))
    }
}

impl<'a> Message<'a> {
    /// Returns the message that stands for the device in a query for properties.
    pub(crate) fn for_properties() -> Self {
        Self { time: 0, real: None }
    }

    pub(crate) fn is_real(&self) -> bool {
        self.real.is_some()
    }

    pub(crate) fn value<'b>(self, feed: &'b Feed<'_>) -> Sample<'b>
    where
        'a: 'b,
    {
        let whole = match (self.real, &feed.simulated) {
            (Some(values), _) => Sample::from_json(values.get(feed.path)),
            (None, Some(telemetry)) if self.time < feed.ends => telemetry.value(self.time.div_euclid(1000)),
            _ => Sample::Missing,
        };
        feed.part.iter().fold(whole, |sample, name| sample.part(name))
    }
}

impl Feed<'_> {
    /// Returns whether every simulated message has the telemetry.
    pub(crate) fn is_dense(&self) -> bool {
        self.ends == i64::MAX && self.part.is_empty() && self.simulated.as_ref().is_some_and(Telemetry::is_dense)
    }
}

/// Merges two sequences: takes the next element of the first one if it `comes_first`.
fn merged<'a>(
    first: impl Iterator<Item = Message<'a>> + 'a,
    second: impl Iterator<Item = Message<'a>> + 'a,
    comes_first: fn(&Message<'a>, &Message<'a>) -> bool,
) -> Box<dyn Iterator<Item = Message<'a>> + 'a> {
    let (mut first, mut second) = (first.peekable(), second.peekable());
    Box::new(std::iter::from_fn(move || match (first.peek(), second.peek()) {
        (Some(one), Some(other)) if !comes_first(one, other) => second.next(),
        (None, _) => second.next(),
        _ => first.next(),
    }))
}

/// Calls `each` with path and value of every property, including those of components. Metadata, which a client has read
/// and sends back, is skipped. An invalid name of a property is an error.
pub(crate) fn flatten(
    prefix: &str,
    properties: &Map<String, Value>,
    model: &Model,
    each: &mut impl FnMut(String, &Value),
) -> Result<(), Error> {
    for (name, value) in properties.iter().filter(|(name, _)| !name.starts_with('$')) {
        if !is_name(name) {
            return Err(Error::unprocessable(": is no name of a property: letters, digits and _, first a letter.")
                .prefixed(&pointer(name)));
        }
        let path = format!("{prefix}{name}");
        match value {
            Value::Object(inner) if model.components.contains_key(&path) || model.modules.contains_key(&path) => {
                flatten(&format!("{path}."), inner, model, each).map_err(|error| error.prefixed(&pointer(name)))?;
            }
            _ => each(path, value),
        }
    }
    Ok(())
}
