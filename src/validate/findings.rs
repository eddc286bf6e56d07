//! Collects findings.

use crate::error::{Finding, Severity};

/// The findings of one validation.
#[derive(Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding for the value at `path` below `pointer`.
    pub(super) fn add(&mut self, severity: Severity, pointer: &str, path: &str, message: &str) {
        self.0.push(Finding { severity, pointer: [pointer, path].concat(), message: message.to_owned() });
    }

    /// Returns whether there is a finding for exactly the value at `pointer`.
    pub(super) fn any_at(&self, pointer: &str) -> bool {
        self.0.iter().any(|finding| finding.pointer == pointer)
    }

    pub(super) fn into_list(self) -> Vec<Finding> {
        self.0
    }
}
