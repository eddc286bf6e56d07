//! Data of tiles as plain objects.

use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use super::output::{Js, Texts, array, json, list, numbers, output, to_js};
use crate::client::feed::{self, TileUpdate};
use crate::telemetry::data::{self, Lane, Latest, Range, Row, Value};
use crate::telemetry::{self, TileData};

output! {
    /// How fresh a tile's data is, in milliseconds since 1970, and how complete.
    TileTiming(update: &TileUpdate) {
        /// When the oldest of what it shows was read.
        required "readAt": "number" = update.read_at_ms,
        /// When the next of it will be read, unless others wait for their queries too.
        required "dueAt": "number" = update.due_at_ms,
        /// How many of its devices are still to be read for the first time: their values, lines or places are not among the data yet.
        /// Absent once all have been read, or have failed. Parts of a whole (`pieChart`) come all at once.
        optional "missing": "number" = Some(update.missing).filter(|missing| *missing > 0),
        /// What could not be read this time; absent where nothing failed. The data holds the rest, and of these what was read
        /// before, where anything was.
        optional "failures": "readonly TileFailure[]" =
            Some(list(&update.failures, TileFailure)).filter(|failures| !failures.is_empty()),
    }
}

output! {
    /// A part of a tile that could not be read.
    TileFailure(failure: &feed::TileFailure) {
        /// The device's id; the group's where its devices are counted.
        required "device": "string" = failure.device,
        /// As the tile names it; absent where it is all that the tile shows of the device.
        optional "capability": "string" = failure.capability.as_deref(),
        /// Why it could not be read.
        required "error": "IotCentralError" = Js(JsValue::from(failure.error.clone())),
    }
}

output! {
    /// Where a value comes from, and what people call that. What isn't known is absent.
    Source(source: &telemetry::Source) {
        /// The device's id.
        required "device": "string" = source.device,
        /// The device's display name.
        optional "deviceName": "string" = source.device_name.as_deref(),
        /// As the tile names it, component in front: `thermostat.temperature`.
        required "capability": "string" = source.capability,
        /// The capability's display name, from the device template.
        optional "capabilityName": "string" = source.capability_name.as_deref(),
        /// The sign of its unit, `°C`; the unit's name where it has none.
        optional "unit": "string" = source.unit.as_deref(),
        /// Names of the values of an enumeration, by the value as text.
        optional "labels": "Record<string, string>" =
            Some(Texts(source.labels.iter().map(|(value, label)| (&**value, &**label))))
            .filter(|_| !source.labels.is_empty()),
        /// The aggregate function; absent for what isn't gathered.
        optional "aggregateFunction": "string" = source.aggregate.as_deref(),
    }
}

output! {
    /// The time that data is of, in milliseconds since 1970.
    DataRange(range: &Range) {
        /// When it begins.
        required "from": "number" = range.from,
        /// When it ends.
        required "to": "number" = range.to,
    }
}

output! {
    /// The time that messages are of.
    MessageRange(range: &Range) extends DataRange(*range) {
        /// From when on each message is there, where some were left out: the service answers a query with 10,000 at most, and the
        /// newest are read. Absent where none was left out.
        optional "completeFrom": "number" = range.complete_from,
    }
}

output! {
    /// Lines, bars or cells along time: `lineChart`, `barChart`, `heatMapChart`.
    SeriesData(data: (&[data::Series], Option<f64>, Option<Range>)) {
        /// Which of a tile's data it is.
        required "kind": "\"series\"" = "series",
        /// The lines.
        required "series": "Series[]" = list(data.0, Series),
        /// How long a slice is, in milliseconds; absent for raw points.
        optional "stepInMs": "number" = data.1,
        /// When the range begins, in milliseconds since 1970; absent for the last hundred points, which have none.
        optional "from": "number" = data.2.map(|range| range.from),
        /// When the range ends.
        optional "to": "number" = data.2.map(|range| range.to),
    }
}

output! {
    /// One line.
    Series(series: &data::Series) extends Source(&series.source) {
        /// Milliseconds since 1970, ascending. For aggregates: when the slice begins.
        required "times": "Float64Array" = numbers(&series.times),
        /// A value for each time; NaN is a gap.
        required "values": "Float64Array" = numbers(&series.values),
        /// Sums and counts of slices that the range cuts, or that aren't over: they would read like an outage beside the others,
        /// so they aren't among them. Absent where there are none.
        optional "unfinished": "UnfinishedSlice[]" =
            Some(list(&series.unfinished, UnfinishedSlice)).filter(|slices| !slices.is_empty()),
    }
}

