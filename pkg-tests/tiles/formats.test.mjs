// Tiles follow the format in their configuration.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, table, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
const from = Date.UTC(2026, 0, 31, 12);
const to = from + 3_600_000;
const source = { device: "d1", capability: "t" };
const show = async (type, data, configuration = {}, scene = {}) => {
  await draw(
    page,
    [{ displayName: "it", configuration: { type, ...devices, queryRange, ...configuration }, data }],
    scene,
  );
  return tile(page, "it");
};
const latest = (value, previous) => ({ kind: "latest", values: [{ ...source, value, previous, timestamp: to }] });
const series = {
  kind: "series",
  series: [{ ...source, times: [from, from + 1_800_000], values: [1, 2] }],
  from,
  to,
  stepInMs: 1_800_000,
};
const value = async (frame) => (await words(frame.locator("data")))[0];

test("large numbers are abbreviated unless the tile says otherwise", async () => {
  assert.equal(await value(await show("lkv", latest(1700))), "1.7K");
  assert.equal(await value(await show("lkv", latest(1700), { format: { abbreviateValue: false } })), "1,700");
  assert.equal(
    await value(await show("kpi", { kind: "kpi", values: [{ ...source, value: 2_345_678 }], from, to })),
    "2.3M",
  );
  assert.equal(
    await value(await show("deviceCount", { kind: "count", count: 1700 }, { format: { abbreviateValue: false } })),
    "1,700",
  );
});

test("numbers have as many decimal places as the tile says", async () => {
  assert.equal(await value(await show("lkv", latest(3.14159), { format: { decimalPlaces: 3 } })), "3.142");
  assert.equal(
    await value(
      await show(
        "property",
        { kind: "properties", values: [{ ...source, value: 2 }] },
        { format: { decimalPlaces: 1 } },
      ),
    ),
    "2.0",
  );
  const rows = { kind: "rows", rows: [{ ...source, time: from, value: 2.5 }], from, to };
  assert.equal(await value(await show("eventHistoryChart", rows, { format: { decimalPlaces: 0 } })), "3");
});

test("small numbers keep their significant digits, everywhere", async () => {
  assert.equal(await value(await show("lkv", latest(0.0042))), "0.0042");
  assert.equal(await value(await show("lkv", latest(-0.001), { format: { decimalPlaces: 1 } })), "0.0");
  assert.deepEqual(await words((await show("lkv", latest(0.0047, 0.0042))).locator(".trend > [aria-hidden]")), [
    "▲ 0.0005",
  ]);
  const frame = await show("lineChart", {
    ...series,
    series: [{ ...source, times: [from, from + 1000], values: [0.0051, 0.0042] }],
  });
  assert.deepEqual(await words(frame.locator(".legend data")), ["0.0042"]);
  assert.deepEqual(
    (await table(frame)).map((row) => row[1]),
    ["t", "0.0042", "0.0051"],
  );
  await frame.locator(".plot").focus();
  await page.keyboard.press("End");
  assert.match(await frame.locator(".readout").innerText(), /0\.0042/);
});

test("coordinates are exact to ten metres, however few decimal places other values have", async () => {
  const place = { lat: 52.520008, lon: 13.404954, alt: 34.567 };
  for (const [type, kind] of [
    ["lkv", "latest"],
    ["property", "properties"],
  ]) {
    const frame = await show(type, { kind, values: [{ ...source, value: place }] }, { format: { decimalPlaces: 1 } });
    assert.equal(await value(frame), "lat 52.52° lon 13.405° alt 34.6");
  }
  const map = await show("mapTelemetry", {
    kind: "points",
    tracks: [{ ...source, times: [from], lats: [place.lat], lons: [place.lon] }],
  });
  assert.deepEqual((await table(map))[1].slice(-2), ["52.520008", "13.404954"]);
});

