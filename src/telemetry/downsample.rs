//! Many points → as many as a chart has pixels for, without losing a spike.

use std::ops::Range;

/// The fewest points that downsampling leaves: both ends, and a lowest and a highest between them.
pub const FEWEST: usize = 4;

/// The points of a line that a chart of limited width needs: the first, the last, and of each of `(max_points − 2) / 2`
/// equal columns of time the lowest and the highest, in the order of their times.
///
/// A gap stays one: where a NaN was between two points that are kept, one is kept too. These come on top of `max_points`,
/// one between two points at most.
///
/// Times are ascending, and as many as the values; what one side has more is left out. `max_points` below [`FEWEST`]
/// counts as that. No more points than allowed come back as they are.
#[must_use]
pub fn downsample(times: &[f64], values: &[f64], max_points: usize) -> (Vec<f64>, Vec<f64>) {
    let max_points = max_points.max(FEWEST);
    let length = times.len().min(values.len());
    let last = length.saturating_sub(1);
    let mut kept = Kept { times, values, places: Vec::new(), is_gapped: false };
    if length <= max_points {
        kept.places.extend(0..length);
        return kept.points();
    }
    kept.keep(0);
    let columns = (max_points - 2) / 2;
    let (begin, end) = (kept.times.first().unwrap_or(&0.0), kept.times.get(last).unwrap_or(&0.0));
    let mut rest = 1..last;
    for column in 1..columns {
        let edge = begin + (end - begin) * (column as f64 / columns as f64);
        let inside = times.get(rest.clone()).unwrap_or_default().partition_point(|time| *time < edge);
        let column = rest.start..rest.start + inside;
        rest.start = column.end;
        kept.keep_extremes(column);
    }
    kept.keep_extremes(rest);
    kept.keep(last);
    kept.points()
}

/// The points that are kept so far.
struct Kept<'a> {
    times: &'a [f64],
    values: &'a [f64],
    /// Which they are, ascending.
    places: Vec<usize>,
    /// Whether a NaN may stand behind the last of them.
    is_gapped: bool,
}

impl Kept<'_> {
    /// Keeps the lowest and the highest point of a column.
    #[expect(clippy::neg_cmp_op_on_partial_ord, reason = "what is compared with the first NaN must be taken")]
    fn keep_extremes(&mut self, column: Range<usize>) {
        let values = self.values.get(column.clone()).unwrap_or_default();
        let (mut low, mut high) = ((f64::NAN, 0), (f64::NAN, 0));
        let mut has_nan = false;
        for (place, value) in column.zip(values) {
            if value.is_nan() {
                has_nan = true;
                continue;
            }
            if !(*value >= low.0) {
                low = (*value, place);
            }
            if !(*value <= high.0) {
                high = (*value, place);
            }
        }
        self.is_gapped |= has_nan;
        if !low.0.is_nan() {
            self.keep(low.1.min(high.1));
            self.is_gapped = has_nan;
            self.keep(low.1.max(high.1));
        }
    }

    /// Keeps a point, and before it a NaN that stands between it and the one before.
    fn keep(&mut self, place: usize) {
        if let Some(&before) = self.places.last() {
            if before == place {
                return;
            }
            if self.is_gapped && !self.is_nan(before) && !self.is_nan(place) {
                self.places.extend((before..place).find(|place| self.is_nan(*place)));
            }
        }
        self.places.push(place);
    }

    fn is_nan(&self, place: usize) -> bool {
        self.values.get(place).is_some_and(|value| value.is_nan())
    }

    fn points(&self) -> (Vec<f64>, Vec<f64>) {
        let of = |side: &[f64]| self.places.iter().filter_map(|place| side.get(*place).copied()).collect();
        (of(self.times), of(self.values))
    }
}
