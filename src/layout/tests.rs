//! Places after a change: tables of examples, and properties that hold for thousands of random grids.

use super::{TileArea, TileChange, arrange_tiles};
use crate::error::ErrorKind;

/// Reads tiles from a drawing: each letter is a tile, from its first to its last cell; a dot is free. The tiles are in
/// alphabetical order.
fn drawn(rows: &[&str]) -> Vec<TileArea> {
    let mut tiles: Vec<(char, TileArea)> = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, name) in row.chars().enumerate().filter(|(_, name)| *name != '.') {
            let (x, y) = (x as f64, y as f64);
            match tiles.iter_mut().find(|(known, _)| *known == name) {
                Some((_, tile)) => (tile.width, tile.height) = (x - tile.x + 1.0, y - tile.y + 1.0),
                None => tiles.push((name, TileArea { x, y, width: 1.0, height: 1.0 })),
            }
        }
    }
    tiles.sort_by_key(|(name, _)| *name);
    tiles.into_iter().map(|(_, tile)| tile).collect()
}

fn drawing(names: &str, tiles: &[TileArea]) -> Vec<String> {
    let height = tiles.iter().map(|tile| tile.bottom() as usize).max().unwrap_or_default();
    let width = tiles.iter().map(|tile| tile.right() as usize).max().unwrap_or_default();
    let mut rows = vec![vec!['.'; width]; height];
    assert_eq!(names.len(), tiles.len());
    for (name, tile) in names.chars().zip(tiles) {
        for row in rows.iter_mut().take(tile.bottom() as usize).skip(tile.y as usize) {
            for cell in row.iter_mut().take(tile.right() as usize).skip(tile.x as usize) {
                assert_eq!(*cell, '.', "{name} covers a cell of another tile in {tiles:?}");
                *cell = name;
            }
        }
    }
    rows.into_iter().map(|row| row.into_iter().collect()).collect()
}

const A: usize = 0;
const B: usize = 1;

/// A function that computes a change from the current tiles.
type Change = Box<dyn Fn(&[TileArea]) -> TileChange>;

fn moved(tile: usize, x: u32, y: u32) -> Change {
    Box::new(move |tiles| TileChange::Put { tile, area: TileArea { x: x.into(), y: y.into(), ..tiles[tile] } })
}

fn resized(tile: usize, width: u32, height: u32) -> Change {
    let (width, height) = (width.into(), height.into());
    Box::new(move |tiles| TileChange::Put { tile, area: TileArea { width, height, ..tiles[tile] } })
}

fn placed(width: u32, height: u32) -> Change {
    Box::new(move |_| TileChange::Place { width: width.into(), height: height.into() })
}

fn removed(tile: usize) -> Change {
    Box::new(move |_| TileChange::Remove { tile })
}

fn compacted() -> Change {
    Box::new(|_| TileChange::Compact)
}

const COMPACT: bool = true;

#[test]
fn tiles_make_room_keep_their_order_and_close_holes_on_demand() {
    type Row<'a> = (&'a str, &'a [&'a str], Change, bool, &'a [&'a str]);
    let table: &[Row<'_>] = &[
        ("to a free place", &["aab", "aa."], moved(B, 2, 1), false, &["aa.", "aab"]),
        ("what is in the way moves down", &["aabb", "aabb"], moved(A, 1, 0), false, &[".aa.", ".aa.", "..bb", "..bb"]),
        ("no further than it has to", &["a", ".", "b", ".", "c"], moved(A, 0, 1), false, &[".", "a", "b", ".", "c"]),
        ("what it meets moves down too", &["a", "b", "c"], moved(A, 0, 1), false, &[".", "a", "b", "c"]),
        ("until a gap takes it up", &["a", "b", ".", "c"], moved(A, 0, 1), false, &[".", "a", "b", "c"]),
        (
            "below a tile that moves, all stay below",
            &["aa.", "bb.", "c.."],
            moved(A, 1, 1),
            false,
            &["...", ".aa", "bb.", "c.."],
        ),
        ("a larger tile", &["ab", "cd"], resized(A, 2, 1), false, &["aa", "cb", ".d"]),
        ("a smaller tile leaves a hole", &["aa", "aa", "bb"], resized(A, 1, 1), false, &["a.", "..", "bb"]),
        ("which closes", &["aa", "aa", "bb"], resized(A, 1, 1), COMPACT, &["a.", "bb"]),
        ("a removed tile leaves a hole", &["a", "b", "c"], removed(B), false, &["a", ".", "c"]),
        ("which closes as well", &["a", "b", "c"], removed(B), COMPACT, &["a", "c"]),
        ("a new tile in the first hole", &["aa.bbb", "......"], placed(1, 1), false, &["aanbbb"]),
        ("that is large enough", &["aa.bbb", "aa.bbb"], placed(2, 1), false, &["aa.bbb", "aa.bbb", "nn...."]),
        ("from left to right", &["aabbb."], placed(2, 2), false, &["aabbb", "nn...", "nn..."]),
        ("in six columns at least", &["a"], placed(5, 1), false, &["annnnn"]),
        ("or wider ones", &[], placed(8, 1), false, &["nnnnnnnn"]),
        ("all move up", &["..b", "a..", "...", ".cc"], compacted(), false, &["a.b", ".cc"]),
        ("not over one another", &["...", "aaa", "...", "b.."], compacted(), false, &["aaa", "b.."]),
    ];
    for (what, rows, change, compact, expected) in table {
        let before = drawn(rows);
        let change = change(&before);
        let mut names: String = ('a'..).take(before.len()).collect();
        match change {
            TileChange::Place { .. } => names.push('n'),
            TileChange::Remove { tile } => drop(names.remove(tile)),
            TileChange::Put { .. } | TileChange::Compact => {}
        }
        assert_eq!(drawing(&names, &arrange_tiles(&before, change, *compact).unwrap()), *expected, "{what}");
    }
}

