import type { QueryRange } from "iotcentral-web";

import { formatNumber, formatValue, MISSING } from "./values.js";
import type { DataRange } from "../tiles/data.ts";

export { formatNumber, formatValue, MISSING };

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
  /** Whose way of writing, as BCP 47 has it. Default: the browser's. */
  locale?: string | undefined;
}

const DAY = 86_400_000;
const NO_BREAK_SPACE = "\u00a0";

/** A change: which way it went, and by how much. */
export interface Trend {
  direction: "up" | "down" | "same";
  /** The size of the change, without a sign. */
  amount: string;
}

/** The change between two values, as far as the style shows it; undefined unless both are numbers. */
export function trend(value: unknown, previous: unknown, style: NumberStyle = {}): Trend | undefined {
  if (typeof value !== "number" || typeof previous !== "number") return undefined;
  const difference = value - previous;
  if (!Number.isFinite(difference)) return undefined;
  const plain = { ...style, unit: undefined };
  // Values from 1 on are written with two places, and so is their change.
  const coarse = style.decimalPlaces === undefined && Math.max(Math.abs(value), Math.abs(previous)) >= 1;
  const change = coarse ? Math.round(difference * 100) / 100 : difference;
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

/** The same as short as a table of the last days needs it: never the year, nor the seconds of another day. */
export function formatShortMoment(milliseconds: number, locale?: string): string {
  const moment = new Date(milliseconds);
  if (Number.isNaN(moment.getTime()) || moment.toDateString() === new Date().toDateString()) return formatMoment(milliseconds, locale);
  return moments(locale, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }).format(moment).replace(/(?<=:\d\d) /, NO_BREAK_SPACE);
}

/** A moment on an axis whose labels stand `step` milliseconds apart. */
export function formatTick(milliseconds: number, step: number, locale?: string): string {
  const moment = new Date(milliseconds);
  const midnight = moment.getHours() === 0 && moment.getMinutes() === 0 && moment.getSeconds() === 0;
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (step >= DAY || (midnight && step >= 1000)) return moments(locale, date).format(moment);
  if (step < 1000) return moments(locale, { hour: "numeric", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 }).format(moment);
  return moments(locale, { timeStyle: step < 60_000 ? "medium" : "short" }).format(moment);
}

/** Where a time axis begins and ends, for one that has room for no more. */
export function formatEnds(from: number, to: number, locale?: string): [first: string, last: string] {
  const span = to - from;
  const step = span >= DAY ? DAY : span / 2;
  return [formatTick(from, step, locale), formatTick(to, step, locale)];
}

/** Labels of an axis: with as many digits as the steps between them have, so that none is rounded and no two are equal. */
export function formatSteps(values: readonly number[], { unit, locale }: Pick<NumberStyle, "unit" | "locale"> = {}): string[] {
  const step = Math.abs((values[1] ?? 0) - (values[0] ?? 0));
  const exact = (value: number): number => Number(value.toPrecision(12));
  const digits = (value: number, notation: "compact" | "standard"): number =>
    numbers(locale, { notation, maximumFractionDigits: 12 }).formatToParts(exact(value)).find(({ type }) => type === "fraction")?.value.length ?? 0;
  const mostOf = (some: readonly number[], notation: "compact" | "standard"): number => Math.max(0, ...some.map(value => digits(value, notation)));
  const large = values.filter(value => Math.abs(value) >= 1000);
  const decimals = mostOf(large, "compact");
  // More digits than this are easier to read in full.
  const abbreviateValue = step >= 100 && decimals <= 3;
  const others = mostOf(abbreviateValue ? values.filter(value => Math.abs(value) < 1000) : values, "standard");
  return values.map(value => {
    const decimalPlaces = abbreviateValue && Math.abs(value) >= 1000 ? decimals : others;
    return formatNumber(exact(value), { unit, locale, abbreviateValue, decimalPlaces });
  });
}

/**
 * Writes numbers that stand together with the same number of decimal places: those of the one that needs most. Abbreviated ones
 * are alike among themselves.
 */
export function alike(values: readonly number[], style: NumberStyle): (value: number) => string {
  if (style.decimalPlaces !== undefined) return value => formatNumber(value, style);
  const isShort = (value: number): boolean => (style.abbreviateValue ?? true) && Math.abs(value) >= 1000;
  const finite = values.filter(Number.isFinite);
  let places = 0;
  for (const value of finite) {
    const size = Math.abs(value);
    // Smaller ones are written by powers of ten.
    if (isShort(value) || (size > 0 && size < 1e-6)) continue;
    const most = Math.max(style.mostPlaces ?? 2, 2);
    const own = size > 0 && size < 1 ? Math.min(most - 1 - Math.floor(Math.log10(size)), 7) : most;
    if (own > places) places = Math.max(places, placesOf(size, own));
  }
  const short = finite.some(value => isShort(value) && /\D\d(?!\d)/.test(formatNumber(value, { ...style, unit: undefined }))) ? 1 : 0;
  return value => {
    const size = Math.abs(value);
    return formatNumber(value, size > 0 && size < 1e-6 ? style : { ...style, decimalPlaces: isShort(value) ? short : places });
  };
}

/** How many decimal places a number has, at most so many. */
function placesOf(size: number, most: number): number {
  const digits = size.toFixed(Math.min(most, 20)).split(".")[1] ?? "";
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end--;
  return end;
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
  return shown.map(([amount, unit]) => numbers(locale, { style: "unit", unit, unitDisplay: "short" }).format(amount).replaceAll(" ", NO_BREAK_SPACE)).join(" ");
}

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
