/** The range of text sizes that people can read and a tile can hold, in CSS pixels. */
const MIN_SIZE = 9;
const MAX_SIZE = 96;
const PIXELS_PER_POINT = 4 / 3;

/**
 * Sets the text size, as `--text-size`; the style sheet makes it smaller where there is too little room. Undefined and
 * 0, which real dashboards contain, mean the default size.
 *
 * @param unit `pt`, the default, or `px`.
 */
export function setTextSize(target: HTMLElement, size: number | undefined, unit: string | undefined): void {
  if (!size || !Number.isFinite(size)) return;
  const pixels = unit === "px" ? size : size * PIXELS_PER_POINT;
  // In rem, so that the reader's own text size counts.
  target.style.setProperty("--text-size", `${Math.min(Math.max(pixels, MIN_SIZE), MAX_SIZE) / 16}rem`);
}

/**
 * Sets the width of a text, as `--ems`, so that the style sheet can make it smaller where there is too little room.
 *
 * @param wraps Whether the text may wrap between words. Numbers never do.
 */
export function setRoom(target: HTMLElement, text: string, wraps: boolean): void {
  const pieces = wraps ? text.split(/[ \n-]/) : [text];
  target.style.setProperty("--ems", Math.max(1, ...pieces.map(width)).toFixed(2));
}

/** Estimates the width of a text in ems of a wide and bold font: an estimate that is too large doesn't cut text. */
function width(text: string): number {
  return Array.from(text).reduce(
    (sum, character) =>
      sum + (/[\s.,:;'’|/il-]/.test(character) ? 0.42 : /[mwMW%‰@…\u2e80-\u{10ffff}]/u.test(character) ? 1.1 : 0.75),
    0,
  );
}