const SHOCK = {
  ...source,
  unit: "g",
  fields: [
    { key: "severity", name: "Severity", labels: { 1: "Warning" } },
    { key: "peak", name: "Peak", unit: "m/s²" },
    { key: "at", name: "Place", fields: [{ key: "axle", name: "Axle" }] },
  ],
};
const shock = { peak: 21.456, at: { axle: 2 }, severity: 1, note: "a\u202eb" };

test("a link on a picture's background colour is readable", async () => {
  for (const [backgroundColor, ink] of [
    ["#ffffff", "rgb(26, 32, 42)"],
    ["#102030", "rgb(255, 255, 255)"],
  ]) {
    const image = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    const frame = await show("image", undefined, { image, href: "https://contoso.com", format: { backgroundColor } });
    assert.equal(await frame.locator(".tile-link").evaluate((link) => getComputedStyle(link).color), ink);
  }
});

test("blocks of Markdown have space between them", async () => {
  const frame = await show("markdown", undefined, { description: "# One\n\ntwo\n\n- three\n\n    code\n\nfour" });
  const gaps = await frame
    .locator(".markdown > *")
    .evaluateAll((all) =>
      all.slice(1).map((block, index) => block.getBoundingClientRect().top - all[index].getBoundingClientRect().bottom),
    );
  assert.ok(gaps.length >= 2 && gaps.every((gap) => gap >= 6), gaps.join());
});

test("each field of an object has its own line, with the template's name, unit and order", async () => {
  const lines = ["Severity Warning", "Peak 21.46 m/s²", "Place Axle 2", "note a\u202eb"];
  const inLines = async (locator) =>
    (await locator.locator(".field").allInnerTexts()).map((text) => text.replace(/\s/g, " "));
  for (const [type, kind] of [
    ["lkv", "latest"],
    ["property", "properties"],
  ]) {
    const frame = await show(type, { kind, values: [{ ...SHOCK, value: shock }] });
    assert.deepEqual(await inLines(frame.locator("data")), lines, type);
    const tops = await frame
      .locator(".field")
      .evaluateAll((all) => all.map((line) => line.getBoundingClientRect().top));
    assert.ok(
      tops.every((top, index) => index === 0 || top > tops[index - 1]),
      "one under the other",
    );
    assert.equal(
      await frame.locator("data").getAttribute("value"),
      JSON.stringify(shock),
      "a program reads it as it came",
    );
  }
  const rows = { kind: "rows", rows: [{ ...SHOCK, time: from, value: shock }] };
  const wrapped = await show("eventHistoryChart", rows);
  assert.deepEqual(await inLines(wrapped.locator("td")), lines);
  const single = await show("eventHistoryChart", rows, { format: { wordWrap: false } });
  assert.equal((await words(single.locator("td"))).at(-1).replace(/\s/g, " "), lines.join(", "));
  const vector = await show("lkv", { kind: "latest", values: [{ ...source, unit: "g", value: { x: 0.25, code: 7 } }] });
  assert.deepEqual(
    await inLines(vector.locator("data")),
    ["x 0.25 g", "code 7"],
    "a vector has its source's unit, a code has none",
  );
});

test("numbers of one unit have the same number of decimal places in a tile", async () => {
  const values = [319_000, 277_510, 40, 0.001].map((value, index) => ({
    ...source,
    device: `d${index}`,
    unit: "L/s",
    value,
  }));
  const frame = await show("kpi", { kind: "kpi", values: values.slice(0, 2), from, to });
  assert.deepEqual(await words(frame.locator("data")), ["319.0K L/s", "277.5K L/s"]);
  const [one, other] = await frame
    .locator("data")
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).fontSize));
  assert.equal(one, other);
  const mixed = await show("kpi", { kind: "kpi", values: values.slice(2), from, to });
  assert.deepEqual(await words(mixed.locator("data")), ["40 L/s", "0.001 L/s"], "a small one is not made a zero");
});

