//! `downsample`.

use std::borrow::Cow;
use std::ops::Range;

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use super::output::{self, output, to_js};
use crate::error::Error;
use crate::telemetry::downsample::{FEWEST, Line, downsample_line};

output! {
    /// A line of fewer points.
    DownsampledLine(line: (Vec<f64>, Vec<f64>)) {
        /// The times of the kept points.
        required "times": "Float64Array" = output::numbers(&line.0),
        /// The values of the kept points.
        required "values": "Float64Array" = output::numbers(&line.1),
    }
}

/// Returns the points of a line that a chart of limited width needs: the first, the last, and from each of `(maxPoints
/// − 2) / 2` equal columns of time the lowest and the highest, in the order of their times. So no spike is lost. With
/// at least two points for each pixel of its width, a chart looks as it would with all points.
///
/// Gaps stay gaps: if there is a NaN between two kept points, one NaN is kept too. NaNs are not counted in `maxPoints`;
/// there is at most one between two points.
///
/// ```js
/// await load();
/// const line = downsample(times, values, 2 * canvas.width);
/// ```
///
/// @param times Times in milliseconds since 1970, or other ascending numbers.
/// @param values A value for each time; NaN is a gap.
/// @param maxPoints A whole number, at least 4. A line with no more points than that is returned unchanged.
/// @returns New arrays; the arguments stay unchanged.
/// @throws IotCentralError `InvalidInput` if an argument is invalid; `pointer` names it.
#[wasm_bindgen(unchecked_return_type = "DownsampledLine")]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn downsample(
    #[wasm_bindgen(unchecked_param_type = "Float64Array")] times: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Float64Array")] values: &JsValue,
    #[wasm_bindgen(js_name = "maxPoints", unchecked_param_type = "number")] max_points: &JsValue,
) -> Result<JsValue, Error> {
    let line = Arrays { times: numbers("times", times)?, values: numbers("values", values)? };
    if line.times.length() != line.values.length() {
        return Err(Error::invalid("/values", "values should be as many as times"));
    }
    let max_points = max_points.as_f64().filter(|number| *number >= FEWEST as f64 && number.trunc() == *number);
    let max_points =
        max_points.ok_or_else(|| Error::invalid("/maxPoints", "maxPoints should be a whole number, 4 or more"))?;
    Ok(to_js(&DownsampledLine(downsample_line(&line, max_points as usize))))
}

/// Reads an argument that must be a `Float64Array`.
fn numbers<'a>(name: &str, value: &'a JsValue) -> Result<&'a Float64Array, Error> {
    let wrong = || Error::invalid(&["/", name].concat(), &[name, " should be a Float64Array"].concat());
    value.dyn_ref().ok_or_else(wrong)
}

/// A line in JavaScript's memory; only the current column is copied.
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
