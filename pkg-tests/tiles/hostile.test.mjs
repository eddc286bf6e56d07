// Authors of dashboards, names of devices and telemetry are untrusted: their texts must not harm the reader.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, visit } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
const MARKUP = `<img src=x onerror="hacked=1"><script>hacked=1</script>\u202e`;
const from = Date.UTC(2026, 0, 31, 12);
const to = from + 3_600_000;
const source = {
  device: MARKUP,
  deviceName: MARKUP,
  capability: MARKUP,
  capabilityName: MARKUP,
  unit: MARKUP,
  aggregateFunction: MARKUP,
};
const other = { ...source, device: "d2", deviceName: "__proto__" };
const times = [from, from + 600_000];
const lasting = { starts: times, ends: [times[1], to], values: [MARKUP, "constructor"] };
const DATA = {
  lineChart: {
    kind: "series",
    series: [
      { ...source, times, values: [1, 2] },
      { ...other, times, values: [1, 2] },
    ],
    from,
    to,
  },
  barChart: { kind: "series", series: [{ ...source, times, values: [1, 2] }], from, to },
  heatMapChart: { kind: "series", series: [{ ...source, times, values: [1, 2] }], from, to },
  pieChart: {
    kind: "categories",
    categories: [
      { ...source, value: 1 },
      { ...other, value: 2 },
    ],
    from,
    to,
  },
  stateChart: {
    kind: "states",
    lanes: [
      { ...source, ...lasting },
      { ...other, ...lasting },
    ],
    from,
    to,
  },
  eventChart: { kind: "events", lanes: [{ ...source, times, values: [MARKUP, MARKUP] }], from, to },
  eventHistoryChart: {
    kind: "rows",
    rows: [
      { ...source, time: from, value: MARKUP },
      { ...other, time: from, value: { toString: 1, [MARKUP]: MARKUP } },
    ],
    from,
    to,
  },
  stateHistoryChart: { kind: "rows", rows: [{ ...source, time: from, until: to, value: MARKUP }], from, to },
  kpi: { kind: "kpi", values: [{ ...source, value: 1 }], from, to },
  lkv: {
    kind: "latest",
    values: [
      { ...source, value: MARKUP },
      { ...other, value: { [MARKUP]: MARKUP } },
    ],
  },
  property: { kind: "properties", values: [{ ...source, value: MARKUP }] },
  mapProperty: {
    kind: "points",
    tracks: [
      { ...source, times: [NaN], lats: [1], lons: [1] },
      { ...other, times: [NaN], lats: [2], lons: [2] },
    ],
  },
  mapTelemetry: { kind: "points", tracks: [{ ...source, times, lats: [1, 2], lons: [1, 2] }] },
  deviceCount: { kind: "count", count: 3 },
};
const OTHERS = {
  label: { text: MARKUP },
  markdown: { description: `# ${MARKUP}\n\n[x](javascript:hacked=1)` },
  dataExplorer: { query: MARKUP },
  command: { command: MARKUP, device: MARKUP },
};
const tiles = [
  ...Object.entries(DATA).map(([type, data]) => ({
    displayName: `${type} ${MARKUP}`,
    configuration: { type, ...devices, queryRange, format: { unit: MARKUP, textSize: MARKUP } },
    data,
  })),
  ...Object.entries(OTHERS).map(([type, more]) => ({
    displayName: `${type} ${MARKUP}`,
    configuration: { type, queryRange: { type: "time", duration: MARKUP }, ...more },
  })),
];

const inside = (selector) =>
  page.evaluate((selector) => {
    const found = [];
    const walk = (root) =>
      root.querySelectorAll("*").forEach((element) => {
        if (element.matches(selector) || element.getAttributeNames().some((name) => name.startsWith("on")))
          found.push(element.outerHTML.slice(0, 200));
        if (element.shadowRoot) walk(element.shadowRoot);
      });
    walk(document.querySelector("iot-central-dashboard").shadowRoot);
    return found;
  }, selector);

test("names, values, units and titles are text: on the tile, in tooltips and in tables", async () => {
  await draw(page, tiles);
  const frames = page.locator("article.tile");
  assert.equal(await frames.count(), tiles.length);
  for (let index = 0; index < tiles.length; index++) {
    const frame = frames.nth(index);
    assert.equal(await frame.getAttribute("data-state"), "ready", tiles[index].displayName);
    for (const plot of await frame.locator("figure [tabindex='0']").all()) {
      await plot.focus();
      await page.keyboard.press("End");
      await page.keyboard.press("Home");
    }
    for (const toggle of await frame.getByRole("button", { name: "Show as a table" }).all()) await toggle.click();
  }
  assert.deepEqual(
    await inside("img, script, iframe, object, embed, form, style, link, base, meta, a[href^='javascript:' i]"),
    [],
  );
  assert.equal(await page.evaluate(() => "hacked" in globalThis), false);
});

