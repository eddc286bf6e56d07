//! Controls a feed while it runs.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// Controls a feed from outside. All clones control the same feed.
///
/// ```
/// use iotcentral_web::{FeedControl, FeedOptions};
///
/// let control = FeedControl::default();
/// let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
/// // Pass `options` to `Dashboards::watch`, then pause the feed whenever the page is hidden:
/// control.pause();
/// ```
#[derive(Clone, Default)]
pub struct FeedControl(Rc<Demand>);

/// The demands of the feed's owner.
#[derive(Default)]
struct Demand {
    paused: Cell<bool>,
    closed: Cell<bool>,
    refresh: Cell<bool>,
    /// The indexes of stopped tiles in the dashboard.
    stopped: RefCell<Vec<usize>>,
    /// The indexes of the tiles in view; `None` if the owner does not say.
    visible: RefCell<Option<Vec<usize>>>,
    /// Wakes the task that polls the feed.
    waker: RefCell<Option<Waker>>,
}

impl FeedControl {
    /// Stops reading until [`Self::resume`]. Requests in flight are aborted, and sent again then.
    ///
    /// ```no_run
    /// # use iotcentral_web::FeedControl;
    /// # fn example(control: &FeedControl) -> Result<(), iotcentral_web::Error> {
    /// control.pause();
    /// # Ok(()) }
    /// ```
    pub fn pause(&self) {
        self.0.paused.set(true);
        self.wake();
    }

    /// Continues reading. Readings that became due in the meantime are read at once.
    ///
    /// ```no_run
    /// # use iotcentral_web::FeedControl;
    /// # fn example(control: &FeedControl) -> Result<(), iotcentral_web::Error> {
    /// control.resume();
    /// # Ok(()) }
    /// ```
    pub fn resume(&self) {
        self.0.paused.set(false);
        self.wake();
    }

    /// Makes all readings due now, also those that wait because the service asked for it. A paused feed reads each of
    /// them once.
    ///
    /// ```no_run
    /// # use iotcentral_web::FeedControl;
    /// # fn example(control: &FeedControl) -> Result<(), iotcentral_web::Error> {
    /// control.refresh();
    /// # Ok(()) }
    /// ```
    pub fn refresh(&self) {
        self.0.refresh.set(true);
        self.wake();
    }

    /// Stops the updates of one tile, and the readings that only this tile shows.
    ///
    /// ```no_run
    /// # use iotcentral_web::FeedControl;
    /// # fn example(control: &FeedControl) -> Result<(), iotcentral_web::Error> {
    /// control.stop(0);
    /// # Ok(()) }
    /// ```
    pub fn stop(&self, tile: usize) {
        self.0.stopped.borrow_mut().push(tile);
        self.wake();
    }

    /// Sets which tiles are in view. From the next request on, readings that they show come before other readings that
    /// are due. With `None`, the default, all tiles count as in view.
    ///
    /// ```no_run
    /// # use iotcentral_web::FeedControl;
    /// # fn example(control: &FeedControl) -> Result<(), iotcentral_web::Error> {
    /// control.set_visible(Some(vec![0, 3]));
    /// # Ok(()) }
    /// ```
    pub fn set_visible(&self, tiles: Option<Vec<usize>>) {
        self.0.visible.replace(tiles);
        self.wake();
    }

    /// Ends the feed.
    ///
    /// ```no_run
    /// # use iotcentral_web::FeedControl;
    /// # fn example(control: &FeedControl) -> Result<(), iotcentral_web::Error> {
    /// control.close();
    /// # Ok(()) }
    /// ```
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

    pub(super) fn is_visible(&self, tile: usize) -> bool {
        self.0.visible.borrow().as_ref().is_none_or(|tiles| tiles.contains(&tile))
    }

    /// Returns whether a refresh was demanded since the last call.
    pub(super) fn take_refresh(&self) -> bool {
        self.0.refresh.take()
    }

    /// Returns whether a refresh is demanded.
    pub(super) fn wants_refresh(&self) -> bool {
        self.0.refresh.get()
    }

    /// Registers the task of `context` to be woken by the next demand.
    pub(super) fn register(&self, context: &Context<'_>) {
        self.0.waker.replace(Some(context.waker().clone()));
    }

    /// Resolves when the feed has been closed, even if it has not been polled yet.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript API's"))]
    pub(crate) async fn closed(&self) {
        poll_fn(|context| {
            self.register(context);
            if self.is_closed() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    /// Wakes the task that polls the feed.
    pub(super) fn wake(&self) {
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }
}
