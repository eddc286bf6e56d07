//! Converts the data of tiles to plain objects.

use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use super::output::{Js, Record, array, json, list, non_empty, numbers, output, texts, to_js};
use crate::client::feed::{self, TileUpdate};
use crate::telemetry::data::{self, Lane, Latest, Range, Row, Value};
use crate::telemetry::{self, TileData};

output! {
    /// How fresh and how complete a tile's data is. Times are in milliseconds since 1970.
    TileTiming(update: &TileUpdate) {
        /// When the oldest part of the data was read.
        required "readAt": "number" = update.read_at_ms,
        /// When the next part is due. It may be read later if other queries come first.
        required "dueAt": "number" = update.due_at_ms,
        /// How many of the tile's devices have not been read yet, so that their values, lines or locations are missing
        /// from the data. Absent once all devices have been read or have failed. Parts of a whole (`pieChart`) arrive
        /// all at once.
        optional "missing": "number" = Some(update.missing).filter(|missing| *missing > 0),
        /// The parts that could not be read this time; absent if none failed. The data contains the other parts, and
        /// the last values of these if there are any.
        optional "failures": "readonly TileFailure[]" = non_empty(&update.failures, TileFailure),
    }
}

output! {
    /// A part of a tile that could not be read.
    TileFailure(failure: &feed::TileFailure) {
        /// The device's id; the group's id for a tile that counts devices.
        required "device": "string" = failure.device,
        /// The capability as the tile names it; absent if all capabilities of the device failed.
        optional "capability": "string" = failure.capability.as_deref(),
        /// The reason of the failure.
        required "error": "IotCentralError" = Js(JsValue::from(failure.error.clone())),
    }
}

output! {
    /// The device and the capability of a value, with their display names. Unknown names are absent.
    Source(source: &telemetry::Source) {
        /// The device's id.
        required "device": "string" = source.device,
        /// The device's display name.
        optional "deviceName": "string" = source.device_name.as_deref(),
        /// The capability as the tile names it, with its component in front: `thermostat.temperature`.
        required "capability": "string" = source.capability,
        /// The capability's display name, from the device template.
        optional "capabilityName": "string" = source.capability_name.as_deref(),
        /// The symbol of the unit, such as `°C`; the unit's name if it has no symbol.
        optional "unit": "string" = source.unit.as_deref(),
        /// The display names of an enumeration's values, by the value as text.
        optional "labels": "Record<string, string>" = labels(&source.labels),
        /// The fields of an object as the device template declares them, in the template's order.
        optional "fields": "SourceField[]" = non_empty(&source.fields, SourceField),
        /// The aggregate function; absent for values that are not aggregated.
        optional "aggregateFunction": "string" = source.aggregate.as_deref(),
    }
}

output! {
    /// A field of an object, with its display name and its unit. Unknown members are absent.
    SourceField(field: &telemetry::names::Field) {
        /// The field's name in a value.
        required "key": "string" = field.key,
        /// The display name, from the device template.
        optional "name": "string" = field.name.as_deref(),
        /// The symbol of the unit; the unit's name if it has no symbol.
        optional "unit": "string" = field.unit.as_deref(),
        /// The display names of an enumeration's values, by the value as text.
        optional "labels": "Record<string, string>" = labels(&field.labels),
        /// The fields of the field's own object.
        optional "fields": "SourceField[]" = non_empty(&field.fields, SourceField),
    }
}

output! {
    /// The time range of the data, in milliseconds since 1970.
    DataRange(range: &Range) {
        /// The beginning of the range.
        required "from": "number" = range.from,
        /// The end of the range.
        required "to": "number" = range.to,
    }
}

output! {
    /// The time range of messages.
    MessageRange(range: &Range) extends DataRange(*range) {
        /// The time from which on all messages are present, if some are missing: the service answers a query with at
        /// most 10,000 messages, the newest ones. Absent if none is missing.
        optional "completeFrom": "number" = range.complete_from,
    }
}

