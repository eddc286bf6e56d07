import type { QueryRange, TileConfiguration } from "iotcentral-web";

import type { DataRange } from "../data.ts";
import type { TileContext } from "../renderer.ts";

type Words = Pick<TileContext, "format" | "messages">;
type Unit = "weeks" | "days" | "hours" | "minutes" | "seconds";

const DAY = 86_400_000;
const UNITS: readonly (readonly [length: number, unit: Unit])[] = [
  [7 * DAY, "weeks"],
  [DAY, "days"],
  [3_600_000, "hours"],
  [60_000, "minutes"],
  [1000, "seconds"],
];

/**
 * Describes the time range of data: `Last 12 hours`, `Last 100 values`. The range is the data's own, since a page may
 * have chosen another for all tiles, or that of the tile if the data has none.
 */
export function describeRange(
  words: Words,
  asked: QueryRange | undefined,
  { from = NaN, to = NaN }: Partial<DataRange> = {},
): string {
  if (to > from) return lastOf(words, to - from);
  switch (asked?.type) {
    case "count":
      return asked.count ? words.messages.range.values(asked.count, written(words, asked.count)) : "";
    case "time":
      return lastOf(words, durationOf(asked.duration)) || (asked.duration ?? "");
    default:
      return "";
  }
}

/** Describes a chart and its time range for screen readers: `Pie chart of Energy, last 12 hours`. */
export function describeChart(
  context: TileContext,
  type: TileConfiguration["type"],
  asked: QueryRange | undefined,
  data: Partial<DataRange>,
): string {
  const { types, chart } = context.messages;
  return chart.label(types[type], context.title, describeRange(context, asked, data));
}

/** Returns `Last day` or `Last 90 minutes`; empty if the length is not a number of milliseconds. */
function lastOf(words: Words, milliseconds: number): string {
  const rounded = Math.round(milliseconds / 1000) * 1000;
  const [length, unit] = UNITS.find(([length]) => rounded % length === 0) ?? [];
  if (!length || !unit || rounded === 0) return "";
  return words.messages.range[unit](rounded / length, written(words, rounded / length));
}

function written({ format }: Words, count: number): string {
  return format.number(count, { abbreviateValue: false });
}

/** Returns an ISO 8601 duration in milliseconds; NaN if it has months or years, whose length varies. */
function durationOf(duration: string): number {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)?.slice(1);
  return parts?.reduce((sum, amount, index) => sum + Number(amount ?? 0) * (UNITS[index]?.[0] ?? NaN), 0) ?? NaN;
}
