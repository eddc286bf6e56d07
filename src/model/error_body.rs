//! The service's error body. Nobody promises that one is there, or that it is JSON.

use serde_json::Value;

use super::wire::without_byte_order_mark;

/// The body of an answer that isn't a success, as far as it could be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The service's code, such as `NotFound`. There is no public list of them.
    pub code: Option<String>,
    /// What the service says.
    pub message: Option<String>,
    /// The service's id of the request, for a support case.
    pub request_id: Option<String>,
}

impl ErrorBody {
    /// Reads whatever came: `{"error":{"code","message"}}`, a flat or OData body, a string, or nothing useful.
    /// HTML (a proxy's page) gives neither code nor message.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let bytes = without_byte_order_mark(bytes);
        match serde_json::from_slice::<Value>(bytes) {
            Ok(body) => Self::from_json(&body),
            Err(_) => Self { message: plain_text(bytes), ..Self::default() },
        }
    }

    /// Whether a body that came with a success status is really an error: `{"error":{"code":…}}`.
    pub(crate) fn hidden_in(bytes: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(without_byte_order_mark(bytes)).ok()?;
        body.get("error")?.get("code")?;
        Some(Self::from_json(&body))
    }

    fn from_json(body: &Value) -> Self {
        let error = ["error", "odata.error"].iter().find_map(|key| body.get(key)).unwrap_or(body);
        let text = |key: &str| match error.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Object(localized) => localized.get("value")?.as_str().map(str::to_owned),
            _ => None,
        };
        Self {
            code: text("code"),
            message: text("message").or_else(|| error.as_str().map(str::to_owned)),
            request_id: text("requestId"),
        }
    }
}

/// A short plain text is a message; a page of HTML is not.
fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    (!text.is_empty() && text.len() <= 500 && !text.starts_with('<')).then(|| text.to_owned())
}
