//! Computes where tiles stand on a dashboard's grid after one of them is placed, moved, resized or removed. The
//! functions are pure and know no DOM: the same tiles and the same change always give the same result, in which no two
//! tiles overlap.

mod area;
#[cfg(test)]
mod tests;

use area::END;

use crate::error::Error;

pub use area::TileArea;

/// A change of the tiles on a grid. A tile is identified by its position in the list of tiles.
///
/// ```
/// use iotcentral_web::{TileArea, TileChange, arrange_tiles};
///
/// let areas = arrange_tiles(&[], TileChange::Place { width: 2.0, height: 2.0 }, false)?;
/// assert_eq!(areas, [TileArea { x: 0.0, y: 0.0, width: 2.0, height: 2.0 }]);
/// # Ok::<(), iotcentral_web::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TileChange {
    /// Adds a tile at the first free place, searched from the top down and from left to right. Its columns are those in
    /// use: up to the right edge of the rightmost tile, but at least six. The new tile becomes the last one of the
    /// list.
    Place {
        /// Width in cells, 1–10.
        width: f64,
        /// Height in cells, 1–10.
        height: f64,
    },
    /// Moves or resizes a tile. Tiles in its way move down.
    Put {
        /// The tile's position in the list.
        tile: usize,
        /// The tile's new area.
        area: TileArea,
    },
    /// Removes a tile.
    Remove {
        /// The tile's position in the list.
        tile: usize,
    },
    /// Moves every tile up until it touches the tile above it or the top of the grid.
    Compact,
}

/// Returns the areas of all tiles after a change, in the order of the list. With `compact`, tiles move up into holes
/// afterwards, as by [`TileChange::Compact`].
///
/// Tiles in the way of the changed tile move down as little as necessary, and the order of tiles from top to bottom is
/// kept. No two tiles overlap in the result, even if some overlapped before.
///
/// While a user drags a tile, pass the areas from before the drag with every call: tiles that made room then return to
/// their places as soon as the dragged tile leaves them.
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
/// Returns an `InvalidInput` error if the list has no such tile, or if the changed tile or a tile that makes room for
/// it would leave the grid, which has 100 cells in each direction.
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
    // A tile that stood below the grid's end before the change is accepted there.
    let is_lost = |(tile, before): (&TileArea, &TileArea)| tile.y > before.y && tile.bottom() > END;
    if places.iter().zip(&before).any(is_lost) { Err(full()) } else { Ok(places) }
}

/// Gives each tile, except the one that is put, the highest free place below the tiles above it. Tiles are handled from
/// the top down, from left to right, then in the order of the list. A tile moves up only with `up`.
fn settle(tiles: &mut [TileArea], put: Option<usize>, up: bool) {
    // Insertion sort, because the standard library's sort adds 12 KB to the module.
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

/// Returns the tile, moved to the first free place.
fn first_free(mut tile: TileArea, others: &[TileArea]) -> Result<TileArea, Error> {
    /// The least number of columns that a dashboard offers.
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
