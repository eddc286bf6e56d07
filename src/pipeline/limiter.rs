//! Limits the rate of requests. The service accepts 20 requests and one query a second from all clients of an
//! application together, and none while it asks clients to wait.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// The maximal rate of requests.
///
/// ```
/// use iotcentral_web::{ClientOptions, RateLimit};
///
/// // Half of the service's 20 requests a second, to leave the rest to other programs.
/// let rate_limit = RateLimit { requests_per_second: 10, ..RateLimit::default() };
/// let options = ClientOptions { rate_limit, ..ClientOptions::default() };
/// # assert_eq!(options.rate_limit.queries_per_second, 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// The maximal number of requests of any kind in a second, 0 for no limit. Default 20.
    pub requests_per_second: u32,
    /// The maximal number of queries in a second, 0 for no limit. Default 1.
    pub queries_per_second: u32,
}

impl Default for RateLimit {
    /// The limits of the service.
    fn default() -> Self {
        Self { requests_per_second: 20, queries_per_second: 1 }
    }
}

/// The recent requests of all clients of one application.
#[derive(Debug, Default)]
pub struct Limiter {
    requests: SlidingWindow,
    queries: SlidingWindow,
    /// The time until which the service asks clients to send nothing, by `Transport::elapsed`, and the status of that
    /// answer.
    pause: Cell<(f64, u16)>,
}

thread_local! {
    /// The limiters in use, by origin, so that independent clients of one application share its limits.
    static LIMITERS: RefCell<Vec<(String, Weak<Limiter>)>> = const { RefCell::new(Vec::new()) };
}

impl Limiter {
    /// Returns the limiter of an origin. All clients of the origin share it.
    #[must_use]
    pub fn for_origin(origin: &str) -> Rc<Self> {
        LIMITERS.with_borrow_mut(|limiters| {
            limiters.retain(|(_, limiter)| limiter.strong_count() > 0);
            let known = limiters.iter().find(|(known, _)| known == origin).and_then(|(_, limiter)| limiter.upgrade());
            known.unwrap_or_else(|| {
                let limiter = Rc::default();
                limiters.push((origin.to_owned(), Rc::downgrade(&limiter)));
                limiter
            })
        })
    }

    /// Blocks all requests for `ms` milliseconds, because an answer with this status asked for that.
    pub fn pause(&self, ms: f64, status: u16, now_ms: f64) {
        if now_ms + ms > self.pause.get().0 {
            self.pause.set((now_ms + ms, status));
        }
    }

    /// Returns for how many more milliseconds requests are blocked, and the status of the answer that asked for that.
    #[must_use]
    pub fn remaining_pause(&self, now_ms: f64) -> Option<(f64, u16)> {
        let (until_ms, status) = self.pause.get();
        (until_ms > now_ms).then(|| ((until_ms - now_ms).ceil(), status))
    }

    /// Returns the time at which the limit allows another request, by `Transport::elapsed`; a time in the past if it
    /// does now.
    #[must_use]
    pub fn free_at(&self, limit: RateLimit, is_query: bool, now_ms: f64) -> f64 {
        let queries = if is_query { limit.queries_per_second } else { 0 };
        self.queries.free_at(queries, now_ms).max(self.requests.free_at(limit.requests_per_second, now_ms))
    }

    /// Takes a slot now, by `Transport::elapsed`, if the limit allows that. Otherwise takes nothing and returns how
    /// long to wait before the next attempt, in milliseconds.
    pub fn acquire(&self, limit: RateLimit, is_query: bool, now_ms: f64) -> Option<f64> {
        let free_at = self.free_at(limit, is_query, now_ms);
        if free_at > now_ms {
            return Some(free_at - now_ms);
        }
        self.requests.record(now_ms);
        if is_query {
            self.queries.record(now_ms);
        }
        None
    }

    /// Records when the latest query is sent, which may be later than its slot was taken. The next query keeps its
    /// distance from this time.
    pub fn record_sent_query(&self, now_ms: f64) {
        if let Some(latest) = self.queries.0.borrow_mut().last_mut() {
            *latest = now_ms;
        }
    }
}

/// The maximal number of recorded times. A limit above it has no effect; without it, a busy page without a limit would
/// record all its requests.
const MOST: usize = 1000;

/// The times of the requests of the last second, oldest first.
#[derive(Debug, Default)]
struct SlidingWindow(RefCell<Vec<f64>>);

impl SlidingWindow {
    /// Returns the time at which another request fits into the window.
    fn free_at(&self, limit: u32, now_ms: f64) -> f64 {
        let mut moments = self.0.borrow_mut();
        moments.retain(|moment| now_ms - moment < 1000.0);
        let first = moments.len().checked_sub(limit as usize).filter(|_| limit > 0);
        first.and_then(|first| moments.get(first)).map_or(f64::NEG_INFINITY, |moment| moment + 1000.0)
    }

    fn record(&self, now_ms: f64) {
        let mut moments = self.0.borrow_mut();
        if moments.len() >= MOST {
            moments.remove(0);
        }
        moments.push(now_ms);
    }
}
