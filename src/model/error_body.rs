//! The service's error body. Nobody promises that one is there, or that it is JSON.

use std::borrow::Cow;

use crate::json::View;

/// The body of an answer that isn't a success, as far as it could be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The service's code, such as `NotFound`. There is no public list of them.
    pub code: Option<String>,
    /// What the service says, and its `details` behind it.
    pub message: Option<String>,
    /// The service's id of the request, for a support case.
    pub request_id: Option<String>,
}

impl ErrorBody {
    /// Reads whatever came: `{"error":{"code","message"}}`, a flat or OData body, a string, or nothing useful.
    /// HTML (a proxy's page) gives neither code nor message.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        match View::parse(bytes) {
            Ok(body) => Self::of(inner(body).unwrap_or(body)),
            Err(_) => Self { message: plain_text(bytes), ..Self::default() },
        }
    }

    /// The error in a body that came with a success status: `{"error":{"code":…}}`, or OData's.
    pub(crate) fn hidden_in(bytes: &[u8]) -> Option<Self> {
        Some(Self::of(inner(View::parse(bytes).ok()?)?)).filter(|error| error.code.is_some())
    }

    fn of(error: View<'_>) -> Self {
        // OData puts a localized text into an object.
        let text = |view: View<'_>| view.string().or_else(|| view.get("value")?.string()).and_then(shortened);
        let member = |key: &str| error.get(key).and_then(text);
        let details = error.get("details").map(|details| details.items()).unwrap_or_default();
        let said = member("message").or_else(|| text(error)).into_iter();
        let said: Vec<String> = said.chain(details.into_iter().filter_map(|detail| Self::of(detail).said())).collect();
        Self {
            code: member("code"),
            message: shortened(said.join("; ").into()).filter(|said| !said.is_empty()),
            request_id: member("requestId"),
        }
    }

    /// Code and message, as far as they are there.
    pub(crate) fn said(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.code, &self.message].into_iter().flatten().map(String::as_str).collect();
        if parts.is_empty() { None } else { Some(parts.join(": ")) }
    }
}

fn inner(body: View<'_>) -> Option<View<'_>> {
    body.get("error").or_else(|| body.get("odata.error"))
}

/// A text for people, in a length for people; a page of HTML is none.
fn shortened(text: Cow<'_, str>) -> Option<String> {
    const LONGEST: usize = 1000;
    let (start, rest) = text.split_at_checked(text.floor_char_boundary(LONGEST))?;
    let is_page = start.trim_start().starts_with('<');
    (!is_page).then(|| [start, if rest.is_empty() { "" } else { "…" }].concat())
}

/// A short plain text is a message; a page of HTML is not.
fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_ascii();
    (!text.is_empty() && text.len() <= 500 && !text.starts_with('<')).then(|| text.to_owned())
}
