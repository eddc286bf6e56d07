//! Sends requests according to the decisions of the other files.

use std::cell::Cell;

use futures_util::future::{Either, LocalBoxFuture, select};

use super::challenge::claims;
use super::failure::{describe, failure};
use super::observer::{SentRequest, SentResponse};
use super::read_back::is_applied;
use super::retry::{Decision, Outcome, decide};
use super::retry_after::retry_after_ms;
use super::{Inner, PipelineOptions, Success};
use crate::error::{Error, ErrorKind};
use crate::model::View;
use crate::request::{Method, Request};
use crate::transport::{HttpRequest, HttpResponse, TransportError, format_ms, milliseconds};

impl Inner {
    /// Sends a request until there is a result or the time for the operation is over. If the outcome of a conditional
    /// update is unknown then, the resource is read back.
    pub(super) async fn exchange(&self, request: &Request) -> Result<Success, Error> {
        let url = self.endpoint.url(request, self.options.api_version.as_deref())?;
        let description = describe(request.method, &url);
        let overall_ms = milliseconds(self.options.timeout.overall) + f64::from(request.extra_ms);
        let outcome_unknown = Cell::new(false);
        let sending = self.send(request, &url, &description, &outcome_unknown);
        let result = match select(sending, self.transport.sleep(overall_ms)).await {
            Either::Left((result, _)) => result,
            Either::Right(((), sending)) => {
                drop(sending);
                let limit = format_ms(overall_ms);
                let message =
                    [&description, " had no result within ", &limit, " ms; timeout.overallInMs sets how long"];
                Err(Error::new(ErrorKind::Timeout, &message.concat()))
            }
        };
        let response = match result {
            Err(error) if outcome_unknown.get() => self.read_back(request, &url, &description).await.ok_or(error)?,
            result => result?,
        };
        Ok(Success { description, url, response })
    }

