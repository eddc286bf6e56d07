//! What a feed knows of one reading of its plan.

use std::rc::Rc;

use crate::error::Error;
use crate::pipeline::retry::Backoff;
use crate::telemetry::points::{Points, Readout};

/// What each column of a reading gave the last time.
pub(super) type Columns = Vec<Result<Rc<Points>, Error>>;

/// The longest time between two attempts at a reading that keeps failing, in milliseconds.
const MAX_BACKOFF_MS: f64 = 300_000.0;

/// The state of a reading: when it is due, and how the last attempt ended.
#[derive(Default)]
pub(super) struct ReadingState {
    /// When it is due, in milliseconds since 1970.
    pub(super) due_ms: f64,
    /// Failures in a row.
    failures: u32,
    /// Why the last attempt failed as a whole.
    pub(super) error: Option<Error>,
    /// What the columns gave otherwise, and why some of them failed.
    pub(super) columns: Columns,
    /// Whether its device and template have been looked up for the attempt that is due.
    pub(super) identified: bool,
}

impl ReadingState {
    /// The state after a success.
    pub(super) fn succeeded(columns: Columns, due_ms: f64) -> Self {
        Self { due_ms, columns, ..Self::default() }
    }

    /// Records a failure: the reading is due again after `interval_ms`, which doubles with each failure in a row.
    pub(super) fn fail(&mut self, error: Error, interval_ms: f64, now_ms: f64) {
        let backoff = Backoff { first_ms: interval_ms, max_ms: MAX_BACKOFF_MS };
        *self = Self {
            due_ms: now_ms + backoff.wait_ms(self.failures, error.retry_after_ms),
            failures: self.failures.saturating_add(1),
            error: Some(error),
            ..Self::default()
        };
    }
}

/// Replaces the last values of a reading by those that were read at `at_ms`. With `keeps_latest`, the last values known before count
/// too, and `columns` receives them.
pub(super) fn update_readouts(readouts: &mut [Option<Readout>], columns: &mut Columns, keeps_latest: bool, at_ms: f64) {
    for (column, readout) in columns.iter_mut().zip(readouts) {
        let Ok(points) = column else { continue };
        if keeps_latest {
            *points = points.latest(readout.as_ref().map(|previous| &*previous.points)).into();
        }
        *readout = Some(Readout { points: Rc::clone(points), at_ms });
    }
}
