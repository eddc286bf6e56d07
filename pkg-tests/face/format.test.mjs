// `formatValue`: how values are written in the reader's language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, run, world } from "./world.mjs";

/** A no-break space, and the Arabic letter mark, which keeps `٪` on the right of Arabic digits. */
const [NBSP, ALM] = ["\u00a0", "\u061c"];

/**
 * Returns what `formatValue` writes for each value with each options object. The default locale is English. Checks that
 * nothing is sent.
 */
async function written(cases) {
  const work = (cases) => cases.map(([value, options]) => formatValue(value, { locale: "en-US", ...options }));
  const { value, sent } = await run([], work, cases);
  assert.deepEqual(sent, []);
  return value;
}

/** Value, options, and the expected text, for each language where it differs. */
const CASES = {
  "numbers of four digits and more are abbreviated": [
    [1700, {}, "1.7K"],
    [-1700, {}, "-1.7K"],
    [999, {}, "999"],
    [1000, {}, "1K"],
    [999_950, {}, "1M"],
    [1_254_000, {}, "1.3M"],
    [1700, { locale: "ar-EG" }, `١٫٧${NBSP}ألف`],
    [1_250_000, { locale: "de-DE" }, `1,3${NBSP}Mio.`],
    [1700, { locale: "fr-FR" }, `1,7${NBSP}k`],
    [1_250_000, { locale: "hi-IN" }, `12.5${NBSP}लाख`],
  ],
  "abbreviateValue: false writes all digits": [
    [1700, { abbreviateValue: false }, "1,700"],
    [-12_345_678.9, { abbreviateValue: false }, "-12,345,678.9"],
    [12_345_678.9, { abbreviateValue: false, locale: "de-DE" }, "12.345.678,9"],
    [1234.5, { abbreviateValue: false, locale: "ar-EG" }, "١٬٢٣٤٫٥"],
  ],
  "at most two decimal places, as many as are needed": [
    [20, {}, "20"],
    [20.5, {}, "20.5"],
    [20.456, {}, "20.46"],
    [20.456, { locale: "de-DE" }, "20,46"],
    [20.456, { locale: "ar-EG" }, "٢٠٫٤٦"],
  ],
  "of a number below 1 the first two significant digits": [
    [0.001, {}, "0.001"],
    [0.0042, {}, "0.0042"],
    [-0.00426, {}, "-0.0043"],
    [0.456, {}, "0.46"],
    [0.999, {}, "1"],
    [4.2e-9, {}, "4.2E-9"],
    [0.0042, { unit: "V", locale: "de-DE" }, `0,0042${NBSP}V`],
    [0.0042, { decimalPlaces: 1 }, "0.0"],
  ],
  "numbers that no language abbreviates are powers of ten": [
    [999_900_000_000_000, {}, "999.9T"],
    [1.25e15, {}, "1.3E15"],
    [-1e21, {}, "-1E21"],
    [Number.MAX_VALUE, {}, "1.8E308"],
    [Number.MAX_VALUE, { abbreviateValue: false }, "1.8E308"],
    [2e20, { abbreviateValue: false }, "200,000,000,000,000,000,000"],
    [1.25e18, { decimalPlaces: 2, unit: "Pa" }, `1.25E18${NBSP}Pa`],
  ],
  "no minus at nothing": [
    [-0, {}, "0"],
    [-0.001, { decimalPlaces: 1 }, "0.0"],
    [-0.4, { decimalPlaces: 0, unit: "%" }, "0%"],
  ],
  "decimalPlaces exactly, within 0 and 20": [
    [20.456, { decimalPlaces: 1 }, "20.5"],
    [20, { decimalPlaces: 3 }, "20.000"],
    [1234.5, { decimalPlaces: 2 }, "1.23K"],
    [20.4, { decimalPlaces: 0 }, "20"],
    [20.4, { decimalPlaces: -3 }, "20"],
    [1, { decimalPlaces: 99 }, "1.00000000000000000000"],
    [20.456, { decimalPlaces: 1.9 }, "20.5"],
    [20.456, { decimalPlaces: null }, "20.46"],
  ],
  "a unit behind a space that doesn't break": [
    [20.5, { unit: "°C" }, `20.5${NBSP}°C`],
    [1700, { unit: "kPa" }, `1.7K${NBSP}kPa`],
    [20.5, { unit: "°C", locale: "de-DE" }, `20,5${NBSP}°C`],
    [20.5, { unit: "" }, "20.5"],
  ],
  "no space at an angle": [
    [45, { unit: "°" }, "45°"],
    [12.5, { unit: "′" }, "12.5′"],
  ],
  "percentages are written as the language does": [
    [50.5, { unit: "%" }, "50.5%"],
    [50.5, { unit: "%", locale: "de-DE" }, `50,5${NBSP}%`],
    [50.5, { unit: "%", locale: "tr-TR" }, "%50,5"],
    [50.5, { unit: "%", locale: "ar-EG" }, `٥٠٫٥٪${ALM}`],
    [0.5, { unit: "%", decimalPlaces: 2 }, "0.50%"],
  ],
  "strings and booleans stay as they are": [
    ["open", { unit: "°C" }, "open"],
    ["1700", {}, "1700"],
    ["", {}, ""],
    [true, {}, "true"],
    [false, {}, "false"],
  ],
  "objects by their members, in order, without the unit": [
    [{ lat: 47.6, lon: -122.1 }, { unit: "°" }, "lat 47.6, lon -122.1"],
    [{ lon: 1, alt: null, lat: 2000 }, {}, "lon 1, alt –, lat 2K"],
    [{ lat: 47.6 }, { locale: "de-DE", decimalPlaces: 2 }, "lat 47,60"],
    [{ lat: 47.64043, lon: -122.13022, alt: 12.345 }, { decimalPlaces: 1 }, "lat 47.6404, lon -122.1302, alt 12.3"],
  ],
  "arrays with commas between": [[[1, "a", true, null, 2000.5], { unit: "m" }, "1, a, true, –, 2K"]],
  "a dash where there is nothing": [
    [null, { unit: "%" }, "–"],
    [{}, {}, "–"],
    [[], {}, "–"],
  ],
};

