//! What the service would refuse of a dashboard, and what it would take but a person would regret. Pure: it sees only the
//! model. What is a fact of one member stands where its type is declared and is found by `shape`; what is a matter
//! between members is found by `rules`.

mod rules;
mod shape;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::json::Shape;
use crate::model::{View, Wire};

pub(crate) use rules::refused_as_personal;

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

/// Whether a body with errors is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Validation {
    /// It is refused: nothing is sent.
    #[default]
    On,
    /// It is sent, and the service decides.
    Off,
}

/// What is wrong with a [`Dashboard`](crate::model::Dashboard), or a [`DashboardPatch`](crate::model::DashboardPatch);
/// a mistake in one tile hides none in others. Whatever can be read without a finding of severity `Error` here can be read
/// as a `T`.
#[must_use]
pub fn validate<T: Wire>(document: &[u8]) -> Vec<Finding> {
    validate_as(T::SHAPE, document)
}

fn validate_as(shape: &Shape, document: &[u8]) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    match View::parse(document) {
        Ok(view) => {
            shape::check(shape, view, "", &mut findings);
            rules::check(view, &mut findings);
        }
        Err(error) => findings.add(Severity::Error, "", &error.pointer, &error.message),
    }
    findings.0
}

/// Refuses what has errors.
pub(crate) fn refuse_errors(what: &str, shape: &Shape, document: &[u8]) -> Result<(), Error> {
    /// More would make the message hard to read; all of them are in the error's `findings`.
    const SHOWN: usize = 5;
    let mut errors = validate_as(shape, document);
    errors.retain(|finding| finding.severity == Severity::Error);
    let Some(first) = errors.first() else { return Ok(()) };
    let pointer = first.pointer.clone();
    let mut message = [what, " is refused: "].concat();
    for (place, error) in errors.iter().take(SHOWN).enumerate() {
        let subject = if error.pointer.is_empty() { "it" } else { &error.pointer };
        message += &[if place == 0 { "" } else { "; " }, subject, " ", &error.message].concat();
    }
    if errors.len() > SHOWN {
        message += &["; and ", &(errors.len() - SHOWN).to_string(), " more in `findings`"].concat();
    }
    Err(Error::invalid(&pointer, &message).with(|details| details.findings = errors.into()))
}

/// Findings so far.
struct Findings(Vec<Finding>);

impl Findings {
    /// Adds what is wrong with the value at `path` from `pointer` on.
    fn add(&mut self, severity: Severity, pointer: &str, path: &str, message: &str) {
        self.0.push(Finding { severity, pointer: [pointer, path].concat(), message: message.to_owned() });
    }
}
