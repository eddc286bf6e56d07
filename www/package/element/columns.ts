import type { Tile } from "iotcentral-web";

/** The smallest number of columns of IoT Central's grid. */
export const MIN_COLUMNS = 6;

/** The number of columns of a dashboard's grid. */
export function columnsOf({ tiles }: { readonly tiles?: readonly Tile[] }): number {
  return Math.max(MIN_COLUMNS, ...(tiles ?? []).map(({ x, width }) => x + width));
}
