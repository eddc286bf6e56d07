import type { StateChartConfiguration } from "iotcentral-web";
import { MISSING } from "../../format/values.js";
import { element, isolated, svg } from "../../shared/dom.ts";
import type { HistoryRow, StateLane } from "../data.ts";
import { historyTable } from "../history/history.ts";
import { leftOut } from "../parts/leftOut.ts";
import { namesOf } from "../parts/naming.ts";
import { describeChart } from "../parts/range.ts";
import { swatch } from "../parts/tooltip.ts";
import type { Renderer, TimeSpan } from "../renderer.ts";
import { LaneChart } from "./lanes.ts";
import { StateOrder } from "./stateOrder.ts";

/** Draws states along time, with a lane for each capability of a device. */
export const stateChart: Renderer<StateChartConfiguration> = (host, { type, queryRange }, context) => {
  const { format, messages } = context;
  const chart = new LaneChart(host, "states", context);
  const legend = element("ul", { class: "legend" });
  host.firstElementChild?.append(legend);
  const states = new StateOrder();
  let shown: readonly StateLane[] = [];
  /** The states of a lane as text. Each value is written once: lanes repeat theirs up to ten thousand times. */
  const statesOf = (lane: StateLane): string[] => {
    const texts = new Map<unknown, string>();
    return lane.values.map((value) => {
      const text = texts.get(value) ?? format.reading(value, lane, { abbreviateValue: false });
      texts.set(value, text);
      return text;
    });
  };
  return {
    update(data) {
      if (data.kind !== "states") return false;
      const { lanes, from, to } = data;
      shown = lanes;
      const texts = lanes.map(statesOf);
      const present = new Set(texts.flat());
      states.learn(lanes, present);
      legend.replaceChildren(
        ...states
          .ordered(present)
          .map((state) => element("li", { title: state }, swatch(states.colorOf(state), "block"), isolated(state))),
      );

      const names = namesOf(lanes, messages);
      const last = lanes.map((_, index) =>
        messages.chart.stateAtEnd(names[index] ?? "", texts[index]?.at(-1) ?? MISSING),
      );
      chart.show(
        {
          lanes: lanes.map((lane) => ({ source: lane, starts: lane.starts, ends: lane.ends })),
          from,
          to,
          note: leftOut(data, "slices", context),
          paths: (geometry) => {
            const data = new Map<string, string>();
            for (const [place, { starts, ends }] of lanes.entries()) {
              const spans = new Map<string, TimeSpan[]>();
              for (const [index, state] of (texts[place] ?? []).entries()) {
                const span = { from: starts[index] ?? from, to: ends[index] ?? to };
                const known = spans.get(state);
                if (known) known.push(span);
                else spans.set(state, [span]);
              }
              for (const [state, some] of spans)
                data.set(state, (data.get(state) ?? "") + geometry.blocks(place, some));
            }
            return [...data].map(([state, d]) => {
              const path = svg("path", { d, "data-state-name": state });
              path.style.setProperty("fill", states.colorOf(state));
              return path;
            });
          },
          describe: (place, mark) => {
            const lane = lanes[place];
            const [start = NaN, end = NaN] = [lane?.starts[mark], lane?.ends[mark]];
            const state = texts[place]?.[mark] ?? "";
            return {
              title: `${format.moment(start)}, ${format.duration(end - start)}`,
              rows: [{ color: states.colorOf(state), name: names[place] ?? "", value: state }],
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