    /// Sends a request, with retries, until there is a result. Sets `outcome_unknown` while the service may have acted
    /// on the request although no answer says so.
    fn send<'a>(
        &'a self,
        request: &'a Request,
        url: &'a str,
        description: &'a str,
        outcome_unknown: &'a Cell<bool>,
    ) -> LocalBoxFuture<'a, Result<HttpResponse, Error>> {
        Box::pin(async move {
            let mut attempt = 0;
            let mut renewed = false;
            loop {
                let authorization = self.acquire_slot(request, description).await?;
                let was_unknown = outcome_unknown.replace(true);
                let result = self.try_once(request, url, &authorization, description, attempt).await;
                let refusal = result.as_ref().ok().filter(|response| response.status == 401);
                let claims = refusal.and_then(|refusal| claims(refusal.header("www-authenticate")?));
                let renews = refusal.is_some() && !renewed && self.authorization.may_renew(claims.as_deref());
                if refusal.is_some() {
                    self.authorization.drop_rejected(&authorization, claims);
                }
                if result.is_ok() {
                    self.authorization.record_outcome(refusal.is_some() && !renews);
                }
                let (outcome, retry_after_ms) = match result {
                    Ok(response) if (200..300).contains(&response.status) => {
                        self.budget.record_success();
                        return Ok(response);
                    }
                    Ok(response) if response.status == 404 && was_unknown && request.method == Method::Delete => {
                        return Ok(HttpResponse { status: 204, headers: response.headers, body: Vec::new() });
                    }
                    Ok(_) if renews => {
                        renewed = true;
                        outcome_unknown.set(was_unknown);
                        continue;
                    }
                    Ok(HttpResponse { status, .. }) => {
                        let retry_after_ms =
                            result.as_ref().ok().and_then(|response| retry_after_ms(response, self.transport.now()));
                        if let (429 | 503, Some(ms)) = (status, retry_after_ms) {
                            self.limiter.pause(ms, status, self.transport.elapsed());
                        }
                        (Outcome::Answered { status, retry_after_ms }, retry_after_ms)
                    }
                    Err(error) if error.kind == ErrorKind::Limit => return Err(error),
                    Err(_) => (Outcome::Unanswered, None),
                };
                outcome_unknown.set(was_unknown || outcome.is_unknown());
                match decide(&self.options.retry, attempt, request.retryable, outcome, self.transport.random()) {
                    Decision::RetryAfter { ms } if request.single_try_ms.is_none() && self.budget.try_acquire() => {
                        self.transport.sleep(ms).await;
                    }
                    _ => {
                        let failed = result.and_then(|response| Err(failure(description, request, &response)));
                        return failed
                            .map_err(|error: Error| error.with(|details| details.retry_after_ms = retry_after_ms));
                    }
                }
                attempt += 1;
            }
        })
    }

    /// Waits until the limits allow another request, and returns the value of the header `Authorization`. All clients
    /// of this page share the limits; for queries all tabs share them, which takes a Web Lock. Returns an error, and
    /// sends nothing, if the service asked all clients to wait longer than the retry policy or the time for the
    /// operation allows.
    async fn acquire_slot(&self, request: &Request, description: &str) -> Result<String, Error> {
        let PipelineOptions { rate_limit: limit, retry, timeout, .. } = &self.options;
        let longest_ms = milliseconds(retry.max_retry_delay.min(timeout.overall));
        loop {
            // The token comes before the slot: two requests that had slots and waited for one token would be sent at
            // the same time.
            let authorization = self.authorization.header(&*self.transport).await?;
            if let Some((ms, status)) = self.limiter.remaining_pause(self.transport.elapsed()) {
                if ms > longest_ms {
                    let why = [
                        " was not sent: with status ",
                        &status.to_string(),
                        " the service asked to wait another ",
                        &format_ms(ms),
                    ];
                    let message = [description, &why.concat(), " ms"].concat();
                    return Err(Error::new(ErrorKind::Service, &message).with(|details| {
                        (details.status, details.retry_after_ms) = (Some(status), Some(ms));
                    }));
                }
                self.transport.sleep(ms).await;
                continue;
            }
            if let Some(ms) = self.limiter.acquire(*limit, request.is_query, self.transport.elapsed()) {
                self.transport.sleep(ms).await;
                continue;
            }
            if !request.is_query || limit.queries_per_second == 0 {
                return Ok(authorization);
            }
            let name = ["iotcentral-web ", self.endpoint.as_str(), " queries"].concat();
            self.transport.lock(&name, 1000.0 / f64::from(limit.queries_per_second)).await;
            if self.limiter.remaining_pause(self.transport.elapsed()).is_none() {
                // The token may have expired during the wait for the lock.
                return self.authorization.header(&*self.transport).await;
            }
        }
    }

    /// Reads the resource after a conditional update of unknown outcome. Returns the answer to this GET if the resource
    /// has the content that the patch asks for, so that the update counts as successful. The GET may be retried; all of
    /// it takes at most `timeout.per_try`.
    async fn read_back(&self, request: &Request, url: &str, description: &str) -> Option<HttpResponse> {
        request.if_match.as_ref().filter(|_| request.method == Method::Patch)?;
        let (_, patch) = request.body.as_ref()?;
        let (reading, outcome_unknown) = (Request::from_link(url), Cell::default());
        let limit = self.transport.sleep(milliseconds(self.options.timeout.per_try));
        let Either::Left((response, _)) = select(self.send(&reading, url, description, &outcome_unknown), limit).await
        else {
            return None;
        };
        let response = response.ok()?;
        let (patch, resource) = (View::parse(patch).ok()?, View::parse(&response.body).ok()?);
        is_applied(patch, resource).then_some(response)
    }

    /// Sends the request once and reads its answer, within the time of one try.
    async fn try_once(
        &self,
        request: &Request,
        url: &str,
        authorization: &str,
        description: &str,
        attempt: u32,
    ) -> Result<HttpResponse, Error> {
        let mut headers = vec![("Authorization", authorization.to_owned())];
        headers.extend(request.headers().into_iter().map(|(name, value)| (name, value.to_owned())));
        let body = request.body.as_ref().map(|(_, body)| body.clone());
        let sent = HttpRequest { method: request.method, url: url.to_owned(), headers, body };
        let observer = self.options.observer.as_deref().filter(|observer| observer.is_listening());
        let begin_ms = self.transport.elapsed();
        if let Some(observer) = observer {
            observer.request(&SentRequest::new(request, url, attempt));
        }
        if request.is_query {
            self.limiter.record_sent_query(self.transport.elapsed());
        }
        let answer = self.transport.send(sent);
        let most = request.single_try_ms.map_or(f64::INFINITY, f64::from);
        let try_ms = milliseconds(self.options.timeout.per_try).min(most) + f64::from(request.extra_ms);
        let timeout = self.transport.sleep(try_ms);
        let result = match select(answer, timeout).await {
            Either::Left((Ok(response), _)) => Ok(response),
            Either::Left((Err(TransportError::TooLarge { limit }), _)) => {
                let limit = limit.to_string();
                Err(Error::new(
                    ErrorKind::Limit,
                    &[description, " answered with more than ", &limit, " bytes"].concat(),
                ))
            }
            Either::Left((Err(TransportError::NoAnswer(cause)), _)) => {
                let general = " got no answer (network, DNS or CORS; a browser doesn't tell which). Is the address right, is \
                               the machine online, does the service allow this page's origin? [";
                let message = [description, general, &cause.to_string(), "]"].concat();
                Err(Error::new(ErrorKind::Network, &message).with(|details| details.cause = Some(cause)))
            }
            Either::Right(_) => {
                let limit = format_ms(try_ms);
                let hint = if try_ms < most { "; timeout.tryInMs sets how long" } else { "" };
                let message = [description, " got no whole answer within ", &limit, " ms", hint];
                Err(Error::new(ErrorKind::Timeout, &message.concat()))
            }
        };
        if let Some(observer) = observer {
            let ended = result.as_ref().map_err(|error| error.message.as_str());
            let duration_ms = self.transport.elapsed() - begin_ms;
            observer.response(&SentRequest::new(request, url, attempt), &SentResponse::new(ended, duration_ms));
        }
        result
    }
}
