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

    /// Takes the next free moment and tells how long to wait for it, in milliseconds.
    pub fn take(&self, now_ms: f64) -> f64 {
        let moment = self.next_ms.get().max(now_ms);
        self.next_ms.set(moment + self.interval_ms);
        moment - now_ms
    }
}
