//! How often something may be sent: the service takes 20 requests and one query a second, from all clients of an
//! application together, and none while it asks all of them to wait.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

/// How much a client sends at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests of any kind within a second; 0: any number.
    pub requests_per_second: u32,
    /// Queries within a second; 0: any number.
    pub queries_per_second: u32,
}

impl Default for RateLimit {
    /// What the service takes.
    fn default() -> Self {
        Self { requests_per_second: 20, queries_per_second: 1 }
    }
}

/// What the clients of one application have sent lately.
#[derive(Debug, Default)]
pub struct Limiter {
    requests: SlidingWindow,
    queries: SlidingWindow,
    /// Until when the service asks to send nothing, by `Transport::elapsed`, and the status it said so with.
    pause: Cell<(f64, u16)>,
}

thread_local! {
    /// The limiters in use, by origin: clients that know nothing of each other share the service's limits.
    static LIMITERS: RefCell<Vec<(String, Weak<Limiter>)>> = const { RefCell::new(Vec::new()) };
}

impl Limiter {
    /// The limiter of an origin, shared by everybody who asks for it.
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

    /// Sends nothing for so many milliseconds: the service asked for that with this status.
    pub fn pause(&self, ms: f64, status: u16, now_ms: f64) {
        if now_ms + ms > self.pause.get().0 {
            self.pause.set((now_ms + ms, status));
        }
    }

    /// For how many milliseconds the service still asks to send nothing, and the status it said so with.
    #[must_use]
    pub fn paused(&self, now_ms: f64) -> Option<(f64, u16)> {
        let (until_ms, status) = self.pause.get();
        (until_ms > now_ms).then(|| ((until_ms - now_ms).ceil(), status))
    }

    /// When the limit allows another request, by `Transport::elapsed`: a moment that has passed where it does by now.
    #[must_use]
    pub fn free_at(&self, limit: RateLimit, is_query: bool, now_ms: f64) -> f64 {
        let queries = if is_query { limit.queries_per_second } else { 0 };
        self.queries.free_at(queries, now_ms).max(self.requests.free_at(limit.requests_per_second, now_ms))
    }

    /// Takes a slot now, by `Transport::elapsed`, if the limit allows it. Otherwise returns how long to wait, in milliseconds, before the next attempt; a
    /// caller that gives up has taken nothing.
    pub fn acquire(&self, limit: RateLimit, is_query: bool, now_ms: f64) -> Option<f64> {
        let free_at = self.free_at(limit, is_query, now_ms);
        if free_at > now_ms {
            return Some(free_at - now_ms);
        }
        self.requests.note(now_ms);
        if is_query {
            self.queries.note(now_ms);
        }
        None
    }
}

/// How many moments are kept: a higher limit is none, and without one a busy page would keep all its requests.
const MOST: usize = 1000;

/// The moments of the last second, oldest first.
#[derive(Debug, Default)]
struct SlidingWindow(RefCell<VecDeque<f64>>);

impl SlidingWindow {
    /// When another fits in.
    fn free_at(&self, limit: u32, now_ms: f64) -> f64 {
        let mut moments = self.0.borrow_mut();
        moments.retain(|moment| now_ms - moment < 1000.0);
        let first = moments.len().checked_sub(limit as usize).filter(|_| limit > 0);
        first.and_then(|first| moments.get(first)).map_or(f64::NEG_INFINITY, |moment| moment + 1000.0)
    }

    fn note(&self, now_ms: f64) {
        let mut moments = self.0.borrow_mut();
        if moments.len() >= MOST {
            moments.pop_front();
        }
        moments.push_back(now_ms);
    }
}
