// Arbitrary bytes as answers. A panic would be a trap that ends every client of the page, so each answer must give a
// value or a typed error, and later calls must work. Native tests read thousands more.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { installed } from "../support/pack.mjs";

const { ApplicationsClient, IotCentralClient, IotCentralError, initSync, validateDashboard } = await import(
  pathToFileURL(installed("slim.js"))
);
initSync({ module: readFileSync(installed("dist/iotcentral_web_bg.wasm")) });

const tile = {
  id: "t",
  displayName: "t\u0000\u{1f600}",
  x: 0,
  y: 1.5e1,
  width: 2,
  height: 3,
  configuration: {
    type: "lkv",
    group: "g",
    devices: ["d"],
    capabilities: [{ capability: "c", aggregateFunction: "avg" }],
  },
};
const SEEDS = [
  {
    value: [{ id: "a", displayName: "Hall", tiles: [tile, tile], etag: '"1"' }, { displayName: 7 }],
    nextLink: "?page=2",
  },
  { id: "a", displayName: "Hall", tiles: [tile], later: { deep: [1, null, { "~/": true }] } },
  {
    location: "eastus",
    sku: { name: "ST2" },
    tags: { a: "b" },
    properties: { subdomain: "x", provisioningState: "Creating" },
    status: "Running",
  },
  { container: "c", connectionString: "AccountName=a;AccountKey=k;", sasTtl: "PT1H", state: "pending" },
  { results: [{ $id: "a", $ts: "2026-01-01T00:00:00Z", avg: 1.25 }, {}] },
  { error: { code: "C", message: { value: "m" }, requestId: "r", details: [{ code: "d", message: "dm" }] } },
  {
    id: "a",
    value: { lat: 1, lon: 2 },
    timestamp: "2026-01-01T00:00:00Z",
    response: "done",
    responseCode: 200,
    filter: "f",
  },
].map((seed) => Buffer.from(JSON.stringify(seed)));
const PIECES = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\\u",
  "\\ud800",
  "\xff",
  "null",
  "1e9999",
  '"type":',
  "\ufeff",
  "[".repeat(200),
].map((piece) => Buffer.from(piece));

/** A pseudo-random number generator with a fixed seed, so that failures are reproducible. */
let state = 0x9e3779b9;
const below = (limit) => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
};
const one = (list) => list[below(list.length)];

/** Returns a seed with some bytes changed, removed, doubled, or taken from another seed. */
function mutant() {
  let bytes = one(SEEDS);
  for (let changes = below(4); changes >= 0; changes -= 1) {
    const place = below(bytes.length + 1),
      end = Math.min(place + below(12), bytes.length);
    const parts = [
      () => [bytes.subarray(0, place)],
      () => [bytes.subarray(0, place), one(PIECES), bytes.subarray(end)],
      () => [bytes.subarray(0, end), bytes.subarray(place)],
      () => [bytes.subarray(0, place), one(SEEDS).subarray(below(40)), bytes.subarray(end)],
      () => [bytes.subarray(0, place), Buffer.from([below(256)]), bytes.subarray(place + 1)],
    ];
    bytes = Buffer.concat(one(parts)());
  }
  return bytes;
}

const answer = () => ({ status: one([200, 200, 200, 201, 400, 404]), body: mutant() });
let answered;
const fetch = async () =>
  new Response(answered.body, {
    status: answered.status,
    headers: { "x-ms-request-id": "r", "azure-asyncoperation": one(["", "/x", "?x", "//x"]) },
  });
const options = {
  fetch,
  retryOptions: { maxRetries: 0 },
  rateLimit: { requestsPerSecond: 0, queriesPerSecond: 0 },
  logger: { debug() {}, warn() {} },
};
const central = new IotCentralClient("https://contoso.azureiotcentral.com", () => "t", options);
const apps = new ApplicationsClient("11111111-2222-3333-4444-555555555555", () => "t", options);

const OPERATIONS = {
  "dashboards.get": () => central.dashboards.get("d"),
  "dashboards.list": () => central.dashboards.list().byPage().next(),
  "dashboards.list, item by item": () => central.dashboards.list().next(),
  "dashboards.delete": () => central.dashboards.delete("d"),
  "dashboards.edit": () => central.dashboards.edit("d", (dashboard) => void (dashboard.displayName = "New")),
  "devices.get": () => central.devices.get("d"),
  "devices.getProperties": () => central.devices.getProperties("d"),
  "devices.getTelemetryValue": () => central.devices.getTelemetryValue("d", "t"),
  "devices.runCommand": () => central.devices.runCommand("d", "c"),
  "deviceGroups.list": () => central.deviceGroups.list().next(),
  "query.run": () => central.query.run("SELECT $id FROM dtmi:a;1"),
  "fileUploads.get": () => central.fileUploads.get(),
  "apps.get": () => apps.get("rg", "a"),
  "apps.listBySubscription": () => apps.listBySubscription().next(),
  "apps.beginUpdate": async () => {
    const poller = apps.beginUpdate("rg", "a", { tags: {} });
    await poller.poll();
    await poller.poll();
    return `${poller}`;
  },
  "apps.restorePoller": async () => apps.restorePoller(answered.body.toString("latin1")).poll(),
  validateDashboard: async () => validateDashboard(JSON.parse(answered.body)),
};

for (const [name, work] of Object.entries(OPERATIONS)) {
  test(`${name}: any bytes give a value or a typed error`, async () => {
    for (let round = 0; round < 300; round += 1) {
      answered = answer();
      try {
        await work();
      } catch (error) {
        // An error of the engine, if the fake fetch returned no object.
        const isTyped =
          error instanceof IotCentralError || (name === "validateDashboard" && error instanceof SyntaxError);
        assert.ok(isTyped, `${error?.stack}\n${answered.status} ${JSON.stringify(answered.body.toString("latin1"))}`);
      }
    }
    answered = { status: 200, body: Buffer.from(`{"displayName":"Hall"}`) };
    assert.deepEqual(await central.dashboards.get("d"), { displayName: "Hall" });
  });
}
