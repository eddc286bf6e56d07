//! What happens between a request and its answer. The decisions are pure and have files of their own; here is the
//! driver that carries them out: address → token → try, with a timeout → again or not → decode.

pub mod auth;
pub mod pace;
pub mod retry;
pub mod retry_after;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use futures_util::future::{Either, LocalBoxFuture, select};

use crate::error::{Error, ErrorKind};
use crate::model::{DecodeError, ErrorBody};
use crate::request::{Endpoint, Method, Operation, Request};
use crate::transport::{HttpRequest, HttpResponse, Transport};

use auth::{Authorization, Credential};
use pace::Pace;
use retry::{Decision, Outcome, RetryPolicy, decide};
use retry_after::retry_after_ms;

/// The service takes one query a second.
const QUERY_INTERVAL_MS: f64 = 1000.0;

/// How requests of a client are sent.
#[derive(Debug, Clone, PartialEq)]
pub struct PipelineOptions {
    /// Api version of every request, instead of the one that its operation is described in.
    pub api_version: Option<String>,
    /// The audience that a credential is asked a token for, instead of the public cloud's.
    pub audience: Option<String>,
    /// How often a failed request is repeated.
    pub retry: RetryPolicy,
    /// How long one try may take, body included, in milliseconds.
    pub timeout_ms: u32,
}

impl Default for PipelineOptions {
    fn default() -> Self {
        Self { api_version: None, audience: None, retry: RetryPolicy::default(), timeout_ms: 30_000 }
    }
}

/// Sends the requests of one client. Cheap to clone: clones share the token.
#[derive(Clone)]
pub struct Pipeline(Rc<Inner>);

struct Inner {
    endpoint: Endpoint,
    options: PipelineOptions,
    authorization: Authorization,
    query_pace: Pace,
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
        let authorization = Authorization::new(credential, [audience, "/.default"].concat());
        let query_pace = Pace::new(QUERY_INTERVAL_MS);
        Self(Rc::new(Inner { endpoint, options, authorization, query_pace, transport }))
    }

    /// Where the requests go.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    /// The world outside.
    #[must_use]
    pub fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }

    /// Carries out an operation. Nothing is sent before the call is awaited; dropping it ends it.
    pub fn call<O: Operation>(&self, operation: &O) -> Call<O::Output> {
        Call { exchange: self.exchange(operation.request()), decode: O::decode }
    }

    /// Sends a request until there is a result. In a box, so that it is there once and not once an operation.
    pub(crate) fn exchange(&self, request: Result<Request, Error>) -> Exchange {
        let pipeline = Rc::clone(&self.0);
        Box::pin(async move {
            let request = request?;
            let url = pipeline.endpoint.url(&request, pipeline.options.api_version.as_deref())?;
            let what = describe(request.method, &url);
            let response = pipeline.send(&request, &url, &what).await?;
            Ok(Answer { what, response })
        })
    }
}

type Exchange = LocalBoxFuture<'static, Result<Answer, Error>>;

/// A successful answer, and what it answers, for people.
pub(crate) struct Answer {
    what: String,
    pub(crate) response: HttpResponse,
}

impl Answer {
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

impl Inner {
    /// Sends until there is a result.
    async fn send(&self, request: &Request, url: &str, what: &str) -> Result<HttpResponse, Error> {
        let mut attempt = 0;
        let mut renewed = false;
        // Whether an earlier try may have done the work although its answer is lost.
        let mut maybe_done = false;
        loop {
            while let Some(ms) = request.is_query.then(|| self.query_pace.take(self.transport.now())).flatten() {
                self.transport.sleep(ms).await;
            }
            let authorization = self.authorization.header(self.transport.now()).await?;
            let result = self.try_once(request, url, &authorization, what).await;
            let (outcome, retry_after_ms) = match result {
                Ok(response) if (200..300).contains(&response.status) => return Ok(response),
                Ok(response) if response.status == 404 && maybe_done && request.method == Method::Delete => {
                    return Ok(HttpResponse { status: 204, headers: response.headers, body: Vec::new() });
                }
                Ok(response) if response.status == 401 && self.authorization.can_renew() && !renewed => {
                    self.authorization.forget(&authorization);
                    renewed = true;
                    continue;
                }
                Ok(ref response) => {
                    let retry_after_ms = retry_after_ms(response, self.transport.now());
                    (Outcome::Answered { status: response.status, retry_after_ms }, retry_after_ms)
                }
                Err(_) => (Outcome::Unanswered, None),
            };
            match decide(&self.options.retry, attempt, request.repeatable, outcome, self.transport.random()) {
                Decision::RetryAfter { ms } => self.transport.sleep(ms).await,
                Decision::TooLong { .. } | Decision::Stop => {
                    let failed = result.and_then(|response| Err(failure(what, request, &response)));
                    return failed
                        .map_err(|error: Error| error.with(|details| details.retry_after_ms = retry_after_ms));
                }
            }
            attempt += 1;
            maybe_done |= !matches!(outcome, Outcome::Answered { status: 429 | 503, .. });
        }
    }

