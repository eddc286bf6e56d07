// All twenty tile types on one dashboard, compared with the emulator's numbers: raw messages, aggregates, properties,
// and the devices of a group. The emulator's clock stands still.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { contentOf } from "../support/browser.mjs";
import { drawn, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";
import { tile } from "../support/tiles.mjs";

const ALL = "dtmi:contoso:tiles:all";
const TRUCKS = "dtmi:contoso:deliveryTruck;1";
const PUMPS = "dtmi:contoso:pumpStation;1";
const [MINUTE, HOUR] = [60_000, 3_600_000];
// Shortly after a truck arrived, so that its states change within the tile's time range.

const emulator = await emulate("--now", NOW);
const elsewhere = {
  contentType: "text/html",
  body: "<!doctype html><title>Elsewhere</title><p>A page of another site",
};
let page, dashboard;
before(async () => {
  dashboard = await emulator.dashboard(ALL);
  page = await visit(emulator.endpoint, {
    id: ALL,
    viewport: { width: 1400, height: 1500 },
    prepare: (page) => page.route("https://example.com/**", (route) => route.fulfill(elsewhere)),
  });
  await drawn(page);
});

/** Returns the frame of the tile of a type: there is one of each. */
function frameOf(type) {
  return tile(page, dashboard.tiles.find(({ configuration }) => configuration.type === type).displayName);
}

/** Returns the lines of a tile's CSV file without the heads, split at commas. */
async function saved(type) {
  const saving = page.waitForEvent("download");
  await frameOf(type).getByRole("button", { name: "Save as CSV" }).click();
  const text = await contentOf(await saving);
  return text
    .replace("\ufeff", "")
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(","));
}

/** Returns the numbers on a tile, with the names of their sources. */
const values = (type) =>
  frameOf(type)
    .locator("data")
    .evaluateAll((all) => all.map(({ value, dataset: { device, capability } }) => ({ value, device, capability })));

const time = ({ $ts }) => Date.parse($ts);
const newestFirst = (rows) => rows.toSorted((one, other) => time(other) - time(one));

/** Returns a device's messages within a duration, newest first. */
async function messages(capability, device, duration) {
  return newestFirst(
    await emulator.query(
      `SELECT TOP 10000 $ts, ${capability} AS v FROM ${TRUCKS} WHERE WITHIN_WINDOW(${duration}) AND $id = '${device}' ORDER BY $ts DESC`,
    ),
  );
}

test("the dashboard has all twenty types, and each is drawn", async () => {
  const types = dashboard.tiles.map(({ configuration }) => configuration.type);
  assert.equal(new Set(types).size, 20);
  const states = await page
    .locator("article.tile")
    .evaluateAll((all) => all.map(({ dataset }) => [dataset.tileType, dataset.state]));
  assert.deepEqual(states.sort(), types.map((type) => [type, "ready"]).sort());
});

for (const type of ["lineChart", "barChart", "heatMapChart"]) {
  test(`${type}: aggregates of slices`, async () => {
    const rows = await emulator.query(
      `SELECT AVG(speed) AS v FROM ${TRUCKS} WHERE WITHIN_WINDOW(PT1H) AND $id = 'truck-01' GROUP BY WINDOW(PT5M)`,
    );
    assert.ok(rows.length >= 12 && new Set(rows.map(({ v }) => v)).size > 1);
    const shown = (await saved(type)).map(([time, value]) => [Date.parse(time), Number(value)]);
    assert.deepEqual(
      shown,
      newestFirst(rows).map((row) => [time(row), row.v]),
    );
    // They also equal the messages.
    const sent = await messages("speed", "truck-01", "PT1H");
    const [slice, average] = shown[3];
    const within = sent.filter((row) => time(row) >= slice && time(row) < slice + 5 * MINUTE).map(({ v }) => v);
    assert.ok(Math.abs(average - within.reduce((sum, v) => sum + v) / within.length) < 0.01);
  });
}

