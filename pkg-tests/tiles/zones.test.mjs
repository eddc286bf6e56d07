// Time zones other than the browser's, and right-to-left pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, devices, draw, queryRange, settled, table, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const HOUR = 3_600_000;
const from = Date.UTC(2026, 0, 31, 12);
const source = { device: "d1", capability: "t" };
const range = { from, to: from + 12 * HOUR };
const series = { kind: "series", series: [{ ...source, times: [from, from + 12 * HOUR], values: [1, 2] }], ...range };
const states = {
  kind: "states",
  lanes: [{ ...source, starts: [from], ends: [from + 12 * HOUR], values: ["on"] }],
  ...range,
};
const latest = { kind: "latest", values: [{ ...source, value: 1, timestamp: from }] };
const tiles = Object.entries({ lineChart: series, stateChart: states, lkv: latest }).map(([type, data], index) => ({
  displayName: type,
  configuration: { type, ...devices, queryRange },
  data,
  x: index * 2,
  y: 0,
  width: 2,
}));

/** Returns a page that records the texts drawn on each canvas. */
const prepare = (page) =>
  page.addInitScript(() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, ...rest) {
      (this.canvas.written ??= new Map()).set(text, x / devicePixelRatio);
      return fillText.call(this, text, x, ...rest);
    };
  });
const page = await visit({ prepare, timezoneId: "America/New_York" });
const written = async () =>
  Object.fromEntries(
    await tile(page, "lineChart")
      .locator("canvas")
      .evaluate((canvas) => [...canvas.written]),
  );

test("axes, tooltips, tables, last values and files use the time zone", async () => {
  await draw(page, tiles, { timeZone: "Asia/Kolkata", locale: "en-GB" });
  await settled(page);
  // 12:00 UTC is 17:30 there, and labels are whole hours of that time zone.
  const axis = Object.keys(await written());
  assert.deepEqual(
    axis.filter((label) => /:|Feb/.test(label)),
    ["18:00", "21:00", "1 Feb", "03:00"],
  );
  const lanes = await words(tile(page, "stateChart").locator(".time-axis span"));
  assert.ok(lanes.includes("1 Feb") && lanes.includes("21:00"), lanes.join());
  await tile(page, "lineChart").locator(".plot").focus();
  await page.keyboard.press("Home");
  assert.match(await tile(page, "lineChart").locator(".readout").innerText(), /31 Jan 2026, 17:30/);
  assert.deepEqual(
    (await table(tile(page, "lineChart"))).map(([time]) => time),
    ["Time", "1 Feb 2026, 05:30", "31 Jan 2026, 17:30"],
  );
  assert.deepEqual(await words(tile(page, "lkv").locator("time")), ["31 Jan, 17:30"]);
  const { text } = await csv(page, tile(page, "lineChart"));
  assert.match(text, /2026-02-01T05:30:00\.000\+05:30,2\r\n2026-01-31T17:30:00\.000\+05:30,1/);
});

