import type { StateChartConfiguration } from "iotcentral-web";

import { seriesColor } from "./colors.ts";
import type { HistoryRow, StateLane } from "./data.ts";
import { element, foreign, svg } from "./element.ts";
import { describeRange, formatMoment, formatSpan, formatValue } from "./format.ts";
import { historyTable } from "./history.ts";
import { LaneChart } from "./lanes.ts";
import { namesOf } from "./naming.ts";
import type { Renderer } from "./renderer.ts";
import { swatch } from "./tooltip.ts";

/** States along time, a lane for each capability of a device. */
export const stateChart: Renderer<StateChartConfiguration> = (host, { queryRange }, context) => {
  const { title, locale } = context;
  const chart = new LaneChart(host, "states", context);
  const legend = element("ul", { class: "legend" });
  host.firstElementChild?.append(legend);
  /** A state keeps its colour while the tile is on the page. */
  const states = new Map<string, number>();
  const stateOf = (value: unknown): string => formatValue(value, { locale, abbreviateValue: false });
  const colorOf = (state: string): string => seriesColor(states.get(state) ?? 0);
  let shown: readonly StateLane[] = [];
  return {
    update(data) {
      if (data.kind !== "states") return false;
      const { lanes, from, to } = data;
      shown = lanes;
      const present = new Set(lanes.flatMap(({ values }) => values.map(stateOf)));
      for (const state of present) if (!states.has(state)) states.set(state, states.size);
      legend.replaceChildren(...[...present].map(state => element("li", {}, swatch(colorOf(state), "block"), foreign(state))));

      const names = namesOf(lanes);
      const last = lanes.map(({ values }, index) => `${names[index]}: ${stateOf(values.at(-1))} at the end.`);
      chart.show(
        {
          lanes: lanes.map(lane => ({ source: lane, starts: lane.starts, ends: lane.ends })),
          from,
          to,
          paths: geometry => {
            const data = new Map<string, string>();
            for (const [lane, { starts, ends, values }] of lanes.entries()) {
              for (const [index, value] of values.entries()) {
                const state = stateOf(value);
                data.set(state, (data.get(state) ?? "") + geometry.block(lane, starts[index] ?? from, ends[index] ?? to));
              }
            }
            return [...data].map(([state, d]) => {
              const path = svg("path", { d, "data-state-name": state });
              path.style.setProperty("fill", colorOf(state));
              return path;
            });
          },
          describe: (lane, mark) => {
            const [start = NaN, end = NaN] = [lanes[lane]?.starts[mark], lanes[lane]?.ends[mark]];
            const state = stateOf(lanes[lane]?.values[mark]);
            return {
              title: `${formatMoment(start, locale)}, ${formatSpan(end - start, locale)}`,
              rows: [{ color: colorOf(state), name: names[lane] ?? "", value: state }],
            };
          },
        },
        [`States of ${title}, ${describeRange(queryRange).toLowerCase()}.`, ...last].join(" "),
      );
      return lanes.some(({ values }) => values.length > 0);
    },
    table: () => historyTable(shown.flatMap(rowsOf).sort((one, other) => other.time - one.time), { locale }),
    destroy: () => chart.destroy(),
  };
};

function rowsOf({ starts, ends, values, ...source }: StateLane): HistoryRow[] {
  return values.map((value, index) => ({ ...source, time: starts[index] ?? NaN, until: ends[index] ?? NaN, value }));
}
