// The element's messages: a page can replace all of them, and English stands in for missing ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, drawn, queryRange, settled, visit, words } from "../support/gallery.mjs";

const page = await visit();
const from = Date.UTC(2026, 0, 31, 12);
const to = from + 3_600_000;
const times = [from, from + 1_800_000];
const [one, other] = ["1", "2"].map((device) => ({
  device,
  deviceName: `#${device}`,
  capability: "§",
  unit: "%",
  aggregateFunction: "max",
}));
const read = { completeFrom: from };

/** A tile of each type that has texts of its own, over data without letters. */
const tiles = Object.entries({
  lineChart: [
    {},
    {
      kind: "series",
      series: [
        { ...one, times, values: [1, 2] },
        { ...other, aggregateFunction: "min", times: [], values: [] },
      ],
      from,
      to,
    },
  ],
  barChart: [
    {},
    {
      kind: "series",
      series: [{ ...one, times: [], values: [], unfinished: [{ time: from, value: 1 }] }],
      from,
      to,
      stepInMs: 1_800_000,
    },
  ],
  pieChart: [
    {},
    {
      kind: "categories",
      categories: [
        { ...one, value: 3 },
        { ...other, value: -1 },
      ],
      from,
      to,
    },
  ],
  heatMapChart: [{}, { kind: "series", series: [{ ...one, times, values: [1, 2] }], from, to, stepInMs: 1_800_000 }],
  eventChart: [{}, { kind: "events", lanes: [{ ...one, times, values: ["1", "2"] }], from, to, ...read }],
  stateChart: [
    {},
    {
      kind: "states",
      lanes: [{ ...one, unit: undefined, starts: [from], ends: [to], values: ["1"] }],
      from,
      to,
      ...read,
    },
  ],
  eventHistoryChart: [
    {},
    {
      kind: "rows",
      rows: Array.from({ length: 60 }, (_, index) => ({
        ...(index % 2 ? one : other),
        time: from + index,
        value: index,
      })),
      from,
      to,
      ...read,
    },
  ],
  stateHistoryChart: [
    {},
    {
      kind: "rows",
      rows: [
        { ...one, time: from, until: to, value: 1 },
        { ...other, unit: undefined, capability: "¶", time: from, until: to, value: 1 },
      ],
      from,
      to,
    },
  ],
  kpi: [
    {},
    {
      kind: "kpi",
      values: [
        { ...one, value: 1 },
        { ...other, value: 2 },
      ],
      from,
      to,
    },
  ],
  lkv: [
    {},
    {
      kind: "latest",
      values: [
        { ...one, value: 2, previous: 1, timestamp: from },
        { ...one, value: 1, previous: 2 },
        { ...one, value: 1, previous: 1 },
        { ...other },
      ],
    },
  ],
  deviceCount: [{ group: "1" }, { kind: "count", count: 3 }],
  mapTelemetry: [
    { zoomLevel: 5 },
    {
      kind: "points",
      tracks: [
        { ...one, times, lats: [1, 50], lons: [1, 50] },
        { ...other, times: [], lats: [], lons: [] },
      ],
    },
  ],
  command: [{ device: "1", command: "2" }],
  dataExplorer: [{ queryRange: { type: "count", count: 100 } }],
  externalContent: [{ sourceUrl: "http://1" }],
  image: [{ image: "" }],
  markdown: [{ description: `${"> ".repeat(40)}1\n\n${"1 ".repeat(9000)}`, href: "https://1.example" }],
  property: [{ devices: [] }],
  "§": [{}],
}).map(([type, [configuration, data]], index) => ({
  displayName: String(index),
  configuration: { type, ...devices, queryRange, ...configuration },
  data,
}));

/** Puts the page's messages in brackets, and draws with them. */
const drawMarked = async (tiles, scene = {}) => {
  await page.evaluate(() => {
    const marked = (message, name) => {
      if (typeof message === "string") return name === "language" ? "en" : `⟦${message}⟧`;
      if (typeof message === "object")
        return Object.fromEntries(Object.entries(message).map(([name, inner]) => [name, marked(inner, name)]));
      return (...values) => {
        const said = message(...values);
        return typeof said === "string"
          ? `⟦${said}⟧`
          : said.map((part) => (typeof part === "string" ? `⟦${part}⟧` : part));
      };
    };
    globalThis.marked = marked(gallery.english);
  });
  await draw(page, tiles, { messages: "marked", locale: "de-DE", ...scene });
};

/** Returns every visible or accessible text of the element with a word outside of brackets. */
const unmarked = () =>
  page.evaluate(() => {
    const ignored = (node) => node.closest("time, style, .moment, .time-axis");
    const without = (text) => {
      let before;
      do {
        before = text;
        text = text.replace(/⟦[^⟦⟧]*⟧/g, "");
      } while (text !== before);
      return text;
    };
    const found = [];
    const look = (root) => {
      for (const node of root.querySelectorAll("*")) {
        if (ignored(node)) continue;
        const texts = [...node.childNodes]
          .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
          .map(({ data }) => data);
        for (const name of ["aria-label", "title", "placeholder", "alt"])
          if (node.hasAttribute(name)) texts.push(node.getAttribute(name));
        // Units and URLs are not messages.
        for (const text of texts)
          if (/\p{Letter}{2}/u.test(without(text).replace(/\b(Std|Min|Sek|Jan)\.|\bkm|https:\S*/g, "")))
            found.push(`${node.localName}.${node.className}: ${text}`);
      }
    };
    look(document.querySelector("iot-central-dashboard").shadowRoot.querySelector("section"));
    return found;
  });

