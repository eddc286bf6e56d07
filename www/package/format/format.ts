import type { Source, SourceField } from "iotcentral-web";

import { moments, numbers } from "./kept.ts";
import { languageOf } from "./language.ts";
import { unitOf } from "./units.ts";
import { exactly, formatNumber, formatValue, MISSING } from "./values.js";
import { offsetAt, zoneOf } from "./zone.ts";

/** How a value becomes text. The first two are members of the service's text format. */
export interface NumberStyle {
  /** 1,700 becomes 1.7K. Default true. */
  abbreviateValue?: boolean | undefined;
  /** Digits behind the decimal point. Default: as many as are needed, within `mostPlaces`. */
  decimalPlaces?: number | undefined;
  /** Most digits behind the decimal point; a number below 1 has so many significant ones. Default 2. */
  mostPlaces?: number | undefined;
  /** A symbol to put behind numbers: `°C`. */
  unit?: string | undefined;
}

/** What a source, or a field of one, says of its values. */
export type Described = Partial<Pick<Source, "unit" | "labels" | "fields" | "aggregateFunction">>;

/** A field of an object: what it is called, and its value in one line. */
export interface Field {
  name: string;
  text: string;
}

/** A change: which way it went, and by how much. */
export interface Trend {
  direction: "up" | "down" | "same";
  /** The size of the change, without a sign. */
  amount: string;
}

const DAY = 86_400_000;
const NO_BREAK_SPACE = "\u00a0";

/** Writes numbers, values and times for one reader. */
export class Format {
  /** The language, as BCP 47 has it. Undefined: the browser's. */
  readonly locale: string | undefined;
  /** The time zone of all times, as IANA names it. Undefined: the browser's. */
  readonly timeZone: string | undefined;

  /**
   * @param locale The text of a `locale` attribute: English where it is no language. Absent: the browser's.
   * @param timeZone The text of a `time-zone` attribute: the browser's where it is no time zone, or absent.
   */
  constructor(locale?: string, timeZone?: string) {
    this.locale = languageOf(locale);
    this.timeZone = zoneOf(timeZone);
  }

  /** A number with its unit: `1.7K hPa`. */
  number(value: number, style: NumberStyle = {}): string {
    return formatNumber(value, { ...style, locale: this.locale });
  }

  /** Any value in one line. */
  value(value: unknown, style: NumberStyle = {}): string {
    return formatValue(value, { ...style, locale: this.locale });
  }

  /** A value of a source in one line: by the source's name for it, or with the source's unit. */
  reading(value: unknown, source: Described, style: NumberStyle = {}): string {
    const { labels } = source;
    const fields = this.fields(value, source, style);
    if (fields) return fields.map(({ name, text }) => `${name} ${text}`).join(", ");
    const key = String(value);
    const label = typeof value !== "object" && labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
    return label ?? this.value(value, { ...style, unit: unitOf(source) });
  }

