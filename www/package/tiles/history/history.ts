import type { EventHistoryChartConfiguration } from "iotcentral-web";

import type { HistoryRow } from "../data.ts";
import { element } from "../../shared/dom.ts";
import type { Format } from "../../format/format.ts";
import { commonUnit, unitOf } from "../../format/units.ts";
import { MISSING } from "../../format/values.js";
import { leftOut } from "../parts/leftOut.ts";
import { capabilityOf, deviceOf } from "../parts/naming.ts";
import type { Cell, DrawnTile, Table, TileContext } from "../renderer.ts";
import { DataTable, type Excerpt } from "../parts/table.ts";
import { setTextSize } from "../parts/textSize.ts";
import { numberStyle } from "../values/values.ts";

/** The column that a narrow tile leaves out: the duration says the same. */
const UNTIL = "Until";

/** What happened, as a table: a row each, newest first. */
export function historyTile(
  host: HTMLElement,
  style: NonNullable<EventHistoryChartConfiguration["format"]>,
  { title, format }: TileContext,
): DrawnTile {
  let rows: readonly HistoryRow[] = [];
  let note: string | undefined;
  const read = (most: number): Excerpt => {
    const shown = historyTable(rows, format, { device: differ(rows, "device"), capability: differ(rows, "capability"), most });
    view.classList.toggle("lasting", shown.columns.includes(UNTIL));
    view.style.setProperty("--across", String(shown.columns.length));
    return { ...shown, count: rows.length, note };
  };
  const table = new DataTable(title, read, format, { ...numberStyle(style), wrap: style.wordWrap ?? true, compact: true });
  const view = element("div", { class: "history view" }, table.element);
  setTextSize(view, style.textSize, style.unit);
  host.append(view);
  return {
    update(data) {
      if (data.kind !== "rows") return false;
      rows = data.rows;
      note = leftOut(data, "are left out", format);
      table.update();
      return rows.length > 0;
    },
    table: () => historyTable(rows, format),
    tabular: true,
  };
}

/** Which columns a table of events or states has besides time and value. */
export interface HistoryColumns {
  device?: boolean;
  capability?: boolean;
  /** How many rows at most; the newest are the first. */
  most?: number;
}

/** Rows of events or states as a table. */
export function historyTable(rows: readonly HistoryRow[], format: Format, { device = true, capability = true, most }: HistoryColumns = {}): Table {
  const unit = commonUnit(rows);
  const mixed = !unit && rows.some(unitOf);
  const lasting = rows.some(({ until }) => until !== undefined);
  const columns: (readonly [string, (row: HistoryRow) => Cell] | false)[] = [
    [lasting ? "From" : "Time", ({ time }) => new Date(time)],
    lasting && [UNTIL, ({ until }) => (until === undefined ? undefined : new Date(until))],
    lasting && ["Duration", ({ time, until }) => (until === undefined ? undefined : format.duration(until - time))],
    device && ["Device", deviceOf],
    capability && ["Capability", capabilityOf],
    [unit ? `Value (${unit})` : "Value", row => cellOf(row, format)],
    mixed && ["Unit", unitOf],
  ];
  const shown = columns.filter(column => column !== false);
  return { columns: shown.map(([name]) => name), rows: rows.slice(0, most).map(row => shown.map(([, read]) => read(row))) };
}

/** A value as a table keeps it. */
function cellOf(row: HistoryRow, format: Format): Cell {
  if (typeof row.value === "object" && row.value !== null) return row.value;
  if (typeof row.value === "number" && !row.labels) return row.value;
  const text = format.reading(row.value, row);
  return text === MISSING ? undefined : text;
}

function differ(rows: readonly HistoryRow[], part: "device" | "capability"): boolean {
  return new Set(rows.map(row => row[part])).size > 1;
}
