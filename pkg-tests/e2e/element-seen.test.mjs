// <iot-central-dashboard> that shows a dashboard again: its last data stays until everything has been read again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BRIEF, heard, markup, SCRIPT } from "../support/element.mjs";
import { embed, host } from "../support/embed.mjs";
import { TOKEN } from "../support/emulator.mjs";
import { alive } from "../support/tiles.mjs";

/**
 * A fake client: `answer(dashboard)` or `refuse(error)` ends the pending read; `feed(timing, devices)` and
 * `fail(error)` are events of the tile's feed. `store` is kept in the page's session storage.
 */
const FED = `${SCRIPT}
  const tile = { displayName: "Values", x: 0, y: 0, width: 3, height: 3, configuration: { type: "lkv", group: "g", devices: ["a", "b"], capabilities: [{ capability: "t" }] } };
  globalThis.board = { id: "hall", displayName: "Hall", tiles: [tile] };
  globalThis.trouble = (statusCode) => Object.assign(new Error("No."), { name: "IotCentralError", code: "Service", statusCode, isTransient: statusCode > 403 });
  globalThis.series = { kind: "series", series: [{ device: "a", capability: "t", times: Float64Array.of(1, 2), values: Float64Array.of(1, NaN) }] };
  globalThis.make = () => ({
    endpoint: "https://contoso.azureiotcentral.com",
    dashboards: {
      get: () => new Promise((answer, refuse) => Object.assign(globalThis, { answer, refuse })),
      watch(dashboard, options) {
        const [shown] = dashboard.tiles;
        globalThis.feed = (timing, devices, value = 1) => options.onTile(shown, { kind: "latest", values: devices.map((device) => ({ device, deviceName: "Room " + device, capability: "t", value, timestamp: 0 })) }, timing);
        globalThis.fail = (error) => options.onError(shown, error);
        return { pause() {}, resume() {}, refresh() {}, setVisible() {}, close() {} };
      },
    },
  });
  globalThis.store = { get: async (key) => sessionStorage.getItem(key), set: async (key, text) => sessionStorage.setItem(key, text) };
  globalThis.element = document.querySelector("iot-central-dashboard");
  globalThis.show = (more) => Object.assign(element, { client: globalThis.client ??= make(), dashboardId: "hall" }, more);
  globalThis.again = () => { const { parentNode } = element; element.remove(); delete globalThis.answer; parentNode.append(element); };
  globalThis.ready = true;`;

/** Earlier than the clock of the pages */
const NOON = Date.parse("2026-01-31T12:00:00Z");

async function fed() {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", FED));
  await page.waitForFunction(() => globalThis.ready);
  page.setDefaultTimeout(10_000);
  const tile = page.locator('article:has(h2[title="Values"])');
  return Object.assign(page, { tile, line: tile.locator(".staleness") });
}

const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Shows the dashboard with data of both devices, read at noon. */
async function showFirst(page, more = "{}") {
  await page.evaluate(`show(${more})`);
  await page.waitForFunction(() => globalThis.answer);
  await page.evaluate(() => answer(board));
  await page.waitForFunction(() => globalThis.feed);
  await page.evaluate(`feed({ readAt: ${NOON}, dueAt: ${NOON} }, ["a", "b"])`);
  await page.tile.locator("text=Room b").waitFor();
}

