import { moments } from "./formatters.ts";

const MINUTE = 60_000;

/** Invalid names that were reported. */
const reported = new Set<string>();

/**
 * Returns an IANA time zone that `Intl` accepts. An invalid name is reported once on the console and gives undefined,
 * which stands for the browser's time zone.
 */
export function zoneOf(name: string | undefined): string | undefined {
  if (!name) return undefined;
  try {
    return moments("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    if (!reported.has(name))
      console.warn(
        `"${name}" is not a time zone that this browser knows. Times are shown in the browser's. Set a name such as Europe/Berlin.`,
      );
    reported.add(name);
    return undefined;
  }
}

/** Returns how far a zone's clocks are ahead of UTC at a moment, in milliseconds. Undefined: the browser's zone. */
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
