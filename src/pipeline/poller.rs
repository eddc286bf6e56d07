//! The state of a long-running operation, and what each answer changes in it. Pure.
//!
//! Azure Resource Manager answers a create, update or delete before the operation is done. The header
//! `Azure-AsyncOperation`, else `Location`, contains a URL to poll. CORS may hide both headers; the resource itself is
//! polled then.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind};
use crate::json::object_of_strings;
use crate::model::{DecodeError, ErrorBody, View};
use crate::request::{Method, expect_empty};
use crate::transport::HttpResponse;

use super::Success;
use super::retry::{Backoff, MAX_WAIT_MS};
use super::retry_after::retry_after_ms;

/// Checks the body of an operation's result.
pub(crate) type Check = fn(&[u8]) -> Result<(), DecodeError>;

/// The waits between polls after failures.
const BACKOFF: Backoff = Backoff { first_ms: 2000.0, max_ms: MAX_WAIT_MS };
/// The maximal number of answers in a row that say nothing about the operation.
const MAX_UNCLEAR: u32 = 3;

/// The progress of a long-running operation.
///
/// ```
/// use iotcentral_web::OperationStatus;
///
/// fn has_ended(status: OperationStatus) -> bool {
///     !matches!(status, OperationStatus::NotStarted | OperationStatus::Running)
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationStatus {
    /// The service has not answered the operation's request yet.
    NotStarted,
    /// The service is working on the operation.
    Running,
    /// The operation succeeded.
    Succeeded,
    /// The operation failed.
    Failed,
    /// The operation was canceled before it ended.
    Canceled,
}

/// The next address to request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Follow {
    /// The request that starts the operation.
    Request,
    /// The URL from the header `Azure-AsyncOperation`.
    AsyncOperation(String),
    /// The URL from the header `Location`.
    Location(String),
    /// The resource, for the progress of the operation.
    Resource,
    /// The resource, for the result of an operation that has succeeded.
    Result,
}

/// The state of an operation: everything that is needed to continue polling.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OperationState {
    /// The method that starts the operation: PUT, PATCH or DELETE.
    pub(crate) method: Method,
    /// The path of the resource.
    pub(crate) resource: String,
    pub(crate) follow: Follow,
    pub(crate) status: OperationStatus,
    /// The number of failures in a row.
    pub(super) failures: u32,
    /// How many of these failures were answers that say nothing about the operation.
    pub(super) unclear: u32,
}

/// What to do after an answer.
#[derive(Debug, PartialEq)]
pub(crate) enum PollOutcome {
    /// Poll again after so many milliseconds; after the caller's interval if the service asked for no wait.
    Wait(Option<f64>),
    /// The operation has succeeded with this result, which is empty after a deletion.
    Done(Vec<u8>),
    /// The operation has ended without success, as its status says; or its progress cannot be followed any more.
    Fail(Error),
}

impl OperationState {
    /// Creates the state of an operation that has not been started.
    pub(crate) fn new(method: Method, resource: String) -> Self {
        let status = OperationStatus::NotStarted;
        Self { method, resource, follow: Follow::Request, status, failures: 0, unclear: 0 }
    }

    /// Serializes the state, so that polling can continue after a reload of the page. The text contains no token. It
    /// contains the URL to poll, which the service may have signed; without a token the signature gives no access.
    pub(crate) fn save(&self) -> String {
        let (follow, link) = match &self.follow {
            Follow::Request => ("request", None),
            Follow::AsyncOperation(link) => ("asyncOperation", Some(link)),
            Follow::Location(link) => ("location", Some(link)),
            Follow::Resource => ("resource", None),
            Follow::Result => ("result", None),
        };
        let mut members = vec![("method", self.method.as_str()), ("resource", &self.resource), ("follow", follow)];
        members.extend(link.map(|link| ("link", link.as_str())));
        object_of_strings(&members)
    }