output! {
    /// Lines, bars or cells along time: `lineChart`, `barChart`, `heatMapChart`.
    SeriesData(data: (&[data::Series], Option<f64>, Option<Range>)) {
        /// Identifies the type of the data.
        required "kind": "\"series\"" = "series",
        /// One series for each device and capability.
        required "series": "Series[]" = list(data.0, Series),
        /// The length of a slice, in milliseconds; absent for raw points.
        optional "stepInMs": "number" = data.1,
        /// The beginning of the range, in milliseconds since 1970; absent for the last hundred points.
        optional "from": "number" = data.2.map(|range| range.from),
        /// The end of the range.
        optional "to": "number" = data.2.map(|range| range.to),
    }
}

output! {
    /// One line.
    Series(series: &data::Series) extends Source(&series.source) {
        /// Milliseconds since 1970, ascending. For aggregates, the beginning of each slice.
        required "times": "Float64Array" = numbers(&series.times),
        /// The value at each time; NaN is a gap.
        required "values": "Float64Array" = numbers(&series.values),
        /// The sums and counts of slices that are incomplete: cut by the beginning of the range, or not over yet. They
        /// are not part of the line, where they would look like an outage. Absent if there are none.
        optional "unfinished": "UnfinishedSlice[]" = non_empty(&series.unfinished, UnfinishedSlice),
    }
}

output! {
    /// The sum or the count of an incomplete slice.
    UnfinishedSlice(slice: &(f64, f64)) {
        /// The beginning of the slice, in milliseconds since 1970.
        required "time": "number" = slice.0,
        /// The sum or the count so far.
        required "value": "number" = slice.1,
    }
}

output! {
    /// Last known values: `lkv`.
    LatestData(values: &[Latest]) {
        /// Identifies the type of the data.
        required "kind": "\"latest\"" = "latest",
        /// The values.
        required "values": "LatestValue[]" = list(values, LatestValue),
    }
}

output! {
    /// The last known value of one capability of one device.
    LatestValue(latest: &Latest) extends Source(&latest.source) {
        /// The last value; absent if the service has none.
        optional "value": "unknown" = latest.last.as_ref().map(|(_, value)| json(value)),
        /// When the device sent the value, in milliseconds since 1970; absent if the service does not say.
        optional "timestamp": "number" = latest.last.as_ref().map(|(time, _)| *time).filter(|time| time.is_finite()),
        /// The value before the last one, if it is known. If a device rarely sends the value, only values that this
        /// client has read earlier are known.
        optional "previous": "unknown" = latest.previous.as_deref().map(json),
    }
}

output! {
    /// One value of one capability of one device.
    SourcedValue(value: &Value) extends Source(&value.source) {
        /// The value; absent if the device has none.
        optional "value": "unknown" = value.value.as_deref().map(json),
    }
}

output! {
    /// Numbers over a range: `kpi`.
    KpiData(data: (&[Value], &Range)) extends DataRange(data.1) {
        /// Identifies the type of the data.
        required "kind": "\"kpi\"" = "kpi",
        /// The numbers.
        required "values": "SourcedValue[]" = list(data.0, SourcedValue),
    }
}

output! {
    /// Parts of a whole: `pieChart`.
    CategoryData(data: (&[Value], &Range)) extends DataRange(data.1) {
        /// Identifies the type of the data.
        required "kind": "\"categories\"" = "categories",
        /// The parts.
        required "categories": "SourcedValue[]" = list(data.0, SourcedValue),
    }
}

output! {
    /// States along time: `stateChart`. A state lasts until the next one begins. Before `completeFrom`, only the last
    /// state of each slice is present.
    StateData(data: (&[Lane], &Range)) extends MessageRange(data.1) {
        /// Identifies the type of the data.
        required "kind": "\"states\"" = "states",
        /// The states.
        required "lanes": "StateLane[]" = list(data.0, StateLane),
    }
}

