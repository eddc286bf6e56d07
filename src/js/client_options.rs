//! The options of every client.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::observer::{Hooks, Logger};
use super::options::Options;
use crate::error::Error;
use crate::pipeline::limiter::RateLimit;
use crate::pipeline::observer::Observer;
use crate::pipeline::retry::RetryPolicy;
use crate::pipeline::{ListLimits, PipelineOptions, Timeout};
use crate::transport::Transport;
use crate::transport::fetch::Fetch;

/// The names of the options that every client takes.
const KNOWN: [&str; 11] = [
    "apiVersion",
    "audience",
    "retry",
    "timeout",
    "rateLimit",
    "maxPages",
    "maxItems",
    "fetch",
    "onRequest",
    "onResponse",
    "logger",
];

/// How a client sends its requests, what it sends them by, and where its warnings go.
#[derive(Clone)]
pub(super) struct ClientOptions {
    pub(super) pipeline: PipelineOptions,
    pub(super) transport: Rc<dyn Transport>,
    pub(super) logger: Logger,
}

impl ClientOptions {
    /// Checks the options that every client takes, and finds those of these names beside them.
    pub(super) fn new(value: &JsValue, own: &[&str]) -> Result<(Self, Options), Error> {
        let options = Options::new(value, &[own, &KNOWN].concat())?;
        let logger = Logger::new(&options)?;
        let hooks = Hooks::new(&options, logger.clone())?;
        let default = PipelineOptions::default();
        let pipeline = PipelineOptions {
            api_version: options.string("apiVersion")?,
            audience: options.string("audience")?,
            retry: retry(&options, default.retry)?,
            timeout: timeout(&options, default.timeout)?,
            rate_limit: rate_limit(&options, default.rate_limit)?,
            list: ListLimits {
                max_pages: options.number("maxPages", 1)?.unwrap_or(default.list.max_pages),
                max_items: options.number("maxItems", 1)?.unwrap_or(default.list.max_items),
            },
            observer: hooks.is_used().then(|| Rc::new(hooks) as Rc<dyn Observer>),
        };
        let transport = Rc::new(Fetch { function: options.function("fetch")? });
        Ok((Self { pipeline, transport, logger }, options))
    }
}

fn retry(options: &Options, default: RetryPolicy) -> Result<RetryPolicy, Error> {
    let options = options.nested("retry", &["maxRetries", "retryDelayInMs", "maxRetryDelayInMs"])?;
    Ok(RetryPolicy {
        max_retries: options.number("maxRetries", 0)?.unwrap_or(default.max_retries),
        retry_delay: options.milliseconds("retryDelayInMs", 0)?.unwrap_or(default.retry_delay),
        max_retry_delay: options.milliseconds("maxRetryDelayInMs", 0)?.unwrap_or(default.max_retry_delay),
    })
}

fn timeout(options: &Options, default: Timeout) -> Result<Timeout, Error> {
    let options = options.nested("timeout", &["tryInMs", "overallInMs"])?;
    Ok(Timeout {
        per_try: options.milliseconds("tryInMs", 1)?.unwrap_or(default.per_try),
        overall: options.milliseconds("overallInMs", 1)?.unwrap_or(default.overall),
    })
}

fn rate_limit(options: &Options, default: RateLimit) -> Result<RateLimit, Error> {
    let options = options.nested("rateLimit", &["requestsPerSecond", "queriesPerSecond"])?;
    Ok(RateLimit {
        requests_per_second: options.number("requestsPerSecond", 0)?.unwrap_or(default.requests_per_second),
        queries_per_second: options.number("queriesPerSecond", 0)?.unwrap_or(default.queries_per_second),
    })
}