  /**
   * The fields of an object, in the template's order, by the template's names; undefined for any other value, and for
   * an object without fields.
   */
  fields(value: unknown, source: Described, style: NumberStyle = {}): Field[] | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const declared = source.fields ?? [];
    const place = (key: string): number => declared.findIndex((field) => field.key === key) >>> 0;
    const fields = Object.entries(value)
      .sort(([one], [other]) => place(one) - place(other))
      .map(([key, member]) => {
        const isDegrees = /^(lat|lon)$/.test(key);
        // A vector is measured in its source's unit.
        const undeclared = isDegrees ? { unit: "°" } : /^[xyz]$/.test(key) ? source : {};
        const field: Partial<SourceField> = declared[place(key)] ?? undeclared;
        return { name: field.name ?? key, text: this.reading(member, field, isDegrees ? exactly(style) : style) };
      });
    return fields.length > 0 ? fields : undefined;
  }

  /** The change between two values, as far as the style shows it; undefined unless both are numbers. */
  trend(value: unknown, previous: unknown, style: NumberStyle = {}): Trend | undefined {
    if (typeof value !== "number" || typeof previous !== "number") return undefined;
    const difference = value - previous;
    if (!Number.isFinite(difference)) return undefined;
    const plain = { ...style, unit: undefined };
    // Values from 1 on are written with two places, and so is their change.
    const coarse = style.decimalPlaces === undefined && Math.max(Math.abs(value), Math.abs(previous)) >= 1;
    const change = coarse ? Math.round(difference * 100) / 100 : difference;
    const amount = this.number(Math.abs(change), plain);
    // A change too small to be written is none to look at.
    const direction = amount === this.number(0, plain) ? "same" : change > 0 ? "up" : "down";
    return { direction, amount };
  }

  /**
   * Labels of an axis: with as many digits as the steps between them have, so that none is rounded and no two are
   * equal.
   */
  steps(values: readonly number[], unit?: string): string[] {
    const step = Math.abs((values[1] ?? 0) - (values[0] ?? 0));
    const exact = (value: number): number => Number(value.toPrecision(12));
    const digits = (value: number, notation: "compact" | "standard"): number =>
      numbers(this.locale, { notation, maximumFractionDigits: 12 })
        .formatToParts(exact(value))
        .find(({ type }) => type === "fraction")?.value.length ?? 0;
    const mostOf = (some: readonly number[], notation: "compact" | "standard"): number =>
      Math.max(0, ...some.map((value) => digits(value, notation)));
    const large = values.filter((value) => Math.abs(value) >= 1000);
    const decimals = mostOf(large, "compact");
    // More digits than this are easier to read in full.
    const abbreviateValue = step >= 100 && decimals <= 3;
    const others = mostOf(abbreviateValue ? values.filter((value) => Math.abs(value) < 1000) : values, "standard");
    return values.map((value) => {
      const decimalPlaces = abbreviateValue && Math.abs(value) >= 1000 ? decimals : others;
      return this.number(exact(value), { unit, abbreviateValue, decimalPlaces });
    });
  }

  /**
   * Writes numbers that stand together with the same number of decimal places: as many as any of them needs, and no
   * more than the largest has. A number too small for these has its own. Abbreviated numbers are alike among
   * themselves.
   */
  alike(values: readonly number[], style: NumberStyle): (value: number) => string {
    if (style.decimalPlaces !== undefined) return (value) => this.number(value, style);
    const isShort = (value: number): boolean => (style.abbreviateValue ?? true) && Math.abs(value) >= 1000;
    const finite = values.filter(Number.isFinite);
    // Smaller ones are written by powers of ten.
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

  /** A moment, in milliseconds since 1970, as time of day, with the date where it isn't today. */
  moment(milliseconds: number): string {
    return this.#write(
      milliseconds,
      this.#isToday(milliseconds) ? { timeStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" },
    );
  }

  /** The same as short as a table of the last days needs it: never the year, nor the seconds of another day. */
  shortMoment(milliseconds: number): string {
    const moment = this.#isToday(milliseconds) ? this.moment(milliseconds) : this.#dayAndTime(milliseconds);
    return moment.replace(/(?<=:\d\d) /, NO_BREAK_SPACE);
  }

  #dayAndTime(milliseconds: number): string {
    return this.#write(milliseconds, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  }

  /** A moment on an axis whose labels stand `step` milliseconds apart. */
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

  /** Where a time axis begins and ends, for an axis that has room for no more than these, of so many characters. */
  ends(from: number, to: number, room: number): [first: string, last: string] {
    const span = to - from;
    const both: [string, string] = [this.#dayAndTime(from), this.#dayAndTime(to)];
    // Of one or two days, a date alone leaves the hour open.
    if (span >= DAY && span < 2 * DAY && both.join("  ").length <= room) return both;
    const step = span >= DAY ? DAY : span / 2;
    return [this.tick(from, step), this.tick(to, step)];
  }

  /** A length of time by its two largest units: `2 hr 5 min`. */
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

  /** A moment as ISO 8601 has it: in UTC, or in the time zone where one is chosen. */
  iso(moment: Date): string {
    if (!this.timeZone) return moment.toISOString();
    const offset = this.offset(moment.getTime());
    const minutes = Math.round(Math.abs(offset) / 60_000);
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
    return `${new Date(moment.getTime() + offset).toISOString().slice(0, -1)}${offset < 0 ? "-" : "+"}${hour}:${minute}`;
  }

  /** Milliseconds that the reader's clock is before UTC at a moment. */
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

/** How many decimal places a number has, at most so many. */
function placesOf(size: number, most: number): number {
  const digits = size.toFixed(Math.min(most, 20)).split(".")[1] ?? "";
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end--;
  return end;
}
