/** The number of series colours in the style sheet: `--series-1` and so on. */
const COLORS = 8;
/** The fraction of a series colour in its first, second and third use. The rest is the colour of text. */
const INK = ["100%", "55%", "25%"];
/** The number of different colours. */
export const SHADES = COLORS * INK.length;

/** Returns the colour of the series at an index, as CSS. The ninth series has a shade of the first one's colour. */
export function seriesColor(index: number): string {
  const color = `var(--series-${(index % COLORS) + 1})`;
  const shade = repeats(index) % INK.length;
  return shade === 0 ? color : `color-mix(in oklab, ${color} ${INK[shade]}, var(--ink))`;
}

/** Returns how many series before this one have the same base colour. */
export function repeats(index: number): number {
  return Math.floor(index / COLORS);
}
