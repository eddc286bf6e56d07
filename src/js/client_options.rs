//! The options of every client.

use super::options::Options;
use crate::error::Error;
use crate::pipeline::PipelineOptions;
use crate::pipeline::retry::RetryPolicy;

/// The names of the options that every client takes.
pub(super) const CLIENT_OPTIONS: [&str; 4] = ["apiVersion", "audience", "retry", "timeoutInMs"];

/// How a client sends its requests.
pub(super) fn client_options(options: &Options) -> Result<PipelineOptions, Error> {
    let retry = options.nested("retry", &["maxRetries", "retryDelayInMs", "maxRetryDelayInMs"])?;
    let default = PipelineOptions::default();
    let milliseconds = |name: &str, default: f64| Ok(retry.number(name, 0)?.map_or(default, f64::from));
    Ok(PipelineOptions {
        api_version: options.string("apiVersion")?,
        audience: options.string("audience")?,
        retry: RetryPolicy {
            max_retries: retry.number("maxRetries", 0)?.unwrap_or(default.retry.max_retries),
            retry_delay_ms: milliseconds("retryDelayInMs", default.retry.retry_delay_ms)?,
            max_retry_delay_ms: milliseconds("maxRetryDelayInMs", default.retry.max_retry_delay_ms)?,
        },
        timeout_ms: options.number("timeoutInMs", 1)?.unwrap_or(default.timeout_ms),
    })
}
