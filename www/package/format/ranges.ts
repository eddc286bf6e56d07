import type { DataRange, QueryRange } from "iotcentral-web";

const DAY = 86_400_000;
const UNITS: readonly (readonly [length: number, name: string])[] = [
  [7 * DAY, "week"],
  [DAY, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
];

/**
 * How far back data goes, in words: `Last 12 hours`, `Last 100 values`. By the data's own edges, since a page may have chosen
 * another time for all tiles; by what the tile asks for where the data has none.
 */
export function describeRange(asked: QueryRange | undefined, { from = NaN, to = NaN }: Partial<DataRange> = {}): string {
  if (to > from) return lastOf(to - from);
  switch (asked?.type) {
    case "count":
      return asked.count ? `Last ${asked.count} values` : "";
    case "time":
      return lastOf(durationOf(asked.duration)) || (asked.duration ?? "");
    default:
      return "";
  }
}

/** What a chart is, and of when, for those who don't see it: `Pie chart of Energy, last 12 hours`. */
export function describeChart(kind: string, title: string, asked: QueryRange | undefined, data: Partial<DataRange>): string {
  return [`${kind} of ${title}`, describeRange(asked, data).toLowerCase()].filter(Boolean).join(", ");
}

/** `Last day`, `Last 90 minutes`; nothing for what is no length of time. */
function lastOf(milliseconds: number): string {
  const rounded = Math.round(milliseconds / 1000) * 1000;
  const [length, name] = UNITS.find(([length]) => rounded % length === 0) ?? [];
  if (!length || rounded === 0) return "";
  return rounded === length ? `Last ${name}` : `Last ${rounded / length} ${name}s`;
}

/** An ISO 8601 duration in milliseconds; NaN where it counts months or years, whose length differs. */
function durationOf(duration: string): number {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)?.slice(1);
  return parts?.reduce((sum, amount, index) => sum + Number(amount ?? 0) * (UNITS[index]?.[0] ?? NaN), 0) ?? NaN;
}
