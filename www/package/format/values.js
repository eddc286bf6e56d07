// Writes values for `formatValue` and for tiles. Without the WebAssembly module, because `Intl` knows the languages.

/** Stands for a missing value. */
export const MISSING = "–";

const NO_BREAK_SPACE = "\u00a0";
/** Decimal places of a coordinate in degrees: about ten metres. */
const COORDINATE_PLACES = 4;

/**
 * `FormatValueOptions`, with one member for tables: `mostPlaces`, the most decimal places of a number without
 * `decimalPlaces`.
 *
 * @typedef {{ abbreviateValue?: boolean | null | undefined, decimalPlaces?: number | null | undefined, unit?: string |
 *   null | undefined, locale?: string | null | undefined, mostPlaces?: number | undefined }} ValueStyle
 */

/**
 * Writes any value on one line.
 *
 * @param {unknown} value
 * @param {ValueStyle} [style]
 * @returns {string}
 */
export function formatValue(value, style = {}) {
  if (value === undefined || value === null) return MISSING;
  if (typeof value === "number") return formatNumber(value, style);
  if (typeof value !== "object") return String(value);
  const plain = { ...style, unit: undefined };
  const members = Array.isArray(value)
    ? value.map((item) => formatValue(item, plain))
    : Object.entries(value).map(
        ([name, member]) => `${name} ${formatValue(member, /^(lat|lon)$/.test(name) ? exactly(plain) : plain)}`,
      );
  return members.join(", ") || MISSING;
}

/**
 * Returns a style with enough decimal places for coordinates: a hundredth of a degree is a kilometre.
 *
 * @template {ValueStyle} T
 * @param {T} style
 * @returns {T}
 */
export function exactly(style) {
  return { ...style, mostPlaces: Math.max(style.mostPlaces ?? 0, COORDINATE_PLACES) };
}

/**
 * Writes a number with its unit.
 *
 * @param {number} value
 * @param {ValueStyle} [style]
 * @returns {string}
 */
export function formatNumber(value, { abbreviateValue, decimalPlaces, unit, locale, mostPlaces } = {}) {
  if (!Number.isFinite(value)) return MISSING;
  const size = Math.abs(value);
  const isShort = (abbreviateValue ?? true) && size >= 1000;
  const places = decimalPlaces == null ? undefined : Math.min(Math.max(Math.trunc(decimalPlaces) || 0, 0), 20);
  const most = isShort ? (places ?? 1) : Math.max(places ?? 2, mostPlaces ?? 0);
  // Below 1, the first significant digits matter.
  const isSmall = places === undefined && size > 0 && size < 1;
  const notation = isSmall && size < 1e-6 ? "scientific" : notationOf(value, isShort);
  const number = format(locale ?? undefined, notation, isSmall ? undefined : (places ?? 0), most, unit === "%").format(
    value,
  );
  if (!unit || unit === "%") return number;
  return number + (/^[°′″]$/.test(unit) ? "" : NO_BREAK_SPACE) + unit;
}

/**
 * Returns the notation of a number from 1 on. Powers of ten are clearer than more digits than a reader counts: no
 * language abbreviates beyond trillions.
 *
 * @param {number} value
 * @param {boolean} isShort
 */
export function notationOf(value, isShort) {
  return Math.abs(value) >= (isShort ? 1e15 : 1e21) ? "scientific" : isShort ? "compact" : "standard";
}

/** Caches formatters by their options: creating one takes fifty times as long as using it. */
const formats = new Map();

/** Returns a formatter with `least` to `most` decimal places, or without `least`, at most `most` significant digits. */
function format(locale, notation, least, most, isPercentage) {
  const key = [locale, notation, least, most, isPercentage].join();
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      notation,
      signDisplay: "negative", // Writes -0 as 0.
      ...(least === undefined
        ? { maximumSignificantDigits: most }
        : { minimumFractionDigits: least, maximumFractionDigits: most }),
      // The style "percent" would write 0.5 as 50 %.
      ...(isPercentage && { style: "unit", unit: "percent" }),
    });
    formats.set(key, format);
  }
  return format;
}
