//! Whether to send a request again, and when: a pure function.

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
pub fn decide(policy: &RetryPolicy, attempt: u32, repeatable: bool, outcome: Outcome, random: f64) -> Decision {
    let (again, retry_after_ms) = match outcome {
        // Refused before it was acted on: safe for every method.
        Outcome::Answered { status: 429 | 503, retry_after_ms } => (true, retry_after_ms),
        Outcome::Answered { status: 408 | 500 | 502 | 504, retry_after_ms } => (repeatable, retry_after_ms),
        Outcome::Answered { .. } => (false, None),
        Outcome::Unanswered => (repeatable, None),
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
