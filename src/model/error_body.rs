//! The service's error body. The service may send none, or one that isn't JSON.

use crate::json::View;
use crate::redact::clip;

/// The body of an answer that isn't a success, as far as it could be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The service's code, such as `NotFound`. There is no public list of them.
    pub code: Option<String>,
    /// What the service says, and its `details` behind it.
    pub message: Option<String>,
    /// The service's id of the request, for a support case.
    pub request_id: Option<String>,
    /// What the service says of the parts of the failure, those of the details themselves too.
    pub details: Vec<ErrorDetail>,
    /// The names of the policies that refused the request, from `additionalInfo`.
    pub policies: Vec<String>,
}

/// A part of a failure, as Azure Resource Manager tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorDetail {
    /// The service's code.
    pub code: Option<String>,
    /// What the service says.
    pub message: Option<String>,
    /// What failed, such as the name of a property.
    pub target: Option<String>,
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
        let own = ErrorDetail::of(error);
        let (mut details, mut policies) = (Vec::new(), policies(error));
        for detail in items(error, "details") {
            let inner = Self::of(detail);
            details.push(ErrorDetail::of(detail));
            details.extend(inner.details);
            policies.extend(inner.policies);
        }
        let said: Vec<String> = own.message.into_iter().chain(details.iter().filter_map(ErrorDetail::said)).collect();
        Self {
            code: own.code,
            message: Some(clipped(&said.join("; "))).filter(|said| !said.is_empty()),
            request_id: member(error, "requestId").and_then(text),
            details,
            policies,
        }
    }

    /// Code and message, as far as they are there.
    pub(crate) fn said(&self) -> Option<String> {
        joined(&self.code, &self.message)
    }
}

impl ErrorDetail {
    fn of(error: View<'_>) -> Self {
        let member = |key| member(error, key).and_then(text);
        Self { code: member("code"), message: member("message").or_else(|| text(error)), target: member("target") }
    }

    fn said(&self) -> Option<String> {
        joined(&self.code, &self.message)
    }
}

fn joined(code: &Option<String>, message: &Option<String>) -> Option<String> {
    let parts: Vec<&str> = [code, message].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { None } else { Some(parts.join(": ")) }
}

fn inner(body: View<'_>) -> Option<View<'_>> {
    member(body, "error").or_else(|| member(body, "odata.error"))
}

/// A member whatever the case of its name: gateways in front of the service write `Message`.
fn member<'a>(error: View<'a>, key: &str) -> Option<View<'a>> {
    let exact = error.get(key);
    exact.or_else(|| {
        error.members().into_iter().rfind(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    })
}

fn items<'a>(error: View<'a>, key: &str) -> Vec<View<'a>> {
    member(error, key).map(|items| items.items()).unwrap_or_default()
}

/// The policies that refused the request: `additionalInfo` names definition and assignment, for people and by their ids.
fn policies(error: View<'_>) -> Vec<String> {
    let name = |info: View<'_>| {
        let info = member(info, "info")?;
        let names = [
            "policyDefinitionDisplayName",
            "policyAssignmentDisplayName",
            "policyDefinitionName",
            "policyAssignmentName",
        ];
        names.iter().find_map(|name| text(member(info, name)?))
    };
    items(error, "additionalInfo").into_iter().filter_map(name).collect()
}

/// A text for people, in a length for people; a page of HTML is none. OData puts a localized text into an object.
fn text(view: View<'_>) -> Option<String> {
    let text = view.string().or_else(|| view.get("value")?.string())?;
    Some(clipped(&text)).filter(|text| !text.trim_start().starts_with('<'))
}

fn clipped(text: &str) -> String {
    clip(text, 1000).into_owned()
}

/// A short plain text is a message; a page of HTML is not.
fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_ascii();
    (!text.is_empty() && text.len() <= 500 && !text.starts_with('<')).then(|| text.to_owned())
}
