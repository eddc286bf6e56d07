use std::{num::NonZeroUsize, path::PathBuf};

use crate::{
    Clock,
    http::{AllowedOrigins, Cors},
    resource::LroStyle,
    seed::{self, Seed},
    validate::Contract,
};

/// The token when nothing else is said. It is public, like a storage emulator's account key: it guards nothing but
/// makes clients send one.
pub const DEFAULT_TOKEN: &str = "iotcentral-emulator";

/// Applications a page of a list, when nothing else is said. The service documents no number, and allows few applications a
/// subscription: most clients have never met a second page.
pub const DEFAULT_ARM_PAGE: NonZeroUsize = NonZeroUsize::new(100).unwrap();

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
    /// Applications a page of a list: [`DEFAULT_ARM_PAGE`] by default.
    pub arm_page_size: NonZeroUsize,
    /// Whether bodies may hold what the contract closes, for tests of tolerant readers; with it comes a dashboard of such. No by
    /// default.
    pub lenient: bool,
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
            arm_page_size: DEFAULT_ARM_PAGE,
            lenient: false,
            data: None,
            seed: None,
        }
    }
}

impl Settings {
    pub(super) fn contract(&self) -> Contract {
        if self.lenient { Contract::Lenient } else { Contract::Strict }
    }

    pub(super) fn seed(&self) -> Result<Seed, String> {
        match &self.seed {
            Some(file) => seed::read_file(file, self.contract()),
            None => seed::contoso(self.contract()),
        }
    }
}
