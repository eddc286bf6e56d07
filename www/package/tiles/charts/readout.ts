import type uPlot from "uplot";

import { seriesColor } from "../parts/colors.ts";
import { Tooltip } from "../parts/tooltip.ts";

/** The texts of a readout. */
export interface ReadoutText {
  /** The names of the lines, in the order of the series. */
  names: readonly string[];
  /** Returns the text for a point of the x axis, which is in seconds since 1970. */
  moment(seconds: number): string;
  value(value: number, line: number): string;
}

/** Shows the values at a plot's cursor, which the pointer or the arrow keys move. */
export class Readout {
  text: ReadoutText = { names: [], moment: String, value: String };
  readonly #tooltip: Tooltip;
  #chart: uPlot | undefined;

  constructor(host: HTMLElement) {
    this.#tooltip = new Tooltip(host);
    host.addEventListener("keydown", (event) => this.#move(event));
    host.addEventListener("blur", () => this.#leave());
  }

  /** Moves the cursor of this chart from now on, instead of the last one. */
  follow(chart: uPlot): void {
    this.#chart = chart;
  }

  /** Shows the values at an index of the data; null hides the readout. */
  show(chart: uPlot, index: number | null): void {
    const seconds = index === null ? undefined : chart.data[0][index];
    if (index === null || seconds === undefined) return this.#tooltip.hide();
    const rows = chart.data.slice(1).flatMap((column, line) => {
      const value = column[index];
      if (typeof value !== "number" || !chart.series[line + 1]?.show) return [];
      return [{ color: seriesColor(line), name: this.text.names[line] ?? "", value: this.text.value(value, line) }];
    });
    const { left, top, height } = chart.over.getBoundingClientRect();
    this.#tooltip.show(this.text.moment(seconds), rows, left + chart.valToPos(seconds, "x"), top + height / 2);
  }

  destroy(): void {
    this.#tooltip.hide();
  }

  #move(event: KeyboardEvent): void {
    const chart = this.#chart;
    if (!chart) return;
    if (event.key === "Escape") return this.#leave();
    if (event.shiftKey) return;
    const { min, max } = chart.scales["x"] ?? {};
    const isShown = (seconds: number): boolean => seconds >= (min ?? -Infinity) && seconds <= (max ?? Infinity);
    const [from, to] = [chart.data[0].findIndex(isShown), chart.data[0].findLastIndex(isShown)];
    if (from < 0) return;
    const at = chart.cursor.idx;
    const target = {
      ArrowLeft: Math.max((at ?? to + 1) - 1, from),
      ArrowRight: Math.min((at ?? from - 1) + 1, to),
      Home: from,
      End: to,
    }[event.key];
    const seconds = target === undefined ? undefined : chart.data[0][target];
    if (seconds === undefined) return;
    event.preventDefault();
    chart.setCursor({ left: chart.valToPos(seconds, "x"), top: 0 });
  }

  #leave(): void {
    this.#chart?.setCursor({ left: -10, top: -10 });
    this.#tooltip.hide();
  }
}
