//! The body of an error answer. The service may send no body, or one that is not JSON.

use crate::json::View;
use crate::redact::clip;

/// What could be read from the body of an error answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The service's error code, such as `NotFound`. The service publishes no list of its codes.
    pub code: Option<String>,
    /// The service's message, followed by the messages of its details.
    pub message: Option<String>,
    /// The service's id of the request, which Azure support asks for.
    pub request_id: Option<String>,
    /// Details that the service gave about single parts of the failure, nested details included.
    pub details: Vec<ErrorDetail>,
    /// The names of the Azure policies that rejected the request, from `additionalInfo`.
    pub policies: Vec<String>,
}

/// One detail of a failure, in the format of Azure Resource Manager.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorDetail {
    /// The service's code.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// The part that failed, such as the name of a property.
    pub target: Option<String>,
}

impl ErrorBody {
    /// Reads any body: `{"error":{"code","message"}}`, a flat or OData error, a plain string, or anything else. An HTML
    /// page of a proxy gives neither code nor message.
    ///
    /// ```
    /// use iotcentral_web::model::ErrorBody;
    ///
    /// let body = ErrorBody::read(br#"{ "error": { "code": "NotFound", "message": "There is no such dashboard." } }"#);
    /// assert_eq!(body.code.as_deref(), Some("NotFound"));
    /// ```
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        match View::parse(bytes) {
            Ok(body) => Self::from_view(inner_error(body).unwrap_or(body)),
            Err(_) => Self { message: plain_text(bytes), ..Self::default() },
        }
    }

    /// Returns the error in the body of a successful answer: `{"error":{"code":…}}`, or an OData error.
    pub(crate) fn hidden_in(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_view(inner_error(View::parse(bytes).ok()?)?)).filter(|error| error.code.is_some())
    }

    fn from_view(error: View<'_>) -> Self {
        let own = ErrorDetail::from_view(error);
        let (mut details, mut policies) = (Vec::new(), policies(error));
        for detail in items(error, "details") {
            let inner = Self::from_view(detail);
            details.push(ErrorDetail::from_view(detail));
            details.extend(inner.details);
            policies.extend(inner.policies);
        }
        let said: Vec<String> =
            own.message.into_iter().chain(details.iter().filter_map(ErrorDetail::describe)).collect();
        Self {
            code: own.code,
            message: Some(clip_message(&said.join("; "))).filter(|said| !said.is_empty()),
            request_id: member(error, "requestId").and_then(text),
            details,
            policies,
        }
    }

    /// Returns code and message, as far as the body has them.
    pub(crate) fn describe(&self) -> Option<String> {
        join_code(&self.code, &self.message)
    }
}

impl ErrorDetail {
    fn from_view(error: View<'_>) -> Self {
        let member = |key| member(error, key).and_then(text);
        Self { code: member("code"), message: member("message").or_else(|| text(error)), target: member("target") }
    }

    fn describe(&self) -> Option<String> {
        join_code(&self.code, &self.message)
    }
}

fn join_code(code: &Option<String>, message: &Option<String>) -> Option<String> {
    let parts: Vec<&str> = [code, message].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { None } else { Some(parts.join(": ")) }
}

fn inner_error(body: View<'_>) -> Option<View<'_>> {
    member(body, "error").or_else(|| member(body, "odata.error"))
}

/// Returns a member and ignores the case of its name, because gateways in front of the service write `Message`.
fn member<'a>(error: View<'a>, key: &str) -> Option<View<'a>> {
    let exact = error.get(key);
    exact.or_else(|| {
        error.members().into_iter().rfind(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    })
}

fn items<'a>(error: View<'a>, key: &str) -> Vec<View<'a>> {
    member(error, key).map(|items| items.items()).unwrap_or_default()
}

/// Returns the names of the policies that rejected the request. `additionalInfo` contains the names of a policy's
/// definition and assignment, as display names and as ids.
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

/// Returns a text, cut to a readable length; `None` for HTML. OData wraps a localized text in an object.
fn text(view: View<'_>) -> Option<String> {
    let text = view.string().or_else(|| view.get("value")?.string())?;
    Some(clip_message(&text)).filter(|text| !text.trim_start().starts_with('<'))
}

fn clip_message(text: &str) -> String {
    clip(text, 1000).into_owned()
}

/// Returns a short plain text as the message; `None` for HTML.
fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_ascii();
    (!text.is_empty() && text.len() <= 500 && !text.starts_with('<')).then(|| text.to_owned())
}
