//! What somebody wants of a feed while it reads.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Steers a feed from outside. Clones steer the same one.
#[derive(Clone, Default)]
pub struct FeedControl(Rc<Wishes>);

#[derive(Default)]
struct Wishes {
    paused: Cell<bool>,
    closed: Cell<bool>,
    refresh: Cell<bool>,
    /// Places of tiles in the dashboard.
    stopped: RefCell<Vec<usize>>,
    /// Whoever waits for a wish.
    waiting: RefCell<Option<Waker>>,
}

impl FeedControl {
    /// Reads no more until `resume`; what is being read is given up, and read again then.
    pub fn pause(&self) {
        self.0.paused.set(true);
        self.wake();
    }

    /// Reads again; what became due in the meantime is read at once.
    pub fn resume(&self) {
        self.0.paused.set(false);
        self.wake();
    }

    /// Makes everything due.
    pub fn refresh(&self) {
        self.0.refresh.set(true);
        self.wake();
    }

    /// Ends what is read for one tile alone, and its updates.
    pub fn stop(&self, tile: usize) {
        self.0.stopped.borrow_mut().push(tile);
        self.wake();
    }

    /// Ends the feed.
    pub fn close(&self) {
        self.0.closed.set(true);
        self.wake();
    }

    pub(super) fn is_paused(&self) -> bool {
        self.0.paused.get()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.0.closed.get()
    }

    pub(super) fn is_stopped(&self, tile: usize) -> bool {
        self.0.stopped.borrow().contains(&tile)
    }

    /// Whether everything should be due; once.
    pub(super) fn take_refresh(&self) -> bool {
        self.0.refresh.take()
    }

    /// Resolves with the first wish, from now on, after which the condition holds.
    pub(super) async fn until(&self, mut condition: impl FnMut(&Self) -> bool) {
        poll_fn(|context| {
            if condition(self) {
                return Poll::Ready(());
            }
            self.0.waiting.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    pub(super) fn wants_refresh(&self) -> bool {
        self.0.refresh.get()
    }

    fn wake(&self) {
        if let Some(waker) = self.0.waiting.take() {
            waker.wake();
        }
    }
}
