//! Times as the wire writes them, in milliseconds since 1970.

/// RFC 3339 in UTC, as telemetry has it: `2021-09-14T11:40:00Z`, with or without a fraction.
pub(crate) fn timestamp_ms(text: &str) -> Option<f64> {
    let (date, time) = text.strip_suffix(['Z', 'z'])?.split_once(['T', 't'])?;
    let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let mut time = time.splitn(3, ':');
    let (hours, minutes): (f64, f64) = (time.next()?.parse().ok()?, time.next()?.parse().ok()?);
    let seconds: f64 = time.next()?.parse().ok()?;
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day) && (0.0..61.0).contains(&seconds);
    let milliseconds = (hours * 60.0 + minutes) * 60_000.0 + (seconds * 1000.0).round();
    valid.then(|| days_since_1970(year, month, day) as f64 * 86_400_000.0 + milliseconds)
}

/// RFC 1123, as HTTP headers have it: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date_ms(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.trim().split_once(", ")?.1.strip_suffix(" GMT")?.split(' ');
    let day: i64 = words.next()?.parse().ok()?;
    let month = words.next().and_then(|name| MONTHS.iter().position(|month| *month == name))?;
    let year: i64 = words.next()?.parse().ok()?;
    let mut clock = words.next()?.split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    let days = days_since_1970(year, i64::try_from(month).ok()? + 1, day);
    Some((((days * 24 + hours) * 60 + minutes) * 60 + seconds) as f64 * 1000.0)
}

/// An ISO 8601 duration of weeks, days, hours, minutes and seconds: `P1D`, `PT30M`, `P2DT12H`.
pub(crate) fn duration_ms(text: &str) -> Option<f64> {
    let (date, time) = match text.strip_prefix('P')?.split_once('T') {
        Some((date, time)) if !time.is_empty() => (date, time),
        Some(_) => return None,
        None => (text.strip_prefix('P')?, ""),
    };
    let sum = |text: &str, units: &[(char, f64)]| -> Option<f64> {
        text.split_inclusive(|c: char| c.is_ascii_alphabetic()).try_fold(0.0, |sum, part| {
            let (_, length) = units.iter().find(|(unit, _)| part.ends_with(*unit))?;
            let count: f64 = part.get(..part.len() - 1)?.parse().ok()?;
            (count >= 0.0 && count.is_finite()).then_some(sum + count * length)
        })
    };
    const DAY: f64 = 86_400_000.0;
    let date = sum(date, &[('W', 7.0 * DAY), ('D', DAY)])?;
    let time = sum(time, &[('H', 3_600_000.0), ('M', 60_000.0), ('S', 1000.0)])?;
    Some(date + time).filter(|length| *length > 0.0)
}

/// In years that begin in March, so that a leap day is the year's last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days_before_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days_before_year + (153 * month + 2) / 5 + day - 1 - 719_468
}
