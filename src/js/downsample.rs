//! `downsample`.

use js_sys::{Float64Array, Object};
use wasm_bindgen::prelude::*;

use super::convert::object;
use crate::error::Error;
use crate::telemetry::downsample::{self, FEWEST};

/// The points of a line that a chart of limited width needs.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn downsample(times: &JsValue, values: &JsValue, max_points: &JsValue) -> Result<Object, Error> {
    let (times, values) = (numbers("times", times)?, numbers("values", values)?);
    if times.len() != values.len() {
        return Err(Error::invalid("/values", "values should be as many as times"));
    }
    let max_points = max_points.as_f64().filter(|number| *number >= FEWEST as f64 && number.trunc() == *number);
    let max_points =
        max_points.ok_or_else(|| Error::invalid("/maxPoints", "maxPoints should be a whole number, 4 or more"))?;
    let (times, values) = downsample::downsample(&times, &values, max_points as usize);
    let array = |numbers: Vec<f64>| Float64Array::from(numbers.as_slice()).into();
    Ok(object([("times", array(times)), ("values", array(values))]))
}

/// An argument that is a `Float64Array`.
fn numbers(name: &str, value: &JsValue) -> Result<Vec<f64>, Error> {
    let array = value.dyn_ref::<Float64Array>().map(Float64Array::to_vec);
    array.ok_or_else(|| Error::invalid(&["/", name].concat(), &[name, " should be a Float64Array"].concat()))
}
