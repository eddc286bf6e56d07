// Nothing is cut in a tile that is small for its content: values shrink but stay whole, tables and axes fit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, visit } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const from = Date.UTC(2026, 0, 31, 12);
const to = from + 3_600_000;
const source = { device: "d1", deviceName: "Thermostat 1, hall 2", capability: "t", capabilityName: "Temperature" };
const cell = { width: 1, height: 1 };
const large = { textSize: 24 };

/** Shows tiles on a board of `columns` columns, at the left edge and one below the other. */
async function show(page, tiles, columns = 6) {
  const wide = { displayName: "edge", configuration: { type: "label", text: "x" }, ...cell, x: columns - 1, y: 0 };
  let y = 1;
  const placed = tiles.map(({ configuration, ...rest }) => {
    const at = { x: 0, y, ...rest, configuration: { ...devices, queryRange, ...configuration } };
    y += at.height;
    return at;
  });
  await draw(page, [wide, ...placed]);
}

/** Returns what is cut in a tile, or broken within a number, as texts. */
const cut = (frame) =>
  frame.evaluate((article) => {
    const found = [];
    const body = article.querySelector(".body");
    const inside = body.getBoundingClientRect();
    const linesOf = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
    };
    for (const shown of article.querySelectorAll("data, .label, time, th, td")) {
      if (!shown.checkVisibility()) continue;
      const { left, right } = shown.getBoundingClientRect();
      const words = `${shown.localName} "${shown.innerText}"`;
      if (shown.scrollWidth > shown.clientWidth + 1 && getComputedStyle(shown).display !== "inline")
        found.push(`${words} is cut`);
      if (left < inside.left - 1 || right > inside.right + 1) found.push(`${words} is outside`);
      if (/^-?[\d,.]+[KMB]?(\s\S+)?$/.test(shown.innerText) && linesOf(shown) > 1) found.push(`${words} is broken`);
    }
    for (const part of [body, ...body.querySelectorAll(".data-table")]) {
      if (part.scrollWidth > part.clientWidth) found.push(`${part.className} scrolls sideways`);
    }
    return found;
  });
/** Whether a tile shows everything without scrolling. */
const whole = (frame) =>
  frame.locator(".body").evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight);
const size = (frame, selector) =>
  frame
    .locator(selector)
    .first()
    .evaluate((shown) => parseFloat(getComputedStyle(shown).fontSize));

const reading = (value, unit) => ({ ...source, value, unit, aggregateFunction: "max", timestamp: to });
const VALUES = [
  [21, "°C"],
  [-123456.78, "kWh"],
  [30.24, "L/s"],
  [100, "%"],
];

for (const [width, columns] of [
  [1280, 6],
  [1280, 9],
  [768, 6],
  [360, 6],
]) {
  test(`values in tiles of one cell, ${columns} columns on ${width} pixels`, async () => {
    const page = await visit({ viewport: { width, height: 900 } });
    for (const [value, unit] of VALUES) {
      const format = { ...large, decimalPlaces: 1, abbreviateValue: false };
      await show(
        page,
        [
          {
            displayName: "Hottest this hour",
            ...cell,
            configuration: { type: "kpi", format },
            data: { kind: "kpi", values: [reading(value, unit)], from, to },
          },
          {
            displayName: "lkv",
            ...cell,
            configuration: { type: "lkv", format },
            data: { kind: "latest", values: [reading(value, unit)] },
          },
          {
            displayName: "property",
            ...cell,
            configuration: { type: "property", format },
            data: { kind: "properties", values: [reading(value, unit)] },
          },
          {
            displayName: "count",
            ...cell,
            configuration: { type: "deviceCount", group: "g", format },
            data: { kind: "count", count: Math.abs(Math.round(value)) },
          },
          {
            displayName: "label",
            ...cell,
            configuration: { type: "label", text: `Hall ${value} ${unit}`, textSize: 24 },
          },
          {
            displayName: "line",
            ...cell,
            configuration: { type: "label", text: `Hall ${value}`, textSize: 24, wordWrap: false },
          },
        ],
        columns,
      );
      for (const title of ["Hottest this hour", "lkv", "property", "count", "label", "line"]) {
        assert.deepEqual(await cut(tile(page, title)), [], `${title}: ${value} ${unit}`);
      }
      for (const title of ["Hottest this hour", "property", "count"])
        assert.ok(await whole(tile(page, title)), `${title}: ${value} ${unit} needs scrolling`);
    }
    await page.close();
  });
}

