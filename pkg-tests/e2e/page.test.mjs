// The page with an emulator whose clock stands still, so that every number is known exactly.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { drawn, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";
import { tile } from "../support/tiles.mjs";

const OPERATIONS = "dtmi:kkfvwa2xi:operations";
const ARTICLE = "dtmi:kkfvwa2xi:p7pyt5x38";
const FROM = "FROM dtmi:contoso:climateMonitor;1 WHERE";

const emulator = await emulate("--now", NOW);
let page;
before(async () => {
  page = await visit(emulator.endpoint, { id: OPERATIONS });
  await drawn(page);
});

/** Returns the texts of a list of last known values. */
const values = (frame) =>
  frame.locator("data").evaluateAll((all) =>
    all.map(({ value, textContent, dataset: { device, capability }, nextElementSibling }) => ({
      value: Number(value),
      text: textContent,
      device,
      capability,
      trend: nextElementSibling?.dataset.direction,
    })),
  );

/** Returns the newest values of the emulator. */
async function newest(device, capability, count) {
  const rows = await emulator.query(
    `SELECT TOP ${count} $ts, ${capability} AS v ${FROM} $id = '${device}' ORDER BY $ts DESC`,
  );
  return rows.map(({ v }) => v);
}

test("the list names every dashboard of the application, favorites first", async () => {
  const listed = await page
    .locator("nav a[data-dashboard-id]")
    .evaluateAll((links) =>
      links.map(({ dataset, innerText, ariaCurrent }) => [dataset.dashboardId, innerText, ariaCurrent]),
    );
  const dashboards = await emulator.dashboards();
  assert.deepEqual(listed.map(([id]) => id).sort(), dashboards.map(({ id }) => id).sort());
  for (const { id, displayName, tiles } of dashboards) {
    const [, text] = listed.find(([listedId]) => listedId === id);
    assert.match(text, new RegExp(`${displayName}.*${tiles.length}`, "s"));
  }
  assert.deepEqual(
    listed[0].filter((_, column) => column !== 1),
    [OPERATIONS, "page"],
  );
});

test("every tile of the dashboard has a frame with its type and position", async () => {
  const { tiles } = await emulator.dashboard(OPERATIONS);
  const frames = await page
    .locator("article.tile")
    .evaluateAll((all) =>
      all.map(({ dataset, style }) => [
        dataset.tileId,
        dataset.tileType,
        ...["--x", "--y", "--width", "--height"].map((name) => Number(style.getPropertyValue(name))),
      ]),
    );
  const expected = tiles.map(({ id, configuration, x, y, width, height }) => [
    id,
    configuration.type,
    x,
    y,
    width,
    height,
  ]);
  assert.deepEqual(frames.sort(), expected.sort());
});

test("tiles are positioned as on IoT Central's grid", async () => {
  const boxes = await page.locator("article.tile").evaluateAll((all) =>
    all.map((frame) => {
      const { left, top, right, bottom } = frame.getBoundingClientRect();
      const [x, y, width, height] = ["--x", "--y", "--width", "--height"].map((name) =>
        Number(frame.style.getPropertyValue(name)),
      );
      return { left, top, right, bottom, x, y, width, height };
    }),
  );
  for (const one of boxes) {
    for (const other of boxes) {
      if (one.x + one.width <= other.x) assert.ok(one.right <= other.left, "a tile is not right of its neighbour");
      if (one.y + one.height <= other.y) assert.ok(one.bottom <= other.top, "a tile is not below its neighbour");
      if (one.x === other.x) assert.ok(Math.abs(one.left - other.left) < 1, "tiles of one column don't line up");
    }
  }
});

for (const title of ["Now in the lobby", "Free memory"]) {
  test(`last known values: ${title}`, async () => {
    const shown = await values(tile(page, title));
    const { configuration } = (await emulator.dashboard(OPERATIONS)).tiles.find(
      ({ displayName }) => displayName === title,
    );
    const pairs = configuration.devices.flatMap((device) =>
      configuration.capabilities.map(({ capability }) => [device, capability]),
    );
    assert.deepEqual(
      shown.map(({ device, capability }) => [device, capability]),
      pairs,
    );
    for (const { device, capability, value, text, trend } of shown) {
      assert.equal(value, (await emulator.telemetry(device, capability)).value);
      const places = configuration.format.decimalPlaces;
      if (places !== undefined) assert.equal(Number.parseFloat(text), Number(value.toFixed(places)));
      const [last, previous] = await newest(device, capability, 2);
      const change = Number((last - previous).toFixed(places ?? 2));
      assert.equal(
        trend,
        change > 0 ? "up" : change < 0 ? "down" : "same",
        `${device} ${capability}: ${previous} → ${last}`,
      );
    }
  });
}

