//! What the feeds of one client share. Another client has a cache of its own: its user may see less.

use std::cell::RefCell;
use std::rc::Rc;

use super::reading::Columns;
use crate::error::Error;
use crate::telemetry::Names;
use crate::telemetry::plan::{Column, Reading};

/// How long a column that the service rejected is left out of queries, in milliseconds. Device templates rarely change.
const REJECTED_MS: f64 = 600_000.0;

/// What the feeds of one client share: names, fresh readings and rejected columns.
#[derive(Default)]
pub(in crate::client) struct FeedCache {
    names: RefCell<Rc<RefCell<Names>>>,
    readings: RefCell<Vec<CachedReading>>,
    rejections: RefCell<Vec<Rejection>>,
}

/// A reading that another feed may still use.
struct CachedReading {
    reading: Reading,
    columns: Columns,
    at_ms: f64,
    /// When it stops being fresh.
    expires_ms: f64,
}

/// A column that made the service reject a query for devices of a template.
struct Rejection {
    template: String,
    column: Column,
    error: Error,
    /// From when on the column may be queried again.
    until_ms: f64,
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
    /// The names for a new feed: those of the other feeds while any of their readings is fresh, else none.
    pub(super) fn names(&self, now_ms: f64) -> Rc<RefCell<Names>> {
        self.evict_expired(now_ms);
        if self.readings.borrow().is_empty() {
            self.names.take();
        }
        Rc::clone(&self.names.borrow())
    }

    /// What a feed has read after `after_ms`, and when.
    pub(super) fn get(&self, reading: &Reading, after_ms: f64, now_ms: f64) -> Option<(Columns, f64)> {
        let readings = self.readings.borrow();
        let known = readings.iter().find(|known| known.reading == *reading)?;
        // A reading from the future was made before the clock was set back.
        (known.at_ms > after_ms && known.at_ms <= now_ms).then(|| (known.columns.clone(), known.at_ms))
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

    /// Records whether the service rejected a query for this column alone.
    pub(super) fn record(&self, template: &str, column: &Column, rejected: Option<&Error>, now_ms: f64) {
        let mut rejections = self.rejections.borrow_mut();
        rejections.retain(|known| known.until_ms + REJECTED_MS > now_ms && !known.matches(template, column));
        rejections.extend(rejected.map(|error| Rejection {
            template: template.to_owned(),
            column: column.clone(),
            error: error.clone(),
            until_ms: now_ms + REJECTED_MS,
        }));
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
