/**
 * A change of the tiles on a grid; `type` tells the variants apart. With `compact: true`, tiles move up into holes
 * afterwards.
 *
 * - `place` adds a tile at the first free place, searched from the top down and from left to right. Its columns are
 *   those in use: up to the right edge of the rightmost tile, but at least six.
 * - `move` and `resize` change the members that are given; tiles in the way move down.
 * - `remove` removes a tile.
 * - `compact` moves every tile up until it touches the tile above it or the top of the grid.
 */
export type TileChange =
  | { type: "place"; id: string; width: number; height: number; compact?: boolean | undefined }
  | (Partial<TilePlace> & { type: "move" | "resize"; id: string; compact?: boolean | undefined })
  | { type: "remove"; id: string; compact?: boolean | undefined }
  | { type: "compact" };