    /// One try, body included.
    async fn try_once(
        &self,
        request: &Request,
        url: &str,
        authorization: &str,
        what: &str,
    ) -> Result<HttpResponse, Error> {
        let mut headers = vec![("Authorization", authorization.to_owned()), ("Accept", "application/json".into())];
        headers.extend(request.body.iter().map(|(media_type, _)| ("Content-Type", (*media_type).to_owned())));
        headers.extend(request.if_match.iter().map(|etag| ("If-Match", etag.clone())));
        let body = request.body.as_ref().map(|(_, body)| body.clone());
        let answer = self.transport.send(HttpRequest { method: request.method, url: url.to_owned(), headers, body });
        let timeout = self.transport.sleep(f64::from(self.options.timeout_ms));
        match select(answer, timeout).await {
            Either::Left((Ok(response), _)) => Ok(response),
            Either::Left((Err(error), _)) => {
                let why = " got no answer (network, DNS or CORS; a browser doesn't tell which). Is the address right, is the \
                           machine online, does the service allow this page's origin? [";
                Err(Error::new(ErrorKind::Network, &[what, why, &error.0, "]"].concat()))
            }
            Either::Right(_) => {
                let limit = self.options.timeout_ms.to_string();
                let message = [what, " got no whole answer within ", &limit, " ms; timeoutInMs sets how long"];
                Err(Error::new(ErrorKind::Timeout, &message.concat()))
            }
        }
    }
}

/// `GET https://contoso.azureiotcentral.com/api/dashboards`: without the query, where continuation tokens and filters
/// stand.
fn describe(method: Method, url: &str) -> String {
    format!("{} {}", method.as_str(), url.split_once('?').map_or(url, |(path, _)| path))
}

/// The error of an answer that isn't a success.
fn failure(what: &str, request: &Request, response: &HttpResponse) -> Error {
    let body = ErrorBody::read(&response.body);
    let code = body.code.or_else(|| response.header("x-ms-error-code").map(str::to_owned));
    let said = [code.as_deref(), body.message.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let advice = match response.status {
        401 => "The token was refused: is it still valid, and one for this application?",
        403 => "The token is valid, but its role doesn't allow this.",
        412 => {
            "It has changed since it was read: read it again, apply the change to what came, and update with its etag."
        }
        429 => {
            "Too many requests: an application takes 20 a second from all its users together, and one query a second."
        }
        _ => "",
    };
    let lost = request.if_match.as_ref().filter(|_| response.status == 412);
    let mut message = format!("{what} failed with status {}", response.status);
    for part in [said, lost.map(|etag| format!("etag {etag} is out of date")).unwrap_or_default(), advice.to_owned()] {
        if !part.is_empty() {
            message += if message.ends_with(['.', '?', '!']) { " " } else { ". " };
            message += &part;
        }
    }
    let request_id = body.request_id.or_else(|| request_id(response));
    Error::new(ErrorKind::Service, &message).with(|details| {
        details.status = Some(response.status);
        details.service_code = code;
        details.request_id = request_id;
    })
}

/// The error of an answer that says it is a success but isn't what the service promises.
fn undecodable(what: &str, response: &HttpResponse, error: &DecodeError) -> Error {
    let start = response.body.iter().find(|byte| !byte.is_ascii_whitespace());
    let hidden = ErrorBody::hidden_in(&response.body);
    let why = match (&hidden, start) {
        (Some(ErrorBody { message: Some(message), .. }), _) => format!("an error under a success status: {message}"),
        (Some(_), _) => "an error under a success status".to_owned(),
        (None, None) => "an empty body".to_owned(),
        (None, Some(b'<')) => "not JSON but a page: from a proxy, or a login page?".to_owned(),
        (None, Some(_)) => format!("something that can't be read: {error}"),
    };
    let message = format!("{what} answered {} with {why}", response.status);
    Error::new(ErrorKind::Decode, &message).with(|details| {
        details.status = Some(response.status);
        details.request_id = hidden.as_ref().and_then(|body| body.request_id.clone()).or_else(|| request_id(response));
        details.service_code = hidden.and_then(|body| body.code);
        details.pointer = Some(error.pointer.clone());
    })
}

fn request_id(response: &HttpResponse) -> Option<String> {
    response.header("x-ms-request-id").map(str::to_owned)
}
