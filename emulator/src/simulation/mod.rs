//! The telemetry of simulated devices: a pure function of (seed, device, telemetry, time). Nothing is stored, so a week
//! of history exists at once, and the value at a time is always the same.
//!
//! With `key = hash(hash(seed, device), path)` (FNV-1a, see [`random`]), `mix` as in SplitMix64, `signed` a number from
//! -1 to 1, `c(n) = signed(mix(key + n))`, `s(period, n) = sin(τ · (t/period + c(n)))` and
//! `w(n) = 0.65 · s(5417, n) + 0.35 · s(433, n + 1)`, the message that was sent at the second `t` holds:
//!
//! | kind | value |
//! |---|---|
//! | number | `mean + spread · c(1) + daily · cos(τ · (t − 15 h + c(2) · 1 h) / 24 h) + wave · w(3) + noise · signed(mix(key ⊕ t))`, rounded |
//! | location | `lat + range · c(1) + stray · w(2)`, `lon + range · c(4) + stray · w(5)` |
//! | route | the point at the fraction `t/period + c(1)` of a round |
//! | state | drawn by `mix(key ⊕ k)`, where `k = ⌊(t + mix(key + 1) mod hold) / hold⌋` |
//! | event | with `r = mix(key ⊕ k)`, drawn by `mix(r)` in message `r mod n` of the `n` in the span `k = ⌊t / every⌋`, nothing in the others |
//! | time | `t` |
//! | object | of each member, with the path `path.member` |
//!
//! A number `n` draws the first of the values whose weights, added up to it, exceed `n mod` the sum of all.

mod random;
mod sample;
mod schedule;
mod signal;

use std::f64::consts::TAU;

use serde_json::Value;

pub(crate) use sample::{Sample, json_number};
pub(crate) use schedule::{INTERVAL, RETENTION, last_message, messages, time_of};
pub(crate) use signal::{Choice, Signal};

use random::{hash, mix, signed};

/// The default seed; other seeds give other values.
pub(crate) const SEED: u64 = 0x436f_6e74_6f73_6f00;

const HOUR: f64 = 3_600.0;
const DAY: f64 = 24.0 * HOUR;
/// In seconds. Neither divides the other or the day, so that no two hours are alike.
const SLOW_WAVE: f64 = 5_417.0;
const QUICK_WAVE: f64 = 433.0;

/// The sender of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sender<'a> {
    pub(crate) seed: u64,
    pub(crate) device: &'a str,
    /// The seconds between two messages.
    pub(crate) interval: i64,
}

/// A telemetry of one device, which can be evaluated at any time.
#[derive(Debug, Clone)]
pub(crate) struct Telemetry<'a> {
    key: u64,
    interval: i64,
    shape: Shape<'a>,
}

