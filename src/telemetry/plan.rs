//! Tiles → the fewest queries. A query reads one device, so what several tiles want of one device over one window
//! stands in one query: twenty tiles over five devices need five.

use crate::model::tile::capability::{AggregateFunction, Capability};
use crate::model::tile::query_range::QueryRange;
use crate::model::wire::Reader;
use crate::model::{Dashboard, Decode, DecodeError, Json, decode};

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
    /// The aggregate function.
    pub aggregate: Option<AggregateFunction>,
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
        // The text has been checked, so what can't be read here is nothing that has data.
        let Sources { tiles } = decode(dashboard.as_str().as_bytes()).unwrap_or_default();
        for (place, Source { kind, devices, capabilities, query_range }) in tiles.iter().enumerate() {
            match (kind.as_str(), query_range) {
                ("lineChart", Some(QueryRange::Time(range))) => {
                    let resolution =
                        range.resolution.as_ref().map_or(DEFAULT_RESOLUTION, |resolution| resolution.as_str());
                    let duration = range.duration.as_str().to_owned();
                    let window = Window::Slices { duration, resolution: resolution.to_owned() };
                    plan.add(place, Shows::Series, devices, capabilities, &window);
                }
                ("lineChart", Some(QueryRange::Count(_))) => {
                    plan.add(place, Shows::Series, devices, capabilities, &Window::Points);
                }
                ("lkv", _) => plan.add(place, Shows::Latest, devices, capabilities, &Window::Latest),
                _ => {}
            }
        }
        plan
    }

    fn add(&mut self, tile: usize, shows: Shows, devices: &[String], capabilities: &[Capability], window: &Window) {
        let mut sources = Vec::new();
        for device in devices {
            for capability in capabilities {
                let aggregate = matches!(window, Window::Slices { .. }).then(|| capability.aggregate_function.clone());
                let column = Column { capability: capability.capability.clone(), aggregate };
                sources.push(self.place(device, window, column));
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

/// What the tiles of a dashboard read: of twenty kinds of tiles, only what a plan needs.
#[derive(Default)]
struct Sources {
    tiles: Vec<Source>,
}

#[derive(Default)]
struct Source {
    kind: String,
    devices: Vec<String>,
    capabilities: Vec<Capability>,
    query_range: Option<QueryRange>,
}

impl Decode for Sources {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut sources = Self::default();
        reader.object("a dashboard", &mut |reader, key| match key {
            "tiles" => {
                sources.tiles = Option::read(reader)?.unwrap_or_default();
                Ok(())
            }
            _ => reader.raw().map(drop),
        })?;
        Ok(sources)
    }
}

impl Decode for Source {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut source = Self::default();
        reader.object("a tile", &mut |reader, key| match key {
            // A type that the model doesn't know may hold anything under these names.
            "configuration" => reader.attempt(|reader| source.read_configuration(reader)).map(drop),
            _ => reader.raw().map(drop),
        })?;
        Ok(source)
    }
}

impl Source {
    fn read_configuration(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.object("a configuration", &mut |reader, key| {
            match key {
                "type" => self.kind = Decode::read(reader)?,
                "devices" => self.devices = Decode::read(reader)?,
                "capabilities" => self.capabilities = Option::read(reader)?.unwrap_or_default(),
                "queryRange" => self.query_range = Option::read(reader)?,
                _ => drop(reader.raw()?),
            }
            Ok(())
        })
    }
}
