//! Ends a query when its client has disconnected, or when it takes too long.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use crate::error::Error;

/// The number of messages between two looks at the clock.
const STRIDE: u32 = 256;

#[derive(Debug)]
pub(crate) struct Watch {
    unwanted: Arc<AtomicBool>,
    deadline: Instant,
    longest: Duration,
    messages: Cell<u32>,
    over: Cell<bool>,
}

/// Held by the request as long as its client waits for the answer.
pub(crate) struct Wanted(Arc<AtomicBool>);

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Watch {
    /// Starts the time of a query.
    pub(crate) fn new(longest: Duration) -> Self {
        let deadline = Instant::now() + longest;
        Self { unwanted: Arc::default(), deadline, longest, messages: Cell::new(0), over: Cell::new(false) }
    }

    pub(crate) fn wanted(&self) -> Wanted {
        Wanted(Arc::clone(&self.unwanted))
    }

    /// Returns whether the query may read another message. Once it returns `false`, it always does.
    pub(crate) fn goes_on(&self) -> bool {
        if self.messages.get().is_multiple_of(STRIDE)
            && (self.unwanted.load(Ordering::Relaxed) || Instant::now() >= self.deadline)
        {
            self.over.set(true);
        }
        self.messages.set(self.messages.get().wrapping_add(1));
        !self.over.get()
    }

    /// Returns an error if the query was stopped before it had read all messages.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if !self.over.get() {
            return Ok(());
        }
        Err(Error::bad_request(format!(
            "The query takes longer than {} seconds. Ask for a shorter WITHIN_WINDOW, or for some devices by $id.",
            self.longest.as_secs()
        )))
    }
}
