//! Finds the mistakes in a dashboard: those for which the service rejects it, and those that users will notice. Pure.
//! `shape` checks single members, by the shapes of the model's types; `rules` checks what concerns several members.

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

/// Whether a dashboard with errors is sent.
///
/// ```
/// use iotcentral_web::Validation;
///
/// assert_eq!(Validation::default(), Validation::On);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Validation {
    /// The client rejects the dashboard and sends nothing.
    #[default]
    On,
    /// The client sends the dashboard, and the service decides.
    Off,
}

/// Returns the mistakes in a [`Dashboard`](crate::model::Dashboard) or a
/// [`DashboardPatch`](crate::model::DashboardPatch). A mistake in one tile does not hide mistakes in others. A document
/// without findings of severity `Error` can be read as a `T`.
///
/// ```
/// use iotcentral_web::model::Dashboard;
/// use iotcentral_web::{Severity, validate};
///
/// let findings = validate::<Dashboard>(br#"{ "displayName": "" }"#);
/// let [finding] = findings.as_slice() else { panic!("one mistake") };
/// assert_eq!((finding.severity, finding.pointer.as_str()), (Severity::Error, "/displayName"));
/// ```
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

/// Returns an error if the document has findings of severity `Error`. `what` is the name of the document in the
/// message.
pub(crate) fn refuse_errors(what: &str, shape: &Shape, document: &[u8]) -> Result<(), Error> {
    /// The number of mistakes in the message; the error's `findings` has all of them.
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
