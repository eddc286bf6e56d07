import type { arrangeTiles, Tile, TileChange, TilePlace } from "iotcentral-web";

import type { Draft, DraftTile } from "./history.ts";

/** The position and size of a tile on the grid, in cells. */
export type Box = Pick<Tile, "x" | "y" | "width" | "height">;

/** The size of IoT Central's grid, and of the largest tile, in cells. */
const END = 100;
export const LARGEST = 10;

export function boxOf({ x, y, width, height }: Tile): Box {
  return { x, y, width, height };
}

export function isSame(one: Box, other: Box): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

export function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Returns the nearest position on the grid. */
export function onGrid({ x, y, width, height }: Box): Box {
  const size = { width: within(width, 1, LARGEST), height: within(height, 1, LARGEST) };
  return { x: within(x, 0, END - size.width), y: within(y, 0, END - size.height), ...size };
}

/** Arranges the tiles of drafts, so that they make room for each other. */
export class Layout {
  readonly #arrange: typeof arrangeTiles;

  constructor(arrange: typeof arrangeTiles) {
    this.#arrange = arrange;
  }

  /** Returns the draft with a tile moved or resized, or the same draft if the grid has no room for that. */
  moved(draft: Draft, key: string, box: Box): Draft {
    const was = draft.find((each) => each.key === key)?.tile;
    const isMove = was?.width === box.width && was.height === box.height;
    return this.#changed(
      draft,
      isMove ? { type: "move", id: key, x: box.x, y: box.y } : { type: "resize", id: key, ...box },
    );
  }

  /** Returns the draft with an added tile in the first free position. */
  added(draft: Draft, one: DraftTile): Draft {
    const { width, height } = one.tile;
    return this.#changed(draft, { type: "place", id: one.key, width, height }, one);
  }

  #changed(draft: Draft, change: TileChange, ...added: readonly DraftTile[]): Draft {
    let places: readonly TilePlace[];
    try {
      places = this.#arrange(
        draft.map(({ key, tile }) => ({ ...boxOf(tile), id: key })),
        change,
      );
    } catch {
      return draft;
    }
    const boxes = new Map(places.map(({ id, ...box }) => [id, box]));
    return [...draft, ...added].map((each) => {
      const box = boxes.get(each.key);
      return !box || isSame(box, each.tile) ? each : { key: each.key, tile: { ...each.tile, ...box } };
    });
  }
}
