//! What the service would refuse of a dashboard, and what it would take but a person would regret. Pure: it sees only the
//! model. What is a fact of one member stands where its type is declared and is found by `shape`; what is a matter
//! between members is found by `rules`.

mod findings;
mod rules;
mod shape;
#[cfg(test)]
mod tests;

use findings::Findings;

use crate::error::{Error, Finding, Severity};
use crate::json::Shape;
use crate::model::{View, Wire};

pub(crate) use rules::refused_as_personal;

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
    let mut findings = Findings::default();
    match View::parse(document) {
        Ok(view) => {
            shape::check(shape, view, "", &mut findings);
            rules::check(view, &mut findings);
        }
        Err(error) => findings.add(Severity::Error, "", &error.pointer, &error.message),
    }
    findings.into_list()
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
