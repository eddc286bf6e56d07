//! Which requests a feed sends next: pure.

use super::reading::Action;

/// The next request of each of a feed's two streams, queries and all others. In a stream, what is in view comes first, and of that the
/// longest overdue reading.
pub(super) struct Schedule {
    query: Option<Due>,
    other: Option<Due>,
    /// When the next of the other readings is due, by `Transport::elapsed`; infinite without one.
    pub(super) next_ms: f64,
}

#[derive(Clone, Copy)]
struct Due {
    is_visible: bool,
    due_ms: f64,
    place: usize,
    action: Action,
}

impl Schedule {
    pub(super) fn new() -> Self {
        Self { query: None, other: None, next_ms: f64::INFINITY }
    }

    /// Adds the reading at `place` of the plan, whose next action is due at `due_ms`, and whether it is in view.
    pub(super) fn add(&mut self, (place, is_visible): (usize, bool), action: Action, due_ms: f64, now_ms: f64) {
        if due_ms > now_ms {
            self.next_ms = self.next_ms.min(due_ms);
            return;
        }
        let stream = if action == Action::Query { &mut self.query } else { &mut self.other };
        let is_before = |first: Due| if is_visible == first.is_visible { due_ms < first.due_ms } else { is_visible };
        if stream.is_none_or(is_before) {
            *stream = Some(Due { is_visible, due_ms, place, action });
        }
    }

    /// The places of the readings to send a request for, and which.
    pub(super) fn requests(&self) -> impl Iterator<Item = (usize, Action)> {
        [self.query, self.other].into_iter().flatten().map(|due| (due.place, due.action))
    }
}
