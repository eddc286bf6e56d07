//! What tiles show.

/// What a tile shows of its devices. The types of tiles say it where they are declared: it decides what is read for a
/// tile, and the kind of its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Lines, bars or cells along time.
    Series,
    /// Last known values.
    Latest,
    /// Numbers over a range.
    Kpi,
    /// Parts of a whole.
    Categories,
    /// States along time.
    States,
    /// Events along time.
    Events,
    /// A table of states.
    StateRows,
    /// A table of events.
    EventRows,
    /// Where devices were.
    Tracks,
    /// Where devices are.
    Places,
    /// Values of properties.
    Properties,
    /// How many devices a group has.
    Count,
    /// No data of devices.
    Nothing,
}

impl Shows {
    /// Whether a part of the data would be taken for all of it: parts of a whole mean nothing without the others.
    pub(crate) fn is_whole(self) -> bool {
        self == Self::Categories
    }

    /// The member `kind` of the tile's data in JavaScript; `None` where it has none.
    #[must_use]
    pub fn kind(self) -> Option<&'static str> {
        Some(match self {
            Self::Series => "series",
            Self::Latest => "latest",
            Self::Kpi => "kpi",
            Self::Categories => "categories",
            Self::States => "states",
            Self::Events => "events",
            Self::StateRows | Self::EventRows => "rows",
            Self::Tracks | Self::Places => "points",
            Self::Properties => "properties",
            Self::Count => "count",
            Self::Nothing => return None,
        })
    }
}
