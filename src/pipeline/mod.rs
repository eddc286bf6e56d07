//! What happens between a request and its answer. The decisions are pure and have files of their own; `driver` carries
//! them out: address → limit → token → try, with a timeout → again or not → decode.

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
use failure::undecodable;
use limiter::{Limiter, RateLimit};
use observer::Observer;
use retry::{RetryBudget, RetryPolicy};

/// How requests of a client are sent.
#[derive(Clone, Default)]
pub struct PipelineOptions {
    /// Api version of every request, instead of the one that its operation is described in.
    pub api_version: Option<String>,
    /// The audience that a credential is asked a token for, instead of the public cloud's.
    pub audience: Option<String>,
    /// How often a failed request is repeated.
    pub retry: RetryPolicy,
    /// How long things may take.
    pub timeout: Timeout,
    /// How much is sent at most, by all clients of an application together.
    pub rate_limit: RateLimit,
    /// How much of a list is read at most.
    pub list: ListLimits,
    /// Who looks on.
    pub observer: Option<Rc<dyn Observer>>,
}

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout {
    /// One try, body included.
    pub per_try: Duration,
    /// An operation with all its tries and the waits between them, or one page of a list. A conditional change whose answer is lost
    /// is read back within the time of one more try.
    pub overall: Duration,
}

/// How much of a list is read at most, against lists without end. Pages are never cut: the one that reaches a limit is the
/// last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListLimits {
    /// Pages.
    pub max_pages: u32,
    /// Items.
    pub max_items: u32,
}

impl Default for ListLimits {
    /// A thousand pages, a hundred thousand items.
    fn default() -> Self {
        Self { max_pages: 1000, max_items: 100_000 }
    }
}

impl Default for Timeout {
    /// Half a minute for a try, five minutes for it all.
    fn default() -> Self {
        Self { per_try: Duration::from_secs(30), overall: Duration::from_secs(300) }
    }
}

/// Sends the requests of one client. Cheap to clone: clones share the token and the retries.
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
    /// A pipeline that has sent nothing yet. `audience` is what tokens are for where the options don't say.
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

    /// The same, but every request has one try, of so many milliseconds at most: for who tries again anyway.
    pub(crate) fn with_single_tries(&self, try_ms: u32) -> Self {
        Self { single_try_ms: Some(try_ms), ..self.clone() }
    }

    /// Where the requests go.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.inner.endpoint
    }

    /// The world outside.
    #[must_use]
    pub fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }

    pub(crate) fn shared_transport(&self) -> Rc<dyn Transport> {
        Rc::clone(&self.inner.transport)
    }

    /// When the limits allow another query, by `Transport::elapsed`.
    pub(crate) fn query_free_at(&self) -> f64 {
        self.inner.limiter.free_at(self.inner.options.rate_limit, true, self.transport().elapsed())
    }

    /// How much of a list is read at most.
    pub(crate) fn list_limits(&self) -> ListLimits {
        self.inner.options.list
    }

    /// Carries out an operation. Nothing is sent before the call is awaited; dropping it ends it.
    pub fn call<O: Operation>(&self, operation: &O) -> Call<O::Output> {
        Call { exchange: self.exchange(operation.request()), decode: O::decode }
    }

    /// Sends a request until there is a result. In a box, so that it is there once and not once an operation.
    pub(crate) fn exchange(&self, request: Result<Request, Error>) -> Exchange {
        let (inner, single_try_ms) = (Rc::clone(&self.inner), self.single_try_ms);
        Box::pin(async move { inner.exchange(&Request { single_try_ms, ..request? }).await })
    }
}

type Exchange = LocalBoxFuture<'static, Result<Success, Error>>;

/// A successful answer, and the request that it answers, for messages.
pub(crate) struct Success {
    what: String,
    /// The address that was asked.
    pub(crate) url: String,
    pub(crate) response: HttpResponse,
}

impl Success {
    /// What the answer holds.
    pub(crate) fn decode<T>(&self, decode: impl FnOnce(&[u8]) -> Result<T, DecodeError>) -> Result<T, Error> {
        decode(&self.response.body).map_err(|error| undecodable(&self.what, &self.response, &error))
    }
}

/// An operation under way. Awaiting it gives its result, or [`Error`] of any kind; nothing is sent for `InvalidInput` and
/// `ForeignLink`.
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