/// A signal with all constants computed that do not depend on the time.
#[derive(Debug, Clone)]
enum Shape<'a> {
    Number { centre: f64, daily: f64, day: f64, wave: f64, waves: Waves, noise: f64, scale: f64 },
    Location { lat: f64, lon: f64, stray: f64, north: Waves, east: Waves },
    Route { points: &'a [[f64; 2]], period: f64, start: f64 },
    State { values: Draw<'a>, hold: i64, phase: i64 },
    Event { values: Draw<'a>, every: i64 },
    Object(Vec<(String, Telemetry<'a>)>),
    Time,
}

impl<'a> Telemetry<'a> {
    pub(crate) fn new(sender: Sender<'_>, path: &str, signal: &'a Signal) -> Self {
        let key = hash(hash(sender.seed, sender.device.as_bytes()), path.as_bytes());
        // A number from -1 to 1 that is always the same for this telemetry.
        let constant = |salt: u64| signed(mix(key.wrapping_add(salt)));
        let waves = |salt: u64| Waves { slow: constant(salt), quick: constant(salt + 1) };
        let shape = match signal {
            Signal::Number { mean, spread, daily, wave, noise, decimals } => Shape::Number {
                centre: mean + spread * constant(1),
                daily: *daily,
                day: HOUR * constant(2),
                wave: *wave,
                waves: waves(3),
                noise: *noise,
                scale: 10_f64.powi(*decimals),
            },
            Signal::Location { lat, lon, range, stray } => Shape::Location {
                lat: lat + range * constant(1),
                lon: lon + range * constant(4),
                stray: stray.unwrap_or(*range),
                north: waves(2),
                east: waves(5),
            },
            Signal::Route { points, period } => {
                Shape::Route { points, period: f64::from(period.get()), start: constant(1) }
            }
            Signal::State { values, hold } => {
                let hold = i64::from(hold.get());
                let phase = (mix(key.wrapping_add(1)) % hold as u64) as i64;
                Shape::State { values: Draw::new(values), hold, phase }
            }
            Signal::Event { values, every } => {
                Shape::Event { values: Draw::new(values), every: i64::from(every.get()) }
            }
            Signal::Object { fields } => {
                let member = |(name, signal)| {
                    let telemetry = Telemetry::new(sender, &format!("{path}.{name}"), signal);
                    (String::clone(name), telemetry)
                };
                Shape::Object(fields.iter().map(member).collect())
            }
            Signal::Time => Shape::Time,
        };
        Self { key, interval: sender.interval.max(1), shape }
    }

    /// Returns whether every message has a value.
    pub(crate) fn is_dense(&self) -> bool {
        !matches!(self.shape, Shape::Event { .. })
    }

    /// Returns the value in the message of `second`, a multiple of the interval since 1970.
    pub(crate) fn value(&self, second: i64) -> Sample<'_> {
        match &self.shape {
            Shape::Number { centre, daily, day, wave, waves, noise, scale } => {
                // From -1 at night to 1 at three in the afternoon, shifted by up to an hour for each device.
                let hour = (TAU * (second as f64 - 15.0 * HOUR + day) / DAY).cos();
                let value =
                    centre + daily * hour + wave * waves.value(second) + noise * signed(mix(self.key ^ second as u64));
                Sample::Number((value * scale).round() / scale)
            }
            Shape::Location { lat, lon, stray, north, east } => {
                place(lat + stray * north.value(second), lon + stray * east.value(second))
            }
            Shape::Route { points, period, start } => {
                let round = (second as f64 / period + start).rem_euclid(1.0) * points.len() as f64;
                let leg = round as usize;
                let point = |number: usize| points.get(number % points.len().max(1)).copied().unwrap_or_default();
                let ([lat, lon], [next_lat, next_lon]) = (point(leg), point(leg + 1));
                let done = round.fract();
                place(lat + (next_lat - lat) * done, lon + (next_lon - lon) * done)
            }
            Shape::State { values, hold, phase } => {
                values.draw(mix(self.key ^ (second + phase).div_euclid(*hold) as u64))
            }
            Shape::Event { values, every } => match self.occurrence(second.div_euclid(*every), *every) {
                Some((moment, random)) if moment == second => values.draw(random),
                _ => Sample::Missing,
            },
            Shape::Object(members) => Sample::Object(members, second),
            Shape::Time => Sample::Moment(second * 1000),
        }
    }

    /// Returns the last value in a message at or before `moment` (milliseconds since 1970), and its time (seconds).
    pub(crate) fn last(&self, moment: i64) -> Option<(i64, Sample<'_>)> {
        let second = last_message(moment, self.interval);
        let Shape::Event { values, every } = &self.shape else { return Some((second, self.value(second))) };
        let span = second.div_euclid(*every);
        // A span that is shorter than the interval may have no message. Earlier messages are not searched.
        let spans = (span - 1 - self.interval / every..=span).rev();
        let (moment, random) =
            spans.filter_map(|span| self.occurrence(span, *every)).find(|(moment, _)| *moment <= second)?;
        Some((moment, values.draw(random)))
    }

    /// Returns the second of the message in this span that has the event, and the number by which its value is drawn.
    fn occurrence(&self, span: i64, every: i64) -> Option<(i64, u64)> {
        let random = mix(self.key ^ span as u64);
        let first = -(-span * every).div_euclid(self.interval);
        let end = -(-(span + 1) * every).div_euclid(self.interval);
        let messages = u64::try_from(end - first).ok().filter(|messages| *messages > 0)?;
        Some(((first + (random % messages) as i64) * self.interval, mix(random)))
    }
}

/// Two sine waves with the device's own phases.
#[derive(Debug, Clone, Copy)]
struct Waves {
    slow: f64,
    quick: f64,
}

impl Waves {
    fn value(self, second: i64) -> f64 {
        let swing = |period: f64, phase: f64| (TAU * (second as f64 / period + phase)).sin();
        0.65 * swing(SLOW_WAVE, self.slow) + 0.35 * swing(QUICK_WAVE, self.quick)
    }
}

/// Values to draw from.
#[derive(Debug, Clone, Copy)]
struct Draw<'a> {
    values: &'a [Choice],
    total: u64,
}

impl<'a> Draw<'a> {
    fn new(values: &'a [Choice]) -> Self {
        Self { values, total: values.iter().map(|choice| u64::from(choice.weight)).sum() }
    }

    /// Draws by weight: the first value has the lowest numbers.
    fn draw(&self, random: u64) -> Sample<'a> {
        let mut rest = random.checked_rem(self.total).unwrap_or_default();
        let chosen = self.values.iter().find(|choice| match rest.checked_sub(u64::from(choice.weight)) {
            Some(left) => {
                rest = left;
                false
            }
            None => true,
        });
        Sample::from_json(chosen.map(|choice: &Choice| -> &'a Value { &choice.value }))
    }
}

/// Rounds to a tenth of a metre.
fn place(lat: f64, lon: f64) -> Sample<'static> {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Sample::Place(round(lat), round(lon))
}
