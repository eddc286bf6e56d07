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

/** A word, with the punctuation at its end. */
const WORD = /^[\p{L}\p{M}]+\p{P}?$/u;
/** Scripts without spaces, in which a line may end before most characters. */
const UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u2e80-\u{10ffff}";
const BREAKS = new RegExp(`[ \n-]|(?=[${UNSPACED}])`, "u");

/** Whether a text contains an id, or another piece that is longer than a word. Only such pieces are broken. */
export function hasId(text: string): boolean {
  return text.split(/\s/).some((piece) => piece.length > (WORD.test(piece) ? 24 : 16));
}

/**
 * Sets the width of a text, as `--ems`, so that the style sheet can make it smaller where there is too little room.
 *
 * @param wraps Whether the text may wrap between words. Numbers never do.
 */
export function setRoom(target: HTMLElement, text: string, wraps: boolean): void {
  const pieces = wraps ? text.split(BREAKS) : [text];
  target.style.setProperty("--ems", Math.max(1, ...pieces.map(width)).toFixed(2));
}

/** Estimates the width of a text in ems of a wide and bold font: an estimate that is too large doesn't cut text. */
function width(text: string): number {
  return Array.from(text).reduce(
    (sum, character) =>
      sum +
      (/[\s.,:;'’|ijl]/.test(character)
        ? 0.4
        : /[frt/-]/.test(character)
          ? 0.5
          : /[mwMW%‰@…\u2e80-\u{10ffff}]/u.test(character)
            ? 1.1
            : 0.75),
    0,
  );
}
