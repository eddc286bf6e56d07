use jiff::Timestamp;

/// The clock of the emulator. All times in answers come from it, so that a frozen clock makes every answer repeatable.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The computer's clock.
    #[default]
    System,
    /// A fixed time.
    Frozen(Timestamp),
}

impl Clock {
    /// Returns the current time of this clock.
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Frozen(moment) => moment,
        }
    }
}
