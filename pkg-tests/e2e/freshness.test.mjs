// The age of data on the page: one broken tile raises no alarm, a silent service does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, drawn, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";

const emulator = await emulate("--now", NOW);

const capabilities = [{ capability: "temperature", aggregateFunction: "avg" }];
const place = (x) => ({ x, y: 0, width: 3, height: 3 });
// The chart is read once a minute; the broken tile beside it fails every ten seconds.
const CHART = {
  displayName: "Chart",
  ...place(0),
  configuration: {
    type: "lineChart",
    group: "g",
    devices: ["thermostat-01"],
    capabilities,
    queryRange: { type: "time", duration: "PT1H", resolution: "PT1M" },
  },
};
const lkv = (displayName, devices, x) => ({
  displayName,
  ...place(x),
  configuration: { type: "lkv", group: "g", devices, capabilities },
});
await emulator.put("mixed", {
  displayName: "Mixed",
  tiles: [CHART, lkv("Ghost", ["ghost"], 3)],
});

await emulator.put("ghost", { displayName: "Ghost", tiles: [lkv("Ghost", ["ghost"], 0)] });
await emulator.put("slow", {
  displayName: "Slow",
  tiles: [CHART, lkv("Now", ["thermostat-01"], 3)],
});
await emulator.put("both", {
  displayName: "Both",
  tiles: [CHART, lkv("Two rooms", ["thermostat-02", "thermostat-03"], 3)],
});

/** Opens a dashboard. `page.modes` are the modes so far, `page.told` the announcements to screen readers. */
async function open(id) {
  const page = await visit(emulator.endpoint, { id });
  await drawn(page);
  await page.waitForSelector("#freshness:not([hidden])");
  await page.evaluate(() => {
    globalThis.told = [];
    globalThis.modes = [];
    const freshness = document.querySelector("#freshness");
    new MutationObserver(() => modes.push(freshness.dataset.mode)).observe(freshness, {
      attributeFilter: ["data-mode"],
    });
    const announcements = document.querySelector("#announcements");
    new MutationObserver(() => told.push(announcements.textContent)).observe(announcements, { childList: true });
  });
  return page;
}

/** Advances the page's time. */
async function wait(page, seconds) {
  for (let second = 0; second < seconds; second += 2) await page.pass(2_000);
}

const mode = (page) => page.locator("#freshness").getAttribute("data-mode");

test("the age is that of the oldest data on the screen, by the moment when it was read", async () => {
  const page = await visit(emulator.endpoint, {
    id: "slow",
    prepare: (page) =>
      page.addInitScript(() => {
        globalThis.read = {};
        addEventListener("tile-update", ({ detail }) => (read[detail.tile.displayName] = detail.readAt), true);
      }),
  });
  await drawn(page);
  // The chart is read once a minute.
  await wait(page, 40);
  const [text, age] = await page.evaluate(() => [
    document.querySelector("#freshness-text").textContent,
    (Date.now() - Math.min(...Object.values(read))) / 1000,
  ]);
  assert.equal(Object.keys(await page.evaluate(() => read)).length, 2);
  assert.ok(age > 30, `the chart was read ${age} s ago`);
  const shown = Number(/^Fresh (\d+) s ago$/.exec(text)?.[1]);
  assert.ok(Math.abs(shown - age) < 2, `${text}, of data that is ${age} s old`);
  await page.close();
});

test("a tile that has had no data is not fresh", async () => {
  const page = await open("ghost");
  await wait(page, 40);
  assert.ok(!(await page.evaluate(() => modes)).includes("fresh"));
  assert.notEqual(await mode(page), "fresh");
  assert.match(await page.locator("#freshness").innerText(), /^No data yet$/);
  await page.close();
});

test("without the service the status is not green, also after the tab was hidden, and nothing more is announced", async () => {
  const page = await open("both");
  await page.route("**/api/**", (route) => route.abort());
  await wait(page, 60);
  assert.equal(await mode(page), "stale");
  await page.evaluate(() => {
    modes.length = 0;
  });
  for (const hidden of [true, false]) {
    await page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    await wait(page, 30);
  }
  const pause = page.locator("#pause");
  await pause.click();
  await wait(page, 4);
  await pause.click();
  await wait(page, 10);
  assert.deepEqual([...new Set(await page.evaluate(() => modes))].sort(), ["paused", "stale"]);
  assert.deepEqual(await page.evaluate(() => told), ["No new data is coming."]);

  await page.unroute("**/api/**");
  await wait(page, 20);
  assert.equal(await mode(page), "fresh");
  assert.deepEqual(await page.evaluate(() => told), ["No new data is coming.", "New data is coming again."]);
  await page.close();
});

test("setting the clock back hides neither a silent service nor its recovery", async () => {
  const page = await open("both");
  const setBack = async () => page.clock.setSystemTime((await page.evaluate(() => Date.now())) - 600_000);
  await setBack();
  await page.route("**/api/**", (route) => route.abort());
  await wait(page, 60);
  assert.equal(await mode(page), "stale");
  await setBack();
  await page.unroute("**/api/**");
  await wait(page, 30);
  assert.equal(await mode(page), "fresh");
  assert.deepEqual(await page.evaluate(() => told), ["No new data is coming.", "New data is coming again."]);
  await page.close();
});

test("a tile that fails for a while raises no alarm, and the status is not green", async () => {
  const page = await open("both");
  await page.route("**/api/query*", (route) =>
    route.request().postData().includes("thermostat-01") ? route.abort() : route.fallback(),
  );
  await wait(page, 120);
  assert.equal(await mode(page), "behind");
  assert.match(await page.locator("#freshness").innerText(), /^Oldest data \d+ (s|min) ago$/);
  assert.deepEqual(await page.evaluate(() => told), []);
  await page.close();
});

test("one broken tile raises no alarm; failures of all tiles do, announced once, like the recovery", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  /** Advances the page's time as fast as its requests are answered. */
  const wait = async (seconds) => {
    for (let second = 0; second < seconds; second += 2) await page.pass(2_000);
  };
  await page.evaluate(() => {
    globalThis.told = [];
    globalThis.failures = 0;
    globalThis.modes = [];
    const freshness = document.querySelector("#freshness");
    new MutationObserver(() => modes.push(freshness.dataset.mode)).observe(freshness, {
      attributeFilter: ["data-mode"],
    });
    const announcements = document.querySelector("#announcements");
    new MutationObserver(() => told.push(announcements.textContent)).observe(announcements, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    document.querySelector("iot-central-dashboard").addEventListener("tile-error", () => failures++);
    location.hash = "mixed";
  });
  await drawn(page);
  await page.waitForSelector("#freshness[data-mode=fresh]");
  await page.evaluate(() => {
    modes.length = 0;
  });
  await wait(120);
  assert.deepEqual(
    [...new Set(await page.evaluate(() => [...modes, document.querySelector("#freshness").dataset.mode]))],
    ["fresh"],
  );
  assert.ok((await page.evaluate(() => failures)) > 1, "the broken tile has failed more than once");

  await page.route("**/api/**", (route) => route.abort());
  await wait(120);
  await page.waitForSelector("#freshness[data-mode=stale]");
  await page.unroute("**/api/**");
  await wait(120);
  await page.waitForSelector("#freshness[data-mode=fresh]");
  assert.deepEqual(await page.evaluate(() => told), [
    "Mixed, 2 tiles",
    "No new data is coming.",
    "New data is coming again.",
  ]);
  await page.close();
});