test("every text of a tile is a message", async () => {
  await drawMarked(tiles);
  for (const toggle of await page.getByRole("button", { name: "⟦Show as a table⟧" }).all()) await toggle.click();
  await settled(page);
  assert.deepEqual(await unmarked(), []);
});

test("every text of a command is a message", async () => {
  await page.evaluate(() => {
    globalThis.refuse = () => Promise.reject(Object.assign(new Error("1"), { statusCode: 404 }));
  });
  await drawMarked([{ displayName: "1", configuration: { type: "command", device: "1", command: "2" } }], {
    runCommand: "refuse",
  });
  await page.getByRole("button", { name: "⟦Run…⟧" }).click();
  assert.deepEqual(await unmarked(), []);
  await page.getByRole("button", { name: "⟦Run⟧" }).click();
  await page.getByText("⟦The device or the command does not exist: 1⟧").waitFor();
  assert.deepEqual(await unmarked(), []);
});

test("every text of failures, and of an element without a dashboard, is a message", async () => {
  await drawMarked(tiles.slice(0, 1));
  const states = await page.evaluate(async () => {
    const element = document.querySelector("iot-central-dashboard");
    const shown = [];
    const errors = [401, 403, 404, 429, 500].map((statusCode) => ({ statusCode }));
    for (const code of ["Network", "Timeout", "Decode"]) errors.push({ code }, { code, pointer: "/1" });
    for (const details of [...errors, undefined]) {
      const failure = new Promise((done) => element.addEventListener("error", done, { once: true }));
      const error = Object.assign(new Error("1"), details && { name: "IotCentralError", requestId: "1", ...details });
      Object.assign(element, {
        dashboard: undefined,
        dashboardId: "1",
        client: { endpoint: "https://1", dashboards: { get: () => Promise.reject(error) } },
      });
      await failure;
      await element.updateComplete;
      shown.push(element.shadowRoot.querySelector(".card").innerText);
    }
    element.dashboardId = undefined;
    await element.updateComplete;
    shown.push(element.shadowRoot.querySelector(".card").innerText);
    const loaded = new Promise((done) => element.addEventListener("load", done, { once: true }));
    element.dashboard = { displayName: "1", tiles: [] };
    await loaded;
    await element.updateComplete;
    shown.push(element.shadowRoot.querySelector(".card").innerText);
    return shown;
  });
  assert.equal(states.length, 14);
  for (const shown of states) for (const line of shown.split(/\n+/)) assert.match(line, /^(⟦.*⟧|1)$/s, shown);
});

test("missing messages, and those of another type, are English", async () => {
  await page.evaluate(() => {
    globalThis.own = { language: "de", table: { show: "Tabelle" }, tile: 7, values: { none: 5, devices: null } };
  });
  await draw(
    page,
    tiles.filter(({ configuration }) => ["deviceCount", "lkv"].includes(configuration.type)),
    { messages: "own" },
  );
  assert.match((await words(page.locator(".count")))[0], /^3 devices$/);
  assert.ok((await words(page.locator(".lkv"))).join().includes("None yet"));
  await draw(page, tiles.slice(0, 1), { messages: "own" });
  assert.equal(await page.getByRole("button", { name: "Tabelle" }).count(), 1);
  assert.equal(await page.getByRole("button", { name: "Save as CSV" }).count(), 1);
  assert.equal(await page.locator(".content").getAttribute("lang"), "de");
});

test("German is included, and a change of language draws the same dashboard again", async () => {
  await page.evaluate(() => {
    globalThis.german = gallery.german;
  });
  await draw(page, tiles, { messages: "german", locale: "de-DE" });
  // The browser skips tiles out of view, so `textContent` is read and not the visible text.
  const said = (selector) => page.locator(selector).first().textContent();
  assert.equal(await said(".kpi + .range"), "Maximum · Letzte Stunde");
  assert.equal(await said(".data-table .hint"), "Die ersten 25 von 60 Zeilen. 25 weitere zeigen");
  assert.match(
    await page.locator(".pie-plot").getAttribute("aria-label"),
    /^Kreisdiagramm „\d“, letzte Stunde\. Werte unter null/,
  );
  await page.evaluate(() => {
    const element = document.querySelector("iot-central-dashboard");
    element.messages = undefined;
    return element.updateComplete;
  });
  await drawn(page);
  assert.match(
    await page.locator(".pie-plot").getAttribute("aria-label"),
    /^Pie chart of \d, last hour\. Values below zero/,
  );
  assert.deepEqual(page.complaints, []);
});
