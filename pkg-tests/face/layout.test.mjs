// `arrangeTiles`: arguments, result and errors. src/layout tests the places of tiles.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, run } from "./world.mjs";

const tile = (id, x, y, rest) => ({
  id,
  displayName: id,
  x,
  y,
  width: 2,
  height: 2,
  configuration: { type: "label", text: id },
  ...rest,
});
const TILES = [tile("a", 0, 0), tile("b", 0, 2)];
const place = (id, x, y, width = 2, height = 2) => ({ id, x, y, width, height });

/** A change to `TILES`, and their places after it. */
const CHANGES = {
  "a new tile": [
    { type: "place", id: "n", width: 1, height: 3 },
    [place("a", 0, 0), place("b", 0, 2), place("n", 2, 0, 1, 3)],
  ],
  "a move": [{ type: "move", id: "b", x: 1, y: 1 }, [place("a", 0, 3), place("b", 1, 1)]],
  "a move that closes holes": [
    { type: "move", id: "b", x: 1, y: 1, compact: true },
    [place("a", 0, 2), place("b", 1, 0)],
  ],
  "a size": [{ type: "resize", id: "a", width: 3, height: 1 }, [place("a", 0, 0, 3, 1), place("b", 0, 2)]],
  "the left edge": [{ type: "resize", id: "b", x: 1, width: 1, height: 2 }, [place("a", 0, 0), place("b", 1, 2, 1)]],
  "a removed tile": [{ type: "remove", id: "a" }, [place("b", 0, 2)]],
  "holes that close": [{ type: "compact" }, [place("a", 0, 0), place("b", 0, 2)]],
};

for (const [what, [change, expected]] of Object.entries(CHANGES)) {
  test(`arrangeTiles: ${what}`, async () => {
    const { value, sent } = await run([], ([tiles, change]) => arrangeTiles(tiles, change), [TILES, change]);
    assert.deepEqual(value, expected);
    assert.deepEqual(sent, []);
  });
}

const OUTSIDE = "x leaves the grid: width and height are from 1 to 10, x and y from 0 on, and the grid ends at 100";

/** Invalid arguments, the error's pointer, and its message. */
const MISTAKES = {
  "no list": [{}, { type: "compact" }, "/tiles", "tiles should be an array"],
  "a tile without a place": [[{ id: "a" }], { type: "compact" }, "/tiles/0/x", "x should be a number"],
  "a tile without an id": [
    [tile("a", 0, 0), tile(undefined, 0, 0)],
    { type: "compact" },
    "/tiles/1/id",
    "id should be a string",
  ],
  "no change": [TILES, undefined, "/change/type", "type should be place, move, resize, remove or compact"],
  "an unknown change": [
    TILES,
    { type: "turn" },
    "/change/type",
    "type should be place, move, resize, remove or compact",
  ],
  "no size": [TILES, { type: "place", id: "n", width: 2 }, "/change/height", "height should be a number"],
  "a place that is none": [TILES, { type: "move", id: "a", x: "left" }, "/change/x", "x should be a number"],
  "a place outside": [TILES, { type: "move", id: "a", x: -1 }, "/change/x", OUTSIDE],
  "an unknown tile": [TILES, { type: "remove", id: "z" }, "/change/id", "no tile has this id"],
  "a new tile that is there": [
    TILES,
    { type: "place", id: "a", width: 1, height: 1 },
    "/change/id",
    "a tile has this id already",
  ],
};

for (const [what, [tiles, change, pointer, message]] of Object.entries(MISTAKES)) {
  test(`arrangeTiles: ${what} is rejected`, async () => {
    const { error } = await failure([], ([tiles, change]) => caught(() => arrangeTiles(tiles, change)), [
      tiles,
      change,
    ]);
    assert.deepEqual([error.code, error.pointer, error.message], ["InvalidInput", pointer, message]);
  });
}