    /// Restores a state from the text of [`Self::save`].
    pub(crate) fn restore(text: &str) -> Result<Self, Error> {
        let refuse = |pointer: &str, why: &str| {
            Error::invalid(pointer, &["this is not the text of a saved poller: ", why].concat())
        };
        let saved = View::parse(text.as_bytes()).map_err(|error| refuse("", &error.to_string()))?;
        let member = |key: &str| Some(saved.get(key)?.string()?.into_owned());
        let begins = |method: &Method| member("method").is_some_and(|name| name == method.as_str());
        let method = [Method::Put, Method::Patch, Method::Delete].into_iter().find(begins);
        let method = method.ok_or_else(|| refuse("/method", "its method starts no such operation"))?;
        let resource = member("resource").ok_or_else(|| refuse("/resource", "it names no resource"))?;
        let follow = match (member("follow").unwrap_or_default().as_str(), member("link")) {
            ("asyncOperation", Some(link)) => Follow::AsyncOperation(link),
            ("location", Some(link)) => Follow::Location(link),
            ("resource", None) => Follow::Resource,
            ("result", None) => Follow::Result,
            ("request", None) => {
                let message = "this poller was saved before its request was answered: begin the operation again";
                return Err(Error::invalid("/follow", message));
            }
            _ => return Err(refuse("/follow", "it doesn't say what to ask")),
        };
        Ok(Self { follow, status: OperationStatus::Running, ..Self::new(method, resource) })
    }

    /// Applies an answer, or the reason why there is none, to the state. `check` checks the result of the operation.
    pub(crate) fn advance(&mut self, answer: Result<Success, Error>, check: Check, now_ms: f64) -> PollOutcome {
        let read =
            answer.and_then(|answer| Ok((answer.decode(|_| self.read_report(&answer.response, check))?, answer)));
        match read {
            Ok((report, answer)) => self.apply(report, answer.response, now_ms),
            Err(error) => self.apply_failure(error),
        }
    }

    /// Applies what an answer reports.
    fn apply(&mut self, report: Report, response: HttpResponse, now_ms: f64) -> PollOutcome {
        (self.failures, self.unclear) = (0, 0);
        if let Report::Follow(follow) = report {
            (self.follow, self.status) = (follow, OperationStatus::Running);
            let at_once = self.follow == Follow::Result;
            return PollOutcome::Wait(if at_once { Some(0.0) } else { retry_after_ms(&response, now_ms) });
        }
        if self.follow == Follow::Request {
            // The operation ended with its first answer. A poller that is restored from this state polls the resource.
            self.follow = Follow::Resource;
        }
        match report {
            Report::Ended(status) => {
                self.status = status;
                PollOutcome::Fail(self.end_error(&response))
            }
            Report::Follow(_) | Report::Done => self.succeed(response.body),
        }
    }

    /// Decides what it means that a poll failed.
    fn apply_failure(&mut self, error: Error) -> PollOutcome {
        let asks_resource = matches!(self.follow, Follow::Resource | Follow::Result);
        // An answer at the `Location` URL has the operation's own status. The excluded statuses concern the poll, not
        // the operation.
        let refused = |status| (400..500).contains(&status) && ![401, 403, 404, 408, 429].contains(&status);
        if matches!(self.follow, Follow::Location(_)) && error.status.is_some_and(refused) {
            self.status = OperationStatus::Failed;
        }
        let gone = asks_resource && error.status == Some(404);
        if gone && self.method == Method::Delete {
            return self.succeed(Vec::new());
        }
        // A resource that was just created may not be visible yet.
        let unclear = gone || error.kind == ErrorKind::Decode;
        self.unclear = if unclear { self.unclear + 1 } else { 0 };
        if self.follow == Follow::Request || !(error.is_transient() || unclear && self.unclear <= MAX_UNCLEAR) {
            (self.failures, self.unclear) = (0, 0);
            return PollOutcome::Fail(error);
        }
        self.failures += 1;
        PollOutcome::Wait(Some(BACKOFF.wait_ms(self.failures - 1, error.retry_after_ms)))
    }

    fn succeed(&mut self, body: Vec<u8>) -> PollOutcome {
        self.status = OperationStatus::Succeeded;
        PollOutcome::Done(if self.method == Method::Delete { Vec::new() } else { body })
    }

