//! Tiles → the fewest queries. A query reads one device, so what several tiles want of one device over one window
//! stands in one query: twenty tiles over five devices need five.

use std::borrow::Cow;

use crate::model::{Dashboard, Json, View};

/// How a line chart is read where its range names no resolution: the service's default.
const DEFAULT_RESOLUTION: &str = "PT5M";

/// What to read for the tiles of a dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What to read, each once.
    pub readings: Vec<Reading>,
    /// Which tiles show it, by their place in the dashboard. Tiles without data aren't here.
    pub tiles: Vec<TilePlan>,
}

/// Values of one device over one window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The device's id.
    pub device: String,
    /// Which values.
    pub window: Window,
    /// What is read, each once.
    pub columns: Vec<Column>,
}

/// Which values of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// Aggregates over equal slices of the time up to now; both are ISO 8601 durations.
    Slices {
        /// How far back.
        duration: String,
        /// How long a slice is.
        resolution: String,
    },
    /// The last 100 points.
    Points,
    /// The last value of each column and the one before.
    Latest,
}

/// One capability, and its aggregate where the window has slices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The capability as the tile names it, component in front.
    pub capability: String,
    /// The aggregate function as the tile names it.
    pub aggregate: Option<String>,
}

/// What a tile shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TilePlan {
    /// The tile's place in the dashboard.
    pub tile: usize,
    /// Whether it shows lines or last known values.
    pub shows: Shows,
    /// What it shows: places of readings in the plan, and of columns in the reading.
    pub sources: Vec<(usize, usize)>,
}

/// How a tile shows its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Lines along time.
    Series,
    /// Last known values.
    Latest,
}

impl Plan {
    /// The plan for the tiles of a dashboard.
    #[must_use]
    pub fn new(dashboard: &Json<Dashboard>) -> Self {
        let mut plan = Self { readings: Vec::new(), tiles: Vec::new() };
        let tiles = dashboard.view().get("tiles").map(|tiles| tiles.items()).unwrap_or_default();
        for (place, tile) in tiles.iter().enumerate() {
            let Some(configuration) = tile.get("configuration") else { continue };
            if let Some((shows, window)) = window(configuration) {
                plan.add(place, shows, configuration, &window);
            }
        }
        plan
    }

    fn add(&mut self, tile: usize, shows: Shows, configuration: View<'_>, window: &Window) {
        let list = |key: &str| configuration.get(key).map(|list| list.items()).unwrap_or_default();
        let mut sources = Vec::new();
        for device in list("devices").iter().filter_map(View::string) {
            for capability in list("capabilities") {
                let aggregate = match window {
                    Window::Slices { .. } => text(capability, "aggregateFunction"),
                    Window::Points | Window::Latest => None,
                };
                if let Some(capability) = text(capability, "capability") {
                    sources.push(self.place(&device, window, Column { capability, aggregate }));
                }
            }
        }
        if !sources.is_empty() {
            self.tiles.push(TilePlan { tile, shows, sources });
        }
    }

    /// The place of a column, which is added where it isn't there yet.
    fn place(&mut self, device: &str, window: &Window, column: Column) -> (usize, usize) {
        let same = |reading: &Reading| reading.device == device && reading.window == *window;
        let reading = self.readings.iter().position(same).unwrap_or(self.readings.len());
        if reading == self.readings.len() {
            self.readings.push(Reading { device: device.to_owned(), window: window.clone(), columns: Vec::new() });
        }
        let columns = self.readings.get_mut(reading).map(|reading| &mut reading.columns);
        let place = columns.map_or(0, |columns| {
            columns.iter().position(|candidate| *candidate == column).unwrap_or_else(|| {
                columns.push(column);
                columns.len() - 1
            })
        });
        (reading, place)
    }
}

/// How a tile of this configuration is read; `None` for one without data.
fn window(configuration: View<'_>) -> Option<(Shows, Window)> {
    match &*configuration.get("type")?.string()? {
        "lkv" => Some((Shows::Latest, Window::Latest)),
        "lineChart" => {
            let range = configuration.get("queryRange")?;
            let window = match &*range.get("type")?.string()? {
                "count" => Window::Points,
                "time" => Window::Slices {
                    duration: text(range, "duration")?,
                    resolution: text(range, "resolution").unwrap_or_else(|| DEFAULT_RESOLUTION.to_owned()),
                },
                _ => return None,
            };
            Some((Shows::Series, window))
        }
        _ => None,
    }
}

fn text(object: View<'_>, key: &str) -> Option<String> {
    object.get(key)?.string().map(Cow::into_owned)
}
