/** What people can read and a tile can hold, in CSS pixels. */
const LEAST = 9;
const MOST = 96;
const PIXELS_PER_POINT = 4 / 3;

/**
 * Sets the size of text, as `--text-size`: the style sheet says what it is where there is no room for it. Absent or 0,
 * as real dashboards have it, means the usual size.
 *
 * @param unit `pt`, the default, or `px`.
 */
export function setTextSize(target: HTMLElement, size: number | undefined, unit: string | undefined): void {
  if (!size || !Number.isFinite(size)) return;
  const pixels = unit === "px" ? size : size * PIXELS_PER_POINT;
  // In rem, so that the reader's own text size counts.
  target.style.setProperty("--text-size", `${Math.min(Math.max(pixels, LEAST), MOST) / 16}rem`);
}

/**
 * Says how much room a text needs, as `--ems`, so that the style sheet can make it smaller where there is less.
 *
 * @param wraps Whether it may be broken between words. A number never is.
 */
export function setRoom(target: HTMLElement, text: string, wraps: boolean): void {
  const pieces = wraps ? text.split(/[ \n-]/) : [text];
  target.style.setProperty("--ems", Math.max(1, ...pieces.map(width)).toFixed(2));
}

/** About how wide a text is, in ems of a broad and bold font: rather too much than cut. */
function width(text: string): number {
  return Array.from(text).reduce(
    (sum, character) =>
      sum + (/[\s.,:;'’|/il-]/.test(character) ? 0.42 : /[mwMW%‰@…\u2e80-\u{10ffff}]/u.test(character) ? 1.1 : 0.75),
    0,
  );
}
