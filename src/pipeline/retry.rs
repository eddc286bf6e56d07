//! Which failures are transient, whether to send a request again, and how long to wait: pure. Requests, pollers of long-running
//! operations, feeds and `wait_until_ready` all ask here.

use std::cell::Cell;
use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::request::Retryable;
use crate::transport::milliseconds;

/// The longest wait between two attempts, in milliseconds, where nothing else is said.
pub const MAX_WAIT_MS: f64 = 60_000.0;

/// How often a failed request is repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryPolicy {
    /// How many times at most after the first try.
    pub max_retries: u32,
    /// Longest wait before the second try; it doubles with each further one.
    pub retry_delay: Duration,
    /// Longest wait of all. A service that asks for more is not waited for.
    pub max_retry_delay: Duration,
}

impl Default for RetryPolicy {
    /// Three retries from 800 ms on, and at most a minute: the values of Azure's JavaScript core, but for its jitter.
    fn default() -> Self {
        Self { max_retries: 3, retry_delay: Duration::from_millis(800), max_retry_delay: Duration::from_secs(60) }
    }
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// There is an answer, with what it said about waiting.
    Answered {
        /// HTTP status.
        status: u16,
        /// Milliseconds to wait, as the answer's headers say.
        retry_after_ms: Option<f64>,
    },
    /// There is none, or not in time. Whether the service acted on the request is unknown.
    Unanswered,
}

impl Outcome {
    /// Whether it is unknown if the service did what it was asked to. 429 and 503 say that it did not.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        match self {
            Self::Unanswered => true,
            Self::Answered { status, .. } => is_transient(status) && !matches!(status, 429 | 503),
        }
    }
}

/// Whether the same request may succeed later, by the status of its answer: throttled, timed out, or a failing server. 501 and 505 are
/// permanent. The rule is that of Azure's JavaScript core.
#[must_use]
pub fn is_transient(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502..=504 | 506..=599)
}

impl Error {
    /// Whether the same call may succeed later: there was no answer, or one that says so.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match (self.kind, self.status) {
            (ErrorKind::Network | ErrorKind::Timeout, _) => true,
            (ErrorKind::Service, Some(status)) => is_transient(status),
            _ => false,
        }
    }
}

/// What follows from a try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// This outcome is the result; also where the service asks for a longer wait than the policy allows.
    Stop,
    /// Try again.
    RetryAfter {
        /// Milliseconds to wait first.
        ms: f64,
    },
}

/// Decides after try number `attempt` (the first is 0). `random` is from 0 up to 1.
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
        // Full jitter, so that requests that fail together don't come back together.
        asked => Decision::RetryAfter { ms: (backoff.wait_ms(attempt, None) * random).max(asked.unwrap_or_default()) },
    }
}

/// How long to wait between attempts that fail in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backoff {
    /// The wait after the first failure, in milliseconds; it doubles with each further one.
    pub first_ms: f64,
    /// The longest wait, in milliseconds. A longer `first_ms` counts.
    pub max_ms: f64,
}

impl Backoff {
    /// Milliseconds to wait after a failure with `failures` before it. `retry_after_ms`, what the service asks for, counts where it
    /// is longer, even beyond `max_ms`.
    #[must_use]
    pub fn wait_ms(self, failures: u32, retry_after_ms: Option<f64>) -> f64 {
        let doubled = self.first_ms * 2_f64.powi(failures.min(30) as i32);
        doubled.min(self.max_ms).max(self.first_ms).max(retry_after_ms.unwrap_or_default())
    }
}

/// The retries that a client has left, so that a page of a hundred tiles doesn't send four hundred requests to a service
/// that fails. Every retry takes one; every success gives back a part of one.
#[derive(Debug)]
pub struct RetryBudget(Cell<f64>);

/// Retries of a client that has succeeded lately.
const FULL: f64 = 20.0;
/// What a success gives back: one retry for five successes.
const EARNED: f64 = 0.2;

impl Default for RetryBudget {
    fn default() -> Self {
        Self(Cell::new(FULL))
    }
}

impl RetryBudget {
    /// Takes a retry; `false` where none is left.
    pub fn try_take(&self) -> bool {
        let left = self.0.get() - 1.0;
        if left >= 0.0 {
            self.0.set(left);
        }
        left >= 0.0
    }

    /// Notes a success.
    pub fn earn(&self) {
        self.0.set((self.0.get() + EARNED).min(FULL));
    }
}
