//! When a query gives up: nobody waits for it any more, or it takes too long.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use crate::error::Error;

/// Messages between two looks at the time.
const STRIDE: u32 = 256;

#[derive(Debug)]
pub(crate) struct Watch {
    unwanted: Arc<AtomicBool>,
    deadline: Instant,
    longest: Duration,
    messages: Cell<u32>,
    over: Cell<bool>,
}

/// Whoever waits for the answer keeps it until then.
pub(crate) struct Wanted(Arc<AtomicBool>);

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Watch {
    /// From now on, for as long.
    pub(crate) fn new(longest: Duration) -> Self {
        let deadline = Instant::now() + longest;
        Self { unwanted: Arc::default(), deadline, longest, messages: Cell::new(0), over: Cell::new(false) }
    }

    pub(crate) fn wanted(&self) -> Wanted {
        Wanted(Arc::clone(&self.unwanted))
    }

    /// Whether to look at another message. Once it is over it stays so.
    pub(crate) fn goes_on(&self) -> bool {
        if self.messages.get().is_multiple_of(STRIDE)
            && (self.unwanted.load(Ordering::Relaxed) || Instant::now() >= self.deadline)
        {
            self.over.set(true);
        }
        self.messages.set(self.messages.get().wrapping_add(1));
        !self.over.get()
    }

    /// Refuses an answer for which not all messages were looked at.
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
