import type uPlot from "uplot";

import { element, foreign } from "./element.ts";
import { formatMoment, formatNumber } from "./format.ts";
import { lineStyle } from "./plot.ts";

/** The box that tells a chart's values at the cursor, which the pointer or the arrow keys move. */
export class Readout {
  /** Names of the lines, in the order of the series. */
  names: string[] = [];
  readonly #host: HTMLElement;
  readonly #box = element("div", { class: "readout", hidden: "" });
  #chart: uPlot | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
    host.append(this.#box);
    host.addEventListener("keydown", event => this.#move(event));
    // Spoken where the keys move the cursor, silent where the pointer does.
    host.addEventListener("focus", () => this.#box.setAttribute("aria-live", "polite"));
    host.addEventListener("blur", () => {
      this.#box.removeAttribute("aria-live");
      this.#hide();
    });
  }

  /** Moves the cursor of this chart from now on. */
  follow(chart: uPlot): void {
    this.#chart = chart;
  }

  /** Shows the values at a place in the data; null hides the box. */
  show(chart: uPlot, index: number | null): void {
    const seconds = index === null ? undefined : chart.data[0][index];
    if (index === null || seconds === undefined) {
      this.#box.hidden = true;
      return;
    }
    const values = chart.data.slice(1).flatMap((column, line) => {
      const value = column[index];
      return typeof value === "number" ? [this.#row(line, value)] : [];
    });
    this.#box.replaceChildren(element("p", {}, formatMoment(seconds * 1000)), element("ul", {}, ...values));
    this.#box.hidden = false;
    this.#place(chart, seconds);
  }

  #row(line: number, value: number): HTMLElement {
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("color", lineStyle(line).color);
    return element("li", {}, swatch, foreign(this.names[line] ?? ""), " ", element("b", {}, formatNumber(value)));
  }

  /** Beside the cursor, on the side that has more room. */
  #place(chart: uPlot, seconds: number): void {
    const left = chart.valToPos(seconds, "x") + chart.over.offsetLeft;
    const right = this.#host.clientWidth - left;
    const leftward = left > right;
    this.#box.style.setProperty("left", leftward ? "auto" : `${left + 12}px`);
    this.#box.style.setProperty("right", leftward ? `${right + 12}px` : "auto");
  }

  #move(event: KeyboardEvent): void {
    const chart = this.#chart;
    const last = (chart?.data[0].length ?? 0) - 1;
    if (!chart || last < 0) return;
    const at = chart.cursor.idx;
    const target = {
      ArrowLeft: Math.max((at ?? last + 1) - 1, 0),
      ArrowRight: Math.min((at ?? -1) + 1, last),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") return this.#hide();
    const seconds = target === undefined ? undefined : chart.data[0][target];
    if (seconds === undefined) return;
    event.preventDefault();
    chart.setCursor({ left: chart.valToPos(seconds, "x"), top: 0 });
  }

  #hide(): void {
    this.#chart?.setCursor({ left: -10, top: -10 });
  }
}
