//! The interface to the outside world: sending requests, waiting, clocks, random numbers.

mod answers;
#[cfg(target_arch = "wasm32")]
pub mod fetch;
mod platform;
#[cfg(test)]
pub(crate) mod scripted;

use std::rc::Rc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, pending, ready};

use crate::error::Cause;
use crate::redact::redact;
pub use crate::request::Method;
pub use answers::{Claim, Publish, SharedAnswers};
pub(crate) use platform::platform;

/// The outside world. `fetch::Fetch` implements it for browsers; tests use a scripted one.
///
/// ```
/// use std::future::pending;
/// use std::rc::Rc;
///
/// use futures_util::FutureExt;
/// use futures_util::future::{LocalBoxFuture, ready};
/// use iotcentral_web::transport::{HttpRequest, HttpResponse, Transport, TransportError};
/// use iotcentral_web::{ClientOptions, Credential, IotCentralClient};
///
/// /// Answers every request with an empty list.
/// struct Empty;
///
/// impl Transport for Empty {
///     fn send(&self, _: HttpRequest) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>> {
///         let body = br#"{ "value": [] }"#.to_vec();
///         ready(Ok(HttpResponse { status: 200, headers: Vec::new(), body })).boxed_local()
///     }
///
///     fn sleep(&self, _: f64) -> LocalBoxFuture<'static, ()> {
///         pending().boxed_local()
///     }
///
///     fn now(&self) -> f64 {
///         0.0
///     }
///
///     fn elapsed(&self) -> f64 {
///         0.0
///     }
///
///     fn random(&self) -> f64 {
///         0.5
///     }
/// }
///
/// let credential = Credential::api_token("SharedAccessSignature sr=…");
/// let (endpoint, options) = ("https://contoso.azureiotcentral.com", ClientOptions::default());
/// let central = IotCentralClient::with_transport(endpoint, credential, options, Rc::new(Empty))?;
/// # Ok::<(), iotcentral_web::Error>(())
/// ```
pub trait Transport {
    /// Sends a request and reads the complete answer. Dropping the future aborts the request.
    ///
    /// # Errors
    /// The future returns an error if there is no answer or if the body is too large. An answer of any status is no
    /// error.
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>>;

    /// Waits. Dropping the future cancels the timer.
    fn sleep(&self, milliseconds: f64) -> LocalBoxFuture<'static, ()>;

    /// Returns milliseconds since 1970. The clock may be set by the user: use it only to compare with times of the
    /// service.
    fn now(&self) -> f64;

    /// Returns milliseconds of a clock that never goes back and keeps running while the machine sleeps. Use it for all
    /// waiting.
    fn elapsed(&self) -> f64;

    /// Returns a random number, at least 0 and below 1.
    fn random(&self) -> f64;

    /// Waits until the page is visible: data that no user sees need not be up to date.
    fn visible(&self) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }

    /// Waits until the network returns after an outage: requests that failed in the meantime are then worth another
    /// try.
    fn online(&self) -> LocalBoxFuture<'static, ()> {
        pending().boxed_local()
    }

    /// Waits for the lock `name`, which all pages of the origin share, and holds the lock for `hold_ms` milliseconds
    /// after the future resolves. Dropping the future earlier leaves the queue for the lock. By default there is no
    /// lock, and the future resolves at once.
    fn lock(&self, _name: &str, _hold_ms: f64) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }

    /// Returns the answers that a feed shares with the feeds of other pages. By default there are none.
    fn shared_answers(&self) -> Option<Rc<dyn SharedAnswers>> {
        None
    }
}

/// Returns a duration in milliseconds, without fractions of a millisecond.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs() as f64 * 1000.0 + f64::from(duration.subsec_millis())
}

/// Formats milliseconds without fractions. Formatting an `f64` would add 10 KB to the module.
pub(crate) fn format_ms(milliseconds: f64) -> String {
    (milliseconds as u64).to_string()
}

/// A request to send.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The HTTP method.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// The headers, including `Authorization`.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Option<Vec<u8>>,
}

/// A complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The readable headers, with names in lower case. CORS hides headers that the service does not expose.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// The reason why there is no complete answer.
#[derive(Debug, Clone, PartialEq)]
pub enum TransportError {
    /// The platform sent no request or received no answer.
    NoAnswer(Cause),
    /// The body is larger than the limit.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
}

/// The size of the largest body that is read, in bytes. A page of 100 dashboards with 100 tiles each has about 10
/// million bytes.
pub const MAX_BODY: usize = 64 << 20;

impl HttpResponse {
    /// Returns the value of a header; `name` is in lower case.
    ///
    /// ```
    /// use iotcentral_web::transport::HttpResponse;
    ///
    /// let answer = HttpResponse { status: 429, headers: vec![("retry-after", "1".to_owned())], body: Vec::new() };
    /// assert_eq!(answer.header("retry-after"), Some("1"));
    /// ```
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| value.as_str())
    }
}

/// Hides headers and body, which contain secrets.
impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.as_str(), redact(&self.url))
    }
}