test("a table has as many decimal places as its chart", async () => {
  const values = [23.4567891, 0.000123456, 7.5];
  const frame = await show("lineChart", {
    ...series,
    series: [{ ...source, times: [from, from + 1_000, from + 2_000], values }],
  });
  await frame.locator(".plot").focus();
  const told = [];
  for (let index = 0; index < values.length; index++) {
    await page.keyboard.press("ArrowLeft");
    told.push(...(await words(frame.locator(".readout:popover-open b"))));
  }
  assert.deepEqual(told, ["7.50", "0.00012", "23.46"]);
  const rows = (await table(frame)).slice(1).map((row) => row.at(-1));
  assert.deepEqual(rows, told);
});

test("percentages follow the language", async () => {
  const percent = { kind: "latest", values: [{ ...source, value: 50.5, unit: "%" }] };
  assert.equal(await value(await show("lkv", percent, {}, { locale: "de-DE" })), "50,5 %");
  assert.equal(await value(await show("lkv", percent, {}, { locale: "tr-TR" })), "%50,5");
});

test("units follow numbers, except the unit of the text size", async () => {
  const withUnit = { kind: "latest", values: [{ ...source, value: 5, unit: "%" }] };
  assert.equal(await value(await show("lkv", withUnit, { format: { textSize: 20, unit: "px" } })), "5%");
});

test("a count of temperatures has no unit", async () => {
  const counted = { ...source, value: 5, unit: "°C", aggregateFunction: "count" };
  assert.equal(await value(await show("kpi", { kind: "kpi", values: [counted], from, to })), "5");
  assert.equal(
    await value(await show("kpi", { kind: "kpi", values: [{ ...counted, aggregateFunction: "max" }], from, to })),
    "5 °C",
  );
});

test("values of an enumeration have the template's names", async () => {
  const mode = { ...source, labels: { 1: "Heating", constructor: "Built" } };
  const rows = {
    kind: "rows",
    rows: [
      { ...mode, time: from, value: 1 },
      { ...mode, time: from, value: 2 },
      { ...mode, time: from, value: "toString" },
    ],
    from,
    to,
  };
  assert.deepEqual(await words((await show("eventHistoryChart", rows)).locator("td:last-child")), [
    "Heating",
    "2",
    "toString",
  ]);
  assert.equal(
    await value(await show("property", { kind: "properties", values: [{ ...mode, value: "constructor" }] })),
    "Built",
  );
  const lkv = await show("lkv", { kind: "latest", values: [{ ...mode, value: 1, previous: 2 }] });
  assert.equal(await value(lkv), "Heating");
  assert.equal(await lkv.locator(".trend").count(), 0);
  const states = {
    kind: "states",
    lanes: [{ ...mode, starts: [from, from + 9e5], ends: [from + 9e5, to], values: [1, 2] }],
    from,
    to,
  };
  assert.deepEqual(await words((await show("stateChart", states)).locator(".legend li")), ["Heating", "2"]);
});

test("text has the size that the tile says, in points or pixels, within limits", async () => {
  const size = (frame, selector) =>
    frame
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).fontSize);
  for (const [textSize, unit, expected] of [
    [30, undefined, "40px"],
    [30, "px", "30px"],
    [5000, "px", "96px"],
    [0, "px", "24px"],
  ]) {
    assert.equal(
      await size(await show("lkv", latest(1), { format: { textSize, ...(unit && { unit }) } }), "data"),
      expected,
    );
  }
  assert.equal(await size(await show("label", undefined, { text: "x" }), ".label"), "32px");
  assert.equal(
    await size(await show("label", undefined, { text: "x", textSize: 20, textSizeUnit: "px" }), ".label"),
    "20px",
  );
  const rows = { kind: "rows", rows: [{ ...source, time: from, value: "x" }], from, to };
  assert.equal(await size(await show("stateHistoryChart", rows, { format: { textSize: 18 } }), "td"), "24px");
});

