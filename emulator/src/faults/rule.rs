//! What a fault is, and which requests it waits for.

use std::collections::BTreeMap;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::error::Error;

/// Which requests, how often, and what befalls them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Rule {
    /// Any method by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// The path without the query, encoded or not, where `*` is any text. Any path by default.
    #[serde(default = "any_path")]
    path: String,
    /// How many requests more. Without end by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    /// From 0 to 1, the default.
    #[serde(default = "always")]
    probability: f64,
    /// Where the dice of `probability` begin: equal seeds roll equally.
    #[serde(default)]
    seed: u64,
    fault: Fault,
}

/// What goes wrong.
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
    /// Any answer at all.
    Answer {
        #[serde(default = "ok")]
        status: u16,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        body: String,
    },
    /// A page of a proxy or a login.
    Html {
        #[serde(default = "ok")]
        status: u16,
    },
    /// 200 without a body.
    Empty {},
    /// 401 of a token that has expired.
    ExpiredToken {},
    /// 401 that asks for a token with these claims (continuous access evaluation): JSON, by default a `nbf`.
    ClaimsChallenge {
        #[serde(default = "not_before")]
        claims: String,
    },
    /// The answer comes later. Whatever else waits for the request happens too.
    Delay { milliseconds: u64 },
    /// The connection is reset; the request has no effect.
    Reset {},
    /// The request has its effect, then the connection is reset.
    LostAnswer {},
    /// The connection is reset in the middle of the body.
    ResetInBody {},
    /// The rest of the body comes so much later than its beginning; by default never.
    StallInBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        milliseconds: Option<u64>,
    },
    /// Half of the body, as if it were all.
    Truncate {},
    /// The long-running operation that the request begins ends so.
    Lro { outcome: Outcome },
}

/// The forms that error bodies have out there.
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

/// The header that says how long to wait. Any number goes, also an absurd or a negative one.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum RetryAfter {
    /// `Retry-After` in seconds.
    Seconds(i64),
    /// `Retry-After` as the date that is so many seconds off.
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
    /// Reads a rule, or says what is wrong with it.
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

/// A rule at work.
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

    /// Whether others may happen beside it.
    pub(super) fn is_delay(&self) -> bool {
        matches!(self.rule.fault, Fault::Delay { .. })
    }

    /// Whether it happened as often as it was to.
    pub(super) fn is_used_up(&self) -> bool {
        self.rule.count == Some(0)
    }

    /// The rule as it was given, but for `count`, which goes down; with its `id` and how many `hits` it had.
    pub(super) fn describe(&self) -> Value {
        let mut shown = serde_json::to_value(&self.rule).unwrap_or_default();
        if let Some(fields) = shown.as_object_mut() {
            fields.insert("id".into(), self.id.clone().into());
            fields.insert("hits".into(), self.hits.into());
        }
        shown
    }

    /// The fault, if it befalls this request.
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

/// Whether a path is as the pattern says, where `*` is any text. Clients encode paths as they like, and cases are told
/// apart in ARM's paths only by people.
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

/// The next number from 0 to 1 (SplitMix64).
fn roll(dice: &mut u64) -> f64 {
    *dice = dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *dice;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
