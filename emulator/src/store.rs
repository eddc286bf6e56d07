//! What the API can change: the dashboards. In memory; this module alone knows how they are kept.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use jiff::Timestamp;
use serde_json::Value;

use crate::{error::Error, etag};

/// The dashboards of the application by id, each with its current `etag`.
#[derive(Debug, Default)]
pub(crate) struct Store {
    dashboards: Mutex<BTreeMap<String, Value>>,
    writes: AtomicU32,
}

impl Store {
    /// All dashboards, by id.
    pub(crate) fn list(&self) -> Vec<Value> {
        self.lock().values().cloned().collect()
    }

    pub(crate) fn get(&self, id: &str) -> Option<Value> {
        self.lock().get(id).cloned()
    }

    /// Creates or replaces, under a new etag, and answers what is kept now.
    pub(crate) fn put(&self, id: &str, dashboard: Value, now: Timestamp) -> Value {
        let dashboard = self.stamp(dashboard, now);
        self.lock().insert(id.to_owned(), dashboard.clone());
        dashboard
    }

    /// Replaces a dashboard by what `change` makes of it, under a new etag. Nobody else writes in between. `None` when
    /// there is no such dashboard.
    pub(crate) fn update(
        &self,
        id: &str,
        now: Timestamp,
        change: impl FnOnce(&Value) -> Result<Value, Error>,
    ) -> Result<Option<Value>, Error> {
        let mut dashboards = self.lock();
        let Some(current) = dashboards.get_mut(id) else { return Ok(None) };
        *current = self.stamp(change(current)?, now);
        Ok(Some(current.clone()))
    }

    /// Whether there was one to delete.
    pub(crate) fn delete(&self, id: &str) -> bool {
        self.lock().remove(id).is_some()
    }

    fn stamp(&self, mut dashboard: Value, now: Timestamp) -> Value {
        let write = self.writes.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(fields) = dashboard.as_object_mut() {
            fields.insert("etag".into(), etag::new(write, now).into());
        }
        dashboard
    }

    /// A change is made in one step, so a thread that panicked has left whole dashboards behind.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Value>> {
        self.dashboards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
