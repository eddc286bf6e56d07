//! `arrangeTiles`.

use wasm_bindgen::prelude::*;

use super::convert::json_text;
use super::output::{json, list, output, to_js};
use crate::error::Error;
use crate::layout::{TileArea, TileChange, arrange_tiles, unknown};
use crate::model::View;

output! {
    /// The cells that a tile covers on a dashboard's grid.
    TilePlace(tile: &(&str, TileArea)) {
        /// Identifies the tile: its `id`, or a key of the caller for a tile without an id.
        required "id": "string" = json(tile.0),
        /// Distance from the left edge of the grid, at least 0.
        required "x": "number" = tile.1.x,
        /// Distance from the top edge of the grid, at least 0.
        required "y": "number" = tile.1.y,
        /// Width in cells, 1–10.
        required "width": "number" = tile.1.width,
        /// Height in cells, 1–10.
        required "height": "number" = tile.1.height,
    }
}

/// A union of objects, which `options!` cannot declare.
#[wasm_bindgen(typescript_custom_section)]
const CHANGE: &str = include_str!("layout.d.ts");

/// Returns the places of all tiles after a change, in the order of the list; a new tile comes last. Sends nothing, and
/// modifies no argument.
///
/// Tiles in the way of the changed tile move down as little as necessary, and the order of tiles from top to bottom is
/// kept. No two tiles overlap in the result, even if some overlapped before. While a user drags a tile, pass the places
/// from before the drag with every call: tiles that made room then return to their places as soon as the dragged tile
/// leaves them.
///
/// ```js
/// const places = arrangeTiles(tiles, { type: "move", id: "t1", x: 2, y: 0 });
/// const moved = tiles.map((tile, index) => ({ ...tile, ...places[index] }));
/// ```
///
/// @param tiles Complete tiles, or only their ids and places.
/// @throws IotCentralError `InvalidInput` if no tile has the id, or if the changed tile or a tile that makes room for
/// it would leave the grid, which has 100 cells in each direction. `pointer` names the value at fault, in `/tiles` or
/// in `/change`.
#[wasm_bindgen(js_name = arrangeTiles, unchecked_return_type = "TilePlace[]")]
#[expect(unreachable_pub, reason = "wasm-bindgen exports nothing else")]
pub fn arrange(
    #[wasm_bindgen(unchecked_param_type = "readonly TilePlace[]")] tiles: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "TileChange")] change: &JsValue,
) -> Result<JsValue, Error> {
    let tiles = json_text("tiles", tiles)?;
    let change = json_text("change", change)?;
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

/// Reads the change, and updates the list of ids to the one after the change.
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

/// An object of the caller. Unknown members are ignored.
struct Members<'a> {
    view: View<'a>,
    /// The JSON pointer to the object, for errors.
    pointer: String,
}

impl<'a> Members<'a> {
    /// Returns the id as JSON text: `JSON.stringify` writes equal strings in the same way.
    fn id(&self) -> Result<&'a str, Error> {
        let id = self.view.get("id").filter(|id| id.first() == Some(b'"'));
        id.map(|id| id.as_str()).ok_or_else(|| self.wrong("id", "a string"))
    }

    /// Returns the area that the members describe. Missing members are taken from `before`.
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
