import type { QueryRange } from "iotcentral-web";

/** How a value becomes text. All but the last two are members of the service's text format. */
export interface NumberStyle {
  /** 1,700 becomes 1.7K. Default true. */
  abbreviateValue?: boolean | undefined;
  /** Digits behind the decimal point. Default: as many as are needed, two at most. */
  decimalPlaces?: number | undefined;
  /** A symbol to put behind numbers: `°C`. */
  unit?: string | undefined;
  /** Whose way of writing, as BCP 47 has it. Default: the browser's. */
  locale?: string | undefined;
}

/** What stands where there is no value. */
export const MISSING = "–";

const DAY = 86_400_000;
const NO_BREAK_SPACE = "\u00a0";

/** A number as the reader's language writes it. */
export function formatNumber(value: number, style: NumberStyle = {}): string {
  if (!Number.isFinite(value)) return MISSING;
  const places = style.decimalPlaces === undefined ? undefined : clamp(Math.trunc(style.decimalPlaces), 0, 20);
  const abbreviate = (style.abbreviateValue ?? true) && Math.abs(value) >= 1000;
  const number = numbers(style.locale, {
    notation: abbreviate ? "compact" : "standard",
    minimumFractionDigits: places ?? 0,
    maximumFractionDigits: places ?? (abbreviate ? 1 : 2),
  }).format(value);
  return style.unit ? number + spaceBefore(style.unit) + style.unit : number;
}

/** A sign stands at its number; a word may go on in the next line. */
function spaceBefore(unit: string): string {
  if (/^[%°′″]$/.test(unit)) return "";
  return unit.length > 5 ? " " : NO_BREAK_SPACE;
}

/** Any value telemetry can have, in one line. */
export function formatValue(value: unknown, style: NumberStyle = {}): string {
  if (value === undefined || value === null) return MISSING;
  if (typeof value === "number") return formatNumber(value, style);
  if (typeof value === "object") return formatMembers(value, { ...style, unit: undefined });
  return String(value);
}

/** A change: which way it went, and by how much. */
export interface Trend {
  direction: "up" | "down" | "same";
  /** The size of the change, without a sign. */
  amount: string;
}

/** The change between two values, as far as the style shows it; undefined unless both are numbers. */
export function trend(value: unknown, previous: unknown, style: NumberStyle = {}): Trend | undefined {
  if (typeof value !== "number" || typeof previous !== "number") return undefined;
  const change = value - previous;
  if (!Number.isFinite(change)) return undefined;
  const plain = { ...style, unit: undefined };
  const amount = formatNumber(Math.abs(change), plain);
  // A change too small to be written is none to look at.
  const direction = amount === formatNumber(0, plain) ? "same" : change > 0 ? "up" : "down";
  return { direction, amount };
}

/** A moment as time of day, with the date where it isn't today. */
export function formatMoment(milliseconds: number, locale?: string): string {
  const moment = new Date(milliseconds);
  if (Number.isNaN(moment.getTime())) return MISSING;
  const today = moment.toDateString() === new Date().toDateString();
  return moments(locale, today ? { timeStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" }).format(moment);
}

/** A moment on an axis whose labels stand `step` milliseconds apart. */
export function formatTick(milliseconds: number, step: number, locale?: string): string {
  const moment = new Date(milliseconds);
  const midnight = moment.getHours() === 0 && moment.getMinutes() === 0 && moment.getSeconds() === 0;
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  return moments(locale, step >= DAY || midnight ? date : { timeStyle: step < 60_000 ? "medium" : "short" }).format(moment);
}

/** A length of time by its two largest units: `2 hr 5 min`. */
export function formatSpan(milliseconds: number, locale?: string): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), "day"],
    [Math.floor(seconds / 3600) % 24, "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([amount]) => amount > 0);
  return shown.map(([amount, unit]) => numbers(locale, { style: "unit", unit, unitDisplay: "short" }).format(amount)).join(" ").replaceAll(" ", NO_BREAK_SPACE);
}

const UNITS: Readonly<Record<string, string>> = { D: "day", W: "week", H: "hour", M: "minute" };

/** How far back a tile looks, in words: `Last 12 hours`, `Last 100 values`. */
export function describeRange(range: QueryRange): string {
  if (range.type === "count") return `Last ${range.count} values`;
  const [, amount = "", unit = ""] = /^PT?(\d+)([DWHM])$/.exec(range.duration) ?? [];
  const word = UNITS[unit];
  if (!word) return range.duration;
  return Number(amount) === 1 ? `Last ${word}` : `Last ${amount} ${word}s`;
}

/** Locations, vectors and other objects: `lat 52.52, lon 13.4`. */
function formatMembers(value: object, style: NumberStyle): string {
  if (Array.isArray(value)) return value.map(item => formatValue(item, style)).join(", ");
  return Object.entries(value).map(([name, member]) => `${name} ${formatValue(member, style)}`).join(", ");
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Formatters take long to make and are asked for the same over and over. */
function kept<T, O>(make: (locale: string | undefined, options: O) => T): (locale: string | undefined, options: O) => T {
  const made = new Map<string, T>();
  return (locale, options) => {
    const key = JSON.stringify([locale, options]);
    const known = made.get(key);
    if (known) return known;
    const created = make(locale, options);
    made.set(key, created);
    return created;
  };
}

const numbers = kept((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));

const moments = kept((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
