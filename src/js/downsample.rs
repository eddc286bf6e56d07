//! `downsample`.

use std::borrow::Cow;
use std::ops::Range;

use js_sys::{Float64Array, Object};
use wasm_bindgen::prelude::*;

use super::convert::object;
use crate::error::Error;
use crate::telemetry::downsample::{FEWEST, Line, downsample_line};

/// The points of a line that a chart of limited width needs.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn downsample(times: &JsValue, values: &JsValue, max_points: &JsValue) -> Result<Object, Error> {
    let line = Arrays { times: numbers("times", times)?, values: numbers("values", values)? };
    if line.times.length() != line.values.length() {
        return Err(Error::invalid("/values", "values should be as many as times"));
    }
    let max_points = max_points.as_f64().filter(|number| *number >= FEWEST as f64 && number.trunc() == *number);
    let max_points =
        max_points.ok_or_else(|| Error::invalid("/maxPoints", "maxPoints should be a whole number, 4 or more"))?;
    let (times, values) = downsample_line(&line, max_points as usize);
    let array = |numbers: Vec<f64>| Float64Array::from(numbers.as_slice()).into();
    Ok(object([("times", array(times)), ("values", array(values))]))
}

/// An argument that is a `Float64Array`.
fn numbers<'a>(name: &str, value: &'a JsValue) -> Result<&'a Float64Array, Error> {
    let wrong = || Error::invalid(&["/", name].concat(), &[name, " should be a Float64Array"].concat());
    value.dyn_ref().ok_or_else(wrong)
}

/// A line that stays where it is, but for the column that is looked at.
struct Arrays<'a> {
    times: &'a Float64Array,
    values: &'a Float64Array,
}

impl Line for Arrays<'_> {
    fn length(&self) -> usize {
        self.times.length() as usize
    }

    fn time(&self, place: usize) -> f64 {
        self.times.get_index(place as u32)
    }

    fn values(&self, places: Range<usize>) -> Cow<'_, [f64]> {
        Cow::Owned(self.values.subarray(places.start as u32, places.end as u32).to_vec())
    }
}