#[test]
fn parts_of_cells_stay_where_nothing_is_in_the_way() {
    let tile = |y| TileArea { x: 0.5, y, width: 1.5, height: 1.25 };
    let before = [tile(0.0), tile(1.25), tile(7.75)];
    let after = arrange_tiles(&before, moved(A, 0, 1)(&before), false).unwrap();
    assert_eq!(after.iter().map(|tile| tile.y).collect::<Vec<_>>(), [1.0, 2.25, 7.75]);
}

#[test]
fn impossible_values_are_rejected() {
    let grid = || drawn(&["ab"]);
    // A column without a free cell.
    let full = || (0..10).map(|at| TileArea { x: 0.0, y: f64::from(at) * 10.0, width: 10.0, height: 10.0 }).collect();
    let nowhere = TileArea { x: f64::NAN, y: 0.0, width: 1.0, height: 1.0 };
    let endless = || vec![TileArea { x: 0.0, y: 0.0, width: 1e300, height: 1e300 }];
    let unknown: Change = Box::new(|_| TileChange::Remove { tile: 2 });
    let never: Change = Box::new(move |_| TileChange::Put { tile: 0, area: nowhere });
    let stranger: Change = Box::new(|tiles| TileChange::Put { tile: 2, area: tiles[0] });
    let table: [(&str, Vec<TileArea>, Change, &str, &str); 10] = [
        ("a removed tile that isn't there", grid(), unknown, "/change/id", "no tile has this id"),
        ("a moved one", grid(), stranger, "/change/id", "no tile has this id"),
        ("beyond the right end", grid(), moved(A, 100, 0), "/change/x", "x leaves the grid"),
        ("beyond the lower end", grid(), moved(A, 0, 100), "/change/y", "y leaves the grid"),
        ("no number", grid(), never, "/change/x", "x leaves the grid"),
        ("too wide", grid(), resized(A, 11, 1), "/change/width", "from 1 to 10"),
        ("too flat", grid(), placed(1, 0), "/change/height", "from 1 to 10"),
        ("no room below", full(), moved(A, 0, 1), "/change", "below the grid's end, which is at 100"),
        ("no free place", full(), placed(1, 1), "/change", "below the grid's end, which is at 100"),
        (
            "nor beside a tile without an end",
            endless(),
            placed(1, 1),
            "/change",
            "below the grid's end, which is at 100",
        ),
    ];
    for (what, tiles, change, pointer, message) in table {
        let error = arrange_tiles(&tiles, change(&tiles), false).unwrap_err();
        assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some(pointer)), "{what}");
        assert!(error.message.contains(message), "{what}: {}", error.message);
    }
}

#[test]
fn a_tile_beyond_the_end_stays_and_what_closing_holes_brings_back_is_no_loss() {
    let tile = |y| TileArea { x: 0.0, y, width: 1.0, height: 4.0 };
    let before = [tile(0.0), tile(99.0)];
    assert_eq!(arrange_tiles(&before, moved(A, 2, 0)(&before), false).unwrap()[B].y, 99.0);
    assert_eq!(arrange_tiles(&before, moved(A, 0, 96)(&before), COMPACT).unwrap()[B].y, 4.0);
}

