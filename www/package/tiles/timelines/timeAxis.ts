import type { Format } from "../../format/format.ts";
import { element } from "../../shared/dom.ts";

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
const STEPS = [
  ...[1, 5, 15, 30].map((count) => count * SECOND),
  ...[1, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14].map((count) => count * DAY),
];
/** Average width of a character of a label, in pixels. */
const CHARACTER_WIDTH = 6;
/** The room that a label needs, in pixels. */
const LABEL_WIDTH = 72;

/** Labels of a time axis below a drawing, as many as fit. */
export class TimeAxis {
  readonly element = element("div", { class: "time-axis", "aria-hidden": "true" });
  readonly #format: Format;
  /** Reports the width after the page's layout: reading the width would force a layout. */
  readonly #observer = new ResizeObserver(([entry]) => {
    this.#width = entry?.contentRect.width ?? 0;
    this.#draw();
  });
  #width = 0;
  #from = 0;
  #to = 0;

  constructor(format: Format) {
    this.#format = format;
    this.#observer.observe(this.element);
  }

  show(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
    this.#draw();
  }

  destroy(): void {
    this.#observer.disconnect();
  }

  #draw(): void {
    const span = this.#to - this.#from;
    const width = this.#width;
    if (!(span > 0) || width === 0) return this.element.replaceChildren();
    // Beyond 30 hours the steps are whole days: hours of different days would read alike.
    const step =
      STEPS.find((candidate) => span / candidate <= width / LABEL_WIDTH && (span <= 1.25 * DAY || candidate >= DAY)) ??
      span;
    // Whole hours and days are those of the reader's time zone.
    const offset = -this.#format.offset(this.#from);
    const ticks: HTMLElement[] = [];
    const written = new Set<string>();
    for (let at = Math.ceil((this.#from - offset) / step) * step + offset; at <= this.#to; at += step) {
      const left = (at - this.#from) / span;
      // A label at the edge would be cut.
      if (Math.min(left, 1 - left) * width < LABEL_WIDTH * 0.4) continue;
      const label = this.#format.tick(at, step);
      // The hour that repeats when summer time ends is labelled once.
      if (written.has(label)) continue;
      written.add(label);
      const tick = element("span", {}, label);
      tick.style.setProperty("left", `${left * 100}%`);
      ticks.push(tick);
    }
    if (ticks.length > 2) return this.element.replaceChildren(...ticks);
    const [first, last] = this.#format.ends(this.#from, this.#to, width / CHARACTER_WIDTH);
    // Labels that overlap are unreadable.
    if ((first + last).length * CHARACTER_WIDTH > width) return this.element.replaceChildren();
    this.element.replaceChildren(element("span", { class: "first" }, first), element("span", { class: "last" }, last));
  }
}