/** Counts the pixels of the chart that have the colour of each line, by the legend. Later lines cover earlier ones. */
function pixelsOfLines(figure) {
  const canvas = figure.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return [...figure.querySelectorAll(".legend .swatch")].map((swatch) => {
    const colour = getComputedStyle(swatch).color.match(/\d+/g).map(Number);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] > 128 && colour.every((part, channel) => Math.abs(part - data[at + channel]) < 24)) count++;
    }
    return count;
  });
}

/** Charts of the dashboard, with a query for each of their lines in order. */
const CHARTS = {
  "Temperature by room": ["thermostat-01", "thermostat-02", "thermostat-03"].map(
    (device) => `SELECT AVG(temperature) AS v ${FROM} WITHIN_WINDOW(PT1H) AND $id = '${device}' GROUP BY WINDOW(PT1M)`,
  ),
  "Lobby climate today": ["AVG(temperature)", "MAX(temperature)", "AVG(humidity)"].map(
    (item) => `SELECT ${item} AS v ${FROM} WITHIN_WINDOW(P1D) AND $id = 'thermostat-01' GROUP BY WINDOW(PT30M)`,
  ),
  "Last hundred readings": ["thermostat.temperature", "thermostat.targetTemperature"].map(
    (item) => `SELECT TOP 100 $ts, ${item} AS v ${FROM} $id = 'thermostat-04' ORDER BY $ts DESC`,
  ),
};

for (const [title, queries] of Object.entries(CHARTS)) {
  test(`line chart: ${title}`, async () => {
    const figure = tile(page, title).locator("figure.line-chart");
    const lines = await Promise.all(queries.map(emulator.query));
    assert.ok(lines.every((rows) => rows.length > 1));
    assert.equal(Number(await figure.getAttribute("data-points")), lines.flat().length);
    const last = lines.map(
      (rows) => rows.toSorted((one, other) => Date.parse(one.$ts) - Date.parse(other.$ts)).at(-1).v,
    );
    assert.equal(Number(await figure.getAttribute("data-last-value")), last[0]);
    assert.deepEqual(
      await figure.locator(".legend data").evaluateAll((all) => all.map(({ value }) => Number(value))),
      last,
    );
    for (const pixels of await figure.evaluate(pixelsOfLines))
      assert.ok(pixels > 50, `a line has only ${pixels} pixels`);
  });
}

test("the picture is loaded", async () => {
  const image = tile(page, "Floor plan").locator("img");
  assert.deepEqual(
    await image.evaluate(({ naturalWidth, naturalHeight, complete, alt }) => [
      naturalWidth,
      naturalHeight,
      complete,
      alt,
    ]),
    [64, 48, true, "Floor plan"],
  );
});

test("Markdown is formatted, and its links open in a new tab", async () => {
  const body = tile(page, "On call").locator(".markdown");
  assert.deepEqual(await body.locator("h1, h2, h3, h4, h5, h6, strong, em, li, code").allInnerTexts(), [
    "Climate on call",
    "5 seconds",
    "Below 16 °C: check the valve",
    "Above 28 °C: call the facility desk",
    "facility desk",
    "az iot central device list",
  ]);
  const link = body.locator("a");
  assert.deepEqual(await link.evaluate(({ href, target, rel, innerText }) => [href, target, rel, innerText]), [
    "https://example.com/contoso/climate",
    "_blank",
    "noopener noreferrer",
    "runbook",
  ]);
});

test("the page has the dashboard's name, and says that the data is fresh", async () => {
  assert.equal(await page.locator("#title").innerText(), "Contoso operations");
  assert.match(await page.title(), /^Contoso operations/);
  assert.equal(await page.locator("#host").innerText(), new URL(emulator.endpoint).host);
  await page.waitForSelector("#freshness[data-mode=fresh]");
});

test("another dashboard is a click away, and its link works", async () => {
  await page.locator(`nav a[data-dashboard-id="${ARTICLE}"]`).click();
  await page.waitForFunction(() => document.querySelector("#title").textContent === "My Dashboard");
  await drawn(page);
  const shown = await values(tile(page, "LKV Temperature"));
  for (const { device, value } of shown) assert.equal(value, (await emulator.telemetry(device, "temperature")).value);
  assert.deepEqual(
    shown.map(({ device }) => device),
    ["thermostat-01", "thermostat-02"],
  );
  assert.equal(new URL(page.url()).hash, `#${ARTICLE}`);
});

test("a changed name appears when the dashboard is read again", async () => {
  await emulator.patch(ARTICLE, { displayName: "My Dashboard, renamed" });
  await page.reload();
  await drawn(page);
  assert.equal(await page.locator("#title").innerText(), "My Dashboard, renamed");
  assert.match(await page.locator(`nav a[data-dashboard-id="${ARTICLE}"]`).innerText(), /renamed/);
});

test("the console stays empty, and nothing is stored", () => expectNoComplaints(page));
