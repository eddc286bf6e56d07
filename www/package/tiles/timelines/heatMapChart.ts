import type { HeatMapChartConfiguration } from "iotcentral-web";

import { element, foreign, svg } from "../../shared/dom.ts";
import { describeChart, formatMoment, formatNumber } from "../../format/format.ts";
import type { Series } from "../data.ts";
import { LaneChart } from "./lanes.ts";
import { commonUnit, namesOf, unitOf } from "../parts/naming.ts";
import type { Renderer } from "../renderer.ts";
import { seriesTable } from "../parts/seriesTable.ts";
import { finishedFirst } from "../parts/unfinished.ts";

/** How many shades there are: more than the eye tells apart. */
const LEVELS = 9;

/** Aggregates as shades, a lane for each series and a cell for each slice of time. */
export const heatMapChart: Renderer<HeatMapChartConfiguration> = (host, { format = {}, queryRange }, context) => {
  const { title, locale } = context;
  const chart = new LaneChart(host, "heat", context, { xAxis: format.xAxisEnabled, yAxis: format.yAxisEnabled });
  const legend = element("p", { class: "scale" });
  if (format.legendEnabled ?? true) host.firstElementChild?.append(legend);
  let shown: readonly Series[] = [];
  return {
    update(data) {
      if (data.kind !== "series") return false;
      const { from = NaN, to = NaN } = data;
      const own = namesOf(data.series);
      const drawn = data.series.map((series, index) => finishedFirst(series, own[index] ?? ""));
      shown = drawn.map(([series]) => series);
      const names = drawn.map(([, name]) => name);
      const step = data.stepInMs ?? stepOf(shown) ?? to - from;
      const cells = shown.map(withoutGaps);
      const write = (value: number, unit: string | undefined): string => formatNumber(value, { unit, locale, abbreviateValue: Math.abs(value) >= 10_000 });

      let [least, most] = [Infinity, -Infinity];
      for (const { values } of cells) for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
      const levelOf = (value: number): number => (most > least ? Math.min(Math.floor(((value - least) / (most - least)) * LEVELS), LEVELS - 1) : LEVELS - 1);
      const unit = commonUnit(cells);
      const [low, high] = [write(least, unit), write(most, unit)];
      legend.replaceChildren(foreign(low), element("span", { class: "ramp", "aria-hidden": "true" }), foreign(high));
      legend.setAttribute("aria-label", `Shades from ${low} to ${high}`);

      chart.show(
        {
          lanes: cells.map(series => ({ source: series, starts: series.times, ends: series.times.map(time => time + step) })),
          from,
          to,
          paths: geometry => {
            const levels = Array.from({ length: LEVELS }, () => "");
            for (const [lane, { times, values }] of cells.entries()) {
              for (const [index, value] of values.entries()) {
                const time = times[index] ?? NaN;
                levels[levelOf(value)] += geometry.block(lane, time, time + step);
              }
            }
            return levels.map((d, level) => svg("path", { class: `level-${level}`, d }));
          },
          describe: (lane, mark) => ({
            title: formatMoment(cells[lane]?.times[mark] ?? NaN, locale),
            rows: [{ name: names[lane] ?? "", value: write(cells[lane]?.values[mark] ?? NaN, cells[lane] && unitOf(cells[lane])) }],
          }),
        },
        `${describeChart("Heat map", title, queryRange, data)}: ${names.join(", ")}, from ${low} to ${high}.`,
      );
      return most >= least;
    },
    table: () => seriesTable(shown),
    destroy: () => chart.destroy(),
  };
};

function withoutGaps(series: Series): Series {
  const kept = (_: number, index: number): boolean => Number.isFinite(series.values[index]);
  return { ...series, times: series.times.filter(kept), values: series.values.filter(kept) };
}

/** The shortest time between two slices. */
function stepOf(series: readonly Series[]): number | undefined {
  let step = Infinity;
  for (const { times } of series) for (let index = 1; index < times.length; index++) step = Math.min(step, (times[index] ?? 0) - (times[index - 1] ?? 0));
  return Number.isFinite(step) ? step : undefined;
}
