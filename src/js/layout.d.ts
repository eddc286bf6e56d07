/**
 * A change of the tiles on a grid, told apart by `type`. With `compact`, holes close afterwards.
 *
 * `place`: a new tile takes the first free place, from the top down and from left to right, within the columns in use: those up to
 * the rightmost edge of a tile, six at least. `move` and `resize`: the tile keeps what isn't named, and what is in its way moves
 * down. `compact`: all tiles move up as far as the tiles above them let them.
 */
export type TileChange =
  | { type: "place"; id: string; width: number; height: number; compact?: boolean | undefined }
  | (Partial<TilePlace> & { type: "move" | "resize"; id: string; compact?: boolean | undefined })
  | { type: "remove"; id: string; compact?: boolean | undefined }
  | { type: "compact" };
