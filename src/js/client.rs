//! `IotCentralClient`.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::convert::string;
use super::credential::credential;
use super::dashboards::DashboardsOperations;
use super::options::Options;
use crate::client;
use crate::error::Error;
use crate::pipeline::PipelineOptions;
use crate::pipeline::retry::RetryPolicy;
use crate::transport::fetch::Fetch;

/// A client of one IoT Central application.
#[wasm_bindgen]
pub struct IotCentralClient {
    client: client::IotCentralClient,
    /// Made once, so that `central.dashboards` is always the same object.
    dashboards: JsValue,
}

#[wasm_bindgen]
impl IotCentralClient {
    /// Checks the arguments; sends nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(endpoint: &JsValue, credential_value: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let endpoint = string("endpoint", endpoint)?;
        let credential = credential(credential_value)?;
        let client = client::IotCentralClient::new(&endpoint, credential, pipeline_options(options)?, Rc::new(Fetch))?;
        let dashboards = DashboardsOperations::new(client.dashboards()).into();
        Ok(Self { client, dashboards })
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

fn pipeline_options(value: &JsValue) -> Result<PipelineOptions, Error> {
    let options = Options::new(value, &["apiVersion", "scope", "retry", "timeoutInMs"])?;
    let retry = options.nested("retry", &["maxRetries", "retryDelayInMs", "maxRetryDelayInMs"])?;
    let default = PipelineOptions::default();
    Ok(PipelineOptions {
        api_version: options.string("apiVersion")?.unwrap_or(default.api_version),
        scope: options.string("scope")?.unwrap_or(default.scope),
        retry: RetryPolicy {
            max_retries: retry.number("maxRetries", 0.0)?.map_or(default.retry.max_retries, |count| count as u32),
            retry_delay_ms: retry.number("retryDelayInMs", 0.0)?.unwrap_or(default.retry.retry_delay_ms),
            max_retry_delay_ms: retry.number("maxRetryDelayInMs", 0.0)?.unwrap_or(default.retry.max_retry_delay_ms),
        },
        timeout_ms: options.number("timeoutInMs", 1.0)?.unwrap_or(default.timeout_ms),
    })
}
