//! Everything between a request and its answer. The decisions are pure functions in files of their own. The driver
//! carries them out in this order: build the URL, get a token, wait for a slot of the rate limit, try once with a
//! timeout, retry or read back, decode.

pub mod auth;
pub mod challenge;
mod driver;
mod failure;
pub mod limiter;
pub mod observer;
pub mod poller;
pub mod read_back;
pub mod retry;
pub mod retry_after;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::future::LocalBoxFuture;

use crate::error::Error;
use crate::model::DecodeError;
use crate::request::{Endpoint, Operation, Request};
use crate::transport::{HttpResponse, Transport, milliseconds};

use auth::{Authorization, Credential};
use failure::decode_failure;
use limiter::{Limiter, RateLimit};
use observer::Observer;
use retry::{RetryBudget, RetryPolicy};

/// The options of a client.
///
/// ```
/// use std::time::Duration;
///
/// use iotcentral_web::{ClientOptions, ListLimits, Timeout};
///
/// let options = ClientOptions {
///     timeout: Timeout { overall: Duration::from_secs(60), ..Timeout::default() },
///     list: ListLimits { max_items: 1_000_000, ..ListLimits::default() },
///     ..ClientOptions::default()
/// };
/// ```
#[derive(Clone, Default)]
pub struct PipelineOptions {
    /// The api-version of every request, instead of the version that documents its operation.
    pub api_version: Option<String>,
    /// The audience of tokens, instead of the audience in Azure's public cloud.
    pub audience: Option<String>,
    /// How often and when failed requests are sent again.
    pub retry: RetryPolicy,
    /// The time limits of requests.
    pub timeout: Timeout,
    /// The rate of requests, for all clients of an application together.
    pub rate_limit: RateLimit,
    /// The size limits of lists.
    pub list: ListLimits,
    /// An observer that is told of every request and answer.
    pub observer: Option<Rc<dyn Observer>>,
}

/// The time limits of requests.
///
/// ```
/// use std::time::Duration;
///
/// use iotcentral_web::Timeout;
///
/// let timeout = Timeout { per_try: Duration::from_secs(10), ..Timeout::default() };
/// # assert_eq!(timeout.overall, Duration::from_secs(300));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout {
    /// The limit of one try, including its body. Default 30 seconds.
    pub per_try: Duration,
    /// The limit of an operation with all its tries and the waits between them, or of one page of a list. Default 5
    /// minutes. Reading back a conditional update whose answer was lost may take the time of one more try.
    pub overall: Duration,
}

/// The size limits of lists, which protect against lists without end. A page is never cut: the list returns the page
/// that reaches a limit, and a longer list then fails with a `Limit` error and a token to continue with.
///
/// ```
/// use iotcentral_web::ListLimits;
///
/// let limits = ListLimits { max_items: 1_000_000, ..ListLimits::default() };
/// # assert_eq!(limits.max_pages, 1000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListLimits {
    /// The maximal number of pages. Default 1,000.
    pub max_pages: u32,
    /// The maximal number of items. Default 100,000.
    pub max_items: u32,
}

impl Default for ListLimits {
    /// 1,000 pages and 100,000 items.
    fn default() -> Self {
        Self { max_pages: 1000, max_items: 100_000 }
    }
}

impl Default for Timeout {
    /// 30 seconds for a try and 5 minutes for an operation.
    fn default() -> Self {
        Self { per_try: Duration::from_secs(30), overall: Duration::from_secs(300) }
    }
}

/// Sends the requests of one client. Cheap to clone: clones share the token and the retry budget.
#[derive(Clone)]
pub struct Pipeline {
    inner: Rc<Inner>,
    single_try_ms: Option<u32>,
}

struct Inner {
    endpoint: Endpoint,
    options: PipelineOptions,
    authorization: Authorization,
    budget: RetryBudget,
    limiter: Rc<Limiter>,
    transport: Rc<dyn Transport>,
}

