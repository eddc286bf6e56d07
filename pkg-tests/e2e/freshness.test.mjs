// What the page says of how old its data is: one tile that is broken is no alarm, a service that is silent is one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, drawn, visit } from "../support/demo.mjs";
import { NOW, emulate } from "../support/emulator.mjs";

const emulator = await emulate("--now", NOW);

const capabilities = [{ capability: "temperature", aggregateFunction: "avg" }];
const place = (x) => ({ x, y: 0, width: 3, height: 3 });
// The chart is read once a minute, its broken neighbour fails every ten seconds.
await emulator.put("mixed", {
  displayName: "Mixed",
  tiles: [
    { displayName: "Chart", ...place(0), configuration: { type: "lineChart", group: "g", devices: ["thermostat-01"], capabilities, queryRange: { type: "time", duration: "PT1H", resolution: "PT1M" } } },
    { displayName: "Ghost", ...place(3), configuration: { type: "lkv", group: "g", devices: ["ghost"], capabilities } },
  ],
});

test("one broken tile is no alarm; silence of all is one, told once, and so is its end", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  /** Lets the page's time go by, as far as its questions are answered. */
  const wait = async (seconds) => {
    for (let second = 0; second < seconds; second += 2) await page.pass(2_000);
  };
  await page.evaluate(() => {
    globalThis.told = [];
    globalThis.failures = 0;
    globalThis.modes = [];
    const freshness = document.querySelector("#freshness");
    new MutationObserver(() => modes.push(freshness.dataset.mode)).observe(freshness, { attributeFilter: ["data-mode"] });
    const announcements = document.querySelector("#announcements");
    new MutationObserver(() => told.push(announcements.textContent)).observe(announcements, { childList: true, characterData: true, subtree: true });
    document.querySelector("iot-central-dashboard").addEventListener("tile-error", () => failures++);
    location.hash = "mixed";
  });
  await drawn(page);
  await page.waitForSelector("#freshness[data-mode=fresh]");
  await page.evaluate(() => { modes.length = 0; });
  await wait(120);
  assert.deepEqual([...new Set(await page.evaluate(() => [...modes, document.querySelector("#freshness").dataset.mode]))], ["fresh"]);
  assert.ok(await page.evaluate(() => failures) > 1, "the broken tile has failed more than once");

  await page.route("**/api/**", (route) => route.abort());
  await wait(120);
  await page.waitForSelector("#freshness[data-mode=stale]");
  await page.unroute("**/api/**");
  await wait(120);
  await page.waitForSelector("#freshness[data-mode=fresh]");
  assert.deepEqual(await page.evaluate(() => told), ["Mixed, 2 tiles", "No new data is coming.", "New data is coming again."]);
  await page.close();
});
