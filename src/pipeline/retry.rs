//! Whether to send a request again, and when: a pure function; and how many retries a client has left.

use std::cell::Cell;

use crate::request::Repeat;

/// How often a failed request is repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryPolicy {
    /// How many times at most after the first try.
    pub max_retries: u32,
    /// Longest wait before the second try, in milliseconds; it doubles with each further one.
    pub retry_delay_ms: f64,
    /// Longest wait of all, in milliseconds.
    pub max_retry_delay_ms: f64,
}

impl Default for RetryPolicy {
    /// Three retries from 800 ms on, and at most a minute: the values of Azure's JavaScript core, but for its jitter.
    fn default() -> Self {
        Self { max_retries: 3, retry_delay_ms: 800.0, max_retry_delay_ms: 60_000.0 }
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
    /// Whether the service may have done what it was asked to.
    #[must_use]
    pub fn may_have_been_acted_on(self) -> bool {
        matches!(self, Self::Unanswered | Self::Answered { status: 408 | 500 | 502 | 504, .. })
    }
}

/// What follows from a try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// This outcome is the result.
    Stop,
    /// Try again.
    RetryAfter {
        /// Milliseconds to wait first.
        ms: f64,
    },
    /// The service asks for a wait longer than the policy allows.
    TooLong {
        /// Milliseconds it asks for.
        ms: f64,
    },
}

/// Decides after try number `attempt` (the first is 0). `random` is from 0 up to 1.
#[must_use]
pub fn decide(policy: &RetryPolicy, attempt: u32, repeat: Repeat, outcome: Outcome, random: f64) -> Decision {
    let always = repeat == Repeat::Always;
    let (again, retry_after_ms) = match outcome {
        Outcome::Answered { status: 429, retry_after_ms } => (true, retry_after_ms),
        Outcome::Answered { status: 503, retry_after_ms } => (repeat != Repeat::WhenThrottled, retry_after_ms),
        Outcome::Answered { retry_after_ms, .. } => (always && outcome.may_have_been_acted_on(), retry_after_ms),
        Outcome::Unanswered => (always, None),
    };
    match retry_after_ms {
        _ if !again || attempt >= policy.max_retries => Decision::Stop,
        Some(ms) if ms > policy.max_retry_delay_ms => Decision::TooLong { ms },
        asked => Decision::RetryAfter { ms: backoff(policy, attempt, random).max(asked.unwrap_or_default()) },
    }
}

/// Full jitter: anything up to the doubled delay, so that many tiles that fail together don't come back together.
fn backoff(policy: &RetryPolicy, attempt: u32, random: f64) -> f64 {
    (policy.retry_delay_ms * 2_f64.powi(attempt.min(30) as i32)).min(policy.max_retry_delay_ms) * random
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
