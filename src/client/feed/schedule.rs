//! Picks the requests that a feed sends next. Pure.

use super::reading::Action;

/// The urgency of a reading. The smallest value comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Urgency {
    /// A tile in view shows nothing until this number of its readings, including this one, have been read.
    Empty(usize),
    /// A tile in view shows the reading.
    Visible,
    /// No tile in view shows the reading.
    Hidden,
}

/// The next request of each of a feed's two streams, queries and other requests: the most urgent one, and of equally
/// urgent ones the one whose reading is overdue for the longest time.
pub(super) struct Schedule {
    query: Option<Due>,
    other: Option<Due>,
    now_ms: f64,
    /// When a slot for a query is free, by `Transport::elapsed`.
    query_ms: f64,
    /// The earliest time at which a reading that cannot start yet can start, by `Transport::elapsed`; infinite without
    /// such a reading.
    pub(super) next_ms: f64,
}

#[derive(Clone, Copy)]
struct Due {
    urgency: Urgency,
    due_ms: f64,
    place: usize,
    action: Action,
}

impl Schedule {
    pub(super) fn new(now_ms: f64, query_ms: f64) -> Self {
        Self { query: None, other: None, now_ms, query_ms, next_ms: f64::INFINITY }
    }

    /// Adds the reading at `place` of the plan, whose next action is due at `due_ms`. A query is only picked when a
    /// slot is free: until then another one may become more urgent.
    pub(super) fn add(&mut self, place: usize, urgency: Urgency, action: Action, due_ms: f64) {
        let is_query = action == Action::Query;
        let from_ms = if is_query { due_ms.max(self.query_ms) } else { due_ms };
        if from_ms > self.now_ms {
            self.next_ms = self.next_ms.min(from_ms);
            return;
        }
        let stream = if is_query { &mut self.query } else { &mut self.other };
        if stream.is_none_or(|first| (urgency, due_ms) < (first.urgency, first.due_ms)) {
            *stream = Some(Due { urgency, due_ms, place, action });
        }
    }

    /// Returns the positions of the readings to send a request for, and the actions.
    pub(super) fn requests(&self) -> impl Iterator<Item = (usize, Action)> {
        [self.query, self.other].into_iter().flatten().map(|due| (due.place, due.action))
    }
}