    /// Reads from an answer with a success status how far the operation has come. An answer that does not tell is an
    /// error.
    fn read_report(&self, response: &HttpResponse, check: Check) -> Result<Report, DecodeError> {
        let body = response.body.as_slice();
        let is_delete = self.method == Method::Delete;
        let goes_on = || Report::Follow(self.follow.clone());
        match &self.follow {
            Follow::Request => match poll_link(response) {
                Some(link) => Ok(Report::Follow(link)),
                None if response.status == 202 => Ok(Report::Follow(Follow::Resource)),
                None => {
                    if is_delete {
                        expect_empty(body)?
                    } else {
                        check(body)?
                    }
                    let word = provisioning_state(body);
                    // 201 alone does not mean that a creation is over: CORS may hide the URL to poll.
                    let is_open = word.is_none() && response.status == 201 && !is_delete;
                    Ok(if is_open {
                        Report::Follow(Follow::Resource)
                    } else {
                        Report::from_word(word, Follow::Resource)
                    })
                }
            },
            // The status 202 says by itself that the operation is running.
            Follow::AsyncOperation(_) if response.status == 202 && body.is_empty() => Ok(goes_on()),
            Follow::AsyncOperation(_) => {
                let status = View::parse(body)?.get("status").and_then(|status| status.string());
                let missing = || DecodeError::new("is missing", 0).within("status");
                Ok(match Report::from_word(Some(status.ok_or_else(missing)?), self.follow.clone()) {
                    Report::Done if !is_delete => Report::Follow(Follow::Result),
                    report => report,
                })
            }
            Follow::Location(_) if response.status == 202 => {
                Ok(poll_link(response).map_or_else(goes_on, Report::Follow))
            }
            Follow::Location(_) => {
                expect_empty(body)?;
                if !is_delete && response.status != 204 {
                    View::parse(body)?;
                }
                let status = View::parse(body).ok().and_then(|body| body.get("status")?.string());
                Ok(match Report::from_word(status.or_else(|| provisioning_state(body)), self.follow.clone()) {
                    Report::Done if !is_delete => Report::Follow(Follow::Result),
                    report => report,
                })
            }
            Follow::Resource | Follow::Result if is_delete => View::parse(body).map(|_| goes_on()),
            Follow::Resource => check(body).map(|()| Report::from_word(provisioning_state(body), Follow::Resource)),
            Follow::Result => check(body).map(|()| Report::Done),
        }
    }

    /// Creates the error of an operation that has ended without success.
    fn end_error(&self, response: &HttpResponse) -> Error {
        let body = ErrorBody::read(&response.body);
        let word = if self.status == OperationStatus::Canceled { "Canceled" } else { "Failed" };
        let service_text = body.describe().map(|service_text| [". ", &service_text].concat()).unwrap_or_default();
        let message = [self.method.as_str(), " ", &self.resource, " ended as ", word, &service_text].concat();
        Error::new(ErrorKind::Service, &message).with(|details| {
            details.service_code = body.code.or_else(|| Some(word.to_owned()));
            details.request_id = body.request_id.or_else(|| response.header("x-ms-request-id").map(str::to_owned));
            details.details = body.details.into();
        })
    }
}

/// What an answer reports about an operation.
enum Report {
    /// The operation is running; this address is next.
    Follow(Follow),
    /// The operation has succeeded, and the answer contains its result.
    Done,
    /// The operation has ended without success.
    Ended(OperationStatus),
}

impl Report {
    /// Interprets the word for the progress of an operation. A resource without such a word has no running operation.
    /// While the operation is running, `follow` is the next address.
    fn from_word(word: Option<Cow<'_, str>>, follow: Follow) -> Self {
        let is = |end: &str| word.as_ref().is_some_and(|word| word.eq_ignore_ascii_case(end));
        if word.is_none() || is("Succeeded") {
            Self::Done
        } else if is("Failed") {
            Self::Ended(OperationStatus::Failed)
        } else if is("Canceled") || is("Cancelled") {
            Self::Ended(OperationStatus::Canceled)
        } else {
            Self::Follow(follow)
        }
    }
}

/// Returns `properties.provisioningState` of a resource.
fn provisioning_state(body: &[u8]) -> Option<Cow<'_, str>> {
    View::parse(body).ok()?.get("properties")?.get("provisioningState")?.string()
}

/// Returns the URL to poll. `Location` has it only with status 202: with 201 it is the URL of the created resource.
fn poll_link(response: &HttpResponse) -> Option<Follow> {
    let header = |name: &str| response.header(name).filter(|link| !link.is_empty()).map(str::to_owned);
    let location = || header("location").filter(|_| response.status == 202).map(Follow::Location);
    header("azure-asyncoperation").map(Follow::AsyncOperation).or_else(location)
}
