/// What a document is. Its name is in the data file: it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Dashboard,
    DeviceTemplate,
    Device,
    DeviceGroup,
    /// A command that was run; ids begin with the device's and the command's.
    CommandRun,
    /// Of a device; ids begin with the device's and go by time.
    Message,
    Relationship,
    Attestation,
    FileUpload,
    Organization,
    ApiToken,
    User,
    /// A long-running operation of the control plane, whose application is `''`.
    Operation,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::DeviceTemplate => "deviceTemplate",
            Self::Device => "device",
            Self::DeviceGroup => "deviceGroup",
            Self::CommandRun => "commandRun",
            Self::Message => "message",
            Self::Relationship => "relationship",
            Self::Attestation => "attestation",
            Self::FileUpload => "fileUpload",
            Self::Organization => "organization",
            Self::ApiToken => "apiToken",
            Self::User => "user",
            Self::Operation => "operation",
        }
    }
}
