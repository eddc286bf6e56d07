/** How many series colours the style sheet names: `--series-1` and so on. */
const COLORS = 8;

/** The colour of the series at a place, as CSS has it; the ninth has the first one's again. */
export function seriesColor(index: number): string {
  return `var(--series-${(index % COLORS) + 1})`;
}

/** How often a series' colour has been used before it. */
export function repeats(index: number): number {
  return Math.floor(index / COLORS);
}
