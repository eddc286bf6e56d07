//! The state that all rooms above share: the settings, and the data that the API changes.

mod settings;

use std::{num::NonZeroUsize, sync::Arc};

use axum::http::request::Parts;
use serde_json::Value;

pub use self::settings::{DEFAULT_ARM_PAGE, DEFAULT_TOKEN, Settings};
use crate::{
    Clock,
    error::Error,
    faults::Faults,
    http::{Allowed, Cors, called},
    resource::LroStyle,
    seed::{Seed, fill},
    store::{ApplicationRow, Store},
    validate::Contract,
};

/// The emulated service: its settings and its data. Clones share both.
#[derive(Clone)]
pub struct Emulator(Arc<Shared>);

struct Shared {
    settings: Settings,
    is_new: bool,
    store: Store,
    faults: Faults,
}

/// The application that a data file began with, which localhost addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded {
    /// A GUID, which an API token's `sr` must name.
    pub id: String,
    /// The name for people.
    pub display_name: String,
}

impl Emulator {
    /// Opens an emulator on its data file, and adds the seeded application to a new file. Fails with a message if the
    /// seed is invalid or the file cannot be used.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let seed = settings.seed()?;
        let mut is_new = false;
        let store = Store::open(settings.data.as_deref(), |batch| {
            is_new = true;
            fill(batch, &seed, settings.clock)
        })?;
        let faults = Faults::new(settings.clock);
        Ok(Self(Arc::new(Shared { settings, is_new, store, faults })))
    }

    /// Returns whether a seed was given but is ignored, because the data file keeps the seed that it began with.
    #[must_use]
    pub fn ignores_seed(&self) -> bool {
        !self.0.is_new && self.0.settings.seed.is_some()
    }

    /// Returns the application that localhost addresses; `None` while it is deleted. Fails with a message.
    pub fn seeded(&self) -> Result<Option<Seeded>, String> {
        let row = self.store().read(|batch| batch.seeded_application()).map_err(|error| error.message().to_owned())?;
        Ok(row.map(|ApplicationRow { id, name, body, .. }| {
            let display_name = body.pointer("/properties/displayName").and_then(Value::as_str);
            Seeded { display_name: display_name.map_or(name, str::to_owned), id }
        }))
    }

    pub(crate) fn token(&self) -> &str {
        &self.0.settings.token
    }

    /// Returns the clock for times in answers.
    pub fn clock(&self) -> Clock {
        self.0.settings.clock
    }

    pub(crate) fn allowed(&self) -> Allowed {
        let Settings { allowed_hosts, allowed_origins, .. } = &self.0.settings;
        Allowed { hosts: allowed_hosts.clone(), origins: allowed_origins.clone() }
    }

    pub(crate) fn lro(&self) -> LroStyle {
        self.0.settings.lro
    }

    /// Returns the scheme, host and port by which a client called.
    pub(crate) fn origin(&self, parts: &Parts) -> String {
        let scheme = if self.0.settings.secure { "https" } else { "http" };
        format!("{scheme}://{}", called(parts).unwrap_or_default())
    }

    pub(crate) fn allowed_hosts(&self) -> &[String] {
        &self.0.settings.allowed_hosts
    }

    pub(crate) fn cors(&self) -> Cors {
        self.0.settings.cors
    }

    /// Returns whether the service's limits apply to applications.
    pub(crate) fn has_limits(&self) -> bool {
        self.0.settings.limits
    }

    pub(crate) fn arm_page_size(&self) -> NonZeroUsize {
        self.0.settings.arm_page_size
    }

    /// Returns how strictly the published contract is applied.
    pub(crate) fn contract(&self) -> Contract {
        self.0.settings.contract()
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.0.faults
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    /// Restores the state in which the data file was created. Fails with a message.
    pub fn reset(&self) -> Result<(), String> {
        let sentence = |error: Error| error.message().to_owned();
        let seed = match self.store().read(|batch| batch.seed()).map_err(sentence)? {
            // The documents were accepted once, possibly by a lenient emulator.
            Some(documents) => Seed::new(documents, Contract::Lenient)?,
            None => self.0.settings.seed()?,
        };
        let reset = self.store().write(|batch| {
            batch.clear()?;
            fill(batch, &seed, self.clock())
        });
        reset.map_err(sentence)
    }
}
