//! What somebody wants of a feed while it reads.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

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

    /// Has whoever polls polled again with the next wish.
    pub(super) fn notice(&self, context: &Context<'_>) {
        self.0.waiting.replace(Some(context.waker().clone()));
    }

    /// Resolves when the feed has been ended. For whoever waits before there is a feed.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript face's"))]
    pub(crate) async fn closed(&self) {
        poll_fn(|context| {
            self.notice(context);
            if self.is_closed() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    fn wake(&self) {
        if let Some(waker) = self.0.waiting.take() {
            waker.wake();
        }
    }
}
