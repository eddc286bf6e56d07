/** How a value becomes text. The members are those of the service's text format. */
export interface NumberStyle {
  /** 1,700 becomes 1.7K. Default true. */
  abbreviateValue?: boolean | undefined;
  /** Digits behind the decimal point. Default: as many as are needed, two at most. */
  decimalPlaces?: number | undefined;
}

/** What stands where there is no value. */
export const MISSING = "–";

/** A number as the reader's language writes it. */
export function formatNumber(value: number, style: NumberStyle = {}): string {
  if (!Number.isFinite(value)) return MISSING;
  const places = style.decimalPlaces === undefined ? undefined : clamp(Math.trunc(style.decimalPlaces), 0, 20);
  const abbreviate = (style.abbreviateValue ?? true) && Math.abs(value) >= 1000;
  return new Intl.NumberFormat(undefined, {
    notation: abbreviate ? "compact" : "standard",
    minimumFractionDigits: places ?? 0,
    maximumFractionDigits: places ?? (abbreviate ? 1 : 2),
  }).format(value);
}

/** Any value telemetry can have, in one line. */
export function formatValue(value: unknown, style: NumberStyle = {}): string {
  if (value === undefined || value === null) return MISSING;
  if (typeof value === "number") return formatNumber(value, style);
  if (typeof value === "object") return formatMembers(value, style);
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
  const amount = formatNumber(Math.abs(change), style);
  // A change too small to be written is none to look at.
  const direction = amount === formatNumber(0, style) ? "same" : change > 0 ? "up" : "down";
  return { direction, amount };
}

/** A moment as time of day, with the date where it isn't today. */
export function formatMoment(milliseconds: number): string {
  const moment = new Date(milliseconds);
  const today = moment.toDateString() === new Date().toDateString();
  return moment.toLocaleString(undefined, today ? { timeStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" });
}

/** Locations, vectors and other objects: `lat 52.52, lon 13.4`. */
function formatMembers(value: object, style: NumberStyle): string {
  if (Array.isArray(value)) return value.map(item => formatValue(item, style)).join(", ");
  return Object.entries(value).map(([name, member]) => `${name} ${formatValue(member, style)}`).join(", ");
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
