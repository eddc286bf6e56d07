import type { LineChartConfiguration, Series } from "iotcentral-web";
import uPlot from "uplot";

import { element, foreign } from "./element.ts";
import { formatMoment, formatNumber } from "./format.ts";
import { nameOf, naming } from "./naming.ts";
import { createPlot, lineStyle, type Plot } from "./plot.ts";
import { Readout } from "./readout.ts";
import type { Renderer } from "./renderer.ts";

/** A line: a series, what it is called on this chart, and its values where there are any. */
interface Line {
  series: Series;
  name: string;
  /** Values without gaps. */
  finite: Float64Array;
}

/** Telemetry along time. */
export const lineChart: Renderer<LineChartConfiguration> = (host, { format = {} }, { title }) => {
  const { xAxisEnabled: xAxis = true, yAxisEnabled: yAxis = true, legendEnabled = true } = format;
  const canvas = element("div", { class: "plot", tabindex: "0", role: "group" });
  const legend = element("ul", { class: "legend" });
  const figure = element("figure", { class: "line-chart", "data-points": "0" }, canvas);
  if (legendEnabled) figure.append(legend);
  host.append(figure);

  const readout = new Readout(canvas);
  let plot: Plot | undefined;
  return {
    update(data) {
      if (data.kind !== "series") return false;
      const lines = name(data.series);
      const points = lines.reduce((sum, { finite }) => sum + finite.length, 0);
      figure.dataset["points"] = String(points);
      figure.dataset["lastValue"] = String(lines[0]?.finite.at(-1) ?? "");
      canvas.setAttribute("aria-label", describe(title, lines));
      legend.replaceChildren(...lines.map(legendItem));
      readout.names = lines.map(line => line.name);

      const table = align(data.series);
      if (plot && plot.chart.series.length === table.length) {
        plot.chart.setData(table);
      } else {
        plot?.destroy();
        const onCursor = (chart: uPlot, index: number | null): void => readout.show(chart, index);
        plot = createPlot(canvas, table, { lines: lines.length, xAxis, yAxis, onCursor });
        readout.follow(plot.chart);
      }
      return points > 0;
    },
    restyle: () => plot?.restyle(),
    destroy: () => plot?.destroy(),
  };
};

function name(series: readonly Series[]): Line[] {
  const parts = naming(series);
  return series.map(one => ({ series: one, name: nameOf(one, parts), finite: one.values.filter(Number.isFinite) }));
}

/** Series on one time axis, in seconds: NaN becomes null, a gap; a time that only other series have is passed over. */
function align(series: readonly Series[]): uPlot.AlignedData {
  const tables = series.map(({ times, values }): uPlot.AlignedData => [
    Array.from(times, time => time / 1000),
    Array.from(values, value => (Number.isFinite(value) ? value : null)),
  ]);
  return tables.length > 0 ? uPlot.join(tables) : [[]];
}

function legendItem({ series, name, finite }: Line, index: number): HTMLElement {
  const { color, repeats } = lineStyle(index);
  const swatch = element("span", { class: repeats > 0 ? "swatch dashed" : "swatch", "aria-hidden": "true" });
  swatch.style.setProperty("color", color);
  const last = finite.at(-1);
  const value = element(
    "data",
    { value: String(last ?? ""), "data-device": series.device, "data-capability": series.capability },
    formatNumber(last ?? NaN),
  );
  return element("li", { title: `${series.capability} of ${series.device}` }, swatch, foreign(name), " ", value);
}

/** What the picture shows, for those who don't see it. */
function describe(title: string, lines: readonly Line[]): string {
  const sentences = lines.map(({ name, finite, series }) => {
    const last = finite.at(-1);
    if (last === undefined) return `${name}: no data.`;
    const [least, most] = finite.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [last, last]);
    const until = series.times.at(-1);
    const when = until === undefined ? "" : ` until ${formatMoment(until)}`;
    return `${name}: ${formatNumber(last)}, between ${formatNumber(least)} and ${formatNumber(most)}${when}.`;
  });
  return [`Line chart of ${title}.`, ...sentences, "Read single values with the left and right arrow keys."].join(" ");
}
