import type { HeatMapChartConfiguration } from "iotcentral-web";
import { unitOf } from "../../format/units.ts";
import { element, isolated, svg } from "../../shared/dom.ts";
import type { Series } from "../data.ts";
import { capabilityOf, namesOf } from "../parts/naming.ts";
import { describeChart } from "../parts/range.ts";
import { seriesTable } from "../parts/seriesTable.ts";
import { stepOf } from "../parts/span.ts";
import { finishedFirst } from "../parts/unfinished.ts";
import { within } from "../parts/zoom.ts";
import type { Renderer, TimeSpan } from "../renderer.ts";
import { LaneChart } from "./lanes.ts";

/** The number of shades: more than people can tell apart. */
const LEVELS = 9;

/** The range of a capability's values, from the lightest shade to the darkest. */
interface Scale {
  name: string;
  unit: string | undefined;
  least: number;
  most: number;
}

/** Draws aggregates as shades, with a lane for each series and a cell for each slice of time. */
export const heatMapChart: Renderer<HeatMapChartConfiguration> = (
  host,
  { type, format: style = {}, queryRange },
  context,
) => {
  const { format, messages } = context;
  const chart = new LaneChart(host, "heat", context, { xAxis: style.xAxisEnabled, yAxis: style.yAxisEnabled });
  const legend = element("p", { class: "scale" });
  if (style.legendEnabled ?? true) host.firstElementChild?.append(legend);
  let shown: readonly Series[] = [];
  let [all, step]: [all: TimeSpan, step: number] = [{ from: NaN, to: NaN }, NaN];
  let span: TimeSpan | undefined;
  /** Returns how many slices fit. */
  const slices = (): string => {
    const { from, to } = span ?? all;
    return String(Math.max(Math.round((to - from) / step) || 1, 1));
  };
  return {
    update(data) {
      if (data.kind !== "series") return false;
      const { from = NaN, to = NaN } = data;
      const own = namesOf(data.series, messages);
      const drawn = data.series.map((series, index) => finishedFirst(series, own[index] ?? "", messages));
      shown = drawn.map(([series]) => series);
      const names = drawn.map(([, name]) => name);
      [all, step] = [{ from, to }, data.stepInMs ?? stepOf(shown.map(({ times }) => times)) ?? to - from];
      const cells = shown.map(withoutGaps);
      const write = (value: number, unit: string | undefined): string =>
        format.number(value, { unit, abbreviateValue: Math.abs(value) >= 10_000 });

      const ends = (least: number, most: number, unit: string | undefined): { low: string; high: string } => {
        const abbreviateValue = Math.max(-least, most) >= 10_000;
        const alike = format.alike([least, most], { unit, abbreviateValue });
        return { low: alike(least), high: alike(most) };
      };

      // Each capability has its own scale: on a scale with pressures, all temperatures would have the same shade.
      const scales = new Map<string, Scale>();
      for (const series of cells) {
        const scale = scales.get(series.capability) ?? {
          name: capabilityOf(series),
          unit: unitOf(series),
          least: Infinity,
          most: -Infinity,
        };
        scales.set(series.capability, scale);
        for (const value of series.values)
          [scale.least, scale.most] = [Math.min(scale.least, value), Math.max(scale.most, value)];
      }
      const levelOf = (value: number, capability: string): number => {
        const { least, most } = scales.get(capability) ?? { least: value, most: value };
        return most > least
          ? Math.min(Math.floor(((value - least) / (most - least)) * LEVELS), LEVELS - 1)
          : LEVELS - 1;
      };
      const known = [...scales.values()].filter(({ least, most }) => most >= least);
      const ranges = known.map(({ name, unit, least, most }) => ({
        name: known.length > 1 ? name : "",
        ...ends(least, most, unit),
      }));
      const inWords = ranges.map(({ name, low, high }) => messages.chart.shadesOf(name, low, high)).join(", ");
      legend.replaceChildren(
        ...ranges.map(({ name, low, high }) =>
          element(
            "span",
            { class: "range" },
            isolated(name, { class: "name", title: name }),
            isolated(low),
            element("span", { class: "ramp", "aria-hidden": "true" }),
            isolated(high),
          ),
        ),
      );
      legend.setAttribute("aria-label", messages.chart.shades(inWords));

      host.style.setProperty("--slices", slices());
      chart.show(
        {
          lanes: cells.map((series) => ({
            source: series,
            starts: series.times,
            ends: series.times.map((time) => time + step),
          })),
          from,
          to,
          paths: (geometry) => {
            const levels = Array.from({ length: LEVELS }, () => "");
            for (const [lane, { capability, times, values }] of cells.entries()) {
              for (const [index, value] of values.entries()) {
                const time = times[index] ?? NaN;
                levels[levelOf(value, capability)] += geometry.blocks(lane, [{ from: time, to: time + step }]);
              }
            }
            return levels.map((d, level) => svg("path", { class: `level-${level}`, d }));
          },
          describe: (lane, mark) => ({
            title: format.moment(cells[lane]?.times[mark] ?? NaN),
            rows: [
              {
                name: names[lane] ?? "",
                value: write(cells[lane]?.values[mark] ?? NaN, cells[lane] && unitOf(cells[lane])),
              },
            ],
          }),
        },
        `${describeChart(context, type, queryRange, data)}: ${names.join(", ")}, ${inWords}.`,
      );
      return known.length > 0;
    },
    table: () =>
      seriesTable(
        shown.map((series) => within(span, series, step)),
        messages,
      ),
    zoom(next) {
      span = next;
      host.style.setProperty("--slices", slices());
      chart.zoom(span);
    },
    destroy: () => chart.destroy(),
  };
};

function withoutGaps(series: Series): Series {
  const hasValue = (_: number, index: number): boolean => Number.isFinite(series.values[index]);
  return { ...series, times: series.times.filter(hasValue), values: series.values.filter(hasValue) };
}