output! {
    /// What a sum or a count has of a slice so far.
    UnfinishedSlice(slice: &(f64, f64)) {
        /// When the slice begins, in milliseconds since 1970.
        required "time": "number" = slice.0,
        /// The sum or the count.
        required "value": "number" = slice.1,
    }
}

output! {
    /// Last known values: `lkv`.
    LatestData(values: &[Latest]) {
        /// Which of a tile's data it is.
        required "kind": "\"latest\"" = "latest",
        /// The values.
        required "values": "LatestValue[]" = list(*values, LatestValue),
    }
}

output! {
    /// The last known value of one capability of one device.
    LatestValue(latest: &Latest) extends Source(&latest.source) {
        /// Absent where the service knows of none.
        optional "value": "unknown" = latest.last.as_ref().map(|(_, value)| json(value)),
        /// When it was sent, in milliseconds since 1970; absent where the service doesn't say.
        optional "timestamp": "number" = latest.last.as_ref().map(|(time, _)| *time).filter(|time| time.is_finite()),
        /// The value before it, where it was seen: of what a device rarely sends, only what this client has shown before.
        optional "previous": "unknown" = latest.previous.as_deref().map(json),
    }
}

output! {
    /// One value of one capability of one device.
    SourcedValue(value: &Value) extends Source(&value.source) {
        /// Absent where there is none.
        optional "value": "unknown" = value.value.as_deref().map(json),
    }
}

output! {
    /// Numbers over a range: `kpi`.
    KpiData(data: (&[Value], &Range)) extends DataRange(data.1) {
        /// Which of a tile's data it is.
        required "kind": "\"kpi\"" = "kpi",
        /// The numbers.
        required "values": "SourcedValue[]" = list(data.0, SourcedValue),
    }
}

output! {
    /// Parts of a whole: `pieChart`.
    CategoryData(data: (&[Value], &Range)) extends DataRange(data.1) {
        /// Which of a tile's data it is.
        required "kind": "\"categories\"" = "categories",
        /// The parts.
        required "categories": "SourcedValue[]" = list(data.0, SourcedValue),
    }
}

output! {
    /// States along time: `stateChart`. A state lasts until the next one. Before `completeFrom`, of what changes within a slice,
    /// the last counts.
    StateData(data: (&[Lane], &Range)) extends MessageRange(data.1) {
        /// Which of a tile's data it is.
        required "kind": "\"states\"" = "states",
        /// The states.
        required "lanes": "StateLane[]" = list(data.0, StateLane),
    }
}

output! {
    /// The states of one capability of one device.
    StateLane(lane: &Lane) extends Source(&lane.source) {
        /// When each state begins, in milliseconds since 1970, ascending.
        required "starts": "Float64Array" = numbers(&lane.starts),
        /// When each state ends.
        required "ends": "Float64Array" = numbers(&lane.ends),
        /// The states.
        required "values": "unknown[]" = array(&lane.values),
    }
}

output! {
    /// Events along time: `eventChart`. Before `completeFrom`, of several within a slice, the last counts.
    EventData(data: (&[Lane], &Range)) extends MessageRange(data.1) {
        /// Which of a tile's data it is.
        required "kind": "\"events\"" = "events",
        /// The events.
        required "lanes": "EventLane[]" = list(data.0, EventLane),
    }
}

output! {
    /// The events of one capability of one device.
    EventLane(lane: &Lane) extends Source(&lane.source) {
        /// When each event was sent, in milliseconds since 1970, ascending. Before `completeFrom`: when its slice begins.
        required "times": "Float64Array" = numbers(&lane.starts),
        /// The events.
        required "values": "unknown[]" = array(&lane.values),
    }
}

output! {
    /// A table of states or events, newest first: `stateHistoryChart`, `eventHistoryChart`. Rows before `completeFrom` may be
    /// left out.
    RowData(data: (&[Row], &Range)) extends MessageRange(data.1) {
        /// Which of a tile's data it is.
        required "kind": "\"rows\"" = "rows",
        /// The states or events.
        required "rows": "HistoryRow[]" = Js(rows(data.0)),
    }
}

