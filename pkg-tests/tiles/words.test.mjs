// Words in a tile are never broken: their text shrinks, and ends in an ellipsis if even small text doesn't fit. The
// full text is then the tooltip.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, visit } from "../support/gallery.mjs";

const from = Date.UTC(2026, 0, 31, 12);
const to = from + 3_600_000;
const window = { from, to };
const NAMES = ["Luftfeuchtigkeit", "Kommunikation"];
const STATES = ["Wiederherstellung", "Maintenance", "Overheated"];
const source = (index, more = {}) => ({
  device: `d${index}`,
  deviceName: ["Controller", "Kältemaschine"][index],
  capability: `c${index}`,
  capabilityName: NAMES[index],
  ...more,
});
const both = (more) => [0, 1].map((index) => source(index, more(index)));
const lane = (index) => ({
  starts: [from, from + 1e6],
  ends: [from + 1e6, to],
  values: STATES.slice(index, index + 2),
});
const times = { times: [from, from + 1e6], values: [1, 2] };
const format = { textSize: 14 };

/** A tile of each type, one column wide, with long words in its content and its title. */
const TILES = [
  ["label", 1, { text: "Dokumentationszentrum der Verwaltung", textSize: 24 }],
  ["deviceCount", 1, { group: "g", format }, { kind: "count", count: 12 }],
  [
    "kpi",
    2,
    { format },
    { kind: "kpi", values: both(() => ({ value: 21, unit: "°C", aggregateFunction: "max" })), ...window },
  ],
  ["command", 2, { group: "g", command: "Reinitialization", device: "Controller" }],
  ["lineChart", 2, {}, { kind: "series", series: both(() => times), ...window, stepInMs: 1e6 }],
  ["barChart", 2, {}, { kind: "series", series: both(() => times), ...window, stepInMs: 1e6 }],
  ["lkv", 3, { format }, { kind: "latest", values: both((index) => ({ value: STATES[index], timestamp: to })) }],
  [
    "pieChart",
    2,
    {},
    { kind: "categories", categories: both(() => ({ value: 3, aggregateFunction: "sum" })), ...window },
  ],
  ["heatMapChart", 2, {}, { kind: "series", series: both(() => times), ...window, stepInMs: 1e6 }],
  ["stateChart", 3, {}, { kind: "states", lanes: both(lane), ...window }],
  [
    "eventChart",
    2,
    {},
    { kind: "events", lanes: both((index) => ({ times: [from], values: [STATES[index]] })), ...window },
  ],
  [
    "eventHistoryChart",
    2,
    {},
    { kind: "rows", rows: both((index) => ({ time: from, value: STATES[index] })), ...window },
  ],
  [
    "stateHistoryChart",
    2,
    {},
    { kind: "rows", rows: both((index) => ({ time: from, until: to, value: STATES[index] })), ...window },
  ],
  ["property", 2, { format }, { kind: "properties", values: both((index) => ({ value: STATES[index] })) }],
  ["mapProperty", 2, {}, { kind: "points", tracks: both(() => ({ times: [NaN], lats: [50], lons: [8] })) }],
  [
    "mapTelemetry",
    2,
    {},
    { kind: "points", tracks: both(() => ({ times: [from, to], lats: [50, 51], lons: [8, 9] })) },
  ],
  [
    "markdown",
    3,
    {
      description: "### Comprehensive\n\nDocumentation of the **Kältemaschine**\n\n- Instandhaltung",
      href: "https://example.com",
    },
  ],
  ["image", 1, { image: "data:image/png;base64,", format: { showTitle: true } }],
  ["externalContent", 1, { sourceUrl: "http://elsewhere.example" }],
  ["dataExplorer", 1, { query: "Temperaturverteilung" }],
  ["surfaceChartOfTomorrow", 1, {}],
].map(([type, height, configuration, data]) => ({
  displayName: "Documentation of tiles",
  width: 1,
  height,
  configuration: { ...devices, queryRange, ...configuration, type },
  data,
}));

/** Returns the words that are broken into two lines, and those that are cut without a tooltip that contains them. */
const faults = (page) =>
  page.evaluate(() => {
    const found = [];
    const { shadowRoot } = document.querySelector("iot-central-dashboard");
    for (const article of shadowRoot.querySelectorAll("article.tile")) {
      const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const shown = text.parentElement;
        if (!shown.checkVisibility({ visibilityProperty: true }) || shown.closest(".visually-hidden")) continue;
        for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{M}]+/gu)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0.5).map(({ top }) => top));
          if (lines.size > 1) found.push(`${article.dataset.tileType}: ${word} is broken`);
          const { left, right } = range.getBoundingClientRect();
          const { left: start, right: end } = article.getBoundingClientRect();
          const cut = shown.closest("h2, li, p, td, th, data, .label, .markdown") ?? shown;
          const isCut = cut.scrollWidth > cut.clientWidth + 1 || left < start || right > end;
          if (isCut && !shown.closest(`.data-table, .markdown, [title*="${CSS.escape(word)}"]`))
            found.push(`${article.dataset.tileType}: ${word} is cut and has no title`);
        }
      }
    }
    return found;
  });

for (const [width, columns] of [
  [390, 6],
  [768, 6],
  [1280, 6],
  [1280, 12],
]) {
  test(`tiles of one column, ${columns} columns on ${width} pixels: no word is broken`, async () => {
    const page = await visit({ viewport: { width, height: 1700 } });
    const edge = { displayName: "edge", configuration: { type: "label", text: "x" }, width: 1, height: 1 };
    const placed = TILES.map((shown, index) => ({
      ...shown,
      x: index % columns,
      y: 1 + 3 * Math.floor(index / columns),
    }));
    await draw(page, [{ ...edge, x: columns - 1, y: 0 }, ...placed]);
    assert.deepEqual(await faults(page), []);
    const cut = await page
      .locator("article.tile > header:not(.visually-hidden) h2, .values .name")
      .evaluateAll((all) =>
        all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ innerText }) => innerText),
      );
    if (columns === 6) assert.deepEqual(cut, [], "titles and names are set smaller before they are cut");
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}
