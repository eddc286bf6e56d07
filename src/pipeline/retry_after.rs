//! How long an answer asks to wait.

use crate::model::View;
use crate::model::time::http_date_ms;
use crate::transport::HttpResponse;

/// Milliseconds the answer asks to wait; the headers in milliseconds come first. `None` where none is readable (CORS
/// may hide them), negative or past.
#[must_use]
pub fn retry_after_ms(response: &HttpResponse, now_ms: f64) -> Option<f64> {
    let number = |name: &str| View::parse(response.header(name)?.as_bytes()).ok()?.number();
    let milliseconds = number("retry-after-ms").or_else(|| number("x-ms-retry-after-ms"));
    let seconds = || number("retry-after").map(|seconds| seconds * 1000.0);
    let until = || {
        // Against the answer's own date: this machine's clock may be wrong.
        let answered = response.header("date").and_then(http_date_ms).unwrap_or(now_ms);
        Some(http_date_ms(response.header("retry-after")?)? - answered)
    };
    milliseconds.or_else(seconds).or_else(until).filter(|ms| *ms > 0.0)
}
