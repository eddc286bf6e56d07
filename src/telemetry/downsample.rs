//! Reduces a line to as many points as a chart has pixels for, without losing a spike.

use std::borrow::Cow;
use std::ops::Range;

/// The least number of points that downsampling keeps: both ends, and a lowest and a highest point between them.
pub const FEWEST: usize = 4;

/// A line of points. The points may stay in JavaScript: copying them would enlarge the module's memory, which never
/// shrinks.
pub trait Line {
    /// Returns the number of points.
    fn length(&self) -> usize;
    /// Returns the time of a point. Times ascend.
    fn time(&self, place: usize) -> f64;
    /// Returns the values of a range of points.
    fn values(&self, places: Range<usize>) -> Cow<'_, [f64]>;
}

/// A line whose times and values are in memory.
impl Line for (&[f64], &[f64]) {
    fn length(&self) -> usize {
        self.0.len().min(self.1.len())
    }

    fn time(&self, place: usize) -> f64 {
        self.0.get(place).copied().unwrap_or(f64::NAN)
    }

    fn values(&self, places: Range<usize>) -> Cow<'_, [f64]> {
        Cow::Borrowed(self.1.get(places).unwrap_or_default())
    }
}

/// Returns the times and values of the points that a chart of limited width needs: the first, the last, and from each
/// of `(max_points − 2) / 2` equal columns of time the lowest and the highest, in the order of their times.
///
/// Gaps stay gaps: if there is a NaN between two kept points, one NaN is kept too. NaNs are not counted in
/// `max_points`; there is at most one between two points.
///
/// A line with no more points than allowed is returned unchanged. `max_points` is raised to [`FEWEST`] if it is lower.
#[must_use]
pub fn downsample_line(line: &dyn Line, max_points: usize) -> (Vec<f64>, Vec<f64>) {
    let max_points = max_points.max(FEWEST);
    let length = line.length();
    if length <= max_points {
        return ((0..length).map(|place| line.time(place)).collect(), line.values(0..length).into_owned());
    }
    let last = length - 1;
    let columns = (max_points - 2) / 2;
    let (begin, end) = (line.time(0), line.time(last));
    let mut kept = Kept { line, times: Vec::new(), values: Vec::new(), gap: None };
    kept.keep_end(0);
    let mut rest = 1..last;
    for column in 1..columns {
        let edge = begin + (end - begin) * (column as f64 / columns as f64);
        let next = first_since(line, rest.clone(), edge);
        kept.keep_extremes(rest.start..next);
        rest.start = next;
    }
    kept.keep_extremes(rest);
    kept.keep_end(last);
    (kept.times, kept.values)
}

/// Reduces a line to at most `max_points` points without losing a spike: keeps the first point, the last, and the
/// lowest and the highest of each of `(max_points − 2) / 2` equal columns of time. If there are more times than values,
/// or the reverse, the surplus is ignored.
///
/// ```
/// let times = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
/// let values = [1.0, 1.0, 9.0, 1.0, 0.0, 1.0];
/// let (times, values) = iotcentral_web::downsample(&times, &values, 4);
/// assert_eq!((times, values), (vec![0.0, 2.0, 4.0, 5.0], vec![1.0, 9.0, 0.0, 1.0]));
/// ```
#[must_use]
pub fn downsample(times: &[f64], values: &[f64], max_points: usize) -> (Vec<f64>, Vec<f64>) {
    downsample_line(&(times, values), max_points)
}

/// Returns the first of these points at or after a time; the end of the range if there is none.
fn first_since(line: &dyn Line, mut places: Range<usize>, edge: f64) -> usize {
    while !places.is_empty() {
        let middle = places.start + places.len() / 2;
        if line.time(middle) < edge {
            places.start = middle + 1;
        } else {
            places.end = middle;
        }
    }
    places.start
}

/// The points that are kept, in the order of their times.
struct Kept<'a> {
    line: &'a dyn Line,
    times: Vec<f64>,
    values: Vec<f64>,
    /// The position of a NaN behind the last kept point.
    gap: Option<usize>,
}

impl Kept<'_> {
    /// Keeps the lowest and the highest point of a column.
    fn keep_extremes(&mut self, column: Range<usize>) {
        let values = self.line.values(column.clone());
        let (mut low, mut high) = ((f64::INFINITY, 0), (f64::NEG_INFINITY, 0));
        let mut has_nan = false;
        for (place, value) in column.clone().zip(&*values) {
            // Most values are between the two, and for NaN every comparison is false.
            if low.0 < *value && *value < high.0 {
                continue;
            }
            if *value <= low.0 {
                low = (*value, place);
            }
            if *value >= high.0 {
                high = (*value, place);
            }
            has_nan |= value.is_nan();
        }
        if has_nan {
            for (place, value) in column.zip(&*values) {
                if value.is_nan() {
                    self.gap.get_or_insert(place);
                } else if place == low.1 || place == high.1 {
                    self.keep(place, *value);
                }
            }
        } else if low.0 <= high.0 {
            let (first, second) = if low.1 < high.1 { (low, high) } else { (high, low) };
            self.keep(first.1, first.0);
            if first.1 != second.1 {
                self.keep(second.1, second.0);
            }
        }
    }

    /// Keeps the first or the last point, even if its value is NaN.
    fn keep_end(&mut self, place: usize) {
        let value = self.line.values(place..place + 1).first().copied();
        self.keep(place, value.unwrap_or(f64::NAN));
    }

    /// Keeps a point, and in front of it the gap, unless one of the gap's neighbours is NaN itself.
    fn keep(&mut self, place: usize, value: f64) {
        let is_line = !value.is_nan() && self.values.last().is_some_and(|before| !before.is_nan());
        if let Some(gap) = self.gap.take().filter(|_| is_line) {
            self.push(gap, f64::NAN);
        }
        self.push(place, value);
    }

    fn push(&mut self, place: usize, value: f64) {
        self.times.push(self.line.time(place));
        self.values.push(value);
    }
}