test("a dashboard seen before shows its last data at once, with its age, until everything is read again", async () => {
  const page = await fed();
  await showFirst(page);
  assert.equal(await page.line.isHidden(), true);
  await page.evaluate(() => again());
  await page.waitForFunction(() => globalThis.answer);
  // Neither the dashboard nor its data has been read yet.
  await page.tile.locator("text=Room b").waitFor();
  assert.match(await page.line.innerText(), /^As of .*12:00.*, being read again$/);
  assert.equal(await page.tile.getAttribute("data-stale"), "");
  assert.equal(await page.tile.locator(".body").getAttribute("aria-busy"), "true");
  assert.deepEqual([await heard(page, "tile-update"), await heard(page, "load")], [["Values"], ["Hall"]]);

  await page.evaluate(() => {
    globalThis.article = element.shadowRoot.querySelector("article");
    answer(structuredClone(board));
  });
  await page.waitForFunction(() => heard.filter(([type]) => type === "load").length === 2);
  // Only the first of two devices has been read: the tile keeps showing the other.
  await page.evaluate(`feed({ readAt: ${NOON + 60_000}, dueAt: ${NOON}, missing: 1 }, ["a"])`);
  await drawn(page);
  assert.equal(await page.tile.locator("text=Room b").count(), 1);
  assert.match(await page.line.innerText(), /^As of .*12:00/);
  await page.evaluate(`feed({ readAt: ${NOON + 60_000}, dueAt: ${NOON} }, ["a", "b"], 7)`);
  await page.tile.locator("text=7").first().waitFor();
  assert.equal(await page.line.isHidden(), true);
  assert.equal(await page.tile.getAttribute("data-stale"), null);
  assert.equal(await page.tile.locator(".body").getAttribute("aria-busy"), "false");
  // The dashboard is equal, so its tiles are reused.
  assert.ok(await page.evaluate(() => element.shadowRoot.querySelector("article") === article));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a tile seen before shows failures, and the true age of its data", async () => {
  const page = await fed();
  await showFirst(page, `{ messages: { language: "de", tile: { recalled: (moment) => "Stand: " + moment } } }`);
  await page.evaluate(() => again());
  await page.waitForFunction(() => globalThis.answer);
  await page.tile.locator("text=Room b").waitFor();
  assert.match(await page.line.innerText(), /^Stand: .*12:00/);
  await page.evaluate(() => answer(board));
  await page.waitForFunction(() => heard.filter(([type]) => type === "load").length === 2);
  await page.evaluate(() => fail(trouble(429)));
  assert.match(await page.line.innerText(), /^Since .*12:00.*: Too many requests$/);
  assert.equal(await page.tile.getAttribute("data-stale"), "");
  assert.deepEqual((await heard(page, "tile-error")).length, 1);
  await page.close();
});

test("a dashboard that others changed is updated; one that no longer exists is removed", async () => {
  const page = await fed();
  await showFirst(page, "{ cache: store }");
  await page.evaluate(() => again());
  await page.waitForFunction(() => globalThis.answer);
  await page.evaluate(() => {
    const [tile] = board.tiles;
    answer({ ...board, tiles: [tile, { ...tile, displayName: "Others", x: 3 }] });
  });
  await page.locator('article:has-text("Others")').waitFor();
  // Tiles that did not change keep their data.
  await page.tile.locator("text=Room b").waitFor();

  await page.evaluate(() => again());
  await page.waitForFunction(() => globalThis.answer);
  await page.tile.locator("text=Room b").waitFor();
  // A failure without an answer removes nothing.
  await page.evaluate(() => refuse(trouble(503)));
  await page.locator("[part=card]").waitFor();
  assert.equal(await page.tile.locator("text=Room b").count(), 1);
  await page.evaluate(() => delete globalThis.answer);
  await page.waitForFunction(() => globalThis.answer);
  await page.evaluate(() => refuse(trouble(403)));
  await page.waitForFunction(() => !element.shadowRoot.querySelector("article"));
  await page.waitForFunction(() => !Object.values(sessionStorage).join().includes("Room b"));
  await page.evaluate(() => again());
  await page.waitForFunction(() => globalThis.answer);
  await drawn(page);
  assert.equal(await page.locator("article").count(), 0);
  await page.close();
});

test("another client or time range shows none of the data", async () => {
  const page = await fed();
  await showFirst(page);
  for (const more of [
    () => Object.assign(element, { client: make() }),
    () => Object.assign(element, { client, timeRange: { duration: "P1D" } }),
  ]) {
    await page.evaluate(() => delete globalThis.answer);
    await page.evaluate(more);
    await page.evaluate(() => again());
    await page.waitForFunction(() => globalThis.answer);
    await drawn(page);
    assert.equal(await page.locator("article").count(), 0, String(more));
  }
  await page.close();
});

