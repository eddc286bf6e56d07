// How values are written. Nothing of it needs the module, and the engine knows the languages.
import { IotCentralError } from "./dist/iotcentral_web.js";

const MISSING = "–";
const NO_BREAK_SPACE = "\u00a0";

export function formatValue(value, options) {
  if (value === undefined || value === null) return MISSING;
  if (typeof value === "number") return formatNumber(value, options ?? {});
  if (typeof value !== "object") return String(value);
  const plain = { ...options, unit: undefined };
  const members = Array.isArray(value)
    ? value.map((item) => formatValue(item, plain))
    : Object.entries(value).map(([name, member]) => `${name} ${formatValue(member, plain)}`);
  return members.join(", ") || MISSING;
}

function formatNumber(value, { abbreviateValue, decimalPlaces, unit, locale }) {
  if (!Number.isFinite(value)) return MISSING;
  const isShort = (abbreviateValue ?? true) && Math.abs(value) >= 1000;
  const places = decimalPlaces == null ? undefined : Math.min(Math.max(Math.trunc(decimalPlaces) || 0, 0), 20);
  const number = format(locale ?? undefined, isShort, places, unit === "%").format(value);
  if (!unit || unit === "%") return number;
  return number + (/^[°′″]$/.test(unit) ? "" : NO_BREAK_SPACE) + unit;
}

/** Formats by what they are made from: making one takes fifty times as long as using it. */
const formats = new Map();

function format(locale, isShort, places, isPercentage) {
  const key = [locale, isShort, places, isPercentage].join();
  let format = formats.get(key);
  if (!format) {
    try {
      format = new Intl.NumberFormat(locale, {
        notation: isShort ? "compact" : "standard",
        minimumFractionDigits: places ?? 0,
        maximumFractionDigits: places ?? (isShort ? 1 : 2),
        // Not the style "percent", which takes 0.5 for 50 %.
        ...(isPercentage && { style: "unit", unit: "percent" }),
      });
    } catch {
      throw new IotCentralError("locale should be a BCP 47 language tag, such as `de-DE`", "InvalidInput", { pointer: "/locale" });
    }
    formats.set(key, format);
  }
  return format;
}
