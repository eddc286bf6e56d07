//! Turns values that have been read into the data that a tile shows.

use std::rc::Rc;

use super::names::{Names, Source};
use super::plan::{Plan, Reading, TilePlan};
use super::points::{Points, Readout, number};
use crate::model::{Shows, View};

/// The data of a tile. Values of telemetry and properties are JSON texts; times are in milliseconds since 1970.
///
/// ```
/// use iotcentral_web::TileData;
///
/// fn longest(data: &TileData) -> usize {
///     let TileData::Series { series, .. } = data else { return 0 };
///     series.iter().map(|line| line.times.len()).max().unwrap_or_default()
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum TileData {
    /// Lines, bars or cells along time.
    Series {
        /// One series for each device and capability.
        series: Vec<Series>,
        /// The length of a slice, in milliseconds; absent for raw points.
        step_ms: Option<f64>,
        /// The time range that was read.
        range: Range,
    },
    /// Last known values.
    Latest(Vec<Latest>),
    /// Numbers over a range.
    Kpi(Vec<Value>, Range),
    /// Parts of a whole.
    Categories(Vec<Value>, Range),
    /// States along time; a state lasts until the next one begins.
    States(Vec<Lane>, Range),
    /// Events along time.
    Events(Vec<Lane>, Range),
    /// A table of states or events, newest first.
    Rows(Vec<Row>, Range),
    /// The locations of devices, now or along time.
    Points(Vec<Track>),
    /// The number of devices in a group.
    Count(f64),
    /// Values of properties.
    Properties(Vec<Value>),
}

/// The time range of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The beginning of the range.
    pub from: f64,
    /// The end of the range.
    pub to: f64,
    /// Set if a query's limit of 10,000 messages was reached: the time from which on all states and events are present.
    /// Before it, lanes have the last value of each slice, and rows have nothing.
    pub complete_from: Option<f64>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The device and the capability. Raw points have no aggregate.
    pub source: Source,
    /// Times, ascending. For aggregates, the beginning of each slice.
    pub times: Vec<f64>,
    /// The value at each time; NaN is a gap.
    pub values: Vec<f64>,
    /// The sums and counts of slices that are incomplete: cut by the beginning of the range, or not over yet. As a part
    /// of the line they would look like an outage. Each has the beginning of the slice and the value so far.
    pub unfinished: Vec<(f64, f64)>,
}

/// The last known value of one capability of one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Latest {
    /// The device and the capability.
    pub source: Source,
    /// The time of the last value, NaN if unknown, and the value.
    pub last: Option<(f64, String)>,
    /// The value before the last one, if it is known.
    pub previous: Option<String>,
}

/// One value of one capability of one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The device and the capability.
    pub source: Source,
    /// The value; absent if the device has none.
    pub value: Option<String>,
}

/// The values of one capability of one device along time.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The device and the capability.
    pub source: Source,
    /// The beginning of each value, ascending.
    pub starts: Vec<f64>,
    /// The end of each value; empty for events.
    pub ends: Vec<f64>,
    /// The values.
    pub values: Vec<String>,
}

/// A state or an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The device and the capability, shared by all rows of a lane.
    pub source: Rc<Source>,
    /// The time of the event, or the beginning of the state.
    pub time: f64,
    /// The end of the state; absent for an event.
    pub until: Option<f64>,
    /// The value.
    pub value: String,
}

/// The locations of one device along time.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// The device and the capability.
    pub source: Source,
    /// Times, ascending; NaN if unknown.
    pub times: Vec<f64>,
    /// Degrees north.
    pub lats: Vec<f64>,
    /// Degrees east.
    pub lons: Vec<f64>,
}

impl TileData {
    /// Returns the data of a tile, with names in the language of `locale`. `readouts` are indexed by reading and
    /// column. Returns `None` if none of the tile's columns has been read.
    #[must_use]
    pub fn new(
        tile: &TilePlan,
        plan: &Plan,
        readouts: &[Vec<Option<Readout>>],
        names: &Names,
        locale: &str,
    ) -> Option<Self> {
        let mut found: Vec<Found<'_>> = Vec::new();
        let mut range = Range { from: f64::NAN, to: f64::NAN, complete_from: None };
        let mut step_ms = None;
        for (place, column) in &tile.sources {
            let readout = readouts.get(*place).and_then(|reading| reading.get(*column)?.as_ref());
            let reading = plan.readings.get(*place);
            let (Some(readout), Some(reading)) = (readout, reading) else { continue };
            range.to = readout.at_ms.max(range.to);
            range.from = range.to - reading.window.duration_ms().unwrap_or(f64::NAN);
            if let Some(from) = readout.points.complete_from() {
                range.complete_from = Some(range.complete_from.unwrap_or(from).max(from));
            }
            step_ms = reading.window.slice_ms();
            found.push((readout, names.source(reading, reading.columns.get(*column)?, locale), reading));
        }
        if found.is_empty() {
            return None;
        }
        let found = found.into_iter();
        let values = |found: std::vec::IntoIter<Found<'_>>| {
            found.map(|(readout, source, _)| Value { source, value: readout.points.last().map(Into::into) }).collect()
        };
        Some(match tile.shows {
            Shows::Series => {
                let series = found.map(series).collect();
                Self::Series { series, step_ms, range }
            }
            Shows::Latest => Self::Latest(found.map(|(readout, source, _)| latest(&readout.points, source)).collect()),
            Shows::Kpi => Self::Kpi(values(found), range),
            Shows::Categories => Self::Categories(values(found), range),
            Shows::Properties => Self::Properties(values(found)),
            Shows::States => Self::States(found.map(|found| states(found, true)).collect(), range),
            Shows::Events => Self::Events(found.map(|found| events(found, true)).collect(), range),
            Shows::StateRows => Self::Rows(rows(found.map(|found| states(found, false))), range),
            Shows::EventRows => Self::Rows(rows(found.map(|found| events(found, false))), range),
            Shows::Tracks | Shows::Places => {
                Self::Points(found.map(|(readout, source, _)| track(&readout.points, source)).collect())
            }
            Shows::Count => {
                let count = |(readout, ..): Found<'_>| readout.points.last().map(number);
                Self::Count(found.filter_map(count).next().unwrap_or_default())
            }
            Shows::Nothing => return None,
        })
    }
}

