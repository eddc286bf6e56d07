//! Rows → what a tile shows.

use super::plan::{Column, Plan, Reading, Shows, TilePlan, Window};
use crate::model::View;
use crate::model::time::{duration_ms, timestamp_ms};

/// Values of one column along time, ascending, as JSON texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points(Vec<(f64, String)>);

/// Data of a tile.
#[derive(Debug, Clone, PartialEq)]
pub enum TileData {
    /// Lines along time.
    Series(Vec<Series>),
    /// Last known values.
    Latest(Vec<Latest>),
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The device's id.
    pub device: String,
    /// The capability as the tile names it, and its aggregate function unless these are raw points.
    pub column: Column,
    /// Milliseconds since 1970, ascending; for aggregates, when the slice begins.
    pub times: Vec<f64>,
    /// A value for each time; NaN is a gap.
    pub values: Vec<f64>,
}

/// The last known value of one capability of one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Latest {
    /// The device's id.
    pub device: String,
    /// The capability as the tile names it.
    pub capability: String,
    /// When the value was sent, in milliseconds since 1970, and its JSON text.
    pub last: Option<(f64, String)>,
    /// JSON text of the value before it.
    pub previous: Option<String>,
}

impl Points {
    /// What the rows of a query hold for its column number `place`. A message needn't carry every capability.
    #[must_use]
    pub fn read(rows: &[View<'_>], place: usize) -> Self {
        let member = format!("c{place}");
        let mut points: Vec<(f64, String)> = Vec::new();
        for row in rows {
            let time = row.get("$ts").and_then(|time| timestamp_ms(&time.string()?));
            if let (Some(time), Some(value)) = (time, row.get(&member)) {
                // Rows come in order, mostly newest first.
                let place = points.partition_point(|(later, _)| *later > time);
                points.insert(place, (time, value.as_str().to_owned()));
            }
        }
        points.reverse();
        Self(points)
    }

    fn series(&self, reading: &Reading, column: &Column) -> Series {
        let slice_ms = match &reading.window {
            Window::Slices { resolution, .. } => duration_ms(resolution).unwrap_or(f64::INFINITY),
            Window::Points | Window::Latest => f64::INFINITY,
        };
        let (mut times, mut values) = (Vec::with_capacity(self.0.len()), Vec::with_capacity(self.0.len()));
        let mut next = f64::INFINITY;
        for (time, value) in &self.0 {
            if *time > next {
                times.push(next);
                values.push(f64::NAN);
            }
            times.push(*time);
            values.push(number(value));
            next = time + slice_ms;
        }
        Series { device: reading.device.clone(), column: column.clone(), times, values }
    }

    fn latest(&self, reading: &Reading, column: &Column) -> Latest {
        let mut newest = self.0.iter().rev();
        Latest {
            device: reading.device.clone(),
            capability: column.capability.clone(),
            last: newest.next().cloned(),
            previous: newest.next().map(|(_, value)| value.clone()),
        }
    }
}

impl TileData {
    /// What the tile shows, once everything it needs is there; `points` holds them by reading and column.
    #[must_use]
    pub fn of(tile: &TilePlan, plan: &Plan, points: &[Option<Vec<Points>>]) -> Option<Self> {
        let (mut series, mut latest) = (Vec::new(), Vec::new());
        for (reading, column) in &tile.sources {
            let points = points.get(*reading)?.as_ref()?.get(*column)?;
            let reading = plan.readings.get(*reading)?;
            let column = reading.columns.get(*column)?;
            match tile.shows {
                Shows::Series => series.push(points.series(reading, column)),
                Shows::Latest => latest.push(points.latest(reading, column)),
            }
        }
        Some(match tile.shows {
            Shows::Series => Self::Series(series),
            Shows::Latest => Self::Latest(latest),
        })
    }
}

/// A number; NaN for any other JSON text.
fn number(json: &str) -> f64 {
    View::parse(json.as_bytes()).ok().and_then(|value| value.number()).unwrap_or(f64::NAN)
}
