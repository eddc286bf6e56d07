//! What is wrong with a dashboard.

/// Something that is wrong with a dashboard, or will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// JSON pointer (RFC 6901) to the value at fault; empty for the whole.
    pub pointer: String,
    /// What is wrong with that value, to be read behind its name. Holds nothing of the dashboard itself.
    pub message: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The service refuses it.
    Error,
    /// The service takes it, and somebody will regret it.
    Warning,
}

impl Severity {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}
