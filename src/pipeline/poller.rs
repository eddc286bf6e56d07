//! Where a long-running operation stands, and what an answer says of it: pure.
//!
//! Azure Resource Manager answers a create, update or delete before it is done, with an address to ask: in the header
//! `Azure-AsyncOperation`, else in `Location`. CORS may hide both; then the resource itself is asked.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind};
use crate::json::object_of_strings;
use crate::model::{DecodeError, ErrorBody, View};
use crate::request::{Method, expect_empty};
use crate::transport::HttpResponse;

use super::Success;
use super::retry::{Backoff, MAX_WAIT_MS};
use super::retry_after::retry_after_ms;

/// What the result of an operation has to be.
pub(crate) type Check = fn(&[u8]) -> Result<(), DecodeError>;

/// How often the service is asked where it doesn't say, in milliseconds.
const INTERVAL_MS: f64 = 2000.0;
/// How often it is asked after failures.
const BACKOFF: Backoff = Backoff { first_ms: INTERVAL_MS, max_ms: MAX_WAIT_MS };
/// How many answers in a row may say nothing of the operation.
const MAX_UNCLEAR: u32 = 3;

/// How far an operation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationStatus {
    /// Its request hasn't been answered yet.
    NotStarted,
    /// The service works on it.
    Running,
    /// It has done what was asked.
    Succeeded,
    /// It could not be done.
    Failed,
    /// Somebody ended it before.
    Canceled,
}

/// What is asked next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Follow {
    /// The request that begins the operation.
    Request,
    /// The address in the header `Azure-AsyncOperation`.
    AsyncOperation(String),
    /// The address in the header `Location`.
    Location(String),
    /// The resource, for how far it is.
    Resource,
    /// The resource, for the result of an operation that has succeeded.
    Result,
}

/// Where an operation stands: all that it takes to go on with it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OperationState {
    /// What begins it: PUT, PATCH or DELETE.
    pub(crate) method: Method,
    /// Path of the resource it is about.
    pub(crate) resource: String,
    pub(crate) follow: Follow,
    pub(crate) status: OperationStatus,
    /// Failures in a row.
    pub(super) failures: u32,
    /// Those of them that were answers which said nothing of the operation.
    pub(super) unclear: u32,
}

/// What follows from an answer.
#[derive(Debug, PartialEq)]
pub(crate) enum PollOutcome {
    /// Ask on, after so many milliseconds.
    Wait(f64),
    /// The operation has succeeded, and this is its result; empty after a deletion.
    Done(Vec<u8>),
    /// The operation has ended otherwise, as its status says; or, where it goes on, it can't be followed.
    Fail(Error),
}

impl OperationState {
    /// An operation that hasn't begun.
    pub(crate) fn new(method: Method, resource: String) -> Self {
        let status = OperationStatus::NotStarted;
        Self { method, resource, follow: Follow::Request, status, failures: 0, unclear: 0 }
    }

    /// The operation as text: all that it takes to go on with it after the page was reloaded. It holds no token, but the
    /// address to ask, which the service may have signed: that signature opens nothing without a token.
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

    /// The operation that [`Self::save`] made the text of.
    pub(crate) fn restore(text: &str) -> Result<Self, Error> {
        let refuse = |pointer: &str, why: &str| {
            Error::invalid(pointer, &["this is not the text of a saved poller: ", why].concat())
        };
        let saved = View::parse(text.as_bytes()).map_err(|error| refuse("", &error.to_string()))?;
        let member = |key: &str| Some(saved.get(key)?.string()?.into_owned());
        let begins = |method: &Method| member("method").is_some_and(|name| name == method.as_str());
        let method = [Method::Put, Method::Patch, Method::Delete].into_iter().find(begins);
        let method = method.ok_or_else(|| refuse("/method", "its method begins no such operation"))?;
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

    /// Takes in an answer, or why there is none. `check` is what a result has to be.
    pub(crate) fn advance(&mut self, answer: Result<Success, Error>, check: Check, now_ms: f64) -> PollOutcome {
        let read = answer.and_then(|answer| Ok((answer.decode(|_| self.read(&answer.response, check))?, answer)));
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
            let interval = || retry_after_ms(&response, now_ms).unwrap_or(INTERVAL_MS);
            return PollOutcome::Wait(if at_once { 0.0 } else { interval() });
        }
        if self.follow == Follow::Request {
            // Over at once: whoever restores it asks the resource.
            self.follow = Follow::Resource;
        }
        match report {
            Report::Ended(status) => {
                self.status = status;
                PollOutcome::Fail(self.ended(&response))
            }
            Report::Follow(_) | Report::Done => self.done(response.body),
        }
    }

