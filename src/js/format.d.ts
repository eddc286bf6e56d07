/** How a value becomes text. The first two are members of a tile's `TextFormat`; `unit` isn't, where it is that of the text's
 * size. */
export interface FormatValueOptions {
  /** 1,700 becomes 1.7K, in the locale's compact notation. Default `true`. */
  abbreviateValue?: boolean | undefined;
  /** How many decimal places a number has, 0–20; what is beyond counts as the nearer end. Default: as many as are needed,
   * at most two, one in an abbreviated number; of a number below 1 the first two significant digits. */
  decimalPlaces?: number | undefined;
  /** The symbol that stands at a number: `°C`. */
  unit?: string | undefined;
  /** Whose way of writing numbers, a BCP 47 tag such as `de-DE`. Default: the environment's. */
  locale?: string | undefined;
}

/**
 * A value of a tile in one line, numbers as the portal writes them: `formatValue(1700)` is `1.7K` in English.
 *
 * A unit follows a number behind a no-break space. Without one stand `°`, `′` and `″`; where `%` stands, and whether a space
 * is between, is the locale's habit (CLDR): `50%`, `50 %`, `%50`. What isn't a number has no unit.
 *
 * Strings and booleans stay as they are. Objects are written with their members in order, `lat 47.6, lon -122.1`, arrays with
 * commas between; `lat` and `lon` keep four decimal places. `undefined`, `null`, numbers that aren't finite, what has no members, and
 * what can't be read (a getter that throws, an object that holds itself) are `–`.
 *
 * @throws IotCentralError `InvalidInput` where `locale` is no language tag.
 */
export function formatValue(value: unknown, options?: FormatValueOptions): string;
