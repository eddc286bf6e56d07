//! One line a request on stderr. Neither the query string nor any header but the request id gets there: they may hold
//! secrets.

use std::{
    io::{Write, stderr},
    time::Instant,
};

use axum::{extract::Request, middleware::Next, response::Response};
use jiff::Timestamp;

/// Writes `time=… method=GET path=/api/dashboards status=200 ms=1 request=…` when the answer is ready, and
/// `fault=…` where one had a hand in it.
pub async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let id = header("x-ms-request-id").unwrap_or("-");
    let fault = header("x-emulator-fault").map(|id| format!(" fault={id}")).unwrap_or_default();
    let line = format!(
        "time={:.3} method={method} path={path} status={} ms={}{fault} request={id}",
        Timestamp::now(),
        response.status().as_u16(),
        started.elapsed().as_millis(),
    );
    // A closed stderr must not end the emulator.
    let _ = writeln!(stderr(), "{line}");
    response
}

/// From now on, a panic is one such line: where it was, but not its message, which may quote what a client sent.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(stderr(), "time={:.3} panic={place}", Timestamp::now());
    }));
}
