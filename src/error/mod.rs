//! The error type of all operations.

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

/// The reason why an operation failed; dereferences to [`Details`]. Boxed, because results are moved often and errors
/// are rare.
///
/// ```
/// use iotcentral_web::{Error, ErrorKind};
///
/// fn advice(error: &Error) -> &str {
///     match error.kind {
///         ErrorKind::Conflict => "reload the dashboard, then repeat the change",
///         ErrorKind::Service if error.status == Some(403) => "ask for a role that allows this",
///         _ => &error.message,
///     }
/// }
/// ```
#[derive(Clone, PartialEq)]
pub struct Error(Box<Details>);

/// What is known about a failure. Tokens, keys and signatures are redacted when the error is created. Only a
/// continuation token is kept unchanged, because it is needed for the next request; `Debug` redacts it.
#[derive(Clone, PartialEq)]
pub struct Details {
    /// The kind of the failure.
    pub kind: ErrorKind,
    /// What failed, on which resource, and what to do about it.
    pub message: String,
    /// HTTP status of the answer; absent if there was no answer.
    pub status: Option<u16>,
    /// The service's error code, such as `NotFound`.
    pub service_code: Option<String>,
    /// The service's id of the request, which Azure support asks for.
    pub request_id: Option<String>,
    /// RFC 6901 JSON pointer to the value at fault, in the caller's input or in the answer.
    pub pointer: Option<String>,
    /// How many bytes of a malformed answer were read before the mistake.
    pub offset: Option<usize>,
    /// Details that the service gave about single parts of the failure.
    pub details: Rc<[ErrorDetail]>,
    /// All errors of a body that this library rejected before sending it.
    pub findings: Rc<[Finding]>,
    /// Both sides of a conflict between two changes.
    pub conflict: Option<Rc<Conflict>>,
    /// How long the last answer asked clients to wait, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// A token to continue a list with after a failed page.
    pub continuation_token: Option<String>,
    /// The error of the credential or the transport; `source()` returns it too.
    pub cause: Option<Cause>,
}

/// The most bytes of a message and of any other text: a key or an etag may have megabytes.
const LONGEST_MESSAGE: usize = 4000;
const LONGEST_TEXT: usize = 1000;

/// The kind of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// An argument, an option or a body is invalid. The library sent nothing.
    InvalidInput,
    /// The credential provided no token, or one that cannot be sent.
    Credential,
    /// There was no answer. The network, DNS or a missing CORS permission may be the reason: browsers do not tell
    /// which.
    Network,
    /// The answer did not arrive completely within the time limit.
    Timeout,
    /// The answer does not have the form that the service documents.
    Decode,
    /// The answer refers to another origin. The library sent nothing there.
    ForeignLink,
    /// The answer exceeds a limit of the client: `maxPages`, `maxItems`, or the size of a body.
    Limit,
    /// Another client changed the same resource in the meantime.
    Conflict,
    /// The service rejected the request or failed.
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

    /// Creates the error of an invalid argument or option; `pointer` is the JSON pointer to it.
    #[cold]
    pub(crate) fn invalid(pointer: &str, message: &str) -> Self {
        Self::new(ErrorKind::InvalidInput, message).with(|details| details.pointer = Some(pointer.to_owned()))
    }

    /// Adds details to the error, and redacts their texts.
    #[cold]
    pub(crate) fn with(mut self, tell: impl FnOnce(&mut Details)) -> Self {
        tell(&mut self.0);
        let Details { service_code, request_id, pointer, .. } = &mut *self.0;
        for text in [service_code, request_id, pointer].into_iter().flatten() {
            *text = presentable(text, LONGEST_TEXT);
        }
        self
    }

    /// Returns the code for programs to compare: the service's code if there is one, else the name of the kind.
    ///
    /// ```
    /// # use iotcentral_web::IotCentralClient;
    /// # fn example(central: &IotCentralClient, error: &iotcentral_web::Error) {
    /// if error.code() == "NotFound" {
    ///     println!("the dashboard was deleted");
    /// }
    /// # }
    /// ```
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
