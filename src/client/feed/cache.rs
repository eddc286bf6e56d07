//! The cache that the feeds of one client share. Each client has a cache of its own, since the users of two clients may
//! have different rights.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::control::FeedControl;
use super::reading::{Action, Columns, SHORT_BACKOFF};
use crate::error::Error;
use crate::pipeline::retry::Backoff;
use crate::telemetry::Names;
use crate::telemetry::plan::{Column, Reading};

/// How long a rejected column is left out of queries. The time doubles with each rejection in a row: a rejection may be
/// transient, but usually the dashboard is older than the device's template.
const REJECTED: Backoff = Backoff { first_ms: 30_000.0, max_ms: 240_000.0 };

/// The cache that the feeds of one client share: names, claims on requests, fresh readings and rejected columns.
#[derive(Default)]
pub(in crate::client) struct FeedCache {
    names: RefCell<Rc<RefCell<Names>>>,
    claims: RefCell<Vec<Weak<Claim>>>,
    readings: RefCell<Vec<CachedReading>>,
    rejections: RefCell<Vec<Rejection>>,
    /// The readings that failed since the service last accepted one: first those that failed in queries, then those
    /// that failed in other requests.
    rejected: [RefCell<Vec<Reading>>; 2],
    /// How many times the service has accepted a request after rejecting several readings.
    recoveries: Cell<u32>,
}

/// A claim of one feed to run an action, so that no other feed sends the same requests. Dropped when the requests have
/// ended.
pub(super) struct Claim {
    action: Action,
    reading: Reading,
    begun_ms: f64,
    /// The controls of the feeds that wait for the same action.
    waiting: RefCell<Vec<FeedControl>>,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.waiting.take().iter().for_each(FeedControl::wake);
    }
}

/// A reading that other feeds can use while it is fresh.
struct CachedReading {
    reading: Reading,
    columns: Columns,
    /// When it was read. This and all times here are by `Transport::elapsed`.
    at_ms: f64,
    /// When it stops being fresh.
    expires_ms: f64,
}

/// A column that made the service reject a query for devices of a template.
struct Rejection {
    template: String,
    column: Column,
    error: Error,
    /// When the service rejected the query.
    at_ms: f64,
    /// When the column may be queried again.
    until_ms: f64,
    /// The number of rejections in a row before this one.
    before: u32,
}

/// Whether the service accepts a column in a query.
pub(super) enum ColumnState {
    /// No query with the column was rejected: query it together with others.
    Accepted,
    /// A query was rejected because of the column some time ago: query it alone.
    Suspect,
    /// A query was rejected because of the column recently: leave it out.
    Rejected(Error),
}

impl FeedCache {
    /// Returns the names for a new feed: those of earlier feeds if one of these still runs or the cache still has a
    /// fresh reading, otherwise none.
    pub(super) fn names(&self, now_ms: f64) -> Rc<RefCell<Names>> {
        self.evict_expired(now_ms);
        if self.readings.borrow().is_empty() && Rc::strong_count(&self.names.borrow()) == 1 {
            self.names.take();
        }
        Rc::clone(&self.names.borrow())
    }

    /// Claims an action on a reading. Returns `None` if another feed has claimed the same action since `after_ms`;
    /// `control` is woken when that claim ends.
    pub(super) fn claim(
        &self,
        (action, reading): (Action, &Reading),
        control: &FeedControl,
        after_ms: f64,
        now_ms: f64,
    ) -> Option<Rc<Claim>> {
        let (names, mut claims) = (self.names.borrow(), self.claims.borrow_mut());
        let names = names.borrow();
        let is_same = |other: &Rc<Claim>| {
            let (ours, theirs) = (&reading.device, &other.reading.device);
            other.begun_ms >= after_ms
                && other.action == action
                && match action {
                    Action::Device => ours == theirs,
                    Action::Template => names.template_of(ours) == names.template_of(theirs),
                    Action::Query | Action::Fetch => *reading == other.reading,
                }
        };
        if let Some(other) = claims.iter().filter_map(Weak::upgrade).find(is_same) {
            other.waiting.borrow_mut().push(control.clone());
            return None;
        }
        let claim = Rc::new(Claim { action, reading: reading.clone(), begun_ms: now_ms, waiting: RefCell::default() });
        claims.retain(|other| other.strong_count() > 0);
        claims.push(Rc::downgrade(&claim));
        Some(claim)
    }

