//! `IotCentralClient`.

use wasm_bindgen::prelude::*;

use super::client_options::ClientOptions;
use super::convert::string;
use super::credential::credential;
use super::dashboards::DashboardsOperations;
use super::observer::Logger;
use crate::client;

/// A client of one IoT Central application.
#[wasm_bindgen]
pub struct IotCentralClient {
    client: client::IotCentralClient,
    /// Made once, so that `central.dashboards` is always the same object.
    dashboards: JsValue,
}

impl IotCentralClient {
    pub(super) fn of(client: client::IotCentralClient, logger: Logger) -> Self {
        let dashboards = DashboardsOperations::new(client.dashboards(), logger).into();
        Self { client, dashboards }
    }
}

#[wasm_bindgen]
impl IotCentralClient {
    /// Checks the arguments; sends nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(endpoint: &JsValue, credential_value: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let (options, _) = ClientOptions::new(options, &[])?;
        let endpoint = string("endpoint", endpoint)?;
        let credential = credential(credential_value, &options.logger)?;
        let client = client::IotCentralClient::new(&endpoint, credential, options.pipeline, options.transport)?;
        Ok(Self::of(client, options.logger))
    }

    /// The application's address.
    #[wasm_bindgen(getter)]
    pub fn endpoint(&self) -> String {
        self.client.endpoint().to_owned()
    }

    /// The application's dashboards.
    #[wasm_bindgen(getter)]
    pub fn dashboards(&self) -> JsValue {
        self.dashboards.clone()
    }
}
