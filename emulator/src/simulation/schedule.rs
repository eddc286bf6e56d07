//! The times at which devices send: every device at the multiples of its interval since 1970. Times are in milliseconds
//! since 1970, since real messages may have any time.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// The default seconds between two messages of a device.
pub(crate) const INTERVAL: i64 = 5;
/// How long the service keeps telemetry.
pub(crate) const RETENTION: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Returns the time of the last message at or before `moment`, in seconds since 1970.
pub(crate) fn last_message(moment: i64, interval: i64) -> i64 {
    let second = moment.div_euclid(1000);
    second - second.rem_euclid(interval.max(1))
}

/// Returns the times of messages between two times, both included, in seconds since 1970.
pub(crate) fn messages(from: i64, to: i64, interval: i64) -> impl DoubleEndedIterator<Item = i64> + Clone {
    let interval = interval.max(1);
    let first = -(-from).div_euclid(interval * 1000);
    (first..=to.div_euclid(interval * 1000)).map(move |number| number * interval)
}

/// Formats a time as the API writes it.
pub(crate) fn time_of(moment: i64) -> Value {
    Timestamp::from_millisecond(moment).map(|time| time.to_string()).unwrap_or_default().into()
}
