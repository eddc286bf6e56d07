//! Logs one line for each request on stderr. The query string and all headers except the request id are left out,
//! because they may contain secrets.

use std::{
    io::{Write, stderr},
    time::Instant,
};

use axum::{extract::Request, middleware::Next, response::Response};
use jiff::Timestamp;

/// Writes `time=… method=GET path=/api/dashboards status=200 ms=1 request=…` when the answer is ready, and `fault=…` if
/// a fault affected the request.
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
    // The emulator continues if stderr is closed.
    let _ = writeln!(stderr(), "{line}");
    response
}

/// Logs panics as one such line from now on: with the place, but without the message, which may quote a client's
/// request.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(stderr(), "time={:.3} panic={place}", Timestamp::now());
    }));
}
