// All twenty tile types, drawn in an engine other than Chromium, in the engine's language.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { engine } from "../support/engines.mjs";
import { STRICT } from "../support/page.mjs";
import { serve } from "../support/serve.mjs";
import { buildGallery } from "../support/shared.mjs";

const folder = await mkdtemp(join(tmpdir(), "gallery-"));
after(() => rm(folder, { recursive: true, force: true }));
const address = `${await serve(await buildGallery(folder), STRICT)}gallery/`;
const page = await engine();

const TYPES = [
  "barChart",
  "command",
  "dataExplorer",
  "deviceCount",
  "eventChart",
  "eventHistoryChart",
  "externalContent",
  "heatMapChart",
  "image",
  "kpi",
  "label",
  "lineChart",
  "lkv",
  "mapProperty",
  "mapTelemetry",
  "markdown",
  "pieChart",
  "property",
  "stateChart",
  "stateHistoryChart",
];

test("all twenty tile types show data", async () => {
  await page.open(address);
  await page.reached(() => {
    const tiles = [
      ...(document.querySelector("iot-central-dashboard")?.shadowRoot?.querySelectorAll("article.tile") ?? []),
    ];
    return tiles.length >= 20 && tiles.every(({ dataset }) => dataset.state !== "loading");
  });
  const tiles = await page.run(() =>
    [...document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll("article.tile")].map((tile) => ({
      type: tile.dataset.tileType,
      state: tile.dataset.state,
      note: tile.querySelector(".note").textContent,
    })),
  );
  await page.picture(`${process.env.ENGINE}-types`);
  assert.deepEqual(
    tiles.filter(({ state }) => state !== "ready"),
    [],
  );
  assert.deepEqual(
    TYPES.filter((type) => !tiles.some((tile) => tile.type === type)),
    [],
  );
});

test("lines, bars, rings, lanes and land are drawn", async () => {
  const drawn = await page.run(async () => {
    const root = document.querySelector("iot-central-dashboard").shadowRoot;
    const frame = (type) => root.querySelector(`article.tile[data-tile-type=${type}]`);
    const result = {};
    for (const type of ["lineChart", "barChart"]) {
      frame(type).scrollIntoView();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const canvas = frame(type).querySelector("canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      result[type] = data.reduce((sum, value, index) => sum + (index % 4 === 3 && value > 0 ? 1 : 0), 0);
    }
    for (const type of ["pieChart", "heatMapChart", "stateChart", "eventChart", "mapTelemetry"]) {
      result[type] = [...frame(type).querySelectorAll("svg path")].reduce(
        (sum, path) => sum + (path.getAttribute("d") ?? "").length,
        0,
      );
    }
    return result;
  });
  for (const [type, amount] of Object.entries(drawn)) assert.ok(amount > 100, `${type}: ${amount}`);
});

test("a picture keeps its aspect ratio", async () => {
  const { fit, contain, image, figure } = await page.run(() => {
    const image = document.querySelector("iot-central-dashboard").shadowRoot.querySelector(".image > img.fitted");
    const { objectFit: fit, contain } = getComputedStyle(image);
    return { fit, contain, image: image.getBoundingClientRect(), figure: image.parentElement.getBoundingClientRect() };
  });
  // With `contain: size`, WebKit ignores the aspect ratio.
  assert.deepEqual([fit, contain], ["contain", "none"]);
  assert.ok(
    image.left > figure.left && image.right < figure.right && image.top > figure.top && image.bottom < figure.bottom,
    JSON.stringify({ image, figure }),
  );
});

test("scrollbars have the theme's colours", async () => {
  const [colors, line] = await page.run(() => {
    const root = document.querySelector("iot-central-dashboard").shadowRoot;
    const probe = root.querySelector("article.tile");
    const colors = getComputedStyle(root.querySelector(".data-table")).scrollbarColor;
    probe.style.color = "var(--line-strong)";
    const line = getComputedStyle(probe).color;
    probe.style.color = "";
    return [colors, line];
  });
  // An engine without the property draws scrollbars over the content.
  if (colors) assert.ok(colors.startsWith(line), `${colors}, ${line}`);
});

test("a table view, a tooltip and a command's dialog open by keyboard", async () => {
  const shown = await page.run(async () => {
    const root = document.querySelector("iot-central-dashboard").shadowRoot;
    const soon = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const chart = root.querySelector("article.tile[data-tile-type=lineChart]");
    chart.scrollIntoView();
    await soon();
    const plot = chart.querySelector(".plot");
    plot.focus();
    plot.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
    await soon();
    const readout = chart.querySelector(".readout");
    const tooltip = readout.matches(":popover-open") && readout.textContent;
    chart.querySelector(".tile-actions button").click();
    const rows = chart.querySelectorAll(".data-table tbody tr").length;
    root.querySelector(".command button").click();
    const dialog = root.querySelector("dialog");
    const asks = dialog.open;
    dialog.close();
    return { tooltip, rows, asks };
  });
  assert.ok(/\d/.test(shown.tooltip) && shown.rows > 1 && shown.asks, JSON.stringify(shown));
});

/** Returns the most frequent opaque colour of the bar chart. */
const colorOfBars = () => {
  const canvas = document
    .querySelector("iot-central-dashboard")
    .shadowRoot.querySelector("article.tile[data-tile-type=barChart] canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] === 255)
      counts.set(data.subarray(at, at + 3).join(), (counts.get(data.subarray(at, at + 3).join()) ?? 0) + 1);
  const [color] = [...counts].sort(([, one], [, other]) => other - one)[0];
  return color;
};

test("colours follow the theme, also on canvases", async () => {
  const before = await page.run(colorOfBars);
  const [light, dark] = await page.run(async () => {
    const element = document.querySelector("iot-central-dashboard");
    const colors = [];
    for (const theme of ["light", "dark"]) {
      element.theme = theme;
      await element.updateComplete;
      colors.push(getComputedStyle(element.shadowRoot.querySelector("article.tile")).backgroundColor);
    }
    return colors;
  });
  assert.notEqual(light, dark);
  const end = Date.now() + 10_000;
  while ((await page.run(colorOfBars)) === before) assert.ok(Date.now() < end, `the bars are still ${before}`);
  await page.picture(`${process.env.ENGINE}-types-dark`);
});