test("no markup contains a style attribute, and nothing violates the strict policy", async () => {
  // Scripts set styles by the object model. A style attribute in markup would violate the policy and be a complaint.
  assert.deepEqual(page.complaints, []);
});

test("untrusted text is bidi-isolated, so that it can't reverse the text around it", async () => {
  const loose = await page.evaluate(() => {
    const root = document.querySelector("iot-central-dashboard").shadowRoot;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (
        data.includes("\u202e") &&
        !parentElement.closest("bdi, [dir=auto]") &&
        getComputedStyle(parentElement).unicodeBidi !== "isolate"
      )
        found.push(`${parentElement.tagName}.${parentElement.className}`);
    }
    return [...new Set(found)];
  });
  assert.deepEqual(loose, []);
});

test("an external page is sandboxed and gets no referrer", async () => {
  await draw(page, [
    { displayName: "it", configuration: { type: "externalContent", sourceUrl: "https://weather.example/now?city=1" } },
  ]);
  const frame = tile(page, "it").locator("iframe");
  const attributes = await frame.evaluate((element) =>
    Object.fromEntries(element.getAttributeNames().map((name) => [name, element.getAttribute(name)])),
  );
  delete attributes.class;
  assert.deepEqual(attributes, {
    title: "it",
    sandbox: "allow-scripts",
    referrerpolicy: "no-referrer",
    loading: "lazy",
    src: "https://weather.example/now?city=1",
  });
  await frame.scrollIntoViewIfNeeded();
  const asked = () => page.asked.find((one) => one.url() === attributes.src);
  while (!asked()) await page.waitForTimeout(20);
  const request = asked();
  assert.equal((await request.allHeaders()).referer, undefined);
});

test("only https pages of other sites are framed", async () => {
  const own = new URL(page.url()).origin;
  const refused = [
    "http://weather.example",
    "javascript:hacked=1",
    "data:text/html,x",
    "blob:https://x/y",
    "about:blank",
    "",
    "/relative",
    "//weather.example",
    "https://contoso.com@attacker.example",
    "https://contoso.azureiotcentral.com/api",
    `${own}/`,
    `${own.replace("http:", "https:")}`.replace(/:\d+$/, "@x"),
  ];
  await draw(
    page,
    refused.map((sourceUrl, index) => ({
      displayName: `it ${index}`,
      configuration: { type: "externalContent", sourceUrl },
    })),
  );
  assert.equal(await page.locator("iframe").count(), 0);
  assert.equal(await page.getByText("This page is not shown").count(), refused.length);
  assert.deepEqual(page.complaints, []);
});

test("data of another kind than the tile's is treated as no data", async () => {
  const types = Object.keys(DATA);
  await draw(
    page,
    types.map((type) => ({
      displayName: type,
      configuration: { type, ...devices, queryRange },
      data: { kind: "something new" },
    })),
  );
  for (const type of types) assert.equal(await tile(page, type).getAttribute("data-state"), "nodata", type);
});

test("infinite and huge numbers are drawn or skipped, without an error", async () => {
  const wild = [Infinity, -Infinity, NaN, 1e308, -1e308, 5e-324, -0];
  const moments = wild.map((_, index) => from + index * 60_000);
  const values = {
    ...DATA,
    ...Object.fromEntries(
      ["lineChart", "barChart", "heatMapChart"].map((type) => [
        type,
        { kind: "series", series: [{ device: "d", capability: "c", times: moments, values: wild }], from, to },
      ]),
    ),
    pieChart: {
      kind: "categories",
      categories: wild.map((value) => ({ device: "d", capability: "c", value })),
      from,
      to,
    },
    mapTelemetry: {
      kind: "points",
      tracks: [{ device: "d", capability: "c", times: moments, lats: wild, lons: wild }],
    },
    kpi: {
      kind: "kpi",
      values: wild.map((value) => ({ device: "d", capability: "c", value })),
      from: NaN,
      to: Infinity,
    },
    stateChart: {
      kind: "states",
      lanes: [{ device: "d", capability: "c", starts: [NaN, from], ends: [Infinity, to], values: wild }],
      from: to,
      to: from,
    },
    eventChart: {
      kind: "events",
      lanes: [{ device: "d", capability: "c", times: wild, values: wild }],
      from: NaN,
      to: NaN,
    },
  };
  await draw(
    page,
    Object.entries(values).map(([type, data]) => ({
      displayName: type,
      configuration: { type, ...devices, queryRange },
      data,
    })),
  );
  for (const type of Object.keys(values))
    assert.equal(await tile(page, type).getAttribute("data-state"), "ready", type);
  for (const toggle of await page.getByRole("button", { name: "Show as a table" }).all()) await toggle.click();
  assert.deepEqual(page.complaints, []);
});
