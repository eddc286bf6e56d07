//! Reads how long an answer asks clients to wait.

use crate::model::View;
use crate::model::time::{days_since_1970, number, seconds};
use crate::transport::HttpResponse;

/// Returns how long the answer asks to wait, in milliseconds. Headers in milliseconds take precedence. Returns `None`
/// if no header is readable (CORS may hide them), or if the time is negative or past.
#[must_use]
pub fn retry_after_ms(response: &HttpResponse, now_ms: f64) -> Option<f64> {
    let count = |name: &str| View::parse(response.header(name)?.as_bytes()).ok()?.number();
    let milliseconds = count("retry-after-ms").or_else(|| count("x-ms-retry-after-ms"));
    let seconds = || count("retry-after").map(|seconds| seconds * 1000.0);
    let until = || {
        // The date is compared with the answer's own date, since this machine's clock may be wrong.
        let answered = response.header("date").and_then(http_date_ms).unwrap_or(now_ms);
        Some(http_date_ms(response.header("retry-after")?)? - answered)
    };
    milliseconds.or_else(seconds).or_else(until).filter(|ms| *ms > 0.0)
}

/// Parses a date in RFC 1123 format: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date_ms(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.trim_ascii().split(' ');
    let (_weekday, day) = (words.next()?, number(words.next()?)?);
    let name = words.next()?;
    let month = (1..).zip(MONTHS).find(|(_, month)| *month == name)?.0;
    let year = number(words.next()?)?;
    let seconds = seconds(words.next()?)?;
    (words.next() == Some("GMT")).then(|| ((days_since_1970(year, month, day) * 86_400 + seconds) * 1000) as f64)
}
