//! The state that a feed keeps of each reading of its plan.

use std::rc::Rc;

use crate::error::{Error, ErrorKind};
use crate::pipeline::retry::Backoff;
use crate::telemetry::points::{Points, Readout};

/// The result of each column of a reading.
pub(super) type Columns = Vec<Result<Rc<Points>, Error>>;

/// The next action of a feed on a reading. A query reads from the template that the device names, so the device is read
/// first; the template gives names and units.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Action {
    /// Read the device: a tile names devices, but a query reads from a template.
    Device,
    /// Read the device's template, for names and units.
    Template,
    /// Query telemetry.
    Query,
    /// Read properties, or count the devices of a group.
    Fetch,
}

/// The columns of a reading and when they were read, by `Transport::elapsed`, or `None` after reading a device or a
/// template.
pub(super) type Outcome = Result<Option<(Columns, f64)>, Error>;

/// The longest time between two attempts at a reading that keeps failing, in milliseconds.
const MAX_BACKOFF_MS: f64 = 300_000.0;

/// The back-off of readings that still fail after the service has begun to answer again.
pub(super) const SHORT_BACKOFF: Backoff = Backoff { first_ms: 1_000.0, max_ms: MAX_BACKOFF_MS };

/// The state of a reading: when it is due, and how the last attempt ended.
#[derive(Default)]
pub(super) struct ReadingState {
    /// When the reading is due, by `Transport::elapsed`.
    pub(super) due_ms: f64,
    /// The number of failures in a row.
    pub(super) failures: u32,
    /// When the last failure was, by `Transport::elapsed`.
    failed_ms: f64,
    /// How many times in a row a back-off was ended early.
    shortened: u32,
    /// Whether the reading belongs to a refresh that was demanded during a pause.
    pub(super) in_paused_refresh: bool,
    /// The error of the last attempt, if it failed as a whole.
    pub(super) error: Option<Error>,
    /// The results of the columns at the last attempt, some of which may be errors.
    pub(super) columns: Columns,
    /// Whether the attempt that is due has tried to read the template, so that it is not tried again.
    pub(super) identified: bool,
}

impl ReadingState {
    /// Returns the state after a success.
    pub(super) fn succeeded(columns: Columns, due_ms: f64) -> Self {
        Self { due_ms, columns, ..Self::default() }
    }

    /// Records a failure. The reading is due again after `interval_ms`, which doubles with each failure in a row.
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

    /// Returns the time of the last failure, by `Transport::elapsed`, if its cause was an outage (a network error or
    /// 502 to 504). Returns `None` for other failures: a timeout may be the fault of the query, and if a reading fails
    /// while others succeed, the fault is its own.
    pub(super) fn unanswered_ms(&self) -> Option<f64> {
        let error = self.error.as_ref()?;
        let is_outage = error.kind == ErrorKind::Network || matches!(error.status, Some(502..=504));
        (is_outage && error.retry_after_ms.is_none() && self.shortened == 0).then_some(self.failed_ms)
    }

    /// Returns when the reading failed for a reason that may be the whole service's, by `Transport::elapsed`; `None` if
    /// it did not.
    pub(super) fn rejected_ms(&self) -> Option<f64> {
        self.error.as_ref().is_some_and(may_be_shared).then_some(self.failed_ms)
    }

    /// Makes a rejected reading due again, because the service now accepts requests that it rejected before. If
    /// each column was rejected, though not the reading as a whole, the reading is due at once.
    pub(super) fn recover(&mut self, now_ms: f64) {
        if self.rejected_ms().is_some() {
            self.end_back_off();
        } else if !self.columns.is_empty() && self.columns.iter().all(|column| column.as_ref().is_err_and(is_rejection))
        {
            self.due_ms = self.due_ms.min(now_ms);
        }
    }

    /// Shortens the back-off, because the service answers again. If the reading still fails, the next waits are one
    /// second, two, four and so on.
    pub(super) fn end_back_off(&mut self) {
        let due_ms = self.failed_ms + SHORT_BACKOFF.wait_ms(self.shortened, None);
        if self.backs_off() && due_ms < self.due_ms {
            self.due_ms = due_ms;
            self.shortened += 1;
        }
    }

    /// Returns whether the reading waits because of a failure that may be over by now, and the service did not ask for
    /// a certain wait.
    pub(super) fn backs_off(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.kind == ErrorKind::Network || may_be_shared(error))
    }
}

/// Returns whether the service rejected the content of a request. A query may be rejected because of one of its
/// columns.
pub(super) fn is_rejection(error: &Error) -> bool {
    matches!(error.status, Some(400 | 422))
}

/// Returns whether all readings may fail with this error, because of the state of the service. A rejected token is the
/// credential's affair, and a service that says when to send the next request gets it then.
pub(super) fn may_be_shared(error: &Error) -> bool {
    let is_answered = error.status.is_some_and(|status| status != 401);
    (is_answered || matches!(error.kind, ErrorKind::Decode | ErrorKind::Timeout)) && error.retry_after_ms.is_none()
}

/// Replaces the last values of a reading by those that were read at `at_ms`, in milliseconds since 1970. With
/// `keeps_latest`, the older values are kept beside the new ones, and `columns` receives both.
pub(super) fn update_readouts(readouts: &mut [Option<Readout>], columns: &mut Columns, keeps_latest: bool, at_ms: f64) {
    for (column, readout) in columns.iter_mut().zip(readouts) {
        let Ok(points) = column else { continue };
        if keeps_latest {
            *points = points.latest(readout.as_ref().map(|previous| &*previous.points)).into();
        }
        *readout = Some(Readout { points: Rc::clone(points), at_ms });
    }
}
