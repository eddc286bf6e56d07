// What the feeds of several tabs of one origin share: answers to queries, if the tabs use the same token.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { tabs, world } from "./world.mjs";

const context = await tabs();
const stranger = await tabs();
after(() => Promise.all([context.close(), stranger.close()]));

/** Opens a tab. `value` is what each device's query returns in it; "silence" is no answer. */
async function tab({ beside = context, value = 21.5 } = {}) {
  const page = await world([], { beside });
  await page.evaluate((value) => {
    globalThis.route = ({ url }) => {
      if (url.includes("/api/query"))
        return value === "silence" ? value : { json: { results: [{ $ts: new Date().toISOString(), a: value }] } };
      return { json: url.includes("/deviceTemplates/") ? { "@id": "t" } : { id: "d", template: "dtmi:contoso:t;1" } };
    };
    /** The names of channels, messages, and how many channels are open. */
    globalThis.channels = { names: [], messages: [], open: 0 };
    globalThis.BroadcastChannel = class extends BroadcastChannel {
      constructor(name) {
        super(name);
        channels.names.push(name);
        channels.open += 1;
        this.addEventListener("message", ({ data }) => channels.messages.push(data));
      }
      close() {
        super.close();
        channels.open -= 1;
      }
    };
  }, value);
  /** The number of queries that the tab has sent */
  page.queries = () => page.evaluate(() => sent.filter(({ url }) => url.includes("/api/query")).length);
  /** Resolves when the tab has shown this many updates. Returns the values. */
  page.values = async (count) => {
    await page.waitForFunction((count) => globalThis.updates?.length >= count, count, { polling: 10 });
    return page.evaluate(() => updates.map(({ value }) => value));
  };
  return page;
}

/** Watches last values of devices. `updates` records what the feed delivers. */
const watch = (page, { token = "t0ken", devices = ["d1", "d2"], refreshIntervalInMs = 3_000 } = {}) =>
  page.evaluate(
    ([token, devices, refreshIntervalInMs]) => {
      const tiles = devices.map((device) => ({
        displayName: device,
        x: 0,
        y: 0,
        width: 1,
        height: 1,
        configuration: {
          type: "lkv",
          group: "g",
          devices: [device],
          capabilities: [{ capability: "t", aggregateFunction: "avg" }],
        },
      }));
      globalThis.updates = [];
      globalThis.feed = connect({}, () => token).dashboards.watch(
        { displayName: "d", tiles },
        {
          refreshIntervalInMs,
          onTile: (tile, data, { readAt }) =>
            updates.push({ tile: tile.displayName, value: data.values[0].value, readAt }),
          onError: (tile, error) => updates.push({ tile: tile?.displayName, value: error.code }),
        },
      );
    },
    [token, devices, refreshIntervalInMs],
  );

const close = (...pages) => Promise.all(pages.map((page) => page.close()));

test("two tabs with the same token send the queries of one, and a tab of another context its own", async () => {
  const pages = [await tab(), await tab(), await tab({ beside: stranger })];
  await Promise.all(pages.map((page) => watch(page)));
  await Promise.all(pages.map((page) => page.values(6)));
  const [one, other, alone] = await Promise.all(pages.map((page) => page.queries()));
  assert.equal(alone, 6, "another context shares nothing");
  assert.ok(one + other <= 7, `${one} and ${other} queries`);
  const [first, second] = await Promise.all(pages.map((page) => page.evaluate(() => updates)));
  for (const [place, { tile, readAt }] of first.slice(2, 6).entries()) {
    const same = second.slice(2, 6).filter((update) => update.tile === tile);
    assert.ok(
      same.some((update) => Math.abs(update.readAt - readAt) < 100),
      `update ${place} was read when the other was`,
    );
  }
  for (const page of pages) assert.deepEqual(page.complaints, []);
  await close(...pages);
});

