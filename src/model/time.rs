//! Converts times and durations of the service to milliseconds.

/// Parses an RFC 3339 time in UTC, such as `2021-09-14T11:40:00Z` or with a fraction, to milliseconds since 1970.
pub(crate) fn timestamp_ms(text: &str) -> Option<f64> {
    let (date, time) = text.strip_suffix(['Z', 'z'])?.split_once(['T', 't'])?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let [year, month, day] = numbers(date.split('-'))?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let milliseconds = fraction.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit & 15));
    let is_valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    let seconds = seconds(time)?;
    is_valid.then(|| (days_since_1970(year, month, day) * 86_400_000 + seconds * 1000 + milliseconds) as f64)
}

/// Parses an ISO 8601 duration, such as `P1D`, `PT30M`, `P1DT12H` or `PT1.5H`. A year counts as 365 days, a month as
/// 30.
pub(crate) fn duration_ms(text: &str) -> Option<f64> {
    const UNITS: [(bool, u8, f64); 7] = [
        (false, b'Y', 365.0 * 86_400.0),
        (false, b'M', 30.0 * 86_400.0),
        (false, b'W', 7.0 * 86_400.0),
        (false, b'D', 86_400.0),
        (true, b'H', 3600.0),
        (true, b'M', 60.0),
        (true, b'S', 1.0),
    ];
    let mut units = UNITS.iter();
    let (mut sum, mut in_time) = (0.0, false);
    let (mut count, mut fraction): (Option<f64>, Option<f64>) = (None, None);
    for byte in text.strip_prefix('P')?.bytes() {
        let digit = f64::from(byte & 15);
        count = match (byte, count, fraction) {
            (b'0'..=b'9', count, None) => Some(count.unwrap_or_default() * 10.0 + digit),
            (b'0'..=b'9', Some(count), Some(unit)) => {
                fraction = Some(unit / 10.0);
                Some(count + digit * unit / 10.0)
            }
            (b'.' | b',', Some(_), None) => {
                fraction = Some(1.0);
                count
            }
            (b'T', None, None) if !in_time => {
                in_time = true;
                None
            }
            // Rejects a fraction without digits; only the last unit may have a fraction.
            (_, Some(count), fraction) if fraction != Some(1.0) => {
                let (.., seconds) = units.find(|(of_time, unit, _)| (*of_time, *unit) == (in_time, byte))?;
                sum += count * seconds;
                None
            }
            _ => return None,
        };
    }
    let is_whole = count.is_none() && !text.ends_with('T') && sum > 0.0 && sum.is_finite();
    is_whole.then_some(sum * 1000.0)
}

/// Parses a time of day such as `11:40:00` to seconds.
pub(crate) fn seconds(clock: &str) -> Option<i64> {
    let [hours, minutes, seconds] = numbers(clock.split(':'))?;
    let is_valid = hours < 24 && minutes < 60 && seconds < 61;
    is_valid.then_some((hours * 60 + minutes) * 60 + seconds)
}

/// Parses exactly three numbers.
fn numbers<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<[i64; 3]> {
    let mut next = || number(parts.next()?);
    let numbers = [next()?, next()?, next()?];
    parts.next().is_none().then_some(numbers)
}

/// Parses a number of a date or a time of day: one to four digits.
pub(crate) fn number(digits: &str) -> Option<i64> {
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// Counts the days since 1970-01-01. Years begin in March here, so that a leap day is the last day of its year.
pub(crate) fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days_before_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days_before_year + (153 * month + 2) / 5 + day - 1 - 719_468
}
