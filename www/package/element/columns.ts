import type { Tile } from "iotcentral-web";

/** The smallest number of columns of IoT Central's grid. */
export const MIN_COLUMNS = 6;

/** The number of columns and rows of the service's grid. */
const MAX_CELLS = 100;

/**
 * Returns the position or size at which the element draws a tile. Without this limit, a tile outside the grid makes the
 * page as high as the browser allows: 33 million pixels.
 */
export const withinGrid = (cells: number) => Math.min(cells, MAX_CELLS);

/** The number of columns of a dashboard's grid. */
export function columnsOf({ tiles }: { readonly tiles?: readonly Tile[] }): number {
  return Math.max(MIN_COLUMNS, ...(tiles ?? []).map(({ x, width }) => withinGrid(x) + withinGrid(width)));
}
