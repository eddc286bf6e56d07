import type { Tile } from "iotcentral-web";

/** IoT Central's grid is at least this wide, in cells. */
export const LEAST_COLUMNS = 6;

/** How many columns a dashboard's grid has. */
export function columnsOf({ tiles }: { readonly tiles?: readonly Tile[] }): number {
  return Math.max(LEAST_COLUMNS, ...(tiles ?? []).map(({ x, width }) => x + width));
}