test("values have the size of their tile's format if there is room", async () => {
  const page = await visit();
  await show(page, [
    {
      displayName: "it",
      width: 3,
      height: 2,
      configuration: { type: "kpi", format: large },
      data: { kind: "kpi", values: [reading(21, "°C")], from, to },
    },
  ]);
  assert.equal(await size(tile(page, "it"), "data"), 32);
  await page.close();
});

test("text wraps between words", async () => {
  const page = await visit();
  await show(page, [
    {
      displayName: "it",
      ...cell,
      configuration: { type: "property", format: large },
      data: { kind: "properties", values: [reading("Contoso Instruments, Limited")] },
    },
  ]);
  const lines = await tile(page, "it")
    .locator("data")
    .evaluate((shown) => {
      const text = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT).nextNode();
      return shown.innerText.split(" ").map((word) => {
        const range = document.createRange();
        range.setStart(text, text.data.indexOf(word));
        range.setEnd(text, text.data.indexOf(word) + word.length);
        return range.getClientRects().length;
      });
    });
  assert.deepEqual(lines, [1, 1, 1]);
  await page.close();
});

for (const width of [1280, 360]) {
  test(`tables of events and states in tiles two cells wide, ${width} pixels`, async () => {
    const page = await visit({ viewport: { width, height: 900 } });
    for (const wordWrap of [true, false]) {
      const format = { ...large, wordWrap };
      const rows = [0, 1, 2].map((index) => ({
        ...source,
        deviceName: `Thermostat ${index}`,
        device: `d${index}`,
        time: from + index * 1000,
        until: to,
        value: "overheated",
      }));
      const events = rows.map(({ until, ...row }) => row);
      const history = (displayName, type, shown) => ({
        displayName,
        width: 2,
        height: 2,
        configuration: { type, format },
        data: { kind: "rows", rows: shown, from, to },
      });
      await show(
        page,
        [
          history("events", "eventHistoryChart", events.slice(0, 1)),
          history("events of devices", "eventHistoryChart", events),
          history("states", "stateHistoryChart", rows.slice(0, 1)),
          history("states of devices", "stateHistoryChart", rows),
        ],
        9,
      );
      for (const title of ["events", "events of devices", "states", "states of devices"]) {
        const found = await cut(tile(page, title));
        // Cut on purpose; the full text appears on hover.
        assert.deepEqual(wordWrap ? found : found.filter((words) => !/ is cut$/.test(words)), [], title);
        if (!wordWrap)
          assert.equal(await tile(page, title).locator("td:last-child").first().getAttribute("title"), "overheated");
      }
      assert.ok((await size(tile(page, "events"), "td")) >= 12);
    }
    await page.close();
  });
}

