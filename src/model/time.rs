//! Times as the wire writes them, in milliseconds since 1970.

/// RFC 3339 in UTC, as telemetry has it: `2021-09-14T11:40:00Z`, with or without a fraction.
pub(crate) fn timestamp_ms(text: &str) -> Option<f64> {
    let (date, time) = text.strip_suffix(['Z', 'z'])?.split_once(['T', 't'])?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let [year, month, day] = numbers(date.split('-'))?;
    let milliseconds = fraction.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit & 15));
    let is_valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    let seconds = seconds(time)?;
    is_valid.then(|| (days_since_1970(year, month, day) * 86_400_000 + seconds * 1000 + milliseconds) as f64)
}

/// RFC 1123, as HTTP headers have it: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date_ms(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.trim_ascii().split(' ');
    let (_weekday, day) = (words.next()?, words.next()?.parse().ok()?);
    let name = words.next()?;
    let month = (1..).zip(MONTHS).find(|(_, month)| *month == name)?.0;
    let year = words.next()?.parse().ok()?;
    let seconds = seconds(words.next()?)?;
    (words.next() == Some("GMT")).then(|| ((days_since_1970(year, month, day) * 86_400 + seconds) * 1000) as f64)
}

/// An ISO 8601 duration of whole weeks, days, hours, minutes and seconds: `P1D`, `PT30M`, `P2DT12H`.
pub(crate) fn duration_ms(text: &str) -> Option<f64> {
    let text = text.strip_prefix('P')?;
    let (mut sum, mut count, mut in_time) = (0_u64, None, false);
    for byte in text.bytes() {
        let seconds = match (byte, in_time) {
            (b'0'..=b'9', _) => {
                count = Some((count.unwrap_or(0_u64) * 10 + u64::from(byte - b'0')).min(1 << 40));
                continue;
            }
            (b'T', false) if count.is_none() => {
                in_time = true;
                continue;
            }
            (b'W', false) => 7 * 86_400,
            (b'D', false) => 86_400,
            (b'H', true) => 3600,
            (b'M', true) => 60,
            (b'S', true) => 1,
            _ => return None,
        };
        sum += count.take()? * seconds;
    }
    (count.is_none() && sum > 0).then_some(sum as f64 * 1000.0)
}

/// `11:40:00` in seconds.
fn seconds(clock: &str) -> Option<i64> {
    let [hours, minutes, seconds] = numbers(clock.split(':'))?;
    Some((hours * 60 + minutes) * 60 + seconds)
}

/// Exactly three numbers.
fn numbers<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<[i64; 3]> {
    let mut next = || parts.next()?.parse().ok();
    let numbers = [next()?, next()?, next()?];
    parts.next().is_none().then_some(numbers)
}

/// In years that begin in March, so that a leap day is the year's last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days_before_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days_before_year + (153 * month + 2) / 5 + day - 1 - 719_468
}
