// How values are written, by `formatValue` and on the element's tiles. Nothing of it needs the module, and the engine
// knows the languages.

/** What stands where there is no value. */
export const MISSING = "–";

const NO_BREAK_SPACE = "\u00a0";
/** Decimal places of a coordinate: ten metres. */
const COORDINATE_PLACES = 4;

/**
 * `FormatValueOptions`, and what tables need beside them: `mostPlaces`, how many decimal places a number has at most
 * where `decimalPlaces` doesn't say.
 *
 * @typedef {{ abbreviateValue?: boolean | null | undefined, decimalPlaces?: number | null | undefined, unit?: string |
 *   null | undefined, locale?: string | null | undefined, mostPlaces?: number | undefined }} ValueStyle
 */

/**
 * Any value, in one line.
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
 * The style for coordinates, with enough decimal places: a hundredth of a degree is a kilometre.
 *
 * @template {ValueStyle} T
 * @param {T} style
 * @returns {T}
 */
export function exactly(style) {
  return { ...style, mostPlaces: Math.max(style.mostPlaces ?? 0, COORDINATE_PLACES) };
}

/**
 * A number with its unit.
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
  // Of a small number the first digits matter, wherever they are.
  const isSmall = places === undefined && size > 0 && size < 1;
  const notation = isShort ? "compact" : isSmall && size < 1e-6 ? "scientific" : "standard";
  const number = format(locale ?? undefined, notation, isSmall ? undefined : (places ?? 0), most, unit === "%").format(
    value,
  );
  if (!unit || unit === "%") return number;
  return number + (/^[°′″]$/.test(unit) ? "" : NO_BREAK_SPACE) + unit;
}

/** Formats by what they are made from: making one takes fifty times as long as using it. */
const formats = new Map();

/** A format with from `least` to `most` decimal places; without `least`, with `most` significant digits at most. */
function format(locale, notation, least, most, isPercentage) {
  const key = [locale, notation, least, most, isPercentage].join();
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      notation,
      signDisplay: "negative", // There is no -0.
      ...(least === undefined
        ? { maximumSignificantDigits: most }
        : { minimumFractionDigits: least, maximumFractionDigits: most }),
      // Not the style "percent", which takes 0.5 for 50 %.
      ...(isPercentage && { style: "unit", unit: "percent" }),
    });
    formats.set(key, format);
  }
  return format;
}