output! {
    /// When a state or an event was, and what.
    HistoryMoment(row: (&Row, JsValue)) {
        /// When it was, or began, in milliseconds since 1970.
        required "time": "number" = row.0.time,
        /// When it ended, for a state.
        optional "until": "number" = row.0.until,
        /// The state or the event.
        required "value": "unknown" = Js(row.1.clone()),
    }
}

output! {
    /// Where devices are or were: `mapProperty` (one point, without a time), `mapTelemetry` (of the last hundred messages).
    PointData(tracks: &[data::Track]) {
        /// Which of a tile's data it is.
        required "kind": "\"points\"" = "points",
        /// A track a device.
        required "tracks": "Track[]" = list(*tracks, Track),
    }
}

output! {
    /// Where one device was.
    Track(track: &data::Track) extends Source(&track.source) {
        /// Milliseconds since 1970, ascending; NaN where nobody says.
        required "times": "Float64Array" = numbers(&track.times),
        /// Degrees north.
        required "lats": "Float64Array" = numbers(&track.lats),
        /// Degrees east.
        required "lons": "Float64Array" = numbers(&track.lons),
    }
}

output! {
    /// How many devices a group has: `deviceCount`.
    CountData(count: &f64) {
        /// Which of a tile's data it is.
        required "kind": "\"count\"" = "count",
        /// How many devices.
        required "count": "number" = count,
    }
}

output! {
    /// Values of properties: `property`.
    PropertyData(values: &[Value]) {
        /// Which of a tile's data it is.
        required "kind": "\"properties\"" = "properties",
        /// The values.
        required "values": "SourcedValue[]" = list(*values, SourcedValue),
    }
}

/// What needs no code.
#[wasm_bindgen(typescript_custom_section)]
const UNIONS: &str = "/** Data of a tile, by what the tile shows. */
export type TileData =
  | SeriesData
  | LatestData
  | KpiData
  | CategoryData
  | StateData
  | EventData
  | RowData
  | PointData
  | CountData
  | PropertyData;

/** Data of a tile of this type: of `deviceCount` it is `CountData`. */
export type TileDataOf<T extends string> = T extends keyof TileDataKinds ? Extract<TileData, { kind: TileDataKinds[T] }> : TileData;

/** A state or an event, and where it comes from. */
export interface HistoryRow extends Source, HistoryMoment {}
";

pub(super) fn tile_data(data: &TileData) -> JsValue {
    match data {
        TileData::Series { series, step_ms, range } => {
            to_js(&SeriesData((&**series, *step_ms, Some(*range).filter(|range| range.from.is_finite()))))
        }
        TileData::Latest(values) => to_js(&LatestData(&**values)),
        TileData::Kpi(values, range) => to_js(&KpiData((&**values, range))),
        TileData::Categories(values, range) => to_js(&CategoryData((&**values, range))),
        TileData::States(lanes, range) => to_js(&StateData((&**lanes, range))),
        TileData::Events(lanes, range) => to_js(&EventData((&**lanes, range))),
        TileData::Rows(rows, range) => to_js(&RowData((&**rows, range))),
        TileData::Points(tracks) => to_js(&PointData(&**tracks)),
        TileData::Properties(values) => to_js(&PropertyData(&**values)),
        TileData::Count(count) => to_js(&CountData(count)),
    }
}

/// Rows are many: what their sources are called crosses once for each, and their values as one text.
fn rows(rows: &[Row]) -> Array {
    let values: Vec<String> = rows.iter().map(|row| row.value.clone()).collect();
    let mut sources: Vec<(&Rc<telemetry::Source>, Object)> = Vec::new();
    let objects = Array::new();
    for (row, value) in rows.iter().zip(array(&values).0.iter()) {
        let known = sources.iter().find(|(known, _)| Rc::ptr_eq(known, &row.source)).map(|(_, named)| named.clone());
        let named = known.unwrap_or_else(|| {
            let named: Object = to_js(&Source(&*row.source)).unchecked_into();
            sources.push((&row.source, named.clone()));
            named
        });
        let own = to_js(&HistoryMoment((row, value)));
        objects.push(&Object::assign(&Object::assign(&Object::new(), &named), own.unchecked_ref()));
    }
    objects
}
