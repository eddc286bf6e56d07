//! Plans what must be read for the tiles of a dashboard. Tiles share readings, so that nothing is read twice.

use super::window::{WatchTimeRange, Window};
use crate::model::{Dashboard, Json, Shows, TileConfiguration, View};

/// The readings and the tiles of a dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The readings.
    pub readings: Vec<Reading>,
    /// The tiles that show data.
    pub tiles: Vec<TilePlan>,
    /// The tiles that should show data but cannot: their positions in the dashboard, and the reasons.
    pub unreadable: Vec<(usize, &'static str)>,
}

/// Some values of one device or device group over one window. Tiles with the same device and window share a reading.
/// The last points are shared only by tiles with the same capabilities, since a capability that is sent more often
/// would displace another tile's points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The device's id, or the group's id if its members are counted.
    pub device: String,
    /// The window over which values are read.
    pub window: Window,
    /// The columns, each once.
    pub columns: Vec<Column>,
}

/// A capability, and the aggregate function if values are aggregated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The capability as the tile names it, with its component in front. Empty for the members of a group.
    pub capability: String,
    /// The aggregate function as the tile names it.
    pub aggregate: Option<String>,
}

/// The part of a plan that one tile shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TilePlan {
    /// The tile's position in the dashboard.
    pub tile: usize,
    /// The kind of data that the tile shows.
    pub shows: Shows,
    /// The columns that the tile shows: the position of a reading in the plan, and of a column in the reading.
    pub sources: Vec<(usize, usize)>,
}

impl Plan {
    /// Plans the readings for the tiles of a dashboard. `range` replaces the tiles' own time ranges.
    #[must_use]
    pub fn new(dashboard: &Json<Dashboard>, range: Option<&WatchTimeRange>) -> Self {
        let mut plan = Self { readings: Vec::new(), tiles: Vec::new(), unreadable: Vec::new() };
        let tiles = dashboard.view().get("tiles").map(|tiles| tiles.items()).unwrap_or_default();
        for (place, tile) in tiles.iter().enumerate() {
            let Some(configuration) = tile.get("configuration") else { continue };
            let Some(name) = configuration.text("type") else { continue };
            let shows = TileConfiguration::shown_by(&name);
            if shows == Shows::Nothing {
                continue;
            }
            match Window::for_tile(shows, configuration, range) {
                Some(window) => plan.add_tile(place, shows, configuration, &window),
                None => plan.unreadable.push((place, "its query range is of a kind that this version doesn't know")),
            }
        }
        plan
    }

    fn add_tile(&mut self, tile: usize, shows: Shows, configuration: View<'_>, window: &Window) {
        let mut sources = Vec::new();
        if shows == Shows::Count {
            if let Some(group) = configuration.text("group") {
                self.add_columns(
                    &group,
                    window,
                    vec![Column { capability: String::new(), aggregate: None }],
                    &mut sources,
                );
            }
        } else {
            let list = |key: &str| configuration.get(key).map(|list| list.items()).unwrap_or_default();
            let column = |capability: &View<'_>| {
                let aggregate = match window {
                    Window::Slices { .. } | Window::Total { .. } => capability.text("aggregateFunction"),
                    _ => None,
                };
                Some(Column { capability: capability.text("capability")?, aggregate })
            };
            let columns: Vec<Column> = list("capabilities").iter().filter_map(column).collect();
            for device in list("devices").iter().filter_map(View::string) {
                self.add_columns(&device, window, columns.clone(), &mut sources);
            }
        }
        if !sources.is_empty() {
            self.tiles.push(TilePlan { tile, shows, sources });
        }
    }

    /// Adds columns of a device to a reading, each once, and appends their positions to `sources`.
    fn add_columns(&mut self, device: &str, window: &Window, columns: Vec<Column>, sources: &mut Vec<(usize, usize)>) {
        let same = |reading: &Reading| {
            let all = |some: &[Column], others: &[Column]| some.iter().all(|column| others.contains(column));
            reading.device == device
                && reading.window == *window
                && (*window != Window::Points || all(&reading.columns, &columns) && all(&columns, &reading.columns))
        };
        let place = self.readings.iter().position(same).unwrap_or(self.readings.len());
        if place == self.readings.len() && !columns.is_empty() {
            self.readings.push(Reading { device: device.to_owned(), window: window.clone(), columns: Vec::new() });
        }
        let Some(reading) = self.readings.get_mut(place) else { return };
        for column in columns {
            let known = reading.columns.iter().position(|candidate| *candidate == column);
            sources.push((place, known.unwrap_or(reading.columns.len())));
            if known.is_none() {
                reading.columns.push(column);
            }
        }
    }
}

impl Reading {
    /// Returns the reading of the last value of each slice for one of the columns, which stands for messages that a
    /// reading of [`Window::Rows`] had no room for.
    #[must_use]
    pub fn slices_of(&self, column: usize) -> Option<Self> {
        let Window::Rows { duration, resolution } = &self.window else { return None };
        let capability = self.columns.get(column)?.capability.clone();
        Some(Self {
            device: self.device.clone(),
            window: Window::Slices { duration: duration.clone(), resolution: resolution.clone() },
            columns: vec![Column { capability, aggregate: Some("last".to_owned()) }],
        })
    }
}

impl TilePlan {
    /// Returns whether the tile shows a column of this reading.
    #[must_use]
    pub fn shows_reading(&self, place: usize) -> bool {
        self.sources.iter().any(|(reading, _)| *reading == place)
    }
}
