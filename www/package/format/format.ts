import type { Source, SourceField } from "iotcentral-web";

import { moments, numbers } from "./formatters.ts";
import { languageOf } from "./language.ts";
import { unitOf } from "./units.ts";
import { exactly, formatNumber, formatValue, MISSING, notationOf } from "./values.js";
import { offsetAt, zoneOf } from "./zone.ts";

/** How a value becomes text. The service's text format has the first two members. */
export interface NumberStyle {
  /** Whether to abbreviate large numbers: 1,700 becomes 1.7K. Default: true. */
  abbreviateValue?: boolean | undefined;
  /** The number of decimal places. Default: as many as the number needs, up to `mostPlaces`. */
  decimalPlaces?: number | undefined;
  /** The most decimal places. A number below 1 has this many significant digits. Default: 2. */
  mostPlaces?: number | undefined;
  /** A unit after the number: `°C`. */
  unit?: string | undefined;
}

/** The description of a source's values, or of a field's values. */
export type Described = Partial<Pick<Source, "unit" | "labels" | "fields" | "aggregateFunction">>;

/** A field of an object: its name, and its value on one line. */
export interface Field {
  name: string;
  text: string;
}

/** A change between two values: its direction and its amount. */
export interface Trend {
  direction: "up" | "down" | "same";
  /** The absolute amount of the change. */
  amount: string;
}

const DAY = 86_400_000;
const NO_BREAK_SPACE = "\u00a0";

/** Writes numbers, values and times for one reader. */
export class Format {
  /** The language as a BCP 47 tag. Undefined: the browser's. */
  readonly locale: string | undefined;
  /** The IANA time zone of all times. Undefined: the browser's. */
  readonly timeZone: string | undefined;

  /**
   * @param locale The value of a `locale` attribute. English replaces an invalid tag. Default: the browser's language.
   * @param timeZone The value of a `time-zone` attribute. The browser's replaces an invalid name. Default: the
   * browser's.
   */
  constructor(locale?: string, timeZone?: string) {
    this.locale = languageOf(locale);
    this.timeZone = zoneOf(timeZone);
  }

  /** Writes a number with its unit: `1.7K hPa`. */
  number(value: number, style: NumberStyle = {}): string {
    return formatNumber(value, { ...style, locale: this.locale });
  }

  /** Writes any value on one line. */
  value(value: unknown, style: NumberStyle = {}): string {
    return formatValue(value, { ...style, locale: this.locale });
  }

  /** Writes a value of a source on one line: by the source's label for the value, or with the source's unit. */
  reading(value: unknown, source: Described, style: NumberStyle = {}): string {
    const { labels } = source;
    const fields = this.fields(value, source, style);
    if (fields) return fields.map(({ name, text }) => `${name} ${text}`).join(", ");
    const key = String(value);
    const label = typeof value !== "object" && labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
    return label ?? this.value(value, { ...style, unit: unitOf(source) });
  }

