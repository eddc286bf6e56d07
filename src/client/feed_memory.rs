//! What the feeds of one client know together: the next one begins with it. Nothing of it goes to another client, whose user
//! may see less.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Error;
use crate::telemetry::Names;
use crate::telemetry::plan::{Column, Reading};
use crate::telemetry::points::Points;

/// What each column of a reading gave.
pub(super) type Columns = Vec<Result<Rc<Points>, Error>>;

/// How long a column that the service refused isn't asked for, in milliseconds. A device template rarely changes.
const REFUSED_MS: f64 = 600_000.0;

/// What the feeds of one client know together.
#[derive(Default)]
pub(super) struct FeedMemory {
    names: RefCell<Rc<RefCell<Names>>>,
    readouts: RefCell<Vec<Remembered>>,
    refusals: RefCell<Vec<Refusal>>,
}

/// What a reading gave that another feed may still want.
struct Remembered {
    reading: Reading,
    columns: Columns,
    at_ms: f64,
    /// When it stops being fresh.
    until_ms: f64,
}

/// A column that made the service refuse a query of a template's devices.
struct Refusal {
    template: String,
    column: Column,
    error: Error,
    /// When it may be asked for again.
    until_ms: f64,
}

/// What is known of a column.
pub(super) enum Standing {
    /// It may stand in a query with others.
    Good,
    /// It was refused a while ago: it should be asked for alone.
    Doubtful,
    /// It was refused just now.
    Refused(Error),
}

impl FeedMemory {
    /// The names that a new feed begins with: those of the others, as long as anything that they read is fresh.
    pub(super) fn names(&self, now_ms: f64) -> Rc<RefCell<Names>> {
        self.drop_old(now_ms);
        if self.readouts.borrow().is_empty() {
            self.names.take();
        }
        Rc::clone(&self.names.borrow())
    }

    /// What a feed has read after this moment, and when.
    pub(super) fn recall(&self, reading: &Reading, after_ms: f64, now_ms: f64) -> Option<(Columns, f64)> {
        let readouts = self.readouts.borrow();
        let known = readouts.iter().find(|known| known.reading == *reading)?;
        // What lies ahead was read before the clock was set back.
        (known.at_ms > after_ms && known.at_ms <= now_ms).then(|| (known.columns.clone(), known.at_ms))
    }

    /// Keeps what was read now, as long as it is fresh.
    pub(super) fn remember(&self, reading: &Reading, columns: &Columns, at_ms: f64, until_ms: f64) {
        self.drop_old(at_ms);
        let mut readouts = self.readouts.borrow_mut();
        readouts.retain(|known| known.reading != *reading);
        readouts.push(Remembered { reading: reading.clone(), columns: columns.clone(), at_ms, until_ms });
    }

    fn drop_old(&self, now_ms: f64) {
        self.readouts.borrow_mut().retain(|known| known.until_ms > now_ms);
    }

    /// Whether a column may be asked for.
    pub(super) fn standing(&self, template: &str, column: &Column, now_ms: f64) -> Standing {
        let refusals = self.refusals.borrow();
        match refusals.iter().find(|refusal| refusal.is_of(template, column)) {
            Some(refusal) if refusal.until_ms > now_ms => Standing::Refused(refusal.error.clone()),
            Some(_) => Standing::Doubtful,
            None => Standing::Good,
        }
    }

    /// Keeps what the service says of a column that it was asked for alone.
    pub(super) fn judge(&self, template: &str, column: &Column, refused: Option<&Error>, now_ms: f64) {
        let mut refusals = self.refusals.borrow_mut();
        refusals.retain(|refusal| refusal.until_ms + REFUSED_MS > now_ms && !refusal.is_of(template, column));
        refusals.extend(refused.map(|error| Refusal {
            template: template.to_owned(),
            column: column.clone(),
            error: error.clone(),
            until_ms: now_ms + REFUSED_MS,
        }));
    }

    /// Lets all that was refused be asked for again.
    pub(super) fn doubt_refusals(&self, now_ms: f64) {
        self.refusals.borrow_mut().iter_mut().for_each(|refusal| refusal.until_ms = refusal.until_ms.min(now_ms));
    }
}

impl Refusal {
    fn is_of(&self, template: &str, column: &Column) -> bool {
        self.template == template && self.column == *column
    }
}