output! {
    /// The states of one capability of one device.
    StateLane(lane: &Lane) extends Source(&lane.source) {
        /// The beginning of each state, in milliseconds since 1970, ascending.
        required "starts": "Float64Array" = numbers(&lane.starts),
        /// The end of each state.
        required "ends": "Float64Array" = numbers(&lane.ends),
        /// The states.
        required "values": "unknown[]" = array(&lane.values),
    }
}

output! {
    /// Events along time: `eventChart`. Before `completeFrom`, only the last event of each slice is present.
    EventData(data: (&[Lane], &Range)) extends MessageRange(data.1) {
        /// Identifies the type of the data.
        required "kind": "\"events\"" = "events",
        /// The events.
        required "lanes": "EventLane[]" = list(data.0, EventLane),
    }
}

output! {
    /// The events of one capability of one device.
    EventLane(lane: &Lane) extends Source(&lane.source) {
        /// When each event was sent, in milliseconds since 1970, ascending. Before `completeFrom`: the beginning of its
        /// slice.
        required "times": "Float64Array" = numbers(&lane.starts),
        /// The events.
        required "values": "unknown[]" = array(&lane.values),
    }
}

output! {
    /// A table of states or events, newest first: `stateHistoryChart`, `eventHistoryChart`. Rows before `completeFrom`
    /// may be missing.
    RowData(data: (&[Row], &Range)) extends MessageRange(data.1) {
        /// Identifies the type of the data.
        required "kind": "\"rows\"" = "rows",
        /// The states or events.
        required "rows": "HistoryRow[]" = Js(rows(data.0)),
    }
}

output! {
    /// A state or an event.
    HistoryMoment(row: (&Row, JsValue)) {
        /// The time of the event, or the beginning of the state, in milliseconds since 1970.
        required "time": "number" = row.0.time,
        /// The end of the state; absent for an event.
        optional "until": "number" = row.0.until,
        /// The value of the state or the event.
        required "value": "unknown" = Js(row.1.clone()),
    }
}

output! {
    /// The locations of devices: `mapProperty` (one point without a time), `mapTelemetry` (from the last hundred
    /// messages).
    PointData(tracks: &[data::Track]) {
        /// Identifies the type of the data.
        required "kind": "\"points\"" = "points",
        /// One track for each device.
        required "tracks": "Track[]" = list(tracks, Track),
    }
}

output! {
    /// The locations of one device.
    Track(track: &data::Track) extends Source(&track.source) {
        /// Milliseconds since 1970, ascending; NaN if unknown.
        required "times": "Float64Array" = numbers(&track.times),
        /// Degrees north.
        required "lats": "Float64Array" = numbers(&track.lats),
        /// Degrees east.
        required "lons": "Float64Array" = numbers(&track.lons),
    }
}

output! {
    /// The number of devices in a group: `deviceCount`.
    CountData(count: &f64) {
        /// Identifies the type of the data.
        required "kind": "\"count\"" = "count",
        /// The number of devices.
        required "count": "number" = count,
    }
}

output! {
    /// Values of properties: `property`.
    PropertyData(values: &[Value]) {
        /// Identifies the type of the data.
        required "kind": "\"properties\"" = "properties",
        /// The values.
        required "values": "SourcedValue[]" = list(values, SourcedValue),
    }
}

/// Declarations that TypeScript has and Rust does not need.
#[wasm_bindgen(typescript_custom_section)]
const UNIONS: &str = "/** The data of a tile; `kind` tells the variants apart. */
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

/** The data of a type of tile: `CountData` for `deviceCount`. */
export type TileDataOf<T extends string> = T extends keyof TileDataKinds ? Extract<TileData, { kind: TileDataKinds[T] }> : TileData;

/** A state or an event, with its device and capability. */
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

/// Converts the names of an enumeration's values; `None` if there are none.
fn labels(labels: &[(String, String)]) -> Option<Record<'_>> {
    (!labels.is_empty()).then(|| texts(labels.iter().map(|(value, label)| (&**value, &**label))))
}

/// There may be many rows, so each source crosses the boundary once, and all values cross as one text.
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
