// Runs in the browser: lists of many pages, many concurrent calls, and edits of many tiles.
import { IotCentralClient, init } from "/slim.js";
import { stop } from "./clock.mjs";
import { page } from "./dashboards.mjs";

const exports = await init({ module_or_path: "/dist/iotcentral_web_bg.wasm" });
const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
const ENDPOINT = "https://contoso.azureiotcentral.com";

const bytes = async () => {
  // Engines clean up in a separate task.
  await new Promise((resolve) => setTimeout(resolve, 300));
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 100));
  globalThis.gc();
  return { heap: performance.memory.usedJSHeapSize, module: memory.buffer.byteLength };
};

/**
 * Reads `pages` pages of 25 dashboards and keeps none. Returns the bytes of the heap after a quarter of the pages and
 * after the last one, and the time that an abort takes, in milliseconds.
 */
export async function list(pages) {
  const { value } = JSON.parse(page(25, "Latin"));
  let sent = 0;
  let hold = false;
  const fetch = async (_, { signal } = {}) => {
    sent += 1;
    if (hold) await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const next = sent < pages ? { nextLink: `${ENDPOINT}/api/dashboards?%24skiptoken=${sent}` } : {};
    return Response.json({ value, ...next });
  };
  const central = new IotCentralClient(ENDPOINT, () => "token", { fetch, rateLimit: { requestsPerSecond: 0 } });
  let dashboards = 0;
  let read = 0;
  let early;
  for await (const { items } of central.dashboards.list().byPage()) {
    dashboards += items.length;
    read += 1;
    if (read === pages / 4) early = await bytes();
  }
  const late = await bytes();

  hold = true;
  const controller = new AbortController();
  const waiting = central.dashboards
    .list({ abortSignal: controller.signal })
    .next()
    .then(
      () => undefined,
      () => performance.now(),
    );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const begin = performance.now();
  controller.abort();
  const abortedAt = await waiting;
  return { dashboards, early, late, abortMs: abortedAt - begin };
}

/**
 * Makes `count` concurrent calls to a service that answers at once. Returns how long each waited, and the most requests
 * within a second.
 */
export async function calls(count) {
  stop();
  const sent = [];
  const fetch = async () => {
    sent.push(performance.now());
    return Response.json({ id: "d", displayName: "Device" });
  };
  const central = new IotCentralClient(ENDPOINT, () => "token", { fetch });
  const begin = performance.now();
  const waits = [];
  for (let call = 0; call < count; call += 1)
    central.devices.get(`d${call}`).then(
      () => waits.push(performance.now() - begin),
      () => {},
    );
  for (let second = 0; second < count && waits.length < count; second += 1) await globalThis.advance(1000);
  waits.sort((one, other) => one - other);
  const most = Math.max(...sent.map((from) => sent.filter((time) => time >= from && time < from + 1000).length));
  return { done: waits.length, most, p99: waits[Math.ceil(0.99 * count) - 1], last: waits.at(-1) };
}

/**
 * Edits a dashboard of `count` tiles, half of which another client changes meanwhile. Returns the time from the answer
 * with the other client's version to the merged request, in milliseconds, for each round.
 */
export async function merge(count, rounds) {
  const board = (ours, theirs, etag) => {
    const tiles = Array.from({ length: count }, (_, index) => ({
      displayName: `${(index % 2 ? ours : theirs) ? "changed " : ""}${index % 7}`,
      configuration: { type: "label", text: `${index}` },
      x: index % 6,
      y: Math.floor(index / 6),
      width: 1,
      height: 1,
    }));
    return { id: "d", displayName: "Dashboard", etag, tiles };
  };
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    let begin;
    const outdated = () =>
      Response.json({ error: { code: "PreconditionFailed", message: "Outdated" } }, { status: 412 });
    const theirs = board(false, true, '"2"');
    const answers = [
      () => Response.json(board(false, false, '"1"')),
      outdated,
      () => {
        begin = performance.now();
        return Response.json(theirs);
      },
      () => {
        times.push(performance.now() - begin);
        return Response.json(board(true, true, '"3"'));
      },
    ];
    const fetch = async () => answers.shift()();
    const central = new IotCentralClient(ENDPOINT, () => "token", { fetch, rateLimit: { requestsPerSecond: 0 } });
    const change = ({ tiles }) => {
      for (let index = 1; index < count; index += 2) tiles[index].displayName = `changed ${index % 7}`;
    };
    await central.dashboards.edit("d", change, { validate: false });
  }
  return times;
}
