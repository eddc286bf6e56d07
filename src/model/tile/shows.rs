//! The kinds of data that tiles show.

/// What a tile shows of its devices. Each type of tile declares this in
/// [`TileConfiguration`](super::TileConfiguration); the value decides what is read for the tile and the `kind` of its
/// data.
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
    /// The locations of devices along time.
    Tracks,
    /// The current locations of devices.
    Places,
    /// Values of properties.
    Properties,
    /// The number of devices in a group.
    Count,
    /// No data of devices.
    Nothing,
}

impl Shows {
    /// Returns whether the data must be complete before it is shown: a pie chart of some devices would be taken for the
    /// chart of all devices.
    pub(crate) fn needs_all_parts(self) -> bool {
        self == Self::Categories
    }

    /// Returns the member `kind` of the tile's data in JavaScript; `None` if the tile has no data.
    ///
    /// ```
    /// use iotcentral_web::model::Shows;
    ///
    /// assert_eq!(Shows::Tracks.kind(), Some("points"));
    /// ```
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
