/**
 * The options of `formatValue`. `abbreviateValue` and `decimalPlaces` mean the same as in a tile's `TextFormat`. `unit`
 * differs: in a `TextFormat` it is the unit of the text size.
 */
export interface FormatValueOptions {
  /**
   * Whether large numbers are abbreviated, 1,700 to 1.7K, in the locale's compact notation. From 10^15 on (10^21
   * without abbreviation), numbers are written as powers of ten: `1.5E15`. Default `true`.
   */
  abbreviateValue?: boolean | undefined;
  /**
   * The number of decimal places, 0–20; a value outside is set to the nearest bound. Default: as many as needed, but at
   * most two, or one in an abbreviated number; a number below 1 has two significant digits.
   */
  decimalPlaces?: number | undefined;
  /** The symbol of the number's unit, such as `°C`. */
  unit?: string | undefined;
  /** The locale in which numbers are written, a BCP 47 tag such as `de-DE`. Default: the environment's. */
  locale?: string | undefined;
}

/**
 * Formats a value of a tile as one line. Numbers are written as in the portal: `formatValue(1700)` is `1.7K` in
 * English.
 *
 * A unit follows its number after a no-break space; `°`, `′` and `″` follow without a space. The locale (CLDR) decides
 * the place of `%` and the space beside it: `50%`, `50 %`, `%50`. Only numbers get a unit.
 *
 * Strings and booleans are returned unchanged. Objects are written with their members in order, `lat 47.6, lon -122.1`,
 * arrays with commas; `lat` and `lon` keep four decimal places. The result is `–` for `undefined`, `null`, numbers that
 * are not finite, empty objects and arrays, and values that cannot be read (a getter that throws, an object that
 * contains itself).
 *
 * ```js
 * formatValue(1700, { unit: "kPa", locale: "en" }); // 1.7K kPa
 * ```
 *
 * @throws IotCentralError `InvalidInput` if `locale` is not a language tag.
 */
export function formatValue(value: unknown, options?: FormatValueOptions): string;
