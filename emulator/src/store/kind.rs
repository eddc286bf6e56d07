/// What a document is. Its name is in the data file: it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Dashboard,
    FileUpload,
    Organization,
    /// A long-running operation of the control plane, whose application is `''`.
    Operation,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::FileUpload => "fileUpload",
            Self::Organization => "organization",
            Self::Operation => "operation",
        }
    }
}
