//! Where tiles stand on a dashboard's grid, and where they stand after a change. Pure, and without the DOM: the same tiles and
//! the same change always give the same places, and never two tiles on one cell.

mod area;
#[cfg(test)]
mod tests;

use area::END;

use crate::error::Error;

pub use area::TileArea;

/// A change of the tiles on a grid. Tiles are told apart by their position in the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TileChange {
    /// A new tile takes the first free place, from the top down and from left to right, within the columns in use: those up to
    /// the rightmost edge of a tile, six at least. It is the last of the list.
    Place {
        /// Its width, 1–10.
        width: f64,
        /// Its height, 1–10.
        height: f64,
    },
    /// A tile gets another place or size; what is in its way moves down.
    Put {
        /// The tile's position in the list.
        tile: usize,
        /// Where it stands then.
        area: TileArea,
    },
    /// A tile is removed.
    Remove {
        /// The tile's position in the list.
        tile: usize,
    },
    /// All tiles move up as far as the tiles above them let them.
    Compact,
}

/// The places of all tiles after a change, in the order given. With `compact`, holes close afterwards.
///
/// What is in the way moves down, as little as needed, and a tile that stood above another one stays above it. No two tiles overlap
/// in the result, even where some did before.
///
/// While a tile is dragged, each call takes the places from before the drag: a tile that comes back to its place then gives the
/// other tiles back theirs.
///
/// ```
/// use iotcentral_web::{TileArea, TileChange, arrange_tiles};
///
/// let at = |y| TileArea { x: 0.0, y, width: 2.0, height: 2.0 };
/// let tiles = [at(0.0), at(2.0)];
/// assert_eq!(arrange_tiles(&tiles, TileChange::Put { tile: 1, area: at(1.0) }, false)?, [at(3.0), at(1.0)]);
/// # Ok::<(), iotcentral_web::Error>(())
/// ```
///
/// # Errors
/// `InvalidInput` where there is no such tile, where the tile would leave the grid, and where a tile in its way would: the grid ends
/// at 100.
pub fn arrange_tiles(tiles: &[TileArea], change: TileChange, compact: bool) -> Result<Vec<TileArea>, Error> {
    let mut places = tiles.to_vec();
    let mut put = None;
    match change {
        TileChange::Put { tile, area } => {
            area.refuse_outside()?;
            *places.get_mut(tile).ok_or_else(unknown)? = area;
            put = Some(tile);
        }
        TileChange::Remove { tile } if tile < places.len() => drop(places.remove(tile)),
        TileChange::Remove { .. } => return Err(unknown()),
        TileChange::Place { .. } | TileChange::Compact => {}
    }
    let before = places.clone();
    settle(&mut places, put, false);
    if let TileChange::Place { width, height } = change {
        let tile = TileArea { x: 0.0, y: 0.0, width, height };
        tile.refuse_outside()?;
        places.push(first_free(tile, &places)?);
    }
    if compact || change == TileChange::Compact {
        settle(&mut places, None, true);
    }
    // A tile that stood below the end before may stay there.
    let is_lost = |(tile, before): (&TileArea, &TileArea)| tile.y > before.y && tile.bottom() > END;
    if places.iter().zip(&before).any(is_lost) { Err(full()) } else { Ok(places) }
}

/// Gives each tile the highest place below the tiles above it, but for the one that is put: from the top down, from left to right,
/// and in the order given. Only with `up`, a tile may move up.
fn settle(tiles: &mut [TileArea], put: Option<usize>, up: bool) {
    // By insertion: the sorts of slices are 12 KB of the module.
    let mut order: Vec<usize> = Vec::with_capacity(tiles.len());
    for (at, tile) in tiles.iter().enumerate().filter(|(at, _)| Some(*at) != put) {
        let is_behind = |other: &usize| tiles.get(*other).is_some_and(|other| (tile.y, tile.x) < (other.y, other.x));
        order.insert(order.iter().position(is_behind).unwrap_or(order.len()), at);
    }
    let put = put.and_then(|at| tiles.get(at).copied());
    let mut above: Vec<TileArea> = Vec::with_capacity(tiles.len());
    for at in order {
        let Some(tile) = tiles.get_mut(at) else { continue };
        let bottoms = above.iter().filter(|other| other.shares_columns(tile)).map(TileArea::bottom);
        tile.y = bottoms.fold(if up { 0.0 } else { tile.y }, f64::max);
        if let Some(put) = put.filter(|put| put.overlaps(tile)) {
            tile.y = put.bottom();
        }
        above.push(*tile);
    }
}

/// The tile at the first place that no other tile covers.
fn first_free(mut tile: TileArea, others: &[TileArea]) -> Result<TileArea, Error> {
    /// A dashboard has so many columns at least.
    const COLUMNS: f64 = 6.0;
    let columns = others.iter().map(TileArea::right).fold(tile.width.max(COLUMNS), f64::max).min(END);
    while tile.bottom() <= END && others.iter().any(|other| other.overlaps(&tile)) {
        tile.x += 1.0;
        if tile.right() > columns {
            (tile.x, tile.y) = (0.0, tile.y + 1.0);
        }
    }
    if tile.bottom() > END { Err(full()) } else { Ok(tile) }
}

fn full() -> Error {
    Error::invalid("/change", "a tile would stand below the grid's end, which is at 100: remove one or close holes")
}

pub(crate) fn unknown() -> Error {
    Error::invalid("/change/id", "no tile has this id")
}