type Found<'a> = (&'a Readout, Source, &'a Reading);

fn series((readout, source, reading): Found<'_>) -> Series {
    let slice_ms = reading.window.slice_ms().unwrap_or_else(|| longest_silence(&readout.points));
    let adds_up = |name: &String| ["sum", "count"].iter().any(|function| name.eq_ignore_ascii_case(function));
    let from = readout.at_ms - reading.window.duration_ms().unwrap_or(f64::INFINITY);
    // Only the first and the last slice can be incomplete, so a clock that is wrong spoils no others.
    let points = readout.points.iter();
    let last = points.len().saturating_sub(1);
    let is_unfinished = |place: usize, time: f64| {
        source.aggregate.as_ref().is_some_and(adds_up)
            && (place == 0 && time < from || place == last && time + slice_ms > readout.at_ms)
    };
    let (mut times, mut values, mut unfinished) = (Vec::new(), Vec::new(), Vec::new());
    let mut next = f64::INFINITY;
    for (place, (time, value)) in points.enumerate() {
        if is_unfinished(place, *time) {
            unfinished.push((*time, number(value)));
            continue;
        }
        if *time > next {
            times.push(next);
            values.push(f64::NAN);
        }
        times.push(*time);
        values.push(number(value));
        next = time + slice_ms;
    }
    Series { source, times, values, unfinished }
}

/// How long raw values may stay away before that is a gap: three times as long as three of four intervals are at most.
/// A device that sends regularly has a gap where two messages are missing; the line of one that sends on a change is
/// hardly ever cut.
fn longest_silence(points: &Points) -> f64 {
    let times = || points.iter().map(|(time, _)| *time);
    let intervals = || times().zip(times().skip(1)).map(|(one, next)| next - one).filter(|interval| *interval > 0.0);
    // There are a hundred at most, and code that sorts would weigh more.
    let is_usual =
        |interval: &f64| 4 * intervals().filter(|other| other <= interval).count() >= 3 * intervals().count();
    3.0 * intervals().filter(is_usual).fold(f64::INFINITY, f64::min)
}

fn latest(points: &Points, source: Source) -> Latest {
    let mut newest = points.iter().rev();
    Latest { source, last: newest.next().cloned(), previous: newest.next().map(|(_, value)| value.clone()) }
}

/// A state that began before the range starts with its first message in the range. The last state ends when it was
/// read.
fn states((readout, source, _): Found<'_>, with_slices: bool) -> Lane {
    let mut lane = Lane { source, starts: Vec::new(), ends: Vec::new(), values: Vec::new() };
    for (time, value) in readout.points.history(with_slices) {
        if lane.values.last() != Some(value) {
            if !lane.starts.is_empty() {
                lane.ends.push(*time);
            }
            lane.starts.push(*time);
            lane.values.push(value.clone());
        }
    }
    if !lane.starts.is_empty() {
        lane.ends.push(readout.at_ms);
    }
    lane
}

fn events((readout, source, _): Found<'_>, with_slices: bool) -> Lane {
    let (starts, values) = readout.points.history(with_slices).cloned().unzip();
    Lane { source, starts, ends: Vec::new(), values }
}

/// Merges the rows of all lanes, newest first. Rows with the same time keep the order of the lanes.
fn rows(lanes: impl Iterator<Item = Lane>) -> Vec<Row> {
    let of_lane = |Lane { source, starts, ends, values }: Lane| {
        let source = Rc::new(source);
        let row = move |(place, (time, value)): (usize, (f64, String))| {
            let until = ends.get(place).copied();
            Row { source: Rc::clone(&source), time, until, value }
        };
        starts.into_iter().zip(values).enumerate().map(row).collect::<Vec<Row>>()
    };
    let mut lanes: Vec<Vec<Row>> = lanes.map(of_lane).collect();
    let mut rows = Vec::new();
    loop {
        let mut newest: Option<&mut Vec<Row>> = None;
        for lane in &mut lanes {
            let time = |lane: &Vec<Row>| lane.last().map(|row| row.time);
            if time(lane) > newest.as_deref().and_then(time) {
                newest = Some(lane);
            }
        }
        let Some(row) = newest.and_then(Vec::pop) else { return rows };
        rows.push(row);
    }
}

fn track(points: &Points, source: Source) -> Track {
    let mut track = Track { source, times: Vec::new(), lats: Vec::new(), lons: Vec::new() };
    for (time, value) in points.iter() {
        let degrees = |key: &str| View::parse(value.as_bytes()).ok()?.get(key)?.number();
        if let (Some(lat), Some(lon)) = (degrees("lat"), degrees("lon")) {
            track.times.push(*time);
            track.lats.push(lat);
            track.lons.push(lon);
        }
    }
    track
}