test("long text wraps unless the tile says otherwise", async () => {
  const long = "a long text ".repeat(20).trim();
  const height = (frame, selector) =>
    frame
      .locator(selector)
      .first()
      .evaluate((element) => element.getBoundingClientRect().height);
  const rows = { kind: "rows", rows: [{ ...source, time: from, value: long }], from, to };
  for (const [type, data, selector, more] of [
    ["lkv", latest(long), "data", (wordWrap) => ({ format: { wordWrap } })],
    [
      "property",
      { kind: "properties", values: [{ ...source, value: long }] },
      "data",
      (wordWrap) => ({ format: { wordWrap } }),
    ],
    ["eventHistoryChart", rows, "td:last-child", (wordWrap) => ({ format: { wordWrap } })],
    ["label", undefined, ".label", (wordWrap) => ({ text: long, wordWrap })],
  ]) {
    const [wrapped, cut] = [
      await height(await show(type, data, more(true)), selector),
      await height(await show(type, data, more(false)), selector),
    ];
    assert.ok(wrapped > 1.8 * cut, `${type}: ${wrapped}, ${cut}`);
  }
});

test("the trend is shown unless the tile says otherwise", async () => {
  const trend = async (...now) => words((await show("lkv", latest(...now))).locator(".trend > [aria-hidden]"));
  assert.deepEqual(await trend(5, 3), ["▲ 2"]);
  assert.deepEqual(await trend(3, 5), ["▼ 2"]);
  assert.deepEqual(await trend(3, 3.0001), ["±0"]);
  assert.deepEqual(await trend(3, "off"), []);
  assert.equal(await (await show("lkv", latest(5, 3), { showTrend: false })).locator(".trend").count(), 0);
});

test("legends and axes are shown unless the tile says otherwise", async () => {
  const bare = { format: { legendEnabled: false, xAxisEnabled: false, yAxisEnabled: false } };
  const over = (frame) =>
    frame.locator(".u-over").evaluate(({ offsetLeft, offsetHeight, parentElement }) => ({
      left: offsetLeft,
      below: parentElement.clientHeight - offsetHeight,
    }));
  for (const type of ["lineChart", "barChart"]) {
    const full = await show(type, series);
    assert.equal(await full.locator(".legend").count(), 1);
    const { left, below } = await over(full);
    assert.ok(left > 20 && below > 20, type);
    const empty = await show(type, series, bare);
    assert.equal(await empty.locator(".legend").count(), 0);
    const none = await over(empty);
    assert.ok(none.left < 10 && none.below < 20, type);
  }
  for (const [format, counts] of [
    [{}, [1, 1, 1]],
    [bare, [0, 0, 0]],
  ]) {
    const frame = await show("heatMapChart", series, format);
    assert.deepEqual(
      await Promise.all([".scale", ".time-axis", ".lane-names"].map((part) => frame.locator(part).count())),
      counts,
    );
  }
  const pie = { kind: "categories", categories: [{ ...source, value: 1 }], from, to };
  assert.equal(await (await show("pieChart", pie)).locator(".legend").count(), 1);
  assert.equal(await (await show("pieChart", pie, bare)).locator(".legend").count(), 0);
});

