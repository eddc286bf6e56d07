import { element } from "../../shared/dom.ts";
import type { Cell, Table } from "../renderer.ts";

/** A table as RFC 4180 has it. Moments are ISO 8601, other objects JSON, numbers are written in full. */
export function toCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map(row => row.map(field).join(",") + "\r\n").join("");
}

/** Hands a table to the reader as a file. */
export function saveCsv(table: Table, title: string): void {
  // The mark at the front is how spreadsheets know UTF-8.
  const url = URL.createObjectURL(new Blob(["\ufeff", toCsv(table)], { type: "text/csv;charset=utf-8" }));
  element("a", { href: url, download: fileName(title) }).click();
  // The browser takes the address when it gets to it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function field(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString();
  const written = typeof cell === "string" ? cell : JSON.stringify(cell);
  // A spreadsheet runs text that begins like this as a formula.
  const text = /^[=+\-@\t\r]/.test(written) ? `'${written}` : written;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function fileName(title: string): string {
  const name = title.normalize("NFC").replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${name.slice(0, 80) || "tile"}.csv`;
}
