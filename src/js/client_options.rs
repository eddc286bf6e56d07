//! The options of every client.

use std::rc::Rc;

use super::observer::{Hooks, Logger, is_logger};
use super::options::options;
use crate::pipeline::limiter::RateLimit;
use crate::pipeline::retry::RetryPolicy;
use crate::pipeline::{ListLimits, PipelineOptions, Timeout};
use crate::transport::Transport;
use crate::transport::fetch::Fetch;

options! {
    /// How often and when failed requests are sent again. Only idempotent requests are, or requests on which the
    /// service did not act. A client has at most twenty retries in store; every five successes add one.
    interface RetryOptions for RetryPolicy {
        /// The maximal number of retries after the first try. Default 3; 0 turns retries off.
        max_retries = "maxRetries": number(0),
        /// The longest wait before the first retry, in milliseconds; it doubles with each further retry. Default 800.
        retry_delay = "retryDelayInMs": milliseconds(0),
        /// The longest wait before any retry, in milliseconds. If the service asks for a longer wait, the request fails
        /// instead. Default 60,000.
        max_retry_delay = "maxRetryDelayInMs": milliseconds(0),
    }
}

options! {
    /// The time limits of requests. A request beyond a limit rejects with an `IotCentralError`, code `Timeout`.
    interface TimeoutOptions for Timeout {
        /// The limit of one try, body included, in milliseconds. Default 30,000.
        per_try = "tryInMs": milliseconds(1),
        /// The limit of an operation with all its tries and the waits between them, or of one page of a list, in
        /// milliseconds. Reading back an update with `ifMatch` whose answer was lost may take the time of one more try.
        /// Default 300,000.
        overall = "overallInMs": milliseconds(1),
    }
}

options! {
    /// The rate of requests, for all clients of one application in this page together. Requests above the rate wait;
    /// others are sent at once.
    interface RateLimitOptions for RateLimit {
        /// The maximal number of requests of any kind in a second, 0 for no limit. The service accepts 20 from all
        /// users of an application together. Default 20.
        requests_per_second = "requestsPerSecond": number(0),
        /// The maximal number of queries in a second, for all tabs of this origin, 0 for no limit. The service accepts
        /// one. Default 1.
        queries_per_second = "queriesPerSecond": number(0),
    }
}

options! {
    /// The options of every client.
    pub(super) struct ClientOptions {
        /// The api-version of every request. Default: the version that documents each operation, `2022-10-31-preview`
        /// for dashboards.
        optional api_version = "apiVersion": string,
        /// The audience of tokens: the credential is asked for the scope `{audience}/.default`. Default: the public
        /// cloud's, `https://apps.azureiotcentral.com`; other in sovereign clouds.
        optional audience = "audience": string,
        /// How often and when failed requests are sent again.
        optional retry = "retryOptions": nested(RetryOptions as RetryPolicy),
        /// The time limits of requests.
        optional timeout = "timeout": nested(TimeoutOptions as Timeout),
        /// The rate of requests.
        optional rate_limit = "rateLimit": nested(RateLimitOptions as RateLimit),
        /// The maximal number of pages of a list. A longer list rejects with code `Limit` and a token to continue with.
        /// Default 1,000.
        optional max_pages = "maxPages": number(1),
        /// The maximal number of items of a list. A longer list rejects with code `Limit`, after the complete page that
        /// reaches the number. Default 100,000.
        optional max_items = "maxItems": number(1),
        /// A function to call instead of the global `fetch`. It must abort when the signal in its second argument is
        /// aborted.
        optional fetch = "fetch": function("typeof fetch"),
        /// Called before each try.
        optional on_request = "onRequest": function("(request: SentRequest) => void"),
        /// Called after each try.
        optional on_response = "onResponse": function("(response: SentResponse) => void"),
        /// Receives a line for each request and answer (`debug`) and every warning. Default: warnings go to the
        /// console.
        optional logger = "logger": object("Logger", "an object with the functions debug and warn", is_logger),
    }
}

impl ClientOptions {
    /// Returns the options of the pipeline, the transport, and the logger.
    pub(super) fn into_parts(self) -> (PipelineOptions, Rc<dyn Transport>, Logger) {
        let logger = Logger::new(self.logger);
        let hooks = Hooks { on_request: self.on_request, on_response: self.on_response, logger: logger.clone() };
        let limits = ListLimits::default();
        let pipeline = PipelineOptions {
            api_version: self.api_version,
            audience: self.audience,
            retry: self.retry.unwrap_or_default(),
            timeout: self.timeout.unwrap_or_default(),
            rate_limit: self.rate_limit.unwrap_or_default(),
            list: ListLimits {
                max_pages: self.max_pages.unwrap_or(limits.max_pages),
                max_items: self.max_items.unwrap_or(limits.max_items),
            },
            observer: Some(Rc::new(hooks)),
        };
        (pipeline, Rc::new(Fetch { function: self.fetch }), logger)
    }
}
