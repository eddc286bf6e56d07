//! One line a request on stderr. Neither the query string nor any header but the request id gets there: they may hold
//! secrets.

use std::{
    io::{Write, stderr},
    time::Instant,
};

use axum::{extract::Request, middleware::Next, response::Response};
use jiff::Timestamp;

/// Writes `time=… method=GET path=/api/dashboards status=200 ms=1 request=…` when the answer is ready.
pub(crate) async fn line(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let id = response.headers().get("x-ms-request-id").and_then(|id| id.to_str().ok()).unwrap_or("-");
    let line = format!(
        "time={:.3} method={method} path={path} status={} ms={} request={id}",
        Timestamp::now(),
        response.status().as_u16(),
        started.elapsed().as_millis(),
    );
    // A closed stderr must not end the emulator.
    let _ = writeln!(stderr(), "{line}");
    response
}