for (const [what, cases] of Object.entries(CASES)) {
  test(`formatValue: ${what}`, async () => {
    assert.deepEqual(
      await written(cases),
      cases.map(([, , expected]) => expected),
    );
  });
}

test("formatValue: a dash for values that JSON can't hold", async () => {
  const { value } = await run([], () =>
    [undefined, NaN, Infinity, -Infinity].map((value) => formatValue(value, { unit: "%" })),
  );
  assert.deepEqual(value, Array(4).fill("–"));
});

test("formatValue never throws for a value", async () => {
  const { value } = await run([], () => {
    const cyclic = { lat: 1 };
    cyclic.self = cyclic;
    const throws = {
      get x() {
        throw new Error("odd");
      },
    };
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("odd");
        },
      },
    );
    const odd = [
      cyclic,
      throws,
      proxy,
      [throws],
      new Date(NaN),
      Symbol("s"),
      12n,
      () => {},
      Object.create(null),
      new (class {
        toString() {
          throw new Error("odd");
        }
      })(),
    ];
    const options = [
      5,
      "x",
      { unit: Symbol("s") },
      { decimalPlaces: 5n },
      {
        get unit() {
          throw new Error("odd");
        },
      },
    ];
    return [
      ...odd.map((value) => formatValue(value, { locale: "en" })),
      ...options.map((options) => formatValue(1, options)),
    ].map((text) => typeof text === "string" && text);
  });
  assert.deepEqual(value, ["–", "–", "–", "–", "–", "Symbol(s)", "12", "() => {}", "–", "–", "1", "1", "–", "–", "–"]);
});

test("formatValue without options uses the environment's language", async () => {
  const { value } = await run([], () => {
    const expected = (number) =>
      new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 }).format(number);
    return [
      [formatValue(1700), expected(1700)],
      [formatValue(1700, null), expected(1700)],
      [formatValue(1700, { locale: null }), expected(1700)],
    ];
  });
  for (const [written, expected] of value) assert.equal(written, expected);
});

test("formatValue rejects an invalid locale", async () => {
  const { error } = await failure([], () => caught(() => formatValue(1, { locale: "no such thing" })));
  assert.deepEqual([error.code, error.pointer, error.isIotCentralError], ["InvalidInput", "/locale", true]);
  assert.match(error.message, /^locale should be a BCP 47 language tag/);
});

test("formatValue creates one formatter for each set of options", async () => {
  const page = await world();
  const made = await page.evaluate(() => {
    let made = 0;
    const { NumberFormat } = Intl;
    Intl.NumberFormat = new Proxy(NumberFormat, { construct: (target, given) => (made++, new target(...given)) });
    for (let value = 0; value < 3000; value++) formatValue(value, { locale: "en-US", unit: "°C" });
    formatValue({ lat: 1, lon: 2000 }, { locale: "de-DE" });
    return made;
  });
  assert.equal(made, 4);
});