test("today is the current day in the time zone", async () => {
  const now = Date.now();
  const at = (timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
  // These two time zones always have different dates.
  const [east, west] = ["Pacific/Kiritimati", "Pacific/Pago_Pago"];
  assert.notEqual(at(east), at(west));
  for (const timeZone of [east, west]) {
    const moments = [-20, -16, -12, -8, -4, 0].map((hours) => now + hours * HOUR);
    const values = moments.map((timestamp, index) => ({ device: `d${index}`, capability: "t", value: 1, timestamp }));
    await draw(
      page,
      [{ displayName: "it", configuration: { type: "lkv", ...devices }, data: { kind: "latest", values } }],
      { timeZone, locale: "en-GB" },
    );
    const day = (moment) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(moment);
    const shown = await tile(page, "it").locator("time").allTextContents();
    assert.deepEqual(
      shown.map((text) => /^\d\d:\d\d:\d\d$/.test(text)),
      moments.map((moment) => day(moment) === day(now)),
      shown.join(),
    );
  }
});

test("an invalid time zone is replaced by the browser's, and reported once", async () => {
  for (const timeZone of ["Mars/Olympus", "Mars/Olympus", ""]) {
    await draw(page, tiles.slice(2), { timeZone, locale: "en-GB" });
    assert.deepEqual(await words(tile(page, "lkv").locator("time")), ["31 Jan, 7:00"]);
  }
  assert.equal(page.complaints.length, 1);
  assert.match(page.complaints[0], /"Mars\/Olympus" is not a time zone/);
  page.complaints.length = 0;
});

test("without a time zone, files are in UTC", async () => {
  await draw(page, tiles.slice(0, 1));
  assert.match((await csv(page, tile(page, "lineChart"))).text, /2026-02-01T00:00:00\.000Z,2/);
});

test("in a right-to-left page, grid, tables, names and value axes are mirrored, and time is not", async () => {
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  await draw(page, tiles, { locale: "en-GB" });
  await settled(page);
  const left = async (locator) => (await locator.boundingBox()).x;
  const [line, lanes, last] = tiles.map(({ displayName }) => tile(page, displayName));
  assert.ok((await left(line)) > (await left(lanes)) && (await left(lanes)) > (await left(last)), "tiles");
  assert.ok((await left(line.locator("h2 bdi"))) > (await left(line.locator(".tile-actions"))), "title and buttons");
  assert.ok((await left(lanes.locator(".lane-names"))) > (await left(lanes.locator(".lane-plot"))), "names of lanes");
  const times = lanes.locator(".time-axis span");
  assert.ok((await left(times.last())) > (await left(times.first())), "time");
  const [values, first, end] = [
    await left(line.locator(".u-over")),
    ...Object.entries(await written())
      .filter(([text]) => /^\d\d:\d\d$/.test(text))
      .map(([, x]) => x),
  ];
  assert.ok(first < end, "time of a plot");
  const { x, width } = await line.locator(".u-wrap").boundingBox();
  const over = await line.locator(".u-over").boundingBox();
  assert.ok(values - x < x + width - over.x - over.width, "the value axis");
  await line.locator(".plot").focus();
  await page.keyboard.press("End");
  assert.equal(await line.locator(".readout").evaluate((box) => getComputedStyle(box).direction), "rtl");
  await line.getByRole("button", { name: "Show as a table" }).click();
  const [time, value] = [line.locator("th").first(), line.locator("th").last()];
  assert.ok((await left(time)) > (await left(value)), "a table");

  const pie = {
    kind: "categories",
    categories: [
      { ...source, capabilityName: "Boiler room", value: 1 },
      { ...source, device: "d2", capabilityName: "Hall", value: 2 },
    ],
    ...range,
  };
  const points = { kind: "points", tracks: [{ ...source, times: [from], lats: [50], lons: [8] }] };
  await draw(
    page,
    Object.entries({ pieChart: pie, mapTelemetry: points }).map(([type, data], index) => ({
      displayName: type,
      configuration: { type, ...devices, queryRange },
      data,
      x: index * 3,
      y: 0,
      width: 3,
    })),
  );
  const gap = await tile(page, "pieChart")
    .locator(".legend li")
    .first()
    .evaluate((item) => {
      const range = document.createRange();
      range.selectNodeContents(item.querySelector(".name"));
      return item.querySelector(".swatch").getBoundingClientRect().left - range.getBoundingClientRect().right;
    });
  assert.ok(gap >= 0 && gap < 20, `a name of a legend is ${gap} pixels from its colour`);
  const map = tile(page, "mapTelemetry");
  const [controls, scale] = [
    await map.locator(".map-controls").boundingBox(),
    await map.locator(".scale-bar").boundingBox(),
  ];
  assert.ok(controls.x > scale.x + scale.width, "the map's buttons and its scale");
  assert.deepEqual(page.complaints, []);
});
