// Tiles of <iot-central-dashboard> that fill as their devices are read: a tile shows what has been read, and how many
// devices are missing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SCRIPT } from "../support/element.mjs";
import { embed, host } from "../support/embed.mjs";
import { tile } from "../support/tiles.mjs";

const DEVICES = ["a", "b", "c"];

/** An element with a fake client: `feed(devices)` passes a line of each device to the tile; the others are missing. */
const FED = (type) => `${SCRIPT}
  const tile = { displayName: "Lines", x: 0, y: 0, width: 4, height: 3, configuration: { type: "${type}", group: "g", devices: ${JSON.stringify(DEVICES)}, capabilities: [{ capability: "t", aggregateFunction: "avg" }] } };
  const now = Date.now();
  const lineOf = (device) => ({ device, deviceName: "Room " + device, capability: "t", aggregateFunction: "avg", unit: "°C", times: Float64Array.of(now - 120000, now - 60000), values: Float64Array.of(1, 2) });
  globalThis.missed = [];
  const client = {
    endpoint: "https://contoso.azureiotcentral.com",
    dashboards: {
      watch(_, options) {
        globalThis.feed = (devices) => {
          const missing = ${DEVICES.length} - devices.length;
          options.onTile(tile, { kind: "series", series: devices.map(lineOf), stepInMs: 60000, from: now - 180000, to: now }, { readAt: now, dueAt: now, ...(missing > 0 && { missing }) });
        };
        return { pause() {}, resume() {}, refresh() {}, setVisible() {}, close() {} };
      },
    },
  };
  const shown = document.querySelector("iot-central-dashboard");
  shown.addEventListener("tile-update", ({ detail }) => missed.push(detail.missing));
  Object.assign(shown, { locale: "en-GB", client, dashboard: { displayName: "Fed", tiles: [tile] } });`;

/** Returns the CSS properties that animations in an element change. */
const animated = (element) => {
  const keyframes = element.getAnimations({ subtree: true }).flatMap(({ effect }) => effect.getKeyframes());
  const timing = ["offset", "computedOffset", "easing", "composite"];
  return [...new Set(keyframes.flatMap(Object.keys))].filter((name) => !timing.includes(name));
};

for (const type of ["lineChart", "barChart"]) {
  test(`a ${type} shows the devices that have been read, in one drawing, and how many are missing`, async () => {
    const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", FED(type)));
    await page.waitForFunction(() => globalThis.feed);
    const frame = tile(page, "Lines");
    const mark = frame.locator(".missing");
    assert.equal(await mark.isHidden(), true, "a skeleton needs no mark");
    assert.deepEqual(await frame.evaluate(animated), ["opacity"], "a skeleton that moves is painted in every frame");
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.deepEqual(await frame.evaluate(animated), []);
    const drawn = [];
    for (const [devices, words] of [
      [["a"], "2 more devices to come"],
      [["a", "b"], "1 more device to come"],
      [DEVICES, undefined],
    ]) {
      await page.evaluate((devices) => feed(devices), devices);
      await frame.locator(`.legend li:nth-child(${devices.length})`).waitFor();
      assert.equal(await frame.getAttribute("data-state"), "ready");
      assert.equal(await mark.isVisible(), words !== undefined);
      if (words) assert.equal(await mark.textContent(), words);
      const body = frame.locator(".body");
      assert.equal(
        await body.getAttribute("aria-busy"),
        String(words !== undefined),
        "what changes in the tile is not announced before it is complete",
      );
      drawn.push(await frame.locator(".plot canvas").elementHandle());
      assert.deepEqual(
        await frame.locator(".legend data").evaluateAll((values) => values.map(({ dataset }) => dataset.device)),
        devices,
      );
    }
    for (const canvas of drawn)
      assert.ok(await canvas.evaluate((canvas) => canvas.isConnected), "no chart is made anew for a part");
    assert.deepEqual(await page.evaluate(() => missed), [2, 1, undefined]);

    // Each line has its own colour, and the cursor finds the values of all lines.
    await frame.locator(".plot").focus();
    await page.keyboard.press("End");
    const rows = frame.locator(".readout li");
    assert.equal(await rows.count(), 3, "a row each");
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}

test("the mark takes no room from the tile", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", FED("lineChart")));
  await page.waitForFunction(() => globalThis.feed);
  const frame = tile(page, "Lines");
  const boxes = [];
  for (const devices of [["a"], DEVICES]) {
    await page.evaluate((devices) => feed(devices), devices);
    await frame.locator(`.legend li:nth-child(${devices.length})`).waitFor();
    boxes.push(await frame.locator(".body").boundingBox());
  }
  assert.deepEqual(boxes[0], boxes[1]);
  await page.close();
});
