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
 * How far back data goes, in words: `Last 12 hours`, `Last 100 values`. By the data's own edges, since a page may have
 * chosen another time for all tiles; by what the tile asks for where the data has none.
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

/** What a chart is, and of when, for readers who don't see it: `Pie chart of Energy, last 12 hours`. */
export function describeChart(
  context: TileContext,
  type: TileConfiguration["type"],
  asked: QueryRange | undefined,
  data: Partial<DataRange>,
): string {
  const { types, chart } = context.messages;
  return chart.label(types[type], context.title, describeRange(context, asked, data));
}

/** `Last day`, `Last 90 minutes`; nothing for what is no length of time. */
function lastOf(words: Words, milliseconds: number): string {
  const rounded = Math.round(milliseconds / 1000) * 1000;
  const [length, unit] = UNITS.find(([length]) => rounded % length === 0) ?? [];
  if (!length || !unit || rounded === 0) return "";
  return words.messages.range[unit](rounded / length, written(words, rounded / length));
}

function written({ format }: Words, count: number): string {
  return format.number(count, { abbreviateValue: false });
}

/** An ISO 8601 duration in milliseconds; NaN where it counts months or years, whose length differs. */
function durationOf(duration: string): number {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)?.slice(1);
  return parts?.reduce((sum, amount, index) => sum + Number(amount ?? 0) * (UNITS[index]?.[0] ?? NaN), 0) ?? NaN;
}