test("heatMapChart: a cell for each slice", async () => {
  const cells = await frameOf("heatMapChart")
    .locator("path[class^=level-]")
    .evaluateAll(
      (all) =>
        all
          .map((path) => path.getAttribute("d"))
          .join("")
          .match(/M/g).length,
    );
  assert.equal(cells, (await saved("heatMapChart")).length);
});

test("pieChart: aggregates of the range, as parts", async () => {
  const [{ v }] = await emulator.query(
    `SELECT AVG(speed) AS v FROM ${TRUCKS} WHERE WITHIN_WINDOW(PT1H) AND $id = 'truck-01'`,
  );
  assert.deepEqual(await values("pieChart"), [{ value: String(v), device: "truck-01", capability: "speed" }]);
  assert.match(await frameOf("pieChart").locator(".part").innerText(), /^100\s?%$/);
});

test("eventChart and eventHistoryChart: events at their times", async () => {
  const sent = await messages("delivered", "truck-01", "PT12H");
  assert.ok(sent.length > 3 && new Set(sent.map(({ v }) => v)).size > 1);
  const expected = sent.map((row) => [time(row), row.v]);
  for (const type of ["eventChart", "eventHistoryChart"]) {
    assert.deepEqual(
      (await saved(type)).map((cells) => [Date.parse(cells[0]), cells.at(-1)]),
      expected,
      type,
    );
  }
  const strokes = await frameOf("eventChart").locator("path.moments").getAttribute("d");
  assert.equal(strokes.match(/M/g).length, expected.length);
});

test("stateChart and stateHistoryChart: states until the next one", async () => {
  const names = { loading: "Loading", driving: "Driving", delivering: "Delivering", pausing: "Pausing" };
  const sent = await messages("cargoState", "truck-01", "PT30M");
  // The first message of each state
  const runs = sent
    .toReversed()
    .map((row) => [time(row), row.v])
    .filter(([, state], index, all) => index === 0 || all[index - 1][1] !== state);
  assert.ok(runs.length > 1, "nothing changes in this half hour");
  const expected = runs.map(([from, state], index) => [from, runs[index + 1]?.[0], names[state]]).reverse();
  for (const type of ["stateChart", "stateHistoryChart"]) {
    const shown = (await saved(type)).map((cells) => [Date.parse(cells[0]), Date.parse(cells[1]), cells.at(-1)]);
    assert.deepEqual(
      shown.map(([from, , state]) => [from, state]),
      expected.map(([from, , state]) => [from, state]),
      type,
    );
    assert.deepEqual(
      shown.slice(1).map(([, until]) => until),
      expected.slice(1).map(([, until]) => until),
      type,
    );
    assert.ok(Math.abs(shown[0][1] - Date.parse(NOW)) < HOUR / 60, "the last state lasts until now");
  }
  const drawnStates = await frameOf("stateChart")
    .locator("path[data-state-name]")
    .evaluateAll((all) => all.map(({ dataset }) => dataset.stateName));
  assert.deepEqual(drawnStates.sort(), [...new Set(expected.map(([, , state]) => state))].sort());
});

test("kpi: an aggregate over the range for each device", async () => {
  const expected = [];
  for (const device of ["pump-01", "pump-02"]) {
    const [{ v }] = await emulator.query(
      `SELECT AVG(flow) AS v FROM ${PUMPS} WHERE WITHIN_WINDOW(PT1H) AND $id = '${device}'`,
    );
    expected.push({ value: String(v), device, capability: "flow" });
  }
  assert.deepEqual(await values("kpi"), expected);
});

test("lkv: the last value for each device and capability", async () => {
  const expected = [];
  for (const device of ["pump-01", "pump-02"]) {
    for (const capability of ["flow", "pressure"])
      expected.push({ value: String((await emulator.telemetry(device, capability)).value), device, capability });
  }
  assert.deepEqual(await values("lkv"), expected);
});

