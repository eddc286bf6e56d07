import type { Format } from "../../format/format.ts";
import { download } from "../../shared/download.ts";
import type { Cell, Table } from "../renderer.ts";

/**
 * Writes a table as CSV (RFC 4180). Moments are written as ISO 8601, in the chosen time zone if there is one, other
 * objects as JSON, and numbers in full.
 */
export function toCsv({ columns, rows }: Table, format: Format): string {
  return [columns, ...rows].map((row) => `${row.map((cell) => field(cell, format)).join(",")}\r\n`).join("");
}

/** Saves a table as a file. */
export function saveCsv(table: Table, title: string, format: Format): void {
  // The byte order mark tells spreadsheets that the file is UTF-8.
  download(fileName(title), `\ufeff${toCsv(table, format)}`, "text/csv;charset=utf-8");
}

function field(cell: Cell, format: Format): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : format.iso(cell);
  const written = typeof cell === "string" ? cell : JSON.stringify(cell);
  // A spreadsheet would run a text that begins with one of these characters as a formula.
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