impl Pipeline {
    /// Creates a pipeline. `audience` is used if the options have none. Nothing is sent yet.
    pub fn new(
        endpoint: Endpoint,
        credential: Credential,
        audience: &str,
        options: PipelineOptions,
        transport: Rc<dyn Transport>,
    ) -> Self {
        let audience = options.audience.as_deref().unwrap_or(audience);
        let join_timeout_ms = milliseconds(options.timeout.overall);
        let authorization = Authorization::new(credential, [audience, "/.default"].concat(), join_timeout_ms);
        let limiter = Limiter::for_origin(endpoint.as_str());
        let budget = RetryBudget::default();
        let inner = Rc::new(Inner { endpoint, options, authorization, budget, limiter, transport });
        Self { inner, single_try_ms: None }
    }

    /// Returns a pipeline that sends every request without retries (after a 401 once more, with another token), with a
    /// timeout of at most `try_ms` milliseconds: for callers that repeat requests themselves.
    pub(crate) fn with_single_tries(&self, try_ms: u32) -> Self {
        Self { single_try_ms: Some(try_ms), ..self.clone() }
    }

    /// Returns the endpoint that receives the requests.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.inner.endpoint
    }

    /// Returns the transport.
    #[must_use]
    pub fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }

    pub(crate) fn shared_transport(&self) -> Rc<dyn Transport> {
        Rc::clone(&self.inner.transport)
    }

    /// Returns the time at which the limits allow another query, by `Transport::elapsed`.
    pub(crate) fn query_free_at(&self) -> f64 {
        self.inner.limiter.free_at(self.inner.options.rate_limit, true, self.transport().elapsed())
    }

    /// Returns a text that only pages with the same rights can know; `None` if there is no token yet.
    pub(crate) fn secret(&self) -> Option<String> {
        let Inner { endpoint, options, authorization, .. } = &*self.inner;
        let version = options.api_version.as_deref().unwrap_or_default();
        Some([&*authorization.latest_token()?, endpoint.as_str(), version].concat())
    }

    /// Returns the size limits of lists.
    pub(crate) fn list_limits(&self) -> ListLimits {
        self.inner.options.list
    }

    /// Runs an operation. Nothing is sent until the call is awaited; dropping the call aborts it.
    pub fn call<O: Operation>(&self, operation: &O) -> Call<O::Output> {
        Call { exchange: self.exchange(operation.request()), decode: O::decode }
    }

    /// Sends a request, with retries, until there is a result. Boxed, so that the module contains the state machine
    /// once and not once for each operation.
    pub(crate) fn exchange(&self, request: Result<Request, Error>) -> Exchange {
        let (inner, single_try_ms) = (Rc::clone(&self.inner), self.single_try_ms);
        Box::pin(async move { inner.exchange(&Request { single_try_ms, ..request? }).await })
    }
}

type Exchange = LocalBoxFuture<'static, Result<Success, Error>>;

/// A successful answer, with the description of its request for error messages.
pub(crate) struct Success {
    description: String,
    /// The URL of the request.
    pub(crate) url: String,
    pub(crate) response: HttpResponse,
}

impl Success {
    /// Decodes the body of the answer.
    pub(crate) fn decode<T>(&self, decode: impl FnOnce(&[u8]) -> Result<T, DecodeError>) -> Result<T, Error> {
        decode(&self.response.body).map_err(|error| decode_failure(&self.description, &self.response, &error))
    }
}

/// A running operation. Await it for the result; dropping it aborts the request. Fails with an [`Error`] of any kind.
/// Nothing is sent if the kind is `InvalidInput` or `ForeignLink`.
///
/// ```no_run
/// # use iotcentral_web::IotCentralClient;
/// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
/// let call = central.dashboards().get("dtmi:kkfvwa2xi:p7pyt5x38"); // Nothing is sent yet.
/// let dashboard = call.await?;
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent before it is awaited"]
pub struct Call<T> {
    exchange: Exchange,
    decode: fn(&[u8]) -> Result<T, DecodeError>,
}

impl<T> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        let exchanged = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(exchanged.and_then(|answer| answer.decode(decode)))
    }
}
