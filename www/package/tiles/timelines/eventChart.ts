import type { EventChartConfiguration } from "iotcentral-web";

import { seriesColor } from "../parts/colors.ts";
import type { EventLane, HistoryRow } from "../data.ts";
import { svg } from "../../shared/dom.ts";
import { describeChart } from "../../format/ranges.ts";
import { historyTable } from "../history/history.ts";
import { LaneChart } from "./lanes.ts";
import { leftOut } from "../parts/leftOut.ts";
import { namesOf } from "../parts/naming.ts";
import type { Renderer } from "../renderer.ts";

/** Events along time, a lane for each capability of a device. */
export const eventChart: Renderer<EventChartConfiguration> = (host, { queryRange }, context) => {
  const { title, format } = context;
  const chart = new LaneChart(host, "events", context);
  let shown: readonly EventLane[] = [];
  return {
    update(data) {
      if (data.kind !== "events") return false;
      const { lanes, from, to } = data;
      const names = namesOf(lanes);
      const counts = lanes.map(({ times }, index) => `${names[index]}: ${times.length}.`);
      chart.show(
        {
          lanes: lanes.map(lane => ({ source: lane, starts: lane.times, ends: lane.times })),
          from,
          to,
          note: leftOut(data, "are shown as the last value of each slice", format),
          paths: geometry => lanes.map(({ times }, lane) => {
            const path = svg("path", { class: "moments", d: Array.from(times, time => geometry.stroke(lane, time)).join("") });
            path.style.setProperty("stroke", seriesColor(lane));
            return path;
          }),
          describe: (lane, mark) => ({
            title: format.moment(lanes[lane]?.times[mark] ?? NaN),
            rows: [{ color: seriesColor(lane), name: names[lane] ?? "", value: lanes[lane] ? format.reading(lanes[lane].values[mark], lanes[lane], { abbreviateValue: false }) : "" }],
          }),
        },
        [`${describeChart("Events", title, queryRange, data)}.`, ...counts].join(" "),
      );
      shown = lanes;
      return lanes.some(({ times }) => times.length > 0);
    },
    table: () => historyTable(shown.flatMap(rowsOf).sort((one, other) => other.time - one.time), format),
    destroy: () => chart.destroy(),
  };
};

function rowsOf({ times, values, ...source }: EventLane): HistoryRow[] {
  return Array.from(times, (time, index) => ({ ...source, time, value: values[index] }));
}
