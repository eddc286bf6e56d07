//! The one error of every operation.

mod cause;
mod conflict;
mod finding;

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use crate::model::ErrorDetail;
use crate::redact::{presentable, redact};

pub use cause::Cause;
pub use conflict::Conflict;
pub use finding::{Finding, Severity};

/// Why an operation failed; [`Details`] says what. In a box: results are moved often, and errors are rare.
#[derive(Clone, PartialEq)]
pub struct Error(Box<Details>);

/// What is known of a failure. It holds no secret, tokens, keys and signatures are redacted when it is made; but a
/// continuation token may be signed, which `Debug` doesn't show.
#[derive(Clone, PartialEq)]
pub struct Details {
    /// The kind of failure.
    pub kind: ErrorKind,
    /// What failed, on what, and what to do now.
    pub message: String,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The service's own code, such as `NotFound`.
    pub service_code: Option<String>,
    /// The service's id of the request, for a support case.
    pub request_id: Option<String>,
    /// JSON pointer to the offending value, in the input or in the answer.
    pub pointer: Option<String>,
    /// How many bytes of the answer could be read, where the rest couldn't.
    pub offset: Option<usize>,
    /// What the service says of the parts of the failure.
    pub details: Rc<[ErrorDetail]>,
    /// All errors of a body that was refused before it was sent.
    pub findings: Rc<[Finding]>,
    /// Both sides of a conflict.
    pub conflict: Option<Rc<Conflict>>,
    /// How long the last answer asked to wait, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// Where to go on listing after a page that failed.
    pub continuation_token: Option<String>,
    /// What the credential or the transport failed with; also the error's `source()`.
    pub cause: Option<Cause>,
}

/// How many bytes of a message are kept, and of any other text: a key or an etag may have megabytes.
const LONGEST_MESSAGE: usize = 4000;
const LONGEST_TEXT: usize = 1000;

/// The kind of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// An argument, an option or a body isn't what it should be. Nothing was sent.
    InvalidInput,
    /// The credential gave no token.
    Credential,
    /// No answer: the network, DNS, or a missing CORS permission; a browser doesn't tell which.
    Network,
    /// No whole answer in time.
    Timeout,
    /// The answer isn't what the service promises.
    Decode,
    /// The answer led to another origin; nothing was sent there.
    ForeignLink,
    /// There is more than this client reads: `maxPages`, `maxItems`, or the size of a body.
    Limit,
    /// Somebody else changed the same meanwhile.
    Conflict,
    /// The service refused or failed.
    Service,
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, message: &str) -> Self {
        Self(Box::new(Details {
            kind,
            message: presentable(message, LONGEST_MESSAGE),
            status: None,
            service_code: None,
            request_id: None,
            pointer: None,
            offset: None,
            details: Rc::default(),
            findings: Rc::default(),
            conflict: None,
            retry_after_ms: None,
            continuation_token: None,
            cause: None,
        }))
    }

    /// An argument or option that isn't what it should be, named by JSON pointer.
    #[cold]
    pub(crate) fn invalid(pointer: &str, message: &str) -> Self {
        Self::new(ErrorKind::InvalidInput, message).with(|details| details.pointer = Some(pointer.to_owned()))
    }

    /// The same error, told more exactly.
    #[cold]
    pub(crate) fn with(mut self, tell: impl FnOnce(&mut Details)) -> Self {
        tell(&mut self.0);
        let Details { service_code, request_id, pointer, .. } = &mut *self.0;
        for text in [service_code, request_id, pointer].into_iter().flatten() {
            *text = presentable(text, LONGEST_TEXT);
        }
        self
    }

    /// The code that a program looks at: the service's where it gave one, else the kind's name.
    #[must_use]
    pub fn code(&self) -> &str {
        match (&self.service_code, self.kind) {
            (Some(code), _) => code,
            (None, ErrorKind::InvalidInput) => "InvalidInput",
            (None, ErrorKind::Credential) => "Credential",
            (None, ErrorKind::Network) => "Network",
            (None, ErrorKind::Timeout) => "Timeout",
            (None, ErrorKind::Decode) => "Decode",
            (None, ErrorKind::ForeignLink) => "ForeignLink",
            (None, ErrorKind::Limit) => "Limit",
            (None, ErrorKind::Conflict) => "Conflict",
            (None, ErrorKind::Service) => "Service",
        }
    }
}

impl Deref for Error {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details")
            .field("kind", &self.kind)
            .field("message", &self.message)
            .field("status", &self.status)
            .field("service_code", &self.service_code)
            .field("request_id", &self.request_id)
            .field("pointer", &self.pointer)
            .field("offset", &self.offset)
            .field("details", &self.details)
            .field("findings", &self.findings)
            .field("conflict", &self.conflict)
            .field("retry_after_ms", &self.retry_after_ms)
            .field("continuation_token", &self.continuation_token.as_deref().map(redact))
            .field("cause", &self.cause)
            .finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(Cause::get)
    }
}
