import { moments } from "./kept.ts";

const MINUTE = 60_000;

/** Names that are no time zone, each said once. */
const said = new Set<string>();

/**
 * An IANA time zone as `Intl` takes it; undefined, the browser's, where the name is none. That is said once on the
 * console.
 */
export function zoneOf(name: string | undefined): string | undefined {
  if (!name) return undefined;
  try {
    return moments("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    if (!said.has(name))
      console.warn(
        `"${name}" is no time zone that this browser knows. Times are shown in the browser's own; a name is like Europe/Berlin.`,
      );
    said.add(name);
    return undefined;
  }
}

/** Milliseconds that the clocks of a zone, or of the browser's, are before UTC at a moment. */
export function offsetAt(milliseconds: number, zone: string | undefined): number {
  if (!zone) return -new Date(milliseconds).getTimezoneOffset() * MINUTE;
  const parts = moments("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(milliseconds);
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = [
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
  ].map((name) => Number(parts.find(({ type }) => type === name)?.value));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(milliseconds / 1000) * 1000;
}
