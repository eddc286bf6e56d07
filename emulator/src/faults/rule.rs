//! The description of a fault and of the requests that it affects.

use std::collections::BTreeMap;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::error::Error;

/// A fault, with the requests that it affects and how often.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Rule {
    /// The method; any method if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// The path without the query, encoded or not; `*` matches any text. Default: any path.
    #[serde(default = "any_path")]
    path: String,
    /// The number of requests to affect; no limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    /// The probability, from 0 to 1. Default 1.
    #[serde(default = "always")]
    probability: f64,
    /// The seed of the random numbers for `probability`: equal seeds give equal sequences.
    #[serde(default)]
    seed: u64,
    fault: Fault,
}

/// The failure.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub(super) enum Fault {
    /// An error answer.
    Status {
        status: u16,
        #[serde(default)]
        body: ErrorBody,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<RetryAfter>,
    },
    /// Any answer.
    Answer {
        #[serde(default = "ok")]
        status: u16,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        body: String,
    },
    /// A page of HTML, as from a proxy or a login.
    Html {
        #[serde(default = "ok")]
        status: u16,
    },
    /// A status 200 without a body.
    Empty {},
    /// A status 401 for an expired token.
    ExpiredToken {},
    /// A status 401 that asks for a token with these claims (continuous access evaluation): JSON, by default a `nbf`.
    ClaimsChallenge {
        #[serde(default = "not_before")]
        claims: String,
    },
    /// The answer is delayed. Other faults of the request apply too.
    Delay { milliseconds: u64 },
    /// The connection is reset, and the request has no effect.
    Reset {},
    /// The request has its effect, then the connection is reset.
    LostAnswer {},
    /// The connection is reset in the middle of the body.
    ResetInBody {},
    /// The second half of the body is delayed; by default it never arrives.
    StallInBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        milliseconds: Option<u64>,
    },
    /// Half of the body is sent as if it were the complete body.
    Truncate {},
    /// The long-running operation that the request starts ends with this outcome.
    Lro { outcome: Outcome },
}

/// The forms of error bodies that occur in practice.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum ErrorBody {
    #[default]
    Service,
    Flat,
    Odata,
    String,
    Null,
    Text,
    Empty,
}

/// The header that says how long to wait. Any number is allowed, even an absurd or negative one.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum RetryAfter {
    /// `Retry-After` in seconds.
    Seconds(i64),
    /// `Retry-After` as a date, so many seconds from now.
    Date(i64),
    /// `retry-after-ms`
    #[serde(rename = "retryAfterMs")]
    Milliseconds(i64),
    /// `x-ms-retry-after-ms`
    #[serde(rename = "xMsRetryAfterMs")]
    XMsMilliseconds(i64),
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Outcome {
    Failed,
    Canceled,
}

impl Outcome {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }
}

fn any_path() -> String {
    "*".into()
}

fn always() -> f64 {
    1.0
}

fn ok() -> u16 {
    200
}

fn not_before() -> String {
    r#"{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}"#.into()
}

impl Rule {
    /// Parses a rule, or returns what is wrong with it.
    pub(crate) fn parse(body: Value) -> Result<Self, Error> {
        let rule: Self = serde_json::from_value(body)
            .map_err(|error| Error::unprocessable(format!("This is not a fault: {error}. GET / shows one.")))?;
        if !(0.0..=1.0).contains(&rule.probability) {
            return Err(Error::unprocessable("/probability: must be a number from 0 to 1."));
        }
        if let Fault::Status { status, .. } | Fault::Answer { status, .. } | Fault::Html { status } = &rule.fault
            && (!(200..=599).contains(status) || StatusCode::from_u16(*status).is_err())
        {
            return Err(Error::unprocessable("/fault/status: must be a number from 200 to 599."));
        }
        if let Fault::Answer { headers, .. } = &rule.fault {
            for (name, value) in headers {
                if name.parse::<HeaderName>().is_err() || HeaderValue::from_str(value).is_err() {
                    return Err(Error::unprocessable(format!("/fault/headers: {name:?} can't be sent.")));
                }
            }
        }
        Ok(rule)
    }
}

/// An active rule.
pub(super) struct Armed {
    id: String,
    rule: Rule,
    hits: u64,
    dice: u64,
}

impl Armed {
    pub(super) fn new(rule: Rule) -> Self {
        Self { id: Uuid::new_v4().to_string(), dice: rule.seed, rule, hits: 0 }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Returns whether other faults may apply to the same request.
    pub(super) fn is_delay(&self) -> bool {
        matches!(self.rule.fault, Fault::Delay { .. })
    }

    /// Returns whether the fault has happened as often as it should.
    pub(super) fn is_used_up(&self) -> bool {
        self.rule.count == Some(0)
    }

    /// Returns the rule with its `id`, its `hits`, and the remaining `count`.
    pub(super) fn describe(&self) -> Value {
        let mut shown = serde_json::to_value(&self.rule).unwrap_or_default();
        if let Some(fields) = shown.as_object_mut() {
            fields.insert("id".into(), self.id.clone().into());
            fields.insert("hits".into(), self.hits.into());
        }
        shown
    }

    /// Returns the fault if it affects this request.
    pub(super) fn strike(&mut self, method: &str, path: &str) -> Option<Fault> {
        let meant = !self.is_used_up()
            && self.rule.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && matches(&self.rule.path, path);
        let rule = &mut self.rule;
        if !meant || roll(&mut self.dice) >= rule.probability {
            return None;
        }
        rule.count = rule.count.map(|count| count.saturating_sub(1));
        self.hits += 1;
        Some(rule.fault.clone())
    }
}

/// Returns whether a path matches the pattern, where `*` matches any text. Encoding and case are ignored, since clients
/// encode paths in different ways and ARM ignores case.
fn matches(pattern: &str, path: &str) -> bool {
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().to_ascii_lowercase();
    let path = plain(path);
    let mut parts = pattern.split('*').map(plain);
    let Some(mut rest) = path.strip_prefix(&parts.next().unwrap_or_default()) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(&part) else { return false };
        rest = after;
    }
    rest.ends_with(&last)
}

/// Returns the next random number from 0 to 1 (SplitMix64).
fn roll(dice: &mut u64) -> f64 {
    *dice = dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *dice;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
