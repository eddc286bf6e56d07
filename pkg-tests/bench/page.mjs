// Runs in the browser: every contestant reads the same bytes from `fetch` and returns the same plain objects.
import { createSerializer } from "@azure/core-client";
import { decode, initSync } from "bench-serde/bench_serde.js";
import module from "bench-serde/bench_serde_bg.wasm";
import { IotCentralClient } from "iotcentral-web/inline";
import { page, UNKNOWN } from "./dashboards.mjs";
import { mappers } from "./mappers.mjs";
import { race } from "./race.mjs";

export { runPoints } from "./points.mjs";

initSync({ module });
const serializer = createSerializer(mappers);
const credential = async () => ({ token: "token", expiresOnTimestamp: Date.now() + 3_600_000 });
const options = { rateLimit: { requestsPerSecond: 0 } };
const central = new IotCentralClient("https://contoso.azureiotcentral.com", { getToken: credential }, options);

let body;
globalThis.fetch = async () => new Response(body, { headers: { "Content-Type": "application/json" } });

const answer = () => fetch("https://contoso.azureiotcentral.com/api/dashboards");
const contestants = {
  "fetch alone": async () => void (await (await answer()).arrayBuffer()),
  "JSON.parse": async () => JSON.parse(await (await answer()).text()).value,
  "iotcentral-web": async () => (await central.dashboards.list().byPage().next()).value.items,
  "@azure/core-client": async () => {
    const parsed = JSON.parse(await (await answer()).text());
    return serializer.deserialize(mappers.DashboardCollection, parsed, "operationRes.parsedBody").value;
  },
  "serde-wasm-bindgen": async () => decode(new Uint8Array(await (await answer()).arrayBuffer())).value,
};

/**
 * Times all contestants on a page of dashboards. Returns the page's bytes, the contestants that lose members, and
 * milliseconds a call by name.
 */
export async function run({ dashboards, scripts, ...size }) {
  body = new TextEncoder().encode(page(dashboards, scripts));
  const losses = await compare();
  const times = await race(contestants, size);
  return { bytes: body.length, scripts, losses, times };
}

/** Checks that all decoders return the same objects. Returns those that lose members which their model doesn't know. */
async function compare() {
  const parsed = await contestants["JSON.parse"]();
  const losses = [];
  for (const name of Object.keys(contestants).slice(1)) {
    const objects = await contestants[name]();
    if (canonical(objects) === canonical(parsed)) continue;
    if (canonical(objects) !== canonical(parsed, UNKNOWN))
      throw new Error(`${name} gives other objects than JSON.parse`);
    losses.push(name);
  }
  return losses;
}

/** Returns a text that is equal for equal objects, in any order of their members. */
function canonical(value, without = new Set()) {
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const sorted = (object) =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([key]) => !without.has(key))
        .sort(),
    );
  return JSON.stringify(value, (_, value) => (isObject(value) ? sorted(value) : value));
}
