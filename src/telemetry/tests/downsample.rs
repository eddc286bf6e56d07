//! Reducing the points of a line keeps its shape.

use super::super::downsample::{FEWEST, downsample};

const GAP: f64 = f64::NAN;

/// Returns the kept points of these values, which are a second apart: index and value, `None` for a gap.
fn left(values: &[f64], max_points: usize) -> Vec<(f64, Option<f64>)> {
    let times: Vec<f64> = (0..values.len()).map(|place| place as f64).collect();
    pairs(&downsample(&times, values, max_points))
}

fn pairs((times, values): &(Vec<f64>, Vec<f64>)) -> Vec<(f64, Option<f64>)> {
    assert_eq!(times.len(), values.len());
    times.iter().copied().zip(values.iter().map(|value| Some(*value).filter(|value| !value.is_nan()))).collect()
}

/// Returns expected points by index and value.
fn points<const N: usize>(points: [(u32, f64); N]) -> Vec<(f64, Option<f64>)> {
    points.map(|(place, value)| (f64::from(place), Some(value).filter(|value| !value.is_nan()))).to_vec()
}

#[test]
fn each_column_keeps_its_lowest_and_highest_point_in_the_order_of_time() {
    let table = [
        (
            "a spike each way",
            vec![1.0, 1.0, 9.0, 1.0, -9.0, 1.0, 1.0],
            points([(0, 1.0), (2, 9.0), (4, -9.0), (6, 1.0)]),
        ),
        ("the other way round", vec![1.0, -9.0, 1.0, 9.0, 1.0, 1.0], points([(0, 1.0), (1, -9.0), (3, 9.0), (5, 1.0)])),
        (
            "ends that are the extremes",
            vec![9.0, 2.0, 1.0, 3.0, -9.0],
            points([(0, 9.0), (2, 1.0), (3, 3.0), (4, -9.0)]),
        ),
        ("a level line", vec![5.0; 6], points([(0, 5.0), (4, 5.0), (5, 5.0)])),
        (
            "infinities",
            vec![0.0, f64::INFINITY, 1.0, f64::INFINITY, 0.0],
            points([(0, 0.0), (2, 1.0), (3, f64::INFINITY), (4, 0.0)]),
        ),
    ];
    for (what, values, expected) in table {
        assert_eq!(left(&values, 4), expected, "{what}");
    }
}

#[test]
fn columns_are_of_equal_time_and_not_of_equal_number() {
    // A burst within the first second, then a point a minute: all of the isolated points are kept.
    let burst = (0..100).map(|place| f64::from(place) / 100.0);
    let minutes = (1..8).map(|minute| f64::from(minute) * 60.0);
    let times: Vec<f64> = burst.chain(minutes).collect();
    let values: Vec<f64> = (0..times.len()).map(|place| (place * 7 % 13) as f64).collect();
    let (kept, _) = downsample(&times, &values, 18);
    assert_eq!(kept.len(), 3 + 7);
    assert_eq!(kept[3..], times[100..]);
}

#[test]
fn a_gap_stays_a_gap() {
    let table = [
        (
            "between two columns",
            vec![0.0, 1.0, 2.0, 3.0, GAP, GAP, 4.0, 5.0, 6.0],
            6,
            points([(0, 0.0), (1, 1.0), (3, 3.0), (4, GAP), (6, 4.0), (7, 5.0), (8, 6.0)]),
        ),
        (
            "between the extremes of one",
            vec![0.0, 1.0, 2.0, GAP, 4.0, 5.0, 6.0],
            4,
            points([(0, 0.0), (1, 1.0), (3, GAP), (5, 5.0), (6, 6.0)]),
        ),
        ("before them", vec![0.0, GAP, 1.0, 2.0, 3.0], 4, points([(0, 0.0), (1, GAP), (2, 1.0), (3, 2.0), (4, 3.0)])),
        ("behind them", vec![0.0, 1.0, 2.0, GAP, 3.0], 4, points([(0, 0.0), (1, 1.0), (2, 2.0), (3, GAP), (4, 3.0)])),
        ("columns of nothing else", vec![0.0, GAP, GAP, GAP, GAP, GAP, 1.0], 6, points([(0, 0.0), (1, GAP), (6, 1.0)])),
        ("at both ends", vec![GAP, GAP, 1.0, 2.0, GAP, GAP], 4, points([(0, GAP), (2, 1.0), (3, 2.0), (5, GAP)])),
        ("everywhere", vec![GAP; 9], 4, points([(0, GAP), (8, GAP)])),
    ];
    for (what, values, max_points, expected) in table {
        assert_eq!(left(&values, max_points), expected, "{what}");
    }
}

