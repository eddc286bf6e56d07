//! Data of tiles as plain objects.

use std::rc::Rc;

use js_sys::{Array, Float64Array, Object};
use wasm_bindgen::prelude::*;

use super::convert::{extend, object, plain, set};
use crate::client::feed::TileFailure;
use crate::telemetry::data::{Lane, Latest, Range, Row, Series, Track, Value};
use crate::telemetry::{Source, TileData};

/// When a tile's data was read, when it will be again, and what of it could not be.
pub(super) fn timing(read_at_ms: f64, due_at_ms: f64, failures: Vec<TileFailure>) -> JsValue {
    let failed = !failures.is_empty();
    let failure = |TileFailure { device, capability, error }: TileFailure| {
        object([("device", device.into()), ("capability", capability.into()), ("error", error.into())])
    };
    let failures: Array = failures.into_iter().map(|failed| JsValue::from(failure(failed))).collect();
    let failures = if failed { failures.into() } else { JsValue::UNDEFINED };
    object([("readAt", read_at_ms.into()), ("dueAt", due_at_ms.into()), ("failures", failures)]).into()
}

pub(super) fn tile_data(data: &TileData) -> JsValue {
    let (kind, member, list, range) = match data {
        TileData::Series { series, range, .. } => ("series", "series", each(series, series_object), Some(range)),
        TileData::Latest(values) => ("latest", "values", each(values, latest_object), None),
        TileData::Kpi(values, range) => ("kpi", "values", each(values, value_object), Some(range)),
        TileData::Categories(values, range) => ("categories", "categories", each(values, value_object), Some(range)),
        TileData::States(lanes, range) => ("states", "lanes", each(lanes, state_object), Some(range)),
        TileData::Events(lanes, range) => ("events", "lanes", each(lanes, event_object), Some(range)),
        TileData::Rows(rows, range) => ("rows", "rows", row_objects(rows), Some(range)),
        TileData::Points(tracks) => ("points", "tracks", each(tracks, track_object), None),
        TileData::Properties(values) => ("properties", "values", each(values, value_object), None),
        TileData::Count(count) => ("count", "count", (*count).into(), None),
    };
    let result = object([("kind", kind.into()), (member, list)]);
    // The last points have no range.
    if let Some(Range { from, to, complete_from }) = range.filter(|range| range.from.is_finite()) {
        let complete_from = complete_from.map_or(JsValue::UNDEFINED, JsValue::from);
        extend(&result, &[("from", (*from).into()), ("to", (*to).into()), ("completeFrom", complete_from)]);
    }
    if let TileData::Series { step_ms: Some(step_ms), .. } = data {
        extend(&result, &[("stepInMs", (*step_ms).into())]);
    }
    result.into()
}

fn each<T>(list: &[T], convert: fn(&T) -> Object) -> JsValue {
    list.iter().map(|item| JsValue::from(convert(item))).collect::<Array>().into()
}

fn series_object(Series { source, times, values, unfinished }: &Series) -> Object {
    let slice = |(time, value): &(f64, f64)| object([("time", (*time).into()), ("value", (*value).into())]);
    let slices = if unfinished.is_empty() { JsValue::UNDEFINED } else { each(unfinished, slice) };
    with(source, &[("times", numbers(times)), ("values", numbers(values)), ("unfinished", slices)])
}

fn latest_object(Latest { source, last, previous }: &Latest) -> Object {
    let value = last.as_ref().map_or(JsValue::UNDEFINED, |(_, value)| json(value));
    let timestamp = last.as_ref().map(|(time, _)| *time).filter(|time| time.is_finite());
    let timestamp = timestamp.map_or(JsValue::UNDEFINED, JsValue::from);
    let previous = previous.as_ref().map_or(JsValue::UNDEFINED, |value| json(value));
    with(source, &[("value", value), ("timestamp", timestamp), ("previous", previous)])
}

fn value_object(Value { source, value }: &Value) -> Object {
    with(source, &[("value", value.as_ref().map_or(JsValue::UNDEFINED, |value| json(value)))])
}

fn state_object(Lane { source, starts, ends, values }: &Lane) -> Object {
    with(source, &[("starts", numbers(starts)), ("ends", numbers(ends)), ("values", array(values))])
}

fn event_object(Lane { source, starts, values, .. }: &Lane) -> Object {
    with(source, &[("times", numbers(starts)), ("values", array(values))])
}

/// Rows are many: what their sources are called crosses once for each, and their values as one text.
fn row_objects(rows: &[Row]) -> JsValue {
    let values: Vec<String> = rows.iter().map(|row| row.value.clone()).collect();
    let values: Array = array(&values).dyn_into().unwrap_or_default();
    let [time_key, until_key, value_key] = ["time", "until", "value"].map(JsValue::from);
    let mut sources: Vec<(&Rc<Source>, Object)> = Vec::new();
    let objects = Array::new();
    for (Row { source, time, until, .. }, value) in rows.iter().zip(values.iter()) {
        let known = sources.iter().find(|(known, _)| Rc::ptr_eq(known, source)).map(|(_, named)| named.clone());
        let named = known.unwrap_or_else(|| {
            let named = with(source, &[]);
            sources.push((source, named.clone()));
            named
        });
        let object = Object::assign(&Object::new(), &named);
        set(&object, &time_key, &(*time).into());
        if let Some(until) = until {
            set(&object, &until_key, &(*until).into());
        }
        set(&object, &value_key, &value);
        objects.push(&object);
    }
    objects.into()
}

fn track_object(Track { source, times, lats, lons }: &Track) -> Object {
    with(source, &[("times", numbers(times)), ("lats", numbers(lats)), ("lons", numbers(lons))])
}

/// The members of a source and these.
fn with(source: &Source, members: &[(&str, JsValue)]) -> Object {
    let text = |text: &Option<String>| text.as_ref().map_or(JsValue::UNDEFINED, |text| text.into());
    let labels = Object::new();
    for (value, label) in &source.labels {
        extend(&labels, &[(value, label.into())]);
    }
    let result = object([
        ("device", source.device.as_str().into()),
        ("deviceName", text(&source.device_name)),
        ("capability", source.capability.as_str().into()),
        ("capabilityName", text(&source.capability_name)),
        ("unit", text(&source.unit)),
        ("labels", if source.labels.is_empty() { JsValue::UNDEFINED } else { labels.into() }),
        ("aggregateFunction", text(&source.aggregate)),
    ]);
    extend(&result, members);
    result
}

fn numbers(numbers: &[f64]) -> JsValue {
    Float64Array::from(numbers).into()
}

fn json(text: &str) -> JsValue {
    plain(text).unwrap_or(JsValue::UNDEFINED)
}

fn array(texts: &[String]) -> JsValue {
    json(&["[", &texts.join(","), "]"].concat())
}