test("a tab with another token gets no answers, and no name or message holds a token or a query", async () => {
  const [one, other] = [await tab(), await tab({ value: 7 })];
  await watch(one, { devices: ["d1"] });
  await watch(other, { devices: ["d1"], token: "an0ther" });
  assert.deepEqual([await one.values(1), await other.values(1)], [[21.5], [7]]);
  const seen = await Promise.all([one, other].map((page) => page.evaluate(() => channels)));
  assert.notEqual(seen[0].names[0], seen[1].names[0]);
  const locks = await one.evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    return [...held, ...pending].map(({ name }) => name);
  });
  assert.deepEqual(
    locks.filter((name) => seen.some(({ names }) => names.some((known) => name.includes(known)))),
    [],
    "locks can be listed by any script of the origin",
  );
  assert.doesNotMatch(JSON.stringify([seen, locks]), /t0ken|an0ther|SELECT/);
  await close(one, other);
});

test("a new tab shows at once what another tab has read", async () => {
  const first = await tab();
  await watch(first, { refreshIntervalInMs: 60_000 });
  await first.values(2);
  const second = await tab({ value: 7 });
  await watch(second, { refreshIntervalInMs: 60_000 });
  const begin = Date.now();
  assert.equal((await second.values(2)).at(-1), 21.5);
  assert.ok((await second.queries()) <= 1);
  assert.ok(Date.now() - begin < 2_000);
  await close(first, second);
});

test("a tab sends the query of a tab that is closed", async () => {
  const [closed, waiting] = [await tab({ value: "silence" }), await tab()];
  await watch(closed, { devices: ["d1"] });
  await closed.waitForFunction(() => sent.some(({ url }) => url.includes("/api/query")), undefined, { polling: 10 });
  await watch(waiting, { devices: ["d1"] });
  await pause(3_000);
  assert.equal(await waiting.queries(), 0, "it waits for the other tab's answer");
  await closed.close();
  assert.deepEqual(await waiting.values(1), [21.5]);
  await waiting.close();
});

test("a feed that ends leaves no channel and no claim", async () => {
  for (const end of [() => feed.close(), () => feed.pause()]) {
    const page = await tab({ value: "silence" });
    await watch(page, { devices: ["d1"] });
    await page.waitForFunction(() => sent.some(({ url }) => url.includes("/api/query")), undefined, { polling: 10 });
    await page.evaluate(end);
    await page.waitForFunction(async () => {
      const { held, pending } = await navigator.locks.query();
      return held.length + pending.length === 0;
    });
    assert.equal(await page.evaluate(() => channels.open), end.toString().includes("close") ? 0 : 1);
    await page.close();
  }
});

test("messages of any kind disturb no feed", async () => {
  const [page, sender] = [await tab(), await tab()];
  await watch(page, { devices: ["d1"], refreshIntervalInMs: 1_000 });
  await page.values(1);
  const [name] = await page.evaluate(() => channels.names);
  assert.ok(name);
  await sender.evaluate((name) => {
    const channel = new BroadcastChannel(name);
    for (const body of [1, { length: 5 }, "{", '{"results":[{"$ts":1}]}'])
      for (const sentMs of [Date.now(), Date.now() + 1e9, Number.NaN, 5n, "now"])
        for (const lock of [undefined, {}, "x"]) channel.postMessage({ lock, sentMs, body });
    for (const data of [undefined, null, 5, 5n, "text", [], new Map(), new Error("x")]) channel.postMessage(data);
  }, name);
  assert.deepEqual(await page.values(3).then((values) => values.slice(0, 3)), [21.5, 21.5, 21.5]);
  assert.deepEqual(page.complaints, []);
  await close(page, sender);
});

test("where a page cannot share, its feed reads all itself", async () => {
  for (const refuse of [
    () => Object.defineProperty(navigator, "locks", { value: undefined }),
    () => Object.defineProperty(crypto, "subtle", { value: undefined }),
    () => (globalThis.BroadcastChannel = undefined),
    () =>
      (globalThis.BroadcastChannel = class {
        constructor() {
          throw new DOMException("sandboxed", "SecurityError");
        }
      }),
  ]) {
    const page = await tab();
    await page.evaluate(refuse);
    await watch(page, { devices: ["d1"] });
    assert.deepEqual(await page.values(1), [21.5]);
    assert.equal(await page.queries(), 1);
    assert.deepEqual(page.complaints, []);
    await page.close();
  }
});
