//! What simulated devices send: a pure function of (device, telemetry, time). Nothing is stored, so a week of history is
//! there at once, and the same moment has the same value whoever asks for it and however often.

use std::f64::consts::TAU;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

/// Seconds between two messages of a device; messages are sent at the multiples of this since 1970.
const INTERVAL: i64 = 5;
/// How long the service keeps telemetry.
pub(crate) const RETENTION: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Changes every value: another seed is another world.
const SEED: u64 = 0x436f_6e74_6f73_6f00;
const DAY: f64 = 86_400.0;
/// Seconds. Neither divides the other nor the day, so that no two hours look alike.
const SLOW_WAVE: f64 = 5_417.0;
const QUICK_WAVE: f64 = 433.0;

/// The shape of one telemetry.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Signal {
    /// A number around `mean`, in the unit that its name suggests.
    Number {
        mean: f64,
        /// How far apart devices are.
        spread: f64,
        /// Amplitude of the daily shape, which is highest in the afternoon (UTC), or lowest when this is negative.
        daily: f64,
        /// Amplitude of the waves of minutes and hours.
        wave: f64,
        /// Amplitude of the noise.
        noise: f64,
        /// Decimal places of a reading.
        decimals: i32,
    },
    /// A place that moves around a centre.
    Location {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
        /// Degrees that it strays.
        range: f64,
    },
}

/// One telemetry of one device, ready to be asked for any moment.
pub(crate) struct Telemetry<'a> {
    signal: &'a Signal,
    key: u64,
}

impl<'a> Telemetry<'a> {
    pub(crate) fn new(device: &str, path: &str, signal: &'a Signal) -> Self {
        Self { signal, key: hash(hash(SEED, device.as_bytes()), path.as_bytes()) }
    }

    /// The value in the message sent at `second`, a multiple of [`INTERVAL`] since 1970.
    pub(crate) fn at(&self, second: i64) -> Value {
        match self.signal {
            Signal::Number { mean, spread, daily, wave, noise, decimals } => {
                let centre = mean + spread * self.constant(1);
                let value = centre
                    + daily * self.day(second)
                    + wave * self.waves(second, 3)
                    + noise * signed(mix(self.key ^ second as u64));
                round(value, *decimals).into()
            }
            Signal::Location { lat, lon, range } => {
                let lat = lat + range * (self.constant(1) + self.waves(second, 2));
                let lon = lon + range * (self.constant(4) + self.waves(second, 5));
                json!({ "lat": round(lat, 6), "lon": round(lon, 6) })
            }
        }
    }

    /// From -1 in the night to 1 at three in the afternoon, an hour sooner or later by device.
    fn day(&self, second: i64) -> f64 {
        let hour = DAY / 24.0;
        (TAU * (second as f64 - 15.0 * hour + hour * self.constant(2)) / DAY).cos()
    }

    fn waves(&self, second: i64, salt: u64) -> f64 {
        0.65 * self.swing(second, SLOW_WAVE, salt) + 0.35 * self.swing(second, QUICK_WAVE, salt + 1)
    }

    /// A sine of the given period, in seconds, with a phase of the device's own.
    fn swing(&self, second: i64, period: f64, salt: u64) -> f64 {
        (TAU * (second as f64 / period + self.constant(salt))).sin()
    }

    /// From -1 to 1, always the same for this telemetry.
    fn constant(&self, salt: u64) -> f64 {
        signed(mix(self.key.wrapping_add(salt)))
    }
}

/// When the last message at or before `moment` was sent, in seconds since 1970.
pub(crate) fn last_message(moment: Timestamp) -> i64 {
    let second = moment.as_nanosecond().div_euclid(1_000_000_000) as i64;
    second - second.rem_euclid(INTERVAL)
}

/// When messages were sent from one moment to another, both included, in seconds since 1970.
pub(crate) fn messages(from: Timestamp, to: Timestamp) -> impl DoubleEndedIterator<Item = i64> {
    let interval = i128::from(INTERVAL) * 1_000_000_000;
    let first = -(-from.as_nanosecond()).div_euclid(interval) as i64;
    (first..=last_message(to) / INTERVAL).map(|number| number * INTERVAL)
}

/// A moment in seconds since 1970, as the API writes it.
pub(crate) fn time_of(second: i64) -> Value {
    Timestamp::from_second(second).map(|time| time.to_string()).unwrap_or_default().into()
}

fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}

/// FNV-1a.
fn hash(start: u64, bytes: &[u8]) -> u64 {
    // The length keeps ("a", "bc") apart from ("ab", "c").
    let start = (start ^ bytes.len() as u64).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finalizer of SplitMix64: neighbouring inputs give unrelated outputs.
fn mix(input: u64) -> u64 {
    let mut mixed = input.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// From -1 to 1.
fn signed(random: u64) -> f64 {
    (random >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}
