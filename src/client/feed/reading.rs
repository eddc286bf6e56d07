//! What a feed knows of one reading of its plan.

use std::rc::Rc;

use crate::error::{Error, ErrorKind};
use crate::pipeline::retry::Backoff;
use crate::telemetry::points::{Points, Readout};

/// What each column of a reading gave the last time.
pub(super) type Columns = Vec<Result<Rc<Points>, Error>>;

/// What a feed does next for a reading.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Action {
    /// Look up its device: a tile names devices, a query reads from a template.
    Device,
    /// Look up its device's template.
    Template,
    /// Query its telemetry.
    Query,
    /// Get its properties, or count the devices of its group.
    Fetch,
}

/// What the columns of a reading gave; `None` after a look-up.
pub(super) type Outcome = Result<Option<Columns>, Error>;

/// The longest time between two attempts at a reading that keeps failing, in milliseconds.
const MAX_BACKOFF_MS: f64 = 300_000.0;

/// The back-offs once the service answers again.
pub(super) const SHORT_BACKOFF: Backoff = Backoff { first_ms: 1_000.0, max_ms: MAX_BACKOFF_MS };

/// The state of a reading: when it is due, and how the last attempt ended.
#[derive(Default)]
pub(super) struct ReadingState {
    /// When it is due, by `Transport::elapsed`.
    pub(super) due_ms: f64,
    /// Failures in a row.
    pub(super) failures: u32,
    /// When the last of them was, by `Transport::elapsed`.
    failed_ms: f64,
    /// How many of their back-offs were ended early.
    shortened: u32,
    /// Whether it belongs to the round of a refresh that was demanded during a pause.
    pub(super) in_round: bool,
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
            failed_ms: now_ms,
            shortened: self.shortened,
            error: Some(error),
            ..Self::default()
        };
    }

    /// When the service gave no answer, by `Transport::elapsed`; `None` where the failure says nothing of the whole service: a
    /// timeout may be the query's, and a reading that fails while others succeed fails by itself.
    pub(super) fn unanswered_ms(&self) -> Option<f64> {
        let error = self.error.as_ref()?;
        let is_outage = error.kind == ErrorKind::Network || matches!(error.status, Some(502..=504));
        (is_outage && error.retry_after_ms.is_none() && self.shortened == 0).then_some(self.failed_ms)
    }

    /// When the service refused it, by `Transport::elapsed`.
    pub(super) fn refused_ms(&self) -> Option<f64> {
        self.error.as_ref().is_some_and(is_refusal).then_some(self.failed_ms)
    }

    /// Makes it due again after the service has refused it, since the service accepts again what it refused. What has other data only
    /// waits until that is due.
    pub(super) fn recover(&mut self, now_ms: f64) {
        if self.refused_ms().is_some() {
            self.end_back_off();
        } else if !self.columns.is_empty() && self.columns.iter().all(|column| column.as_ref().is_err_and(is_refusal)) {
            self.due_ms = self.due_ms.min(now_ms);
        }
    }

    /// Ends the back-off, since the service answers again. What fails nevertheless is tried again after one second, two, four and so on.
    pub(super) fn end_back_off(&mut self) {
        let due_ms = self.failed_ms + SHORT_BACKOFF.wait_ms(self.shortened, None);
        if self.backs_off() && due_ms < self.due_ms {
            self.due_ms = due_ms;
            self.shortened += 1;
        }
    }

    /// Whether it waits because of a failure that may be over by now, and the service did not say for how long.
    pub(super) fn backs_off(&self) -> bool {
        let may_be_over = |error: &Error| {
            (error.is_transient() && error.status != Some(429) || is_refusal(error)) && error.retry_after_ms.is_none()
        };
        self.error.as_ref().is_some_and(may_be_over)
    }
}

/// Whether the service refused what a request asks for. A query may be refused for one of its columns.
pub(super) fn is_refusal(error: &Error) -> bool {
    matches!(error.status, Some(400 | 422))
}

/// Replaces the last values of a reading by those that were read at `at_ms`, in milliseconds since 1970. With `keeps_latest`, the last
/// values known before count too, and `columns` receives them.
pub(super) fn update_readouts(readouts: &mut [Option<Readout>], columns: &mut Columns, keeps_latest: bool, at_ms: f64) {
    for (column, readout) in columns.iter_mut().zip(readouts) {
        let Ok(points) = column else { continue };
        if keeps_latest {
            *points = points.latest(readout.as_ref().map(|previous| &*previous.points)).into();
        }
        *readout = Some(Readout { points: Rc::clone(points), at_ms });
    }
}
