//! `arrangeTiles`.

use wasm_bindgen::prelude::*;

use super::convert::written;
use super::output::{json, list, output, to_js};
use crate::error::Error;
use crate::layout::{TileArea, TileChange, arrange_tiles, unknown};
use crate::model::View;

output! {
    /// Where a tile stands on a dashboard's grid, in cells.
    TilePlace(tile: &(&str, TileArea)) {
        /// What tells the tile from the others: its `id`, or a key of the caller's for a tile that has none yet.
        required "id": "string" = json(tile.0),
        /// Distance from the left edge, from 0 on.
        required "x": "number" = tile.1.x,
        /// Distance from the top edge, from 0 on.
        required "y": "number" = tile.1.y,
        /// Width, 1–10.
        required "width": "number" = tile.1.width,
        /// Height, 1–10.
        required "height": "number" = tile.1.height,
    }
}

/// A union of objects, which `options!` doesn't have.
#[wasm_bindgen(typescript_custom_section)]
const CHANGE: &str = include_str!("layout.d.ts");

/// The places of all tiles after a change, in the order given; a new tile is the last. Sends nothing, and changes no argument.
///
/// What is in the way moves down, as little as needed, and a tile that stood above another one stays above it. No two tiles overlap in
/// the result, even where some did before. While a tile is dragged, hand in the places from before the drag each time: a tile that
/// comes back to its place then gives the other tiles back theirs.
///
/// ```js
/// const places = arrangeTiles(tiles, { type: "move", id: "t1", x: 2, y: 0 });
/// const moved = tiles.map((tile, index) => ({ ...tile, ...places[index] }));
/// ```
///
/// @param tiles Whole tiles, or their places alone.
/// @throws IotCentralError `InvalidInput` where no tile has the id, where the tile would leave the grid, and where a tile in its way
/// would: the grid ends at 100. `pointer` names the value at fault, in `/tiles` or in `/change`.
#[wasm_bindgen(js_name = arrangeTiles, unchecked_return_type = "TilePlace[]")]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn arrange(
    #[wasm_bindgen(unchecked_param_type = "readonly TilePlace[]")] tiles: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "TileChange")] change: &JsValue,
) -> Result<JsValue, Error> {
    let tiles = written("tiles", tiles)?;
    let change = written("change", change)?;
    let change = Members { view: View::new(&change), pointer: "/change".to_owned() };
    let (mut ids, areas) = read_tiles(View::new(&tiles))?;
    let compact = change.view.get("compact").is_some_and(|compact| compact.as_str() == "true");
    let places = arrange_tiles(&areas, read_change(&change, &mut ids, &areas)?, compact)?;
    Ok(to_js(&list(&ids.into_iter().zip(places).collect::<Vec<_>>(), TilePlace)))
}

fn read_tiles(tiles: View<'_>) -> Result<(Vec<&str>, Vec<TileArea>), Error> {
    if tiles.first() != Some(b'[') {
        return Err(Error::invalid("/tiles", "tiles should be an array"));
    }
    let (mut ids, mut areas) = (Vec::new(), Vec::new());
    for view in tiles.items() {
        let tile = Members { view, pointer: ["/tiles/", &ids.len().to_string()].concat() };
        ids.push(tile.id()?);
        areas.push(tile.area(None)?);
    }
    Ok((ids, areas))
}

/// Reads the change, and makes the ids those of the tiles afterwards.
fn read_change<'a>(change: &Members<'a>, ids: &mut Vec<&'a str>, areas: &[TileArea]) -> Result<TileChange, Error> {
    let r#type = change.view.text("type").unwrap_or_default();
    if r#type == "compact" {
        return Ok(TileChange::Compact);
    }
    if !matches!(&*r#type, "place" | "move" | "resize" | "remove") {
        return Err(change.wrong("type", "place, move, resize, remove or compact"));
    }
    let id = change.id()?;
    let found = ids.iter().position(|known| *known == id);
    match (r#type.as_str(), found) {
        ("place", Some(_)) => Err(Error::invalid("/change/id", "a tile has this id already")),
        ("place", None) => {
            ids.push(id);
            Ok(TileChange::Place { width: change.number("width", None)?, height: change.number("height", None)? })
        }
        ("remove", Some(tile)) => {
            ids.remove(tile);
            Ok(TileChange::Remove { tile })
        }
        (_, Some(tile)) => Ok(TileChange::Put { tile, area: change.area(areas.get(tile))? }),
        (_, None) => Err(unknown()),
    }
}

/// An object of the caller's. Members that nothing asks for are ignored.
struct Members<'a> {
    view: View<'a>,
    /// JSON pointer to the object, for errors.
    pointer: String,
}

impl<'a> Members<'a> {
    /// The id as it is written: the engine writes equal texts alike.
    fn id(&self) -> Result<&'a str, Error> {
        let id = self.view.get("id").filter(|id| id.first() == Some(b'"'));
        id.map(|id| id.as_str()).ok_or_else(|| self.wrong("id", "a string"))
    }

    /// The place that the members name; what they leave out is that of `before`.
    fn area(&self, before: Option<&TileArea>) -> Result<TileArea, Error> {
        Ok(TileArea {
            x: self.number("x", before.map(|area| area.x))?,
            y: self.number("y", before.map(|area| area.y))?,
            width: self.number("width", before.map(|area| area.width))?,
            height: self.number("height", before.map(|area| area.height))?,
        })
    }

    fn number(&self, key: &str, default: Option<f64>) -> Result<f64, Error> {
        let number = self.view.get(key).map_or(default, |value| value.number());
        number.ok_or_else(|| self.wrong(key, "a number"))
    }

    fn wrong(&self, key: &str, expected: &str) -> Error {
        Error::invalid(&[self.pointer.as_str(), "/", key].concat(), &[key, " should be ", expected].concat())
    }
}
