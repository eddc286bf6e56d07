import type { EventHistoryChartConfiguration } from "iotcentral-web";
import type { Format } from "../../format/format.ts";
import { commonUnit, unitOf } from "../../format/units.ts";
import { MISSING } from "../../format/values.js";
import { element } from "../../shared/dom.ts";
import type { HistoryRow } from "../data.ts";
import { leftOut } from "../parts/leftOut.ts";
import { capabilityOf, deviceOf } from "../parts/naming.ts";
import { Reading } from "../parts/reading.ts";
import { DataTable, type Excerpt } from "../parts/table.ts";
import { setTextSize } from "../parts/textSize.ts";
import type { Cell, DrawnTile, Table, TileContext } from "../renderer.ts";
import { numberStyle } from "../values/values.ts";

/** Shows events or states as a table, the newest first. */
export function historyTile(
  host: HTMLElement,
  style: NonNullable<EventHistoryChartConfiguration["format"]>,
  context: TileContext,
): DrawnTile {
  const { title } = context;
  let rows: readonly HistoryRow[] = [];
  let note: string | undefined;
  const read = (most: number): Excerpt => {
    const shown = historyTable(rows, context, {
      device: differ(rows, "device"),
      capability: differ(rows, "capability"),
      most,
    });
    // A narrow tile hides the column with the end of a state: its duration says the same.
    view.classList.toggle("lasting", isLasting(rows));
    view.style.setProperty("--across", String(shown.columns.length));
    return { ...shown, count: rows.length, note };
  };
  const table = new DataTable(title, read, context, {
    ...numberStyle(style),
    wrap: style.wordWrap ?? true,
    compact: true,
  });
  const view = element("div", { class: "history view" }, table.element);
  setTextSize(view, style.textSize, style.unit);
  host.append(view);
  return {
    update(data) {
      if (data.kind !== "rows") return false;
      rows = data.rows;
      note = leftOut(data, "rows", context);
      table.update();
      return rows.length > 0;
    },
    table: () => historyTable(rows, context),
    tabular: true,
  };
}

/** The columns of a history besides time and value. */
export interface HistoryColumns {
  device?: boolean;
  capability?: boolean;
  /** The maximum number of rows; the newest are kept. */
  most?: number;
}

/** Returns rows of events or states as a table. */
export function historyTable(
  rows: readonly HistoryRow[],
  { format, messages: { table } }: TileContext,
  { device = true, capability = true, most }: HistoryColumns = {},
): Table & Pick<Excerpt, "keys"> {
  const unit = commonUnit(rows);
  const mixed = !unit && rows.some(unitOf);
  const lasting = isLasting(rows);
  /** The name of a column, its cells, and its sort keys where they differ from the cells. */
  const columns: (readonly [string, (row: HistoryRow) => Cell, ((row: HistoryRow) => Cell)?] | false)[] = [
    [lasting ? table.from : table.time, ({ time }) => new Date(time)],
    lasting && [table.until, ({ until }) => (until === undefined ? undefined : new Date(until))],
    lasting && [
      table.duration,
      ({ time, until }) => (until === undefined ? undefined : format.duration(until - time)),
      ({ time, until }) => (until === undefined ? undefined : until - time),
    ],
    device && [table.device, deviceOf],
    capability && [table.capability, capabilityOf],
    [unit ? `${table.value} (${unit})` : table.value, (row) => cellOf(row, format)],
    mixed && [table.unit, unitOf],
  ];
  const shown = columns.filter((column) => column !== false);
  const some = rows.slice(0, most);
  return {
    columns: shown.map(([name]) => name),
    rows: some.map((row) => shown.map(([, read]) => read(row))),
    keys: some.map((row) => shown.map(([, read, key = read]) => key(row))),
  };
}

/** Whether the rows are states, which have a duration, and not events. */
function isLasting(rows: readonly HistoryRow[]): boolean {
  return rows.some(({ until }) => until !== undefined);
}

/** Returns the table cell of a value. */
function cellOf(row: HistoryRow, format: Format): Cell {
  if (typeof row.value === "object" && row.value !== null) return new Reading(row.value, row);
  if (typeof row.value === "number" && !row.labels) return row.value;
  const text = format.reading(row.value, row);
  return text === MISSING ? undefined : text;
}

function differ(rows: readonly HistoryRow[], part: "device" | "capability"): boolean {
  return new Set(rows.map((row) => row[part])).size > 1;
}
