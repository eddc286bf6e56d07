import type { EventChartConfiguration } from "iotcentral-web";
import { svg } from "../../shared/dom.ts";
import type { EventLane, HistoryRow } from "../data.ts";
import { historyTable } from "../history/history.ts";
import { seriesColor } from "../parts/colors.ts";
import { leftOut } from "../parts/leftOut.ts";
import { namesOf } from "../parts/naming.ts";
import { describeChart } from "../parts/range.ts";
import type { Renderer } from "../renderer.ts";
import { LaneChart } from "./lanes.ts";

/** Draws events along time, with a lane for each capability of a device. */
export const eventChart: Renderer<EventChartConfiguration> = (host, { type, queryRange }, context) => {
  const { format, messages } = context;
  const chart = new LaneChart(host, "events", context);
  let shown: readonly EventLane[] = [];
  return {
    update(data) {
      if (data.kind !== "events") return false;
      const { lanes, from, to } = data;
      const names = namesOf(lanes, messages);
      const counts = lanes.map(({ times }, index) =>
        messages.chart.events(names[index] ?? "", format.number(times.length, { abbreviateValue: false })),
      );
      chart.show(
        {
          lanes: lanes.map((lane) => ({ source: lane, starts: lane.times, ends: lane.times })),
          from,
          to,
          note: leftOut(data, "slices", context),
          paths: (geometry) =>
            lanes.map(({ times }, lane) => {
              const path = svg("path", {
                class: "moments",
                d: Array.from(times, (time) => geometry.stroke(lane, time)).join(""),
              });
              path.style.setProperty("stroke", seriesColor(lane));
              return path;
            }),
          describe: (lane, mark) => ({
            title: format.moment(lanes[lane]?.times[mark] ?? NaN),
            rows: [
              {
                color: seriesColor(lane),
                name: names[lane] ?? "",
                value: lanes[lane]
                  ? format.reading(lanes[lane].values[mark], lanes[lane], { abbreviateValue: false })
                  : "",
              },
            ],
          }),
        },
        [`${describeChart(context, type, queryRange, data)}.`, ...counts].join(" "),
      );
      shown = lanes;
      return lanes.some(({ times }) => times.length > 0);
    },
    table: () =>
      historyTable(
        shown
          .flatMap(rowsOf)
          .filter(({ time }) => chart.isShown(time))
          .sort((one, other) => other.time - one.time),
        context,
      ),
    zoom: (span) => chart.zoom(span),
    destroy: () => chart.destroy(),
  };
};

function rowsOf({ times, values, ...source }: EventLane): HistoryRow[] {
  return Array.from(times, (time, index) => ({ ...source, time, value: values[index] }));
}