    /// Decides what a failure to learn anything means.
    fn apply_failure(&mut self, error: Error) -> PollOutcome {
        let asks_resource = matches!(self.follow, Follow::Resource | Follow::Result);
        // There, the operation's own end is the answer's status; of these, none is about the asking.
        let refused = |status| (400..500).contains(&status) && ![401, 403, 404, 408, 429].contains(&status);
        if matches!(self.follow, Follow::Location(_)) && error.status.is_some_and(refused) {
            self.status = OperationStatus::Failed;
        }
        let gone = asks_resource && error.status == Some(404);
        if gone && self.method == Method::Delete {
            return self.done(Vec::new());
        }
        // What was created may show up late.
        let unclear = gone || error.kind == ErrorKind::Decode;
        self.unclear = if unclear { self.unclear + 1 } else { 0 };
        if self.follow == Follow::Request || !(error.is_transient() || unclear && self.unclear <= MAX_UNCLEAR) {
            (self.failures, self.unclear) = (0, 0);
            return PollOutcome::Fail(error);
        }
        self.failures += 1;
        PollOutcome::Wait(BACKOFF.wait_ms(self.failures - 1, error.retry_after_ms))
    }

    fn done(&mut self, body: Vec<u8>) -> PollOutcome {
        self.status = OperationStatus::Succeeded;
        PollOutcome::Done(if self.method == Method::Delete { Vec::new() } else { body })
    }

    /// What an answer with a success status says of the operation. An error where that can't be told: it is no success.
    fn read(&self, response: &HttpResponse, check: Check) -> Result<Report, DecodeError> {
        let body = response.body.as_slice();
        let is_delete = self.method == Method::Delete;
        let goes_on = || Report::Follow(self.follow.clone());
        match &self.follow {
            Follow::Request => match link(response) {
                Some(link) => Ok(Report::Follow(link)),
                None if response.status == 202 => Ok(Report::Follow(Follow::Resource)),
                None => {
                    if is_delete {
                        expect_empty(body)?
                    } else {
                        check(body)?
                    }
                    let word = provisioning_state(body);
                    // 201 alone doesn't say that a creation is over: CORS may hide the address to ask.
                    let is_open = word.is_none() && response.status == 201 && !is_delete;
                    Ok(if is_open {
                        Report::Follow(Follow::Resource)
                    } else {
                        Report::from_word(word, Follow::Resource)
                    })
                }
            },
            // 202 says by itself that it goes on.
            Follow::AsyncOperation(_) if response.status == 202 && body.is_empty() => Ok(goes_on()),
            Follow::AsyncOperation(_) => {
                let status = View::parse(body)?.get("status").and_then(|status| status.string());
                let missing = || DecodeError::new("is missing", 0).within("status");
                Ok(match Report::from_word(Some(status.ok_or_else(missing)?), self.follow.clone()) {
                    Report::Done if !is_delete => Report::Follow(Follow::Result),
                    report => report,
                })
            }
            Follow::Location(_) if response.status == 202 => Ok(link(response).map_or_else(goes_on, Report::Follow)),
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

    /// Why an operation has ended that hasn't succeeded.
    fn ended(&self, response: &HttpResponse) -> Error {
        let body = ErrorBody::read(&response.body);
        let word = if self.status == OperationStatus::Canceled { "Canceled" } else { "Failed" };
        let said = body.describe().map(|said| [". ", &said].concat()).unwrap_or_default();
        let message = [self.method.as_str(), " ", &self.resource, " ended as ", word, &said].concat();
        Error::new(ErrorKind::Service, &message).with(|details| {
            details.service_code = body.code.or_else(|| Some(word.to_owned()));
            details.request_id = body.request_id.or_else(|| response.header("x-ms-request-id").map(str::to_owned));
            details.details = body.details.into();
        })
    }
}

/// What an answer says.
enum Report {
    /// It goes on; ask there next.
    Follow(Follow),
    /// It has succeeded, and this is its result.
    Done,
    /// It has ended otherwise.
    Ended(OperationStatus),
}

impl Report {
    /// What a word says of an operation; a resource that says none has nothing under way. `follow` is asked as long as
    /// it goes on.
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

/// `properties.provisioningState` of a resource.
fn provisioning_state(body: &[u8]) -> Option<Cow<'_, str>> {
    View::parse(body).ok()?.get("properties")?.get("provisioningState")?.string()
}

/// Where an answer says to ask. `Location` does so only under 202: under 201 it is the address of what was created.
fn link(response: &HttpResponse) -> Option<Follow> {
    let header = |name: &str| response.header(name).filter(|link| !link.is_empty()).map(str::to_owned);
    let location = || header("location").filter(|_| response.status == 202).map(Follow::Location);
    header("azure-asyncoperation").map(Follow::AsyncOperation).or_else(location)
}
