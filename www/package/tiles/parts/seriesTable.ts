import { unitOf } from "../../format/units.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Series } from "../data.ts";
import type { Cell, Table } from "../renderer.ts";
import { namesOf } from "./naming.ts";

/** Returns series as a table with one column each, the newest row first. */
export function seriesTable(series: readonly Series[], messages: Messages): Table {
  const names = namesOf(series, messages);
  const rows = new Map<number, Cell[]>();
  for (const [column, { times, values }] of series.entries()) {
    for (const [index, time] of times.entries()) {
      const value = values[index];
      if (value === undefined || !Number.isFinite(value)) continue;
      let row = rows.get(time);
      if (!row) {
        row = [new Date(time), ...series.map(() => undefined)];
        rows.set(time, row);
      }
      row[column + 1] = value;
    }
  }
  return {
    columns: [
      messages.table.time,
      ...series.map((one, index) => [names[index], unitOf(one) && `(${unitOf(one)})`].filter(Boolean).join(" ")),
    ],
    rows: [...rows].sort(([one], [other]) => other - one).map(([, row]) => row),
  };
}
