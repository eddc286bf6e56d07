//! The options of every client.

use std::rc::Rc;

use super::observer::{Hooks, Logger, is_logger};
use super::options::options;
use crate::pipeline::limiter::RateLimit;
use crate::pipeline::observer::Observer;
use crate::pipeline::retry::RetryPolicy;
use crate::pipeline::{ListLimits, PipelineOptions, Timeout};
use crate::transport::Transport;
use crate::transport::fetch::Fetch;

options! {
    /// How often a failed request is repeated. Only requests that are safe to repeat are, and twenty retries of one client at
    /// most; every five successes give one back.
    interface RetryOptions for RetryPolicy {
        /// How many times at most after the first try. Default 3; 0 turns repeating off.
        max_retries = "maxRetries": number(0),
        /// Longest wait before the second try, in milliseconds; it doubles with each further one. Default 800.
        retry_delay = "retryDelayInMs": milliseconds(0),
        /// Longest wait of all, in milliseconds. A service that asks for more is not waited for. Default 60,000.
        max_retry_delay = "maxRetryDelayInMs": milliseconds(0),
    }
}

options! {
    /// How long things may take. What takes longer rejects with an `IotCentralError`, code `Timeout`.
    interface TimeoutOptions for Timeout {
        /// One try, body included, in milliseconds. Default 30,000.
        per_try = "tryInMs": milliseconds(1),
        /// An operation (of a list: a page) with all its tries, and the waits between them, in milliseconds. A
        /// change with `ifMatch` that is lost is read back within the time of one more try. Default 300,000.
        overall = "overallInMs": milliseconds(1),
    }
}

options! {
    /// How much is sent at most, by all clients of one application in this page together. What is too much waits; what isn't,
    /// doesn't.
    interface RateLimitOptions for RateLimit {
        /// Requests of any kind within a second. The service takes 20 from all users of an application together. Default 20; 0:
        /// any number.
        requests_per_second = "requestsPerSecond": number(0),
        /// Queries within a second, of all tabs of this origin. The service takes one. Default 1; 0: any number.
        queries_per_second = "queriesPerSecond": number(0),
    }
}

options! {
    /// What every client takes.
    pub(super) struct ClientOptions {
        /// Api version of every request. Default: the one each operation is described in, `2022-10-31-preview` for dashboards.
        optional api_version = "apiVersion": string,
        /// What tokens are for: the credential is asked for the scope `{audience}/.default`. Default: the public cloud's,
        /// `https://apps.azureiotcentral.com`; sovereign clouds differ.
        optional audience = "audience": string,
        /// How often a failed request is repeated.
        optional retry = "retry": nested(RetryOptions as RetryPolicy),
        /// How long requests may take.
        optional timeout = "timeout": nested(TimeoutOptions as Timeout),
        /// How much is sent at most.
        optional rate_limit = "rateLimit": nested(RateLimitOptions as RateLimit),
        /// How many pages of a list are read at most. Beyond it the list rejects with code `Limit` and says where it may be
        /// continued. Default 1,000.
        optional max_pages = "maxPages": number(1),
        /// How many items of a list are read at most: the page that reaches this number is the last. Default 100,000.
        optional max_items = "maxItems": number(1),
        /// Called instead of the global `fetch`; it must abort when the signal in its second argument says so.
        optional fetch = "fetch": function("typeof fetch"),
        /// Called before each try.
        optional on_request = "onRequest": function("(request: SentRequest) => void"),
        /// Called when a try has ended.
        optional on_response = "onResponse": function("(response: SentResponse) => void"),
        /// Gets a line for each request and answer (`debug`) and every warning. Default: warnings go to the console.
        optional logger = "logger": object("Logger", "an object with the functions debug and warn", is_logger),
    }
}

impl ClientOptions {
    /// How the client sends its requests, what it sends them by, and where its warnings go.
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
            observer: hooks.is_used().then(|| Rc::new(hooks) as Rc<dyn Observer>),
        };
        (pipeline, Rc::new(Fetch { function: self.fetch }), logger)
    }
}
