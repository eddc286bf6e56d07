import { element, foreign } from "./element.ts";
import { formatMoment, formatNumber, formatShortMoment, formatValue, MISSING, type NumberStyle } from "./format.ts";
import type { Cell, Table } from "./renderer.ts";

/** Rows that are put on the page: more than anybody reads, and few enough to be drawn at once. */
const MOST_ROWS = 500;

/** How the cells of a table look. */
export interface TableStyle extends NumberStyle {
  /** Whether text goes on in the next line; otherwise what is too long is cut, and told on hover. Default true. */
  wrap?: boolean | undefined;
  /** Moments without their year, for a narrow place. */
  compact?: boolean | undefined;
}

/** A table to be read. What is beyond its first rows is only counted. */
export function dataTable({ columns, rows }: Table, label: string, style: TableStyle = {}): HTMLElement {
  const head = element("tr", {}, ...columns.map(column => element("th", { scope: "col", title: column }, foreign(column))));
  const body = rows.slice(0, MOST_ROWS).map(row => element("tr", {}, ...row.map(cell => tableCell(cell, style))));
  const table = element("table", { "aria-label": label }, element("thead", {}, head), element("tbody", {}, ...body));
  table.classList.toggle("wrapped", style.wrap ?? true);
  // It scrolls, so the keyboard must get at it.
  const view = element("div", { class: "data-table", tabindex: "0", role: "group", "aria-label": label }, table);
  if (rows.length > MOST_ROWS) {
    const [shown, all] = [MOST_ROWS, rows.length].map(count => formatNumber(count, { locale: style.locale, abbreviateValue: false }));
    view.append(element("p", { class: "hint" }, `The first ${shown} of ${all} rows. The CSV file has them all.`));
  }
  return view;
}

function tableCell(cell: Cell, style: TableStyle): HTMLElement {
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return element("td", {}, MISSING);
    const moment = formatMoment(cell.getTime(), style.locale);
    const shown = style.compact ? formatShortMoment(cell.getTime(), style.locale) : moment;
    return element("td", { class: "moment" }, element("time", { datetime: cell.toISOString(), title: moment }, shown));
  }
  if (typeof cell === "number") {
    return element("td", { class: "number" }, element("data", { value: String(cell) }, formatNumber(cell, style)));
  }
  if (cell === undefined) return element("td", {}, MISSING);
  const text = formatValue(cell, { ...style, unit: undefined });
  return element("td", style.wrap ?? true ? {} : { title: text }, foreign(text));
}