  /**
   * Returns the fields of an object in the template's order, with the template's names. Undefined for other values and
   * for an empty object.
   */
  fields(value: unknown, source: Described, style: NumberStyle = {}): Field[] | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const declared = source.fields ?? [];
    const place = (key: string): number => declared.findIndex((field) => field.key === key) >>> 0;
    const fields = Object.entries(value)
      .sort(([one], [other]) => place(one) - place(other))
      .map(([key, member]) => {
        const isDegrees = /^(lat|lon)$/.test(key);
        // The components of a vector have the unit of its source.
        const undeclared = isDegrees ? { unit: "°" } : /^[xyz]$/.test(key) ? source : {};
        const field: Partial<SourceField> = declared[place(key)] ?? undeclared;
        return { name: field.name ?? key, text: this.reading(member, field, isDegrees ? exactly(style) : style) };
      });
    return fields.length > 0 ? fields : undefined;
  }

  /** Returns the change between two values, as precise as the style. Undefined unless both are numbers. */
  trend(value: unknown, previous: unknown, style: NumberStyle = {}): Trend | undefined {
    if (typeof value !== "number" || typeof previous !== "number") return undefined;
    const difference = value - previous;
    if (!Number.isFinite(difference)) return undefined;
    const plain = { ...style, unit: undefined };
    // Numbers from 1 on have two decimal places by default, and so does their change.
    const coarse = style.decimalPlaces === undefined && Math.max(Math.abs(value), Math.abs(previous)) >= 1;
    const change = coarse ? Math.round(difference * 100) / 100 : difference;
    const amount = this.number(Math.abs(change), plain);
    // A change that rounds to zero is none.
    const direction = amount === this.number(0, plain) ? "same" : change > 0 ? "up" : "down";
    return { direction, amount };
  }

  /**
   * Writes the labels of an axis, with as many digits as the steps between them need, so that no two labels are equal.
   */
  steps(values: readonly number[], unit?: string): string[] {
    const step = Math.abs((values[1] ?? 0) - (values[0] ?? 0));
    const exact = (value: number): number => Number(value.toPrecision(12));
    const digits = (value: number, isShort: boolean): number =>
      numbers(this.locale, { notation: notationOf(value, isShort), maximumFractionDigits: 12 })
        .formatToParts(exact(value))
        .find(({ type }) => type === "fraction")?.value.length ?? 0;
    const mostOf = (some: readonly number[], isShort: boolean): number =>
      Math.max(0, ...some.map((value) => digits(value, isShort)));
    const large = values.filter((value) => Math.abs(value) >= 1000);
    const decimals = mostOf(large, true);
    // With more digits than this, full numbers are easier to read.
    const abbreviateValue = step >= 100 && decimals <= 3;
    const others = mostOf(abbreviateValue ? values.filter((value) => Math.abs(value) < 1000) : values, false);
    return values.map((value) => {
      const decimalPlaces = abbreviateValue && Math.abs(value) >= 1000 ? decimals : others;
      return this.number(exact(value), { unit, abbreviateValue, decimalPlaces });
    });
  }

  /**
   * Returns a function that writes numbers with the same number of decimal places: as many as any of them needs, but no
   * more than the largest has. A number too small for these places has its own. Abbreviated numbers have the same
   * number of places among themselves.
   */
  alike(values: readonly number[], style: NumberStyle): (value: number) => string {
    if (style.decimalPlaces !== undefined) return (value) => this.number(value, style);
    const isShort = (value: number): boolean => (style.abbreviateValue ?? true) && Math.abs(value) >= 1000;
    const finite = values.filter(Number.isFinite);
    // Smaller numbers are written as powers of ten.
    const sizes = finite.filter((value) => !isShort(value) && Math.abs(value) >= 1e-6).map(Math.abs);
    const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
    const least = Math.max(style.mostPlaces ?? 2, 2);
    const most = largest > 0 && largest < 1 ? Math.min(least - 1 - Math.floor(Math.log10(largest)), 7) : least;
    let places = 0;
    for (const size of sizes) if (places < most) places = Math.max(places, placesOf(size, most));
    const short = finite.some(
      (value) => isShort(value) && /\D\d(?!\d)/.test(this.number(value, { ...style, unit: undefined })),
    )
      ? 1
      : 0;
    return (value) => {
      const isLost = value !== 0 && Math.abs(value) < 10 ** -places / 2;
      return this.number(value, isLost ? style : { ...style, decimalPlaces: isShort(value) ? short : places });
    };
  }

  /** Writes a moment, in milliseconds since 1970, as the time of day, with the date unless it is today. */
  moment(milliseconds: number): string {
    return this.#write(
      milliseconds,
      this.#isToday(milliseconds) ? { timeStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" },
    );
  }

  /** Writes a moment for a narrow table: without the year, and for other days without seconds. */
  shortMoment(milliseconds: number): string {
    const moment = this.#isToday(milliseconds) ? this.moment(milliseconds) : this.#dayAndTime(milliseconds);
    return moment.replace(/(?<=:\d\d) /, NO_BREAK_SPACE);
  }

  #dayAndTime(milliseconds: number): string {
    return this.#write(milliseconds, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  }

  /** Writes a moment on an axis whose labels are `step` milliseconds apart. */
  tick(milliseconds: number, step: number): string {
    const midnight = Math.floor((milliseconds + this.offset(milliseconds)) / 1000) % 86_400 === 0;
    const options: Intl.DateTimeFormatOptions =
      step >= DAY || (midnight && step >= 1000)
        ? { day: "numeric", month: "short" }
        : step < 1000
          ? { hour: "numeric", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 }
          : { timeStyle: step < 60_000 ? "medium" : "short" };
    return this.#write(milliseconds, options);
  }

  /** Writes the ends of a time axis, for an axis with room for no more. `room` is in characters. */
  ends(from: number, to: number, room: number): [first: string, last: string] {
    const span = to - from;
    const both: [string, string] = [this.#dayAndTime(from), this.#dayAndTime(to)];
    // Over one or two days, dates alone would leave the hour open.
    if (span >= DAY && span < 2 * DAY && both.join("  ").length <= room) return both;
    const step = span >= DAY ? DAY : span / 2;
    return [this.tick(from, step), this.tick(to, step)];
  }

  /** Writes a duration by its two largest units: `2 hr 5 min`. */
  duration(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000);
    const parts: [number, string][] = [
      [Math.floor(seconds / 86_400), "day"],
      [Math.floor(seconds / 3600) % 24, "hour"],
      [Math.floor(seconds / 60) % 60, "minute"],
      [seconds % 60, "second"],
    ];
    const first = parts.findIndex(([amount]) => amount > 0);
    const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([amount]) => amount > 0);
    return shown
      .map(([amount, unit]) =>
        numbers(this.locale, { style: "unit", unit, unitDisplay: "short" })
          .format(amount)
          .replaceAll(" ", NO_BREAK_SPACE),
      )
      .join(" ");
  }

  /** Writes a moment as ISO 8601, in the chosen time zone, or in UTC if there is none. */
  iso(moment: Date): string {
    if (!this.timeZone) return moment.toISOString();
    const offset = this.offset(moment.getTime());
    const minutes = Math.round(Math.abs(offset) / 60_000);
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
    return `${new Date(moment.getTime() + offset).toISOString().slice(0, -1)}${offset < 0 ? "-" : "+"}${hour}:${minute}`;
  }

  /** Returns how far the reader's clock is ahead of UTC at a moment, in milliseconds. */
  offset(milliseconds: number): number {
    return offsetAt(milliseconds, this.timeZone);
  }

  #write(milliseconds: number, options: Intl.DateTimeFormatOptions): string {
    if (Number.isNaN(new Date(milliseconds).getTime())) return MISSING;
    return moments(this.locale, { ...options, timeZone: this.timeZone }).format(milliseconds);
  }

  #isToday(milliseconds: number): boolean {
    if (Number.isNaN(new Date(milliseconds).getTime())) return false;
    const [day, today] = [milliseconds, Date.now()].map((each) => Math.floor((each + this.offset(each)) / DAY));
    return day === today;
  }
}

/** Returns how many decimal places a number has, up to a maximum. */
function placesOf(size: number, most: number): number {
  const digits = size.toFixed(Math.min(most, 20)).split(".")[1] ?? "";
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end--;
  return end;
}
