use std::sync::Arc;

use crate::{
    Clock,
    api::dashboards,
    cors::AllowedOrigins,
    faults::Faults,
    seed::{self, Seed},
    store::Store,
};

/// The token when nothing else is said. It is public, like a storage emulator's account key: it guards nothing but
/// makes clients send one.
pub const DEFAULT_TOKEN: &str = "iotcentral-emulator";

/// How an emulator is to behave. Not `Debug`, for the token's sake.
#[derive(Clone)]
pub struct Settings {
    /// What clients must send: [`DEFAULT_TOKEN`] by default.
    pub token: String,
    /// The system's time by default.
    pub clock: Clock,
    /// Pages of this computer by default.
    pub allowed_origins: AllowedOrigins,
}

impl Default for Settings {
    fn default() -> Self {
        Self { token: DEFAULT_TOKEN.into(), clock: Clock::default(), allowed_origins: AllowedOrigins::default() }
    }
}

/// One emulated application: settings, what the seed describes, and what the API can change. Clones share it.
#[derive(Clone)]
pub struct Emulator(Arc<Shared>);

struct Shared {
    settings: Settings,
    seed: Seed,
    store: Store,
    faults: Faults,
}

impl Emulator {
    /// An emulator with the seeded application "Contoso". Fails with a sentence when the seed contradicts itself.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let mut seed = seed::contoso()?;
        let store = Store::default();
        let now = settings.clock.now();
        for (id, dashboard) in std::mem::take(&mut seed.dashboards) {
            let dashboard = dashboards::normalize(&id, dashboard).map_err(|error| format!("seed: {id}: {error:?}"))?;
            store.put(&id, dashboard, now);
        }
        Ok(Self(Arc::new(Shared { settings, seed, store, faults: Faults::default() })))
    }

    /// The id that an API token's `sr` must name.
    pub fn application_id(&self) -> &str {
        &self.0.seed.application.id
    }

    pub(crate) fn token(&self) -> &str {
        &self.0.settings.token
    }

    /// The clock it answers by.
    pub fn clock(&self) -> Clock {
        self.0.settings.clock
    }

    pub(crate) fn allowed_origins(&self) -> AllowedOrigins {
        self.0.settings.allowed_origins.clone()
    }

    pub(crate) fn seed(&self) -> &Seed {
        &self.0.seed
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.0.faults
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }
}