test("property: the values of properties", async () => {
  const expected = [];
  for (const device of ["truck-01", "truck-02"]) {
    const { plate, deviceInformation } = await emulator.get(`devices/${device}/properties`);
    expected.push([device, plate], [device, deviceInformation.model], [device, deviceInformation.swVersion]);
  }
  assert.deepEqual(
    (await values("property")).map(({ device, value }) => [device, value]),
    expected,
  );
});

test("deviceCount: the number of devices in the group", async () => {
  const { group } = dashboard.tiles.find(({ configuration }) => configuration.type === "deviceCount").configuration;
  const { value: devices } = await emulator.get(`deviceGroups/${group}/devices`);
  assert.ok(devices.length > 0);
  assert.deepEqual(
    (await values("deviceCount")).map(({ value }) => Number(value)),
    [devices.length],
  );
});

/** Returns the dots of a device on a map. */
const dots = (type, device) =>
  frameOf(type)
    .locator(`circle.dot[data-device=${device}]`)
    .evaluateAll((all) => all.map(({ dataset: { latitude, longitude } }) => [Number(latitude), Number(longitude)]));

test("mapProperty: the places of devices", async () => {
  for (const device of ["truck-01", "truck-02", "truck-03"]) {
    const { depot } = await emulator.get(`devices/${device}/properties`);
    assert.deepEqual(await dots("mapProperty", device), [[depot.lat, depot.lon]]);
  }
});

test("mapTelemetry: the last hundred places of each device", async () => {
  for (const device of ["truck-01", "truck-02", "truck-03"]) {
    const rows = await emulator.query(
      `SELECT TOP 100 $ts, location AS v FROM ${TRUCKS} WHERE $id = '${device}' ORDER BY $ts DESC`,
    );
    assert.equal(rows.length, 100);
    assert.deepEqual(
      await dots("mapTelemetry", device),
      newestFirst(rows)
        .reverse()
        .map(({ v }) => [v.lat, v.lon]),
    );
  }
});

test("markdown, image, label, dataExplorer: the content of their configuration", async () => {
  assert.deepEqual(await frameOf("markdown").locator(".markdown").locator("h3, h4, strong, em").allInnerTexts(), [
    "Shift",
    "Morning",
    "truck 3",
    "depot",
  ]);
  const [width, height] = await frameOf("image")
    .locator("img")
    .evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]);
  assert.deepEqual([width, height], [64, 48]);
  assert.equal(await frameOf("label").locator(".label").innerText(), "Day shift");
  const { query } = dashboard.tiles.find(({ configuration }) => configuration.type === "dataExplorer").configuration;
  assert.match(await frameOf("dataExplorer").innerText(), new RegExp(query));
  assert.equal(new URL(await frameOf("dataExplorer").locator("a").getAttribute("href")).origin, emulator.endpoint);
});

test("externalContent: the other page, in its sandbox", async () => {
  const frame = frameOf("externalContent").locator("iframe");
  assert.deepEqual(await frame.evaluate(({ src, sandbox }) => [src, sandbox.value]), [
    "https://example.com/",
    "allow-scripts",
  ]);
  await frame.contentFrame().getByText("A page of another site").waitFor();
});

test("command: confirms, runs, and shows the device's answer", async () => {
  const frame = frameOf("command");
  const history = () => emulator.get("devices/truck-01/commands/openDoor").then(({ value }) => value);
  const earlier = (await history()).length;
  await frame.getByRole("button", { name: "Run…" }).click();
  assert.equal((await history()).length, earlier, "nothing is run before it was confirmed");
  await frame.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
  await frame.locator(".success").waitFor();
  const [newest] = await history();
  assert.equal((await history()).length, earlier + 1);
  assert.match(await frame.locator(".success").innerText(), new RegExp(`answered ${newest.responseCode}`));
});

test("the console stays empty, and nothing is stored", () => expectNoComplaints(page));
