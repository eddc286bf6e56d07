//! What the client needs of the world outside: sending, waiting, the time, chance.

#[cfg(target_arch = "wasm32")]
pub mod fetch;
mod platform;
#[cfg(test)]
pub(crate) mod scripted;

use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, pending, ready};

use crate::error::Cause;
use crate::redact::redact;
pub use crate::request::Method;
pub(crate) use platform::platform;

/// The world outside. `fetch::Fetch` is the browser's; tests script their own.
pub trait Transport {
    /// Sends a request and reads the whole answer. Dropping the future ends the request.
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>>;

    /// Waits. Dropping the future leaves no timer behind.
    fn sleep(&self, milliseconds: f64) -> LocalBoxFuture<'static, ()>;

    /// Milliseconds since 1970, by a clock that may be set: for what the service says of times.
    fn now(&self) -> f64;

    /// Milliseconds by a clock that never goes back, and goes on while the machine sleeps: for all that waits.
    fn elapsed(&self) -> f64;

    /// A random number from 0 up to 1.
    fn random(&self) -> f64;

    /// Waits until somebody may be looking: data that nobody sees need not be fresh.
    fn shown(&self) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }

    /// Waits until the network is there again after it was gone: what failed meanwhile is worth another try.
    fn online(&self) -> LocalBoxFuture<'static, ()> {
        pending().boxed_local()
    }

    /// Waits for the lock `name`, which all pages of the origin share, and holds it for `hold_ms` milliseconds after the future
    /// resolves. Dropping the future before gives up the place in the queue.
    fn lock(&self, _name: &str, _hold_ms: f64) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }
}

/// Whole milliseconds.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs() as f64 * 1000.0 + f64::from(duration.subsec_millis())
}

/// Whole milliseconds as text. Not by `f64`, whose text is 10 KB of the module.
pub(crate) fn shown(milliseconds: f64) -> String {
    (milliseconds as u64).to_string()
}

/// A request as it goes out.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The HTTP method.
    pub method: Method,
    /// The absolute address.
    pub url: String,
    /// The headers, `Authorization` among them.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Option<Vec<u8>>,
}

/// An answer that came in whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The headers that may be read, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why no answer came in whole.
#[derive(Debug, Clone, PartialEq)]
pub enum TransportError {
    /// What the platform failed with.
    NoAnswer(Cause),
    /// The body has more bytes than this.
    TooLarge {
        /// How many are read at most.
        limit: usize,
    },
}

/// The largest body that is read, in bytes. A page of 100 dashboards of 100 tiles has about 10 million.
pub const MAX_BODY: usize = 64 << 20;

impl HttpResponse {
    /// A header by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| value.as_str())
    }
}

/// Without headers and body, which hold secrets.
impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.as_str(), redact(&self.url))
    }
}
