/** What people can read and a tile can hold, in CSS pixels. */
const LEAST = 9;
const MOST = 96;
const PIXELS_PER_POINT = 4 / 3;

/**
 * Sets the size of text. Absent or 0, as real dashboards have it, means the usual size.
 *
 * @param unit `pt`, the default, or `px`.
 */
export function setTextSize(target: HTMLElement, size: number | undefined, unit: string | undefined): void {
  if (!size || !Number.isFinite(size)) return;
  const pixels = unit === "px" ? size : size * PIXELS_PER_POINT;
  // In rem, so that the reader's own text size counts.
  target.style.setProperty("font-size", `${Math.min(Math.max(pixels, LEAST), MOST) / 16}rem`);
}
