/// The kind of a document. Its name is stored in data files, so it must not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Dashboard,
    DeviceTemplate,
    Device,
    DeviceGroup,
    /// The run of a command; its id starts with the ids of the device and the command.
    CommandRun,
    /// A message of a device; its id starts with the device's id and sorts by time.
    Message,
    Relationship,
    Attestation,
    FileUpload,
    Organization,
    ApiToken,
    User,
    /// A long-running operation of the control plane, stored under the application `''`.
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
