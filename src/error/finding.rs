//! What validation reports of a dashboard: severity, JSON pointer and a sentence.

/// A mistake in a dashboard, or something that will cause trouble.
///
/// ```
/// use iotcentral_web::{Finding, Severity};
///
/// fn errors(findings: &[Finding]) -> impl Iterator<Item = String> {
///     let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
///     errors.map(|error| format!("{} {}", error.pointer, error.message))
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether the service rejects the dashboard for it.
    pub severity: Severity,
    /// RFC 6901 JSON pointer to the value; empty for the whole dashboard.
    pub pointer: String,
    /// What is wrong with the value: a sentence without its subject, such as "should be a string". It contains nothing
    /// of the dashboard itself.
    pub message: String,
}

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The service rejects the dashboard.
    Error,
    /// The service accepts the dashboard, but a tile may look wrong or load slowly.
    Warning,
}

impl Severity {
    /// Returns the name of the severity: `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}
