// Runs in the browser: a feed of 23 tiles, and a service with an outage.
import { IotCentralClient, init } from "/slim.js";
import { stop } from "./clock.mjs";
import { answer } from "./service.mjs";

await init({ module_or_path: "/dist/iotcentral_web_bg.wasm" });
stop();

/** The kinds of outages */
export const OUTAGES = {
  400: () => refusal(400),
  404: () => refusal(404),
  429: () => refusal(429),
  500: () => refusal(500),
  503: () => refusal(503),
  reset: () => Promise.reject(new TypeError("Failed to fetch")),
  HTML: () => new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } }),
  silence: (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
};

const refusal = (status) => Response.json({ error: { code: String(status), message: "No." } }, { status });

/** Tiles of one query each, and last values that share no query. */
const tiles = Array.from({ length: 23 }, (_, place) => ({
  displayName: `Tile ${place}`,
  x: 0,
  y: place,
  width: 1,
  height: 1,
  configuration: {
    type: "lineChart",
    group: "g",
    devices: [`d${place}`],
    capabilities: [{ capability: "a", aggregateFunction: "avg" }],
    queryRange: { type: "time", duration: "P1D", resolution: "PT1M" },
  },
}));

/**
 * Returns the seconds from the end of an outage until all tiles have new data, the number of queries until then, and
 * the most requests and queries within a second.
 */
export async function recover(kind, seconds) {
  let down = false;
  const sent = [];
  const fetch = async (url, { signal, ...options } = {}) => {
    const path = new URL(url.url ?? url).pathname;
    sent.push([performance.now(), path === "/api/query"]);
    return down ? OUTAGES[kind](signal ?? url.signal) : answer(url, { signal, ...options });
  };
  const central = new IotCentralClient(`https://${kind}${seconds}.azureiotcentral.com`.toLowerCase(), () => "token", {
    fetch,
  });
  const well = new Map();
  const feed = central.dashboards.watch(
    { displayName: "Hall", tiles },
    {
      onTile: (tile, _, { failures, readAt }) => well.set(tile, failures ? 0 : readAt),
      onError: (tile) => well.set(tile, 0),
    },
  );
  const until = async (isDone, most) => {
    for (let second = 0; second < most && !isDone(); second += 0.25) await advance(250);
  };
  await until(() => well.size === tiles.length, 60);
  down = true;
  await advance(seconds * 1000);
  down = false;
  const [begin, at] = [performance.now(), Date.now()];
  // A tile has recovered if it was read after the outage, or isn't due yet.
  const due = tiles.filter((tile) => !(well.get(tile) >= at - 600_000));
  await until(() => due.every((tile) => well.get(tile) >= at), 700);
  const took = (performance.now() - begin) / 1000;
  feed.close();
  const later = sent.filter(([time]) => time >= begin);
  const busiest = (moments) =>
    Math.max(0, ...moments.map((from) => moments.filter((time) => time >= from && time < from + 1000).length));
  return {
    seconds: took,
    tiles: due.length,
    queries: later.filter(([, isQuery]) => isQuery).length,
    requestsASecond: busiest(later.map(([time]) => time)),
    queriesASecond: busiest(later.filter(([, isQuery]) => isQuery).map(([time]) => time)),
  };
}
