use std::{path::PathBuf, sync::Arc};

use serde_json::{Value, json};

use crate::{
    Clock,
    arm::{LroStyle, Resource},
    cors::{AllowedOrigins, Cors},
    device,
    error::Error,
    faults::Faults,
    limits::Limits,
    model::Model,
    seed::{self, Application, Seed},
    store::{ApplicationRow, Batch, Kind, Store},
};

/// The token when nothing else is said. It is public, like a storage emulator's account key: it guards nothing but
/// makes clients send one.
pub const DEFAULT_TOKEN: &str = "iotcentral-emulator";

/// The subscription of the seeded application.
const SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";

/// How an emulator is to behave. Not `Debug`, for the token's sake.
#[derive(Clone)]
pub struct Settings {
    /// What clients must send: [`DEFAULT_TOKEN`] by default.
    pub token: String,
    /// The system's time by default.
    pub clock: Clock,
    /// Pages of this computer by default.
    pub allowed_origins: AllowedOrigins,
    /// How long-running operations are followed: by `Azure-AsyncOperation` by default.
    pub lro: LroStyle,
    /// Whether it is served over TLS, which links then say: no by default.
    pub secure: bool,
    /// Names and addresses, without ports or brackets, that it answers to beside those of this computer; applications are
    /// at names under these. None by default.
    pub allowed_hosts: Vec<String>,
    /// What answers to other origins reveal: whatever the SDK can use by default.
    pub cors: Cors,
    /// Whether 20 requests and one query a second are all that an application takes, as the service does. Off by default.
    pub limits: bool,
    /// The data file, made where there is none; memory by default.
    pub data: Option<PathBuf>,
    /// A description of templates, devices and dashboards for a new data file, instead of "Contoso". One that is there keeps
    /// its own.
    pub seed: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            token: DEFAULT_TOKEN.into(),
            clock: Clock::default(),
            allowed_origins: AllowedOrigins::default(),
            lro: LroStyle::default(),
            secure: false,
            allowed_hosts: Vec::new(),
            cors: Cors::default(),
            limits: false,
            data: None,
            seed: None,
        }
    }
}

/// The emulated service: settings, and what the API can change. Clones share it.
#[derive(Clone)]
pub struct Emulator(Arc<Shared>);

struct Shared {
    settings: Settings,
    is_new: bool,
    store: Store,
    faults: Faults,
    limits: Limits,
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
        Ok(Self(Arc::new(Shared { settings, is_new, store, faults: Faults::default(), limits: Limits::default() })))
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

    pub(crate) fn allowed_origins(&self) -> AllowedOrigins {
        self.0.settings.allowed_origins.clone()
    }

    pub(crate) fn lro(&self) -> LroStyle {
        self.0.settings.lro
    }

    pub(crate) fn scheme(&self) -> &'static str {
        if self.0.settings.secure { "https" } else { "http" }
    }

    pub(crate) fn allowed_hosts(&self) -> &[String] {
        &self.0.settings.allowed_hosts
    }

    pub(crate) fn cors(&self) -> Cors {
        self.0.settings.cors
    }

    /// What is left to each application, where limits are on.
    pub(crate) fn limits(&self) -> Option<&Limits> {
        self.0.settings.limits.then_some(&self.0.limits)
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
            Some(documents) => Seed::new(documents)?,
            None => self.0.settings.seed()?,
        };
        let reset = self.store().write(|batch| {
            batch.clear()?;
            fill(batch, &seed, self.clock())
        });
        reset.map_err(sentence)
    }
}

impl Settings {
    fn seed(&self) -> Result<Seed, String> {
        self.seed.as_deref().map_or_else(seed::contoso, seed::read_file)
    }
}

/// Puts the seeded application into an empty store.
fn fill(batch: &Batch<'_>, seed: &Seed, clock: Clock) -> Result<(), Error> {
    let Application { id, display_name, subdomain } = &seed.application;
    let resource = Resource { subscription: SUBSCRIPTION.into(), group: subdomain.clone(), name: subdomain.clone() };
    batch.put_seed(&resource.key(), &seed.documents)?;
    batch.put_application(&ApplicationRow {
        resource: resource.key(),
        id: id.clone(),
        name: subdomain.clone(),
        subdomain: subdomain.clone(),
        live: true,
        operation: None,
        body: json!({
            "id": resource.id(),
            "name": subdomain,
            "type": "Microsoft.IoTCentral/IoTApps",
            "location": "westeurope",
            "tags": {},
            "sku": { "name": "ST2" },
            "identity": { "type": "None" },
            "properties": {
                "applicationId": id,
                "displayName": display_name,
                "subdomain": subdomain,
                "template": "iotc-pnp-preview@1.0.0",
                "state": "created",
                "provisioningState": "Succeeded",
            },
        }),
    })?;
    let now = clock.now();
    for (template, document) in &seed.templates {
        batch.put(id, Kind::DeviceTemplate, template, document.clone(), now)?;
    }
    for device in &seed.devices {
        let model = seed.templates.get(&device.template).map(Model::new).unwrap_or_default();
        batch.put(id, Kind::Device, &device.id, device::seeded(device, &model, now.as_millisecond())?, now)?;
    }
    for (kind, documents) in [
        (Kind::DeviceGroup, &seed.groups),
        (Kind::Organization, &seed.organizations),
        (Kind::Dashboard, &seed.dashboards),
    ] {
        for (name, document) in documents {
            batch.put(id, kind, name, document.clone(), now)?;
        }
    }
    Ok(())
}