test("labels of a time axis are complete or absent", async () => {
  const page = await visit({ viewport: { width: 1280, height: 900 } });
  for (const type of ["lineChart", "barChart"]) {
    for (const [end, yAxisEnabled] of [
      [to, true],
      [to + 300_000, true],
      [to, false],
    ]) {
      const times = [from, to];
      await page.evaluate(() => {
        globalThis.drawnLabels = [];
        const { fillText } = (globalThis.plainCanvas ??= { fillText: CanvasRenderingContext2D.prototype.fillText });
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
          const { a, e } = this.getTransform();
          const half = this.measureText(text).width / 2;
          if (this.textAlign === "center")
            drawnLabels.push({ text, left: a * x + e - half, right: a * x + e + half, width: this.canvas.width });
          return fillText.call(this, text, x, y, ...rest);
        };
      });
      await show(page, [
        {
          displayName: "it",
          width: 3,
          height: 2,
          configuration: { type, format: { yAxisEnabled } },
          data: { kind: "series", series: [{ ...source, times, values: [1, 2] }], from, to: end, stepInMs: 900_000 },
        },
      ]);
      const labels = (await page.evaluate(() => drawnLabels)).filter(({ text }) => text);
      assert.ok(labels.length >= 3, JSON.stringify(labels));
      for (const { text, left, right, width } of labels)
        assert.ok(left >= 0 && right <= width, `${text} is cut: ${left}, ${right} of ${width}`);
    }
  }
  await page.close();
});

test("names and titles of two lines are shown completely, and large values have room", async () => {
  const page = await visit();
  const values = ["river", "hill"].flatMap((place) =>
    ["Flow", "Pressure"].map((capabilityName, index) => ({
      ...source,
      device: place,
      deviceName: `Pump station at the ${place}`,
      capability: String(index),
      capabilityName,
      value: 38.1,
      timestamp: from,
    })),
  );
  const title = "Numbers of both stations with their trends";
  const configuration = { type: "lkv" };
  await draw(page, [
    { displayName: title, x: 0, y: 0, width: 2, height: 3, configuration, data: { kind: "latest", values } },
    { displayName: "edge", x: 5, y: 0, width: 1, height: 1, configuration: { type: "label", text: "x" } },
  ]);
  const frame = tile(page, title);
  await frame.locator("data").first().waitFor();
  await page.waitForTimeout(500);
  const cutOff = await frame
    .locator("h2, .name")
    .evaluateAll((all) =>
      all
        .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
        .map((each) => each.innerText),
    );
  assert.deepEqual(cutOff, []);
  assert.equal(await frame.locator(".values").evaluate((list) => list.classList.contains("small")), false);
  await page.close();
});

test("a long trend ends within its tile", async () => {
  const page = await visit();
  const configuration = { type: "lkv", format: { abbreviateValue: false, decimalPlaces: 20 } };
  const value = { device: "a", capability: "b", value: 123_456_789, previous: 1e21, timestamp: 0 };
  await draw(page, [
    { displayName: "lkv", x: 0, y: 0, width: 1, height: 2, configuration, data: { kind: "latest", values: [value] } },
    { displayName: "edge", x: 5, y: 0, width: 1, height: 1, configuration: { type: "label", text: "x" } },
  ]);
  const trend = tile(page, "lkv").locator(".trend");
  await trend.waitFor();
  const [end, edge] = await trend.evaluate((shown) =>
    [shown, shown.closest("article")].map((each) => each.getBoundingClientRect().right),
  );
  assert.ok(end <= edge, `the trend ends at ${end}, the tile at ${edge}`);
  await page.close();
});

test("a label with more lines than its tile has room for shrinks", async () => {
  const page = await visit();
  const text = "Size, tama\u00f1o, Gr\u00f6\u00dfe, taille, rozmiar";
  const configuration = { type: "label", text };
  await draw(page, [
    { displayName: "label", x: 0, y: 0, width: 1, height: 1, configuration },
    { displayName: "edge", x: 5, y: 0, width: 1, height: 1, configuration: { type: "label", text: "x" } },
  ]);
  const label = tile(page, "label").locator(".label");
  await page.waitForTimeout(500);
  const [high, room, size] = await label.evaluate((shown) => [
    shown.scrollHeight,
    shown.clientHeight,
    Number.parseFloat(getComputedStyle(shown).fontSize),
  ]);
  assert.ok(high <= room && size >= 12 && size < 32, `${high} of ${room} pixels, text of ${size}`);
  await page.close();
});
