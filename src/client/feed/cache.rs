//! What the feeds of one client share. Another client has a cache of its own: its user may see less.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::control::FeedControl;
use super::reading::{Action, Columns, SHORT_BACKOFF};
use crate::error::Error;
use crate::pipeline::retry::Backoff;
use crate::telemetry::Names;
use crate::telemetry::plan::{Column, Reading};

/// How long a column that the service rejected is left out of queries: each time longer, since a rejection may pass, but mostly tells
/// of a dashboard that is older than the device's template.
const REJECTED: Backoff = Backoff { first_ms: 30_000.0, max_ms: 240_000.0 };

/// What the feeds of one client share: names, claims, fresh readings and rejected columns.
#[derive(Default)]
pub(in crate::client) struct FeedCache {
    names: RefCell<Rc<RefCell<Names>>>,
    claims: RefCell<Vec<Weak<Claim>>>,
    readings: RefCell<Vec<CachedReading>>,
    rejections: RefCell<Vec<Rejection>>,
    /// The readings that the service refused since it last accepted one, apart for queries and other requests.
    refused: [RefCell<Vec<Reading>>; 2],
    /// How often the service accepted a request again after it had refused those of several readings.
    recoveries: Cell<u32>,
}

/// An action of one feed whose requests are in flight; dropped when they have ended.
pub(super) struct Claim {
    action: Action,
    reading: Reading,
    begun_ms: f64,
    /// The feeds that want the same, and wait.
    waiting: RefCell<Vec<FeedControl>>,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.waiting.take().iter().for_each(FeedControl::wake);
    }
}

/// A reading that another feed may still use.
struct CachedReading {
    reading: Reading,
    columns: Columns,
    /// When it was read; this and all times here are by `Transport::elapsed`.
    at_ms: f64,
    /// When it stops being fresh.
    expires_ms: f64,
}

/// A column that made the service reject a query for devices of a template.
struct Rejection {
    template: String,
    column: Column,
    error: Error,
    /// When the service rejected it.
    at_ms: f64,
    /// From when on the column may be queried again.
    until_ms: f64,
    /// Rejections in a row before this one.
    before: u32,
}

/// Whether the service accepts a column in a query.
pub(super) enum ColumnState {
    /// No query with it was rejected: it may be queried together with others.
    Accepted,
    /// A query was rejected for it a while ago: query it alone.
    Suspect,
    /// A query was rejected for it recently: leave it out.
    Rejected(Error),
}

impl FeedCache {
    /// The names for a new feed: those of the other feeds while there is one, or any of their readings is fresh; else none.
    pub(super) fn names(&self, now_ms: f64) -> Rc<RefCell<Names>> {
        self.evict_expired(now_ms);
        if self.readings.borrow().is_empty() && Rc::strong_count(&self.names.borrow()) == 1 {
            self.names.take();
        }
        Rc::clone(&self.names.borrow())
    }

    /// Claims an action on a reading. `None` where another feed has begun the same since `after_ms`: its end wakes `control`.
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

    /// What a feed has read after `after_ms`, and when.
    pub(super) fn get(&self, reading: &Reading, after_ms: f64) -> Option<(Columns, f64)> {
        let readings = self.readings.borrow();
        let known = readings.iter().find(|known| known.reading == *reading)?;
        (known.at_ms > after_ms).then(|| (known.columns.clone(), known.at_ms))
    }

    /// Keeps a reading made now until `expires_ms`.
    pub(super) fn put(&self, reading: &Reading, columns: &Columns, at_ms: f64, expires_ms: f64) {
        self.evict_expired(at_ms);
        let mut readings = self.readings.borrow_mut();
        readings.retain(|known| known.reading != *reading);
        readings.push(CachedReading { reading: reading.clone(), columns: columns.clone(), at_ms, expires_ms });
    }

    fn evict_expired(&self, now_ms: f64) {
        self.readings.borrow_mut().retain(|known| known.expires_ms > now_ms);
    }

    /// Whether the service accepts a column in queries for devices of a template.
    pub(super) fn column_state(&self, template: &str, column: &Column, now_ms: f64) -> ColumnState {
        let rejections = self.rejections.borrow();
        match rejections.iter().find(|rejection| rejection.matches(template, column)) {
            Some(rejection) if rejection.until_ms > now_ms => ColumnState::Rejected(rejection.error.clone()),
            Some(_) => ColumnState::Suspect,
            None => ColumnState::Accepted,
        }
    }

    /// Records whether the service rejected a query for this column alone. Where it accepts one that it has rejected before, it has
    /// changed: then all are queried together again.
    pub(super) fn record(&self, template: &str, column: &Column, rejected: Option<&Error>, now_ms: f64) {
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

    /// Records that the service refused a request of a reading, a query or another one.
    pub(super) fn refuse(&self, is_query: bool, reading: &Reading) {
        let mut refused = self.refused_by(is_query).borrow_mut();
        if !refused.contains(reading) {
            refused.push(reading.clone());
        }
    }

    /// Records that the service accepted a query, or another request. Where it had refused several readings, it has recovered: then
    /// rejections of columns may have been no more than that.
    pub(super) fn accept(&self, is_query: bool) {
        if self.refused_by(is_query).take().len() > 1 {
            self.recoveries.set(self.recoveries.get() + 1);
            for known in self.rejections.borrow_mut().iter_mut() {
                known.until_ms = known.until_ms.min(known.at_ms + SHORT_BACKOFF.wait_ms(known.before, None));
            }
        }
    }

    /// Whether the service refuses one reading after the other: then the reason is not in a reading.
    pub(super) fn is_refusing(&self, is_query: bool) -> bool {
        self.refused_by(is_query).borrow().len() > 1
    }

    /// Whether the last query of another reading was refused, too.
    pub(super) fn refuses_others(&self, reading: &Reading) -> bool {
        self.refused_by(true).borrow().iter().any(|refused| refused != reading)
    }

    pub(super) fn recoveries(&self) -> u32 {
        self.recoveries.get()
    }

    fn refused_by(&self, is_query: bool) -> &RefCell<Vec<Reading>> {
        let [queries, others] = &self.refused;
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