test("null members have their defaults", async () => {
  const words = { textSize: null, unit: null, abbreviateValue: null, decimalPlaces: null, wordWrap: null };
  const axes = { legendEnabled: null, xAxisEnabled: null, yAxisEnabled: null };
  const pie = { kind: "categories", categories: [{ ...source, value: 1 }], from, to };
  const rows = { kind: "rows", rows: [{ ...source, time: from, value: 20.456 }], from, to };
  const kpi = { kind: "kpi", values: [{ ...source, value: 20.456 }], from, to };
  const cases = [
    ["lkv", latest(20.456, 20), words, { showTrend: null }],
    ["kpi", kpi, words],
    ["eventHistoryChart", rows, words],
    ["stateHistoryChart", rows, words],
    ["property", { kind: "properties", values: [{ ...source, value: 20.456 }] }, words],
    ["deviceCount", { kind: "count", count: 1700 }, words],
    ["lineChart", series, axes],
    ["barChart", series, axes],
    ["heatMapChart", series, axes],
    ["pieChart", pie, axes],
    ["image", undefined, { showTitle: null, fitImage: null }, { image: null, href: null }],
    ["label", undefined, null, { text: "x", textSize: null, textSizeUnit: null, wordWrap: null }],
    ["markdown", undefined, null, { description: "x", href: null, image: null }],
    ["dataExplorer", undefined, null, { query: null, queryRange: { type: "count", count: null } }],
    [
      "mapTelemetry",
      { kind: "points", tracks: [{ ...source, times: [from], lats: [1], lons: [2] }] },
      null,
      { zoomLevel: null },
    ],
  ];
  const drawnWith = async (type, data, configuration) => {
    const frame = await show(type, data, configuration);
    assert.equal(await frame.getAttribute("data-state"), "ready", type);
    return frame
      .locator(".view")
      .first()
      .evaluate((view) => view.outerHTML);
  };
  for (const [type, data, format, more = {}] of cases) {
    const absent = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null));
    if (absent.queryRange) absent.queryRange = { type: "count" };
    const usual = await drawnWith(type, data, absent);
    assert.equal(await drawnWith(type, data, { ...more, format: null }), usual, `${type}, format: null`);
    if (format) assert.equal(await drawnWith(type, data, { ...more, format }), usual, type);
    assert.doesNotMatch(usual, /undefined|null/);
  }
});

test("an image has the tile's colours, and its title if the tile shows it", async () => {
  const image = `data:image/svg+xml;base64,${Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>").toString("base64")}`;
  const frame = await show("image", undefined, {
    image,
    format: { backgroundColor: "#102030", textColor: "#ffeedd", textSize: 15, textSizeUnit: "px", fitImage: false },
  });
  const colors = await frame
    .locator("figure")
    .evaluate((figure) => [
      getComputedStyle(figure).backgroundColor,
      getComputedStyle(figure.querySelector("figcaption")).color,
      getComputedStyle(figure.querySelector("figcaption")).fontSize,
    ]);
  assert.deepEqual(colors, ["rgb(16, 32, 48)", "rgb(255, 238, 221)", "15px"]);
  assert.equal(await frame.locator("img.fitted").count(), 0);
  assert.equal(
    await (await show("image", undefined, { image, format: { showTitle: false } })).locator("figcaption").count(),
    0,
  );
});

test("numbers and times follow the reader's locale", async () => {
  const frame = await show(
    "lkv",
    { kind: "latest", values: [{ ...source, value: 1234.5, timestamp: from }] },
    { format: { abbreviateValue: false } },
    { locale: "de-DE" },
  );
  assert.equal(await value(frame), "1.234,5");
  assert.equal(await frame.locator("time").innerText(), "31. Jan., 12:00");
  assert.deepEqual((await table(await show("barChart", series, {}, { locale: "de-DE" })))[1], [
    "31.01.2026, 12:30",
    "2",
  ]);
  const object = { kind: "events", lanes: [{ ...source, times: [from], values: [{ level: 1234.5 }] }], from, to };
  assert.equal((await table(await show("eventChart", object, {}, { locale: "de-DE" })))[1].at(-1), "level 1.234,5");
});

test("names are shown if they are known and differ", async () => {
  const named = { device: "d1", deviceName: "Boiler", capability: "thermostat.t", capabilityName: "Temperature" };
  const names = async (...sources) =>
    words(
      (await show("lineChart", { ...series, series: sources.map((one) => ({ ...series.series[0], ...one })) })).locator(
        ".legend button > bdi",
      ),
    );
  assert.deepEqual(await names(named), ["Temperature"]);
  assert.deepEqual(await names(named, { ...named, device: "d2", deviceName: undefined }), ["Boiler", "d2"]);
  assert.deepEqual(await names(named, { ...named, capability: "h", capabilityName: undefined }), ["Temperature", "h"]);
  assert.deepEqual(await names({ ...named, aggregateFunction: "min" }, { ...named, aggregateFunction: "max" }), [
    "Temperature (min)",
    "Temperature (max)",
  ]);
});

test("the console stays empty", () => assert.deepEqual(page.complaints, []));
