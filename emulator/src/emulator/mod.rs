//! What the rooms above share: the settings, and what the API can change.

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

/// The emulated service: settings, and what the API can change. Clones share it.
#[derive(Clone)]
pub struct Emulator(Arc<Shared>);

struct Shared {
    settings: Settings,
    is_new: bool,
    store: Store,
    faults: Faults,
}

/// The application that a data file began with, which localhost calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded {
    /// A GUID, which an API token's `sr` must name.
    pub id: String,
    /// What people call it.
    pub display_name: String,
}

impl Emulator {
    /// An emulator on its data file, with the seeded application where that is new. Fails with a sentence when the seed
    /// contradicts itself, or the file can't be used.
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

    /// Whether it was given a seed that counts for nothing, since its data file keeps the one that it began with.
    #[must_use]
    pub fn ignores_seed(&self) -> bool {
        !self.0.is_new && self.0.settings.seed.is_some()
    }

    /// The application that localhost calls; `None` while it is deleted. Fails with a sentence.
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

    /// The clock it answers by.
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

    /// The scheme, host and port that a client called.
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

    /// Whether an application takes no more than the service allows.
    pub(crate) fn has_limits(&self) -> bool {
        self.0.settings.limits
    }

    pub(crate) fn arm_page_size(&self) -> NonZeroUsize {
        self.0.settings.arm_page_size
    }

    /// How the published contract is taken.
    pub(crate) fn contract(&self) -> Contract {
        self.0.settings.contract()
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.0.faults
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    /// Makes everything as it was when the data file was made. Fails with a sentence.
    pub fn reset(&self) -> Result<(), String> {
        let sentence = |error: Error| error.message().to_owned();
        let seed = match self.store().read(|batch| batch.seed()).map_err(sentence)? {
            // It was taken once, by an emulator that may have been lenient.
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