#[test]
fn no_more_points_than_allowed_come_back_as_they_are() {
    for length in 0..=FEWEST {
        let values: Vec<f64> = (0..length).map(|place| if place == 1 { GAP } else { place as f64 }).collect();
        assert_eq!(left(&values, 0), left(&values, 1000));
        assert_eq!(left(&values, 0).len(), length);
    }
    let values: Vec<f64> = (0..1000).map(f64::from).collect();
    assert_eq!(left(&values, 1000).len(), 1000);
    assert_eq!(left(&values, 999).len(), 998, "an odd number leaves one unused");
}

#[test]
fn unsorted_times_cause_no_panic_and_keep_the_extremes() {
    let values: Vec<f64> = (0..50).map(f64::from).collect();
    let descending: Vec<f64> = (0..50).rev().map(f64::from).collect();
    let infinite = [vec![f64::NEG_INFINITY; 25], vec![f64::INFINITY; 25]].concat();
    for times in [descending, vec![7.0; 50], vec![f64::NAN; 50], infinite] {
        let (kept, values) = downsample(&times, &values, 8);
        assert_eq!((kept.len(), values.first(), values.last()), (values.len(), Some(&0.0), Some(&49.0)));
        assert!(values.len() <= 8);
    }
    // If one list is longer, its rest is ignored.
    assert_eq!(pairs(&downsample(&[0.0, 1.0], &[5.0], 8)), [(0.0, Some(5.0))]);
    assert_eq!(pairs(&downsample(&[], &values, 8)), []);
}

#[test]
fn any_line_keeps_its_ends_extremes_and_gaps() {
    let mut random = Random(1);
    for round in 0..2000 {
        let length = random.below(200);
        let max_points = random.below(60);
        let one_in = 1 + random.below(30);
        let mut time = 0.0;
        let times: Vec<f64> = (0..length)
            .map(|_| {
                time += 1.0 + random.below(20) as f64;
                time
            })
            .collect();
        let mut value = |_| if random.below(one_in) == 0 { GAP } else { random.below(1000) as f64 - 500.0 };
        let values: Vec<f64> = (0..length).map(&mut value).collect();

        let (kept_times, kept) = downsample(&times, &values, max_points);
        let what = format!("round {round}: {values:?} to {max_points} became {kept:?}");
        assert_eq!(kept_times.len(), kept.len(), "{what}");
        assert!(kept_times.is_sorted(), "{what}");
        assert_eq!((kept_times.first(), kept_times.last()), (times.first(), times.last()), "{what}");
        // Minimum and maximum of only NaN are NaN, which isn't equal to itself.
        let extreme = |values: &[f64], of: fn(f64, f64) -> f64| values.iter().copied().reduce(of).map(f64::to_bits);
        assert_eq!(extreme(&kept, f64::min), extreme(&values, f64::min), "{what}");
        assert_eq!(extreme(&kept, f64::max), extreme(&values, f64::max), "{what}");

        let inner = kept.get(1..kept.len().saturating_sub(1)).unwrap_or_default();
        let gaps = inner.iter().filter(|value| value.is_nan()).count();
        assert!(
            kept.len() <= length && (kept.len() - gaps <= max_points.max(FEWEST) || kept.len() == length),
            "{what}"
        );

        // The result is a subsequence of the points, and no line crosses a NaN.
        let mut place = 0;
        let mut was_nan = true;
        for (time, value) in kept_times.iter().zip(&kept) {
            let is_point = |at: usize| times[at] == *time && values[at].to_bits() == value.to_bits();
            let found = (place..length).find(|at| is_point(*at)).expect(&what);
            let over_a_gap = values[place..found].iter().any(|value| value.is_nan());
            assert!(!over_a_gap || was_nan || value.is_nan(), "{what}");
            (place, was_nan) = (found + 1, value.is_nan());
        }
    }
}

/// A linear congruential generator: the same lines in every run.
struct Random(u32);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(self.0) * limit as u64) >> 32) as usize
    }
}
