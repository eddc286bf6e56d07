//! How often something may happen: the service takes one query a second from all of an application's users together.

use std::cell::Cell;

/// Keeps a distance between the moments it hands out.
#[derive(Debug)]
pub struct Pace {
    interval_ms: f64,
    next_ms: Cell<f64>,
}

impl Pace {
    /// One moment every `interval_ms`.
    #[must_use]
    pub fn new(interval_ms: f64) -> Self {
        Self { interval_ms, next_ms: Cell::new(0.0) }
    }

    /// Takes this moment where it is free; otherwise tells how long to wait, in milliseconds, and to ask again then.
    /// Who gives up waiting has taken nothing.
    pub fn take(&self, now_ms: f64) -> Option<f64> {
        let wait = self.next_ms.get() - now_ms;
        // A clock that was set back must not stop everything.
        if wait > 0.0 && wait <= self.interval_ms {
            return Some(wait);
        }
        self.next_ms.set(now_ms + self.interval_ms);
        None
    }
}