    /// Returns a reading that was read after `after_ms`, and when it was read.
    pub(super) fn get(&self, reading: &Reading, after_ms: f64) -> Option<(Columns, f64)> {
        let readings = self.readings.borrow();
        let known = readings.iter().find(|known| known.reading == *reading)?;
        (known.at_ms > after_ms).then(|| (known.columns.clone(), known.at_ms))
    }

    /// Stores a reading until `expires_ms`.
    pub(super) fn store(&self, reading: &Reading, columns: &Columns, at_ms: f64, expires_ms: f64) {
        self.evict_expired(at_ms);
        let mut readings = self.readings.borrow_mut();
        readings.retain(|known| known.reading != *reading);
        readings.push(CachedReading { reading: reading.clone(), columns: columns.clone(), at_ms, expires_ms });
    }

    fn evict_expired(&self, now_ms: f64) {
        self.readings.borrow_mut().retain(|known| known.expires_ms > now_ms);
    }

    /// Returns whether the service accepts a column in queries for devices of a template.
    pub(super) fn column_state(&self, template: &str, column: &Column, now_ms: f64) -> ColumnState {
        let rejections = self.rejections.borrow();
        match rejections.iter().find(|rejection| rejection.matches(template, column)) {
            Some(rejection) if rejection.until_ms > now_ms => ColumnState::Rejected(rejection.error.clone()),
            Some(_) => ColumnState::Suspect,
            None => ColumnState::Accepted,
        }
    }

    /// Records whether the service rejected a query for this column alone. If the service accepts a column that it has
    /// rejected before, the service has changed: all columns are queried together again.
    pub(super) fn record_column(&self, template: &str, column: &Column, rejected: Option<&Error>, now_ms: f64) {
        let mut rejections = self.rejections.borrow_mut();
        let known = rejections.iter().position(|known| known.matches(template, column));
        let known = known.map(|place| rejections.swap_remove(place));
        let Some(error) = rejected else {
            if known.is_some() {
                rejections.clear();
            }
            return;
        };
        let before = known.map_or(0, |known| known.before + 1);
        rejections.push(Rejection {
            template: template.to_owned(),
            column: column.clone(),
            error: error.clone(),
            at_ms: now_ms,
            until_ms: now_ms + REJECTED.wait_ms(before, None),
            before,
        });
    }

    /// Records that a query, or another request, of a reading failed.
    pub(super) fn record_rejection(&self, is_query: bool, reading: &Reading) {
        let mut rejected = self.rejected_by(is_query).borrow_mut();
        if !rejected.contains(reading) {
            rejected.push(reading.clone());
        }
    }

    /// Records that the service accepted a query, or another request. If it had rejected several readings before, it
    /// has recovered: rejections of columns may have had the same reason, so they end early.
    pub(super) fn record_acceptance(&self, is_query: bool) {
        if self.rejected_by(is_query).take().len() > 1 {
            self.recoveries.set(self.recoveries.get() + 1);
            for known in self.rejections.borrow_mut().iter_mut() {
                known.until_ms = known.until_ms.min(known.at_ms + SHORT_BACKOFF.wait_ms(known.before, None));
            }
        }
    }

    /// Returns whether the service rejects one reading after the other, so that the reason is not a single reading.
    pub(super) fn is_rejecting(&self, is_query: bool) -> bool {
        self.rejected_by(is_query).borrow().len() > 1
    }

    /// Returns whether the service rejected another reading since it last accepted a query.
    pub(super) fn rejects_others(&self, reading: &Reading) -> bool {
        self.rejected_by(true).borrow().iter().any(|rejected| rejected != reading)
    }

    pub(super) fn recoveries(&self) -> u32 {
        self.recoveries.get()
    }

    fn rejected_by(&self, is_query: bool) -> &RefCell<Vec<Reading>> {
        let [queries, others] = &self.rejected;
        if is_query { queries } else { others }
    }

    /// Lets rejected columns be queried again, each alone.
    pub(super) fn expire_rejections(&self, now_ms: f64) {
        self.rejections.borrow_mut().iter_mut().for_each(|known| known.until_ms = known.until_ms.min(now_ms));
    }
}

impl Rejection {
    fn matches(&self, template: &str, column: &Column) -> bool {
        self.template == template && self.column == *column
    }
}
