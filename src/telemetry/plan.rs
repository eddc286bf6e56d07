//! Tiles → what must be read for them, each thing once.

use super::window::{WatchTimeRange, Window};
use crate::model::{Dashboard, Json, Shows, TileConfiguration, View};

/// What the tiles of a dashboard need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What is read.
    pub readings: Vec<Reading>,
    /// The tiles that show data.
    pub tiles: Vec<TilePlan>,
    /// The tiles that should show data but can't: their places in the dashboard, and why.
    pub unreadable: Vec<(usize, &'static str)>,
}

/// What is read of one device, or of a device group, over one window. Tiles share it; of the last points, only those that
/// want the same: what is chattier would take the places of what another tile shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The device's id; the group's where its members are counted.
    pub device: String,
    /// Which values.
    pub window: Window,
    /// What is read, each once.
    pub columns: Vec<Column>,
}

/// One capability, and its aggregate where values are gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The capability as the tile names it, component in front. Empty for the members of a group.
    pub capability: String,
    /// The aggregate function as the tile names it.
    pub aggregate: Option<String>,
}

/// What a tile shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TilePlan {
    /// The tile's place in the dashboard.
    pub tile: usize,
    /// How it shows its values.
    pub shows: Shows,
    /// What it shows: places of readings in the plan, and of columns in the reading.
    pub sources: Vec<(usize, usize)>,
}

impl Plan {
    /// The plan for the tiles of a dashboard; `range` takes the place of the tiles' own time ranges.
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
                Some(window) => plan.add(place, shows, configuration, &window),
                None => plan.unreadable.push((place, "its query range is of a kind that this version doesn't know")),
            }
        }
        plan
    }

    fn add(&mut self, tile: usize, shows: Shows, configuration: View<'_>, window: &Window) {
        let mut sources = Vec::new();
        if shows == Shows::Count {
            if let Some(group) = configuration.text("group") {
                self.place(&group, window, vec![Column { capability: String::new(), aggregate: None }], &mut sources);
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
                self.place(&device, window, columns.clone(), &mut sources);
            }
        }
        if !sources.is_empty() {
            self.tiles.push(TilePlan { tile, shows, sources });
        }
    }

    /// Notes the places of a device's columns, which are added where they aren't there yet.
    fn place(&mut self, device: &str, window: &Window, columns: Vec<Column>, sources: &mut Vec<(usize, usize)>) {
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
    /// The reading of the last value of each slice, for one of the columns: what stands for the messages that a reading of
    /// [`Window::Rows`] had no room for.
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
    /// Whether it shows any of this reading.
    #[must_use]
    pub fn shows_reading(&self, place: usize) -> bool {
        self.sources.iter().any(|(reading, _)| *reading == place)
    }
}
