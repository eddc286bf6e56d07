use jiff::Timestamp;

/// What time it is. Everything the emulator dates asks here, so a frozen clock makes every answer repeatable.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The computer's own time.
    #[default]
    System,
    /// Always this moment.
    Frozen(Timestamp),
}

impl Clock {
    /// The present moment of this clock.
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Frozen(moment) => moment,
        }
    }
}
