import type { StateChartConfiguration } from "iotcentral-web";
import { element, isolated, svg } from "../../shared/dom.ts";
import type { HistoryRow, StateLane } from "../data.ts";
import { historyTable } from "../history/history.ts";
import { seriesColor } from "../parts/colors.ts";
import { leftOut } from "../parts/leftOut.ts";
import { namesOf } from "../parts/naming.ts";
import { describeChart } from "../parts/range.ts";
import { swatch } from "../parts/tooltip.ts";
import type { Renderer } from "../renderer.ts";
import { LaneChart } from "./lanes.ts";
import { StateOrder } from "./stateOrder.ts";

/** Draws states along time, with a lane for each capability of a device. */
export const stateChart: Renderer<StateChartConfiguration> = (host, { type, queryRange }, context) => {
  const { format, messages } = context;
  const chart = new LaneChart(host, "states", context);
  const legend = element("ul", { class: "legend" });
  host.firstElementChild?.append(legend);
  const states = new StateOrder();
  const stateOf = (value: unknown, lane: StateLane): string => format.reading(value, lane, { abbreviateValue: false });
  const colorOf = (state: string): string => seriesColor(states.placeOf(state));
  let shown: readonly StateLane[] = [];
  return {
    update(data) {
      if (data.kind !== "states") return false;
      const { lanes, from, to } = data;
      shown = lanes;
      const present = new Set(lanes.flatMap((lane) => lane.values.map((value) => stateOf(value, lane))));
      states.learn(lanes, present);
      legend.replaceChildren(
        ...states.ordered(present).map((state) => element("li", {}, swatch(colorOf(state), "block"), isolated(state))),
      );

      const names = namesOf(lanes, messages);
      const last = lanes.map((lane, index) =>
        messages.chart.stateAtEnd(names[index] ?? "", stateOf(lane.values.at(-1), lane)),
      );
      chart.show(
        {
          lanes: lanes.map((lane) => ({ source: lane, starts: lane.starts, ends: lane.ends })),
          from,
          to,
          note: leftOut(data, "slices", context),
          paths: (geometry) => {
            const data = new Map<string, string>();
            for (const [place, lane] of lanes.entries()) {
              for (const [index, value] of lane.values.entries()) {
                const state = stateOf(value, lane);
                data.set(
                  state,
                  (data.get(state) ?? "") + geometry.block(place, lane.starts[index] ?? from, lane.ends[index] ?? to),
                );
              }
            }
            return [...data].map(([state, d]) => {
              const path = svg("path", { d, "data-state-name": state });
              path.style.setProperty("fill", colorOf(state));
              return path;
            });
          },
          describe: (place, mark) => {
            const lane = lanes[place];
            const [start = NaN, end = NaN] = [lane?.starts[mark], lane?.ends[mark]];
            const state = lane ? stateOf(lane.values[mark], lane) : "";
            return {
              title: `${format.moment(start)}, ${format.duration(end - start)}`,
              rows: [{ color: colorOf(state), name: names[place] ?? "", value: state }],
            };
          },
        },
        [`${describeChart(context, type, queryRange, data)}.`, ...last].join(" "),
      );
      return lanes.some(({ values }) => values.length > 0);
    },
    table: () =>
      historyTable(
        shown
          .flatMap(rowsOf)
          .filter(({ time, until }) => chart.isShown(time, until))
          .sort((one, other) => other.time - one.time),
        context,
      ),
    zoom: (span) => chart.zoom(span),
    destroy: () => chart.destroy(),
  };
};

function rowsOf({ starts, ends, values, ...source }: StateLane): HistoryRow[] {
  return values.map((value, index) => ({ ...source, time: starts[index] ?? NaN, until: ends[index] ?? NaN, value }));
}