test("a cache keeps the data beyond the page, without a credential", async () => {
  const address = await host(
    markup(BRIEF),
    `${SCRIPT}
    document.querySelector("iot-central-dashboard").cache = { get: (key) => sessionStorage.getItem(key), set: (key, text) => sessionStorage.setItem(key, text) };`,
  );
  const page = await embed(address);
  await alive(page);
  const texts = (selector) =>
    page
      .locator(selector)
      .evaluateAll((articles) => articles.map((article) => article.querySelector(".body").textContent));
  const chart = 'article[data-tile-type="lineChart"]';
  const before = await texts(chart);

  await page.route(/\/api\//, () => {});
  // A reload sets the clock back to its start.
  await page.clock.setSystemTime(await page.evaluate(() => Date.now()));
  await page.reload();
  await page.locator(`${chart}[data-stale][data-state=ready]`).first().waitFor();
  assert.deepEqual(await texts(chart), before);
  const kept = await page.evaluate(() => Object.entries(sessionStorage));
  assert.equal(kept.length, 1);
  const [[key, text]] = kept;
  assert.match(key, new RegExp(`^\\["iotcentral-web 1","http://127.0.0.1:\\d+","${BRIEF}",null,`));
  for (const secret of [TOKEN, btoa(TOKEN), "Bearer", "Authorization"]) assert.ok(!(key + text).includes(secret));
  assert.deepEqual(await heard(page, "tile-update"), []);
  await page.close();
});

test("damaged, unknown, late or failing caches change nothing", async () => {
  const page = await fed();
  const texts = [
    "",
    "{",
    "null",
    "[]",
    `{"dashboard":{"id":"hall","tiles":7},"tiles":[]}`,
    `{"dashboard":{"id":"other","tiles":[{}]},"tiles":[]}`,
    `{"dashboard":{"id":"hall","tiles":[{}]},"tiles":[]}`,
    `{"dashboard":{"id":"hall","tiles":[null]},"tiles":[]}`,
    `{"tiles":[["KEY",[{"kind":"latest"},{"readAt":1}]]]}`,
    `{"tiles":[["KEY",[{"kind":"series","series":3},{"readAt":1}]]]}`,
    `{"tiles":[["KEY",[{"kind":"latest","values":[]},{"readAt":9e15}]]]}`,
    `{"tiles":[["KEY",[]], ["KEY"], 5]}`,
    `{"tiles":[["KEY",[{"kind":"latest","values":{"Float64Array":"x"}},{"readAt":1}]]]}`,
  ];
  await page.evaluate((texts) => {
    const key = JSON.stringify(JSON.stringify(board.tiles[0].configuration)).slice(1, -1);
    const kept = (text) => ({ get: () => text.replace("KEY", key), set() {} });
    globalThis.stores = [
      ...texts.map(kept),
      { get: () => 42, set() {} },
      { get: () => new Promise(() => {}), set() {} },
      {
        get: () => Promise.reject(new Error("get")),
        set: () => Promise.reject(new Error("set")),
      },
      {
        get() {
          throw new Error("get");
        },
        set() {
          throw new Error("set");
        },
      },
      {},
    ];
  }, texts);
  for (let index = 0; index < texts.length + 5; index++) {
    await page.evaluate((index) => {
      delete globalThis.answer;
      delete globalThis.feed;
      show({ client: make(), cache: stores[index] });
    }, index);
    await page.waitForFunction(() => globalThis.answer);
    await page.evaluate(() => answer(board));
    await page.waitForFunction(() => globalThis.feed);
    await drawn(page);
    assert.notEqual(await page.tile.getAttribute("data-state"), "error", String(texts[index]));
    await page.evaluate(`feed({ readAt: ${NOON}, dueAt: ${NOON} }, ["a", "b"])`);
    await page.tile.locator("text=Room b").waitFor();
    assert.equal(await page.tile.getAttribute("data-stale"), null, String(texts[index]));
  }
  assert.deepEqual([await heard(page, "error"), page.complaints], [[], []]);
  await page.close();
});
