use std::{num::NonZeroUsize, path::PathBuf};

use crate::{
    Clock,
    http::{AllowedOrigins, Cors},
    resource::LroStyle,
    seed::{self, Seed},
    validate::Contract,
};

/// The default token. It is public, like a storage emulator's account key: it protects nothing, but makes clients send
/// a token.
pub const DEFAULT_TOKEN: &str = "iotcentral-emulator";

/// The default number of applications on a page of a list. The service documents no number, and allows only few
/// applications in a subscription, so most clients never meet a second page.
pub const DEFAULT_ARM_PAGE: NonZeroUsize = NonZeroUsize::new(100).unwrap();

/// The settings of an emulator. Does not implement `Debug`, because it contains the token.
#[derive(Clone)]
pub struct Settings {
    /// The token of the administrator. Default [`DEFAULT_TOKEN`].
    pub token: String,
    /// The clock. Default: the computer's clock.
    pub clock: Clock,
    /// The origins of pages that may call. Default: pages of this computer.
    pub allowed_origins: AllowedOrigins,
    /// How clients follow long-running operations. Default: by `Azure-AsyncOperation`.
    pub lro: LroStyle,
    /// Whether the emulator is served over TLS, so that links begin with https. Default: no.
    pub secure: bool,
    /// Further names and addresses of the emulator, without ports and brackets, beside those of this computer.
    /// Applications are at subdomains of these names. Default: none.
    pub allowed_hosts: Vec<String>,
    /// The response headers that pages of other origins can read. Default: all that the SDK uses.
    pub cors: Cors,
    /// Whether the service's limits apply: 20 requests and one query a second for each application. Default: no.
    pub limits: bool,
    /// The number of applications on a page of a list. Default [`DEFAULT_ARM_PAGE`].
    pub arm_page_size: NonZeroUsize,
    /// Whether bodies may contain values that the contract excludes, for tests of tolerant readers. Adds a dashboard
    /// with such values. Default: no.
    pub lenient: bool,
    /// The data file, which is created if it does not exist. Default: in memory.
    pub data: Option<PathBuf>,
    /// A description of templates, devices and dashboards for a new data file. Default: "Contoso". An existing file
    /// keeps its own.
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