/// A pseudo-random number generator with a fixed seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as f64
    }

    fn tiles(&mut self) -> Vec<TileArea> {
        let count = self.below(12) as usize + 1;
        let mut tile = |_| TileArea {
            x: self.below(8),
            y: self.below(12),
            width: self.below(4) + 1.0,
            height: self.below(4) + 1.0,
        };
        (0..count).map(&mut tile).collect()
    }

    fn area(&mut self) -> TileArea {
        TileArea { x: self.below(10), y: self.below(14), width: self.below(10) + 1.0, height: self.below(10) + 1.0 }
    }

    fn change(&mut self, tiles: &[TileArea]) -> TileChange {
        let tile = self.below(tiles.len()) as usize;
        let area = self.area();
        match self.below(5) as u8 {
            0 => TileChange::Put { tile, area: TileArea { x: area.x, y: area.y, ..tiles[tile] } },
            1 => TileChange::Put { tile, area },
            2 => TileChange::Place { width: area.width, height: area.height },
            3 => TileChange::Remove { tile },
            _ => TileChange::Compact,
        }
    }
}

fn any_overlap(tiles: &[TileArea]) -> bool {
    tiles.iter().enumerate().any(|(at, tile)| tiles.iter().skip(at + 1).any(|other| tile.overlaps(other)))
}

#[test]
fn properties_of_any_change_of_any_grid() {
    let mut numbers = Numbers(2026);
    for round in 0..20_000 {
        let mut tiles = numbers.tiles();
        let change = numbers.change(&tiles);
        let compact = numbers.below(2) > 0.0;
        let after = arrange_tiles(&tiles, change, compact).unwrap();
        let told = || format!("round {round}: {tiles:?} {change:?} {compact} gives {after:?}");

        assert!(!any_overlap(&after), "no two overlap; {}", told());
        assert_eq!(after, arrange_tiles(&tiles, change, compact).unwrap(), "the same again; {}", told());
        let closes = compact || change == TileChange::Compact;
        if closes {
            let rests = |tile: &TileArea, other: &TileArea| other.shares_columns(tile) && other.bottom() == tile.y;
            let closed = after.iter().all(|tile| tile.y == 0.0 || after.iter().any(|other| rests(tile, other)));
            assert!(closed, "holes are closed; {}", told());
        }
        match change {
            TileChange::Put { tile, area } => {
                assert!(closes || after[tile] == area, "it stands where it was put; {}", told());
                tiles[tile] = after[tile];
            }
            TileChange::Remove { tile } => drop(tiles.remove(tile)),
            TileChange::Place { .. } => tiles.extend(after.last()),
            TileChange::Compact => {}
        }
        assert_eq!(tiles.len(), after.len());
        for (tile, after) in tiles.iter().zip(&after) {
            assert_eq!(TileArea { y: 0.0, ..*tile }, TileArea { y: 0.0, ..*after }, "others keep column and size");
            assert!(closes || after.y >= tile.y, "none moves up");
        }
    }
}

#[test]
fn properties_of_changes_of_grids_without_overlaps() {
    let mut numbers = Numbers(16);
    for round in 0..5_000 {
        let tiles = numbers.tiles();
        let before = arrange_tiles(&tiles, TileChange::Put { tile: 0, area: tiles[0] }, false).unwrap();
        let told = || format!("round {round}: {before:?}");
        // A drag starts from the places before it, so dragging back restores the places.
        for (tile, area) in before.iter().enumerate() {
            let back = arrange_tiles(&before, TileChange::Put { tile, area: *area }, false).unwrap();
            assert_eq!(back, before, "{}", told());
        }
        // Tiles keep their vertical order, except for the moved one.
        let put = numbers.below(before.len()) as usize;
        let change = TileChange::Put { tile: put, area: numbers.area() };
        for compact in [false, true] {
            let after = arrange_tiles(&before, change, compact).unwrap();
            for (at, tile) in before.iter().enumerate().filter(|(at, _)| *at != put) {
                for (other_at, other) in before.iter().enumerate().filter(|(at, _)| *at != put) {
                    if tile.shares_columns(other) && tile.bottom() <= other.y {
                        assert!(after[at].bottom() <= after[other_at].y, "{change:?} gives {after:?}; {}", told());
                    }
                }
            }
        }
        // Compacting a second time changes nothing.
        let closed = arrange_tiles(&before, TileChange::Compact, false).unwrap();
        assert_eq!(arrange_tiles(&closed, TileChange::Compact, false).unwrap(), closed, "{}", told());
    }
}
