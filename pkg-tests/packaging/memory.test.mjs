// A page may stay open for weeks: decoding must leave nothing in the module's memory, which never shrinks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { installed } from "../support/pack.mjs";

const { IotCentralClient, initSync, validateDashboard } = await import(pathToFileURL(installed("slim.js")));
const exports = initSync({ module: readFileSync(installed("dist/iotcentral_web_bg.wasm")) });
const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);

const tile = {
  displayName: "t",
  x: 0,
  y: 0,
  width: 2,
  height: 2,
  configuration: { type: "label", text: "Hall \u{1f600}" },
};
const bodies = [
  JSON.stringify({ displayName: "Hall", tiles: [tile, tile], future: { "a\\b": [1e3, null] } }),
  `{"displayName":7}`,
  `{"displayName":"Ha`,
];

/** Returns the bytes of memory after `times` rounds of `work`. */
async function after(times, work) {
  for (let index = 0; index < times; index += 1) await work(index);
  return memory.buffer.byteLength;
}

test("a million decodes don't grow the memory", async () => {
  const dashboards = [{ displayName: "Hall", tiles: [tile] }, { displayName: 7, tiles: [{}] }, "no dashboard"];
  const decode = (index) => void validateDashboard(dashboards[index % 3]);
  const before = await after(50_000, decode);
  assert.equal(await after(950_000, decode), before);
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** Waits until the engine has freed unreachable objects. */
async function settle() {
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const SILENT = new Promise(() => {});
const ABANDONED = {
  "a credential": [() => SILENT, {}],
  "a fetch": [() => "t", { fetch: () => SILENT }],
  "a body": [() => "t", { fetch: async () => ({ status: 200, headers: new Headers(), arrayBuffer: () => SILENT }) }],
};

for (const [what, [credential, options]] of Object.entries(ABANDONED)) {
  test(`clients that are abandoned while ${what} never answers don't grow the memory`, async () => {
    const limits = {
      retryOptions: { maxRetries: 0 },
      rateLimit: { requestsPerSecond: 0 },
      timeout: { overallInMs: 1 },
    };
    const abandon = async () => {
      const clients = Array.from(
        { length: 100 },
        () => new IotCentralClient("https://contoso.azureiotcentral.com", credential, { ...limits, ...options }),
      );
      await Promise.all(clients.map((central) => central.dashboards.get("d").catch(() => {})));
      await settle();
    };
    const before = await after(10, abandon);
    assert.equal(await after(15, abandon), before);
  });
}

test("abandoned lists don't grow the memory", async () => {
  const central = new IotCentralClient("https://contoso.azureiotcentral.com", () => "t");
  const drop = async () => {
    for (let index = 0; index < 2000; index += 1) central.dashboards.list({ filter: "favorite eq true" }).byPage();
    await settle();
  };
  const before = await after(2, drop);
  assert.equal(await after(10, drop), before);
});

test("successful, rejected and aborted reads don't grow the memory", async () => {
  const fetch = async (_, { signal }) => {
    signal.throwIfAborted();
    return new Response(bodies[(asked += 1) % 3]);
  };
  let asked = 0;
  const options = { fetch, retryOptions: { maxRetries: 0 }, rateLimit: { requestsPerSecond: 0 } };
  const central = new IotCentralClient("https://contoso.azureiotcentral.com", () => "t", options);
  const get = async (index) => {
    const controller = new AbortController();
    const getting = central.dashboards.get("d", { abortSignal: controller.signal }).catch(() => {});
    if (index % 4 === 0) controller.abort();
    await getting;
  };
  const before = await after(10_000, get);
  assert.equal(await after(20_000, get), before);
});
