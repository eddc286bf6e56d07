//! Decides which failures are transient, whether to send a request again, and how long to wait. Pure. Requests, pollers
//! of long-running operations, feeds and `wait_until_ready` all use these rules.

use std::cell::Cell;
use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::request::Retryable;
use crate::transport::milliseconds;

/// The longest wait between two attempts if no other limit applies, in milliseconds.
pub const MAX_WAIT_MS: f64 = 60_000.0;

/// How often and when failed requests are sent again.
///
/// ```
/// use std::time::Duration;
///
/// use iotcentral_web::{ClientOptions, RetryPolicy};
///
/// let retry = RetryPolicy { max_retries: 5, retry_delay: Duration::from_secs(1), ..RetryPolicy::default() };
/// let options = ClientOptions { retry, ..ClientOptions::default() };
/// # assert_eq!(options.retry.max_retry_delay, Duration::from_secs(60));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryPolicy {
    /// The maximal number of retries after the first try. Default 3.
    pub max_retries: u32,
    /// The longest wait before the first retry; the wait doubles with each further retry. Default 800 ms.
    pub retry_delay: Duration,
    /// The longest wait before any retry. If the service asks for a longer wait, the request fails instead. Default one
    /// minute.
    pub max_retry_delay: Duration,
}

impl Default for RetryPolicy {
    /// Three retries, starting at 800 ms, with waits of at most a minute: the values of Azure's JavaScript core, apart
    /// from its jitter.
    fn default() -> Self {
        Self { max_retries: 3, retry_delay: Duration::from_millis(800), max_retry_delay: Duration::from_secs(60) }
    }
}

/// The outcome of one try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// There is an answer.
    Answered {
        /// HTTP status.
        status: u16,
        /// How long the answer asks to wait, in milliseconds.
        retry_after_ms: Option<f64>,
    },
    /// There is no answer, or not in time. Whether the service acted on the request is unknown.
    Unanswered,
}

impl Outcome {
    /// Returns whether the service may have acted on the request. A 429 or 503 says that it has not. Commands to
    /// devices differ: see `Retryable::IfThrottled`.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        match self {
            Self::Unanswered => true,
            Self::Answered { status, .. } => is_transient(status) && !matches!(status, 429 | 503),
        }
    }
}

/// Returns whether a status is transient, so that the same request may succeed later: throttled, timed out, or a
/// failing server. 501 and 505 are permanent. The rule is that of Azure's JavaScript core.
#[must_use]
pub fn is_transient(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502..=504 | 506..=599)
}

impl Error {
    /// Returns whether the failure is transient, so that the same call may succeed later: there was no answer, or one
    /// with a transient status.
    ///
    /// ```
    /// use iotcentral_web::Error;
    ///
    /// fn advice(error: &Error) -> &str {
    ///     if error.is_transient() { "try again later" } else { &error.message }
    /// }
    /// ```
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match (self.kind, self.status) {
            (ErrorKind::Network | ErrorKind::Timeout, _) => true,
            (ErrorKind::Service, Some(status)) => is_transient(status),
            _ => false,
        }
    }
}

/// What to do after a try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// Return this outcome. Also the decision if the service asks for a longer wait than the policy allows.
    Stop,
    /// Send the request again.
    RetryAfter {
        /// The wait before, in milliseconds.
        ms: f64,
    },
}

/// Decides after try number `attempt`, where the first try is 0. `random` is at least 0 and below 1.
#[must_use]
pub fn decide(policy: &RetryPolicy, attempt: u32, retryable: Retryable, outcome: Outcome, random: f64) -> Decision {
    let (again, retry_after_ms) = match outcome {
        Outcome::Answered { status: 429, retry_after_ms } => (true, retry_after_ms),
        Outcome::Answered { status: 503, retry_after_ms } => (retryable != Retryable::IfThrottled, retry_after_ms),
        Outcome::Answered { status, retry_after_ms } => {
            (retryable == Retryable::Idempotent && is_transient(status), retry_after_ms)
        }
        Outcome::Unanswered => (retryable == Retryable::Idempotent, None),
    };
    let max_ms = milliseconds(policy.max_retry_delay);
    let backoff = Backoff { first_ms: milliseconds(policy.retry_delay), max_ms };
    match retry_after_ms {
        _ if !again || attempt >= policy.max_retries => Decision::Stop,
        Some(ms) if ms > max_ms => Decision::Stop,
        // Full jitter, so that requests that fail together are not sent again together.
        asked => Decision::RetryAfter { ms: (backoff.wait_ms(attempt, None) * random).max(asked.unwrap_or_default()) },
    }
}

/// The waits between attempts that fail in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backoff {
    /// The wait after the first failure, in milliseconds; it doubles with each further failure.
    pub first_ms: f64,
    /// The longest wait, in milliseconds. If `first_ms` is longer, it takes precedence.
    pub max_ms: f64,
}

impl Backoff {
    /// Returns how long to wait after a failure that follows `failures` others, in milliseconds. If the service asks
    /// for a longer wait, `retry_after_ms`, that wait is returned, even beyond `max_ms`.
    #[must_use]
    pub fn wait_ms(self, failures: u32, retry_after_ms: Option<f64>) -> f64 {
        let doubled = self.first_ms * 2_f64.powi(failures.min(30) as i32);
        doubled.min(self.max_ms).max(self.first_ms).max(retry_after_ms.unwrap_or_default())
    }
}

/// The retries that a client has left. The budget keeps a page of a hundred tiles from sending four hundred requests to
/// a failing service. Every retry takes one; every success returns a part of one.
#[derive(Debug)]
pub struct RetryBudget(Cell<f64>);

/// The retries of a client whose requests succeed.
const FULL: f64 = 20.0;
/// The part of a retry that a success returns: one retry for five successes.
const EARNED: f64 = 0.2;

impl Default for RetryBudget {
    fn default() -> Self {
        Self(Cell::new(FULL))
    }
}

impl RetryBudget {
    /// Takes a retry; returns `false` if none is left.
    pub fn try_acquire(&self) -> bool {
        let left = self.0.get() - 1.0;
        if left >= 0.0 {
            self.0.set(left);
        }
        left >= 0.0
    }

    /// Returns a part of a retry, after a success.
    pub fn record_success(&self) {
        self.0.set((self.0.get() + EARNED).min(FULL));
    }
}
