import type { Format } from "../../format/format.ts";
import { download } from "../../shared/download.ts";
import type { Cell, Table } from "../renderer.ts";

/**
 * A table as RFC 4180 has it. Moments are ISO 8601, in the time zone where one is chosen, other objects JSON, numbers
 * are written in full.
 */
export function toCsv({ columns, rows }: Table, format: Format): string {
  return [columns, ...rows].map((row) => `${row.map((cell) => field(cell, format)).join(",")}\r\n`).join("");
}

/** Hands a table to the reader as a file. */
export function saveCsv(table: Table, title: string, format: Format): void {
  // The mark at the front is how spreadsheets know UTF-8.
  download(fileName(title), `\ufeff${toCsv(table, format)}`, "text/csv;charset=utf-8");
}

function field(cell: Cell, format: Format): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : format.iso(cell);
  const written = typeof cell === "string" ? cell : JSON.stringify(cell);
  // A spreadsheet runs text that begins like this as a formula.
  const text = /^[=+\-@\t\r]/.test(written) ? `'${written}` : written;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function fileName(title: string): string {
  const name = title
    .normalize("NFC")
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `${name.slice(0, 80) || "tile"}.csv`;
}
