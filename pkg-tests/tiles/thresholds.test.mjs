// A page's thresholds mark values by a colour and by words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, settled, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const from = Date.UTC(2026, 0, 31, 12);
const at = (minute) => from + 60_000 * minute;
const range = { from, to: at(60) };
const source = { device: "d1", capability: "t", unit: "°C" };
const COLD = "rgb(10, 120, 230)";
const HOT = "rgb(210, 30, 40)";
const thresholds = {
  t: [
    { value: 30, color: HOT, label: "Too hot" },
    { value: Number.NEGATIVE_INFINITY, color: COLD, label: "Too cold" },
    { value: 18, color: "var(--good)", label: "Fine" },
  ],
  other: [{ value: 5, color: HOT }],
};
const times = [0, 20, 40, 60].map(at);
const values = [16, 22, 31, 34];
const series = { kind: "series", ...range, series: [{ ...source, times, values }] };
const latest = (...all) => all.map((value, index) => ({ ...source, device: `d${index}`, value, timestamp: from }));
const TILES = [
  ["Now", "lkv", { kind: "latest", values: [...latest(12, 18, 29.9, 30), { ...source, device: "d5", value: "30" }] }],
  ["Average", "kpi", { kind: "kpi", values: [{ ...source, aggregateFunction: "avg", value: 31 }], ...range }],
  ["Count", "kpi", { kind: "kpi", values: [{ ...source, aggregateFunction: "count", value: 31 }], ...range }],
  ["Setting", "property", { kind: "properties", values: [{ ...source, capability: "other", value: 7 }] }],
  ["Line", "lineChart", series],
  ["Bars", "barChart", { ...series, stepInMs: 20 * 60_000, series: [{ ...source, times, values }] }],
  [
    "Two",
    "lineChart",
    { ...series, series: [...series.series, { ...source, capability: "other", times, values: [2, 4, 6, 8] }] },
  ],
].map(([displayName, type, data]) => ({ displayName, configuration: { type, ...devices, queryRange }, data }));

async function show(options) {
  const page = await visit({
    ...options,
    prepare: (page) =>
      page.addInitScript(() => {
        const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
          (this.canvas.written ??= []).push(text);
          return fillText.call(this, text, ...rest);
        };
        CanvasRenderingContext2D.prototype.clearRect = function (x, y, ...rest) {
          if (x === 0 && y === 0) this.canvas.written = [];
          return clearRect.call(this, x, y, ...rest);
        };
      }),
  });
  await page.setViewportSize({ width: 1280, height: 3000 });
  // JSON has no -Infinity.
  await page.evaluate((thresholds) => {
    thresholds.t[1].value = Number.NEGATIVE_INFINITY;
    globalThis.limits = thresholds;
  }, thresholds);
  await draw(page, TILES);
  await page.evaluate(() => {
    document.querySelector("iot-central-dashboard").thresholds = limits;
  });
  await settled(page);
  await settled(page);
  return page;
}

/** Returns the texts that a chart draws on its canvas for these labels. */
const labels = (page, title) =>
  tile(page, title)
    .locator("canvas")
    .evaluate((canvas) => canvas.written.filter((text) => /^[TF≥]/.test(text)).map((text) => text.replace(/\s/g, " ")));

/** Returns the rows of a chart's canvas that have a colour over half of their width. */
const rows = (page, title, color) =>
  tile(page, title)
    .locator("canvas")
    .evaluate((canvas, color) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, width, height);
      const [red, green, blue] = color.match(/\d+/g).map(Number);
      const is = (at) =>
        data[at + 3] > 200 && Math.hypot(data[at] - red, data[at + 1] - green, data[at + 2] - blue) < 20;
      const counted = Array.from(
        { length: height },
        (_, y) => Array.from({ length: width }, (_, x) => is(4 * (y * width + x))).filter(Boolean).length,
      );
      return counted.flatMap((count, y) => (count > width * 0.35 ? [y / height] : []));
    }, color);

test("values are marked by the highest threshold that they reach, in words too", async () => {
  const page = await show();
  const items = (title) =>
    tile(page, title)
      .locator(".values > li")
      .evaluateAll((all) =>
        all.map((item) => [
          item.querySelector(".threshold")?.textContent,
          item.matches(".reached") ? getComputedStyle(item).borderInlineStartColor : undefined,
        ]),
      );
  const good = await page.evaluate(() => {
    const probe = document.createElement("p");
    probe.style.color = "var(--good)";
    document.querySelector("iot-central-dashboard").shadowRoot.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  assert.deepEqual(await items("Now"), [
    ["Too cold", COLD],
    ["Fine", good],
    ["Fine", good],
    ["Too hot", HOT],
    [undefined, undefined],
  ]);
  assert.deepEqual(await items("Average"), [["Too hot", HOT]]);
  assert.deepEqual(await items("Count"), [[undefined, undefined]], "a count of temperatures is no temperature");
  assert.equal((await words(tile(page, "Setting").locator(".threshold")))[0], "≥ 5 °C");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("charts draw a line with a label at each threshold in view, except those of hidden lines", async () => {
  const page = await show();
  for (const title of ["Line", "Bars"]) {
    assert.deepEqual(await labels(page, title), ["Fine", "Too hot"], title);
    const [line] = await rows(page, title, HOT);
    // 30 on an axis from 15 to 35, or from 0 to 37.
    assert.ok(line > 0.1 && line < 0.4, `${title}: ${line}`);
    const label = await tile(page, title).locator(".plot").getAttribute("aria-label");
    assert.match(label, /\. Fine from 18\s°C\. Too hot from 30\s°C\. Read single/);
    await tile(page, title).locator(".plot").focus();
    await page.keyboard.press("End");
    assert.deepEqual(await words(tile(page, title).locator(".readout:popover-open b")), ["34 °C · Too hot"]);
  }
  assert.deepEqual((await labels(page, "Two")).sort(), ["Fine", "Too hot", "≥ 5 °C"]);
  await tile(page, "Two").getByRole("button", { name: /^t / }).click();
  await settled(page);
  assert.deepEqual(await labels(page, "Two"), ["≥ 5 °C"]);
  await page.evaluate(() => {
    document.querySelector("iot-central-dashboard").thresholds = undefined;
  });
  await settled(page);
  await settled(page);
  assert.deepEqual(await labels(page, "Line"), []);
  assert.equal(await page.locator(".threshold").count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("forced colours replace those of thresholds", async () => {
  const page = await show({ forcedColors: "active" });
  assert.deepEqual(await labels(page, "Line"), ["Fine", "Too hot"]);
  const ink = await tile(page, "Line").evaluate((article) => getComputedStyle(article).color);
  assert.deepEqual(await rows(page, "Line", HOT), []);
  assert.ok((await rows(page, "Line", ink)).length > 0);
  const [cold] = await tile(page, "Now")
    .locator(".reached")
    .evaluateAll((all) => all.map((item) => getComputedStyle(item).borderInlineStartColor));
  assert.notEqual(cold, COLD);
  await page.close();
});
