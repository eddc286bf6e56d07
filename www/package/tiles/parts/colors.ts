/** How many series colours the style sheet names: `--series-1` and so on. */
const COLORS = 8;
/**
 * How much of its colour a series keeps, the rest being ink, when the colour comes for the second and for the third
 * time.
 */
const INK = ["100%", "55%", "25%"];
/** How many colours there are that differ. */
export const SHADES = COLORS * INK.length;

/** The colour of the series at a place, as CSS has it; the ninth has a shade of the first one's. */
export function seriesColor(index: number): string {
  const color = `var(--series-${(index % COLORS) + 1})`;
  const shade = repeats(index) % INK.length;
  return shade === 0 ? color : `color-mix(in oklab, ${color} ${INK[shade]}, var(--ink))`;
}

/** How often a series' colour has been used before it. */
export function repeats(index: number): number {
  return Math.floor(index / COLORS);
}
