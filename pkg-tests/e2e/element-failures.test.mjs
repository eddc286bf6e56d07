// How <iot-central-dashboard> reports data that could not be read, and treats invalid values.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emulator, heard, markup, SCRIPT } from "../support/element.mjs";
import { embed, host } from "../support/embed.mjs";
import { tile } from "../support/tiles.mjs";

test("a tile without data fires an event, and the element continues", async () => {
  await emulator.put("gone", {
    displayName: "Gone",
    tiles: [
      {
        displayName: "Ghost",
        x: 0,
        y: 0,
        width: 2,
        height: 2,
        configuration: {
          type: "lkv",
          group: "g",
          devices: ["ghost"],
          capabilities: [{ capability: "temperature", aggregateFunction: "avg" }],
        },
      },
    ],
  });
  const page = await embed(await host(markup("gone"), SCRIPT));
  await page.waitForFunction(() => heard.some(([type]) => type === "tile-error"));
  assert.deepEqual(new Set(await heard(page, "tile-error")), new Set(["Ghost"]));
  await page.locator('article[data-state="error"]').waitFor();
  await page.close();
});

test("the reason of a failure wraps within its tile, and a sentence may follow the service's message", async () => {
  const endpoint = "https://contoso.azureiotcentral.com";
  const message = `GET ${endpoint}/api/deviceGroups/${"0123456789".repeat(6)} failed with status 404. NotFound: unknown`;
  const page = await embed(
    await host(
      "<iot-central-dashboard></iot-central-dashboard>",
      `${SCRIPT}
      const tile = { displayName: "Count", x: 0, y: 0, width: 1, height: 2, configuration: { type: "deviceCount", group: "g" } };
      const error = Object.assign(new Error(${JSON.stringify(message)}), { name: "IotCentralError", code: "NotFound", statusCode: 404 });
      const watch = (_, { onError }) => (setTimeout(onError, 0, tile, error), { pause() {}, resume() {}, refresh() {}, setVisible() {}, close() {} });
      const client = { endpoint: "${endpoint}", dashboards: { watch } };
      Object.assign(document.querySelector("iot-central-dashboard"), { client, dashboard: { displayName: "Failed", tiles: [tile] } });`,
    ),
  );
  const note = tile(page, "Count").locator(".note");
  await note.getByText("Not found", { exact: true }).waitFor();
  assert.match(await note.innerText(), /NotFound: unknown\. It may have been deleted/);
  const [needed, given] = await note.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
  assert.ok(needed <= given, `the text needs ${needed} px of ${given}`);
  await page.close();
});

test("an invalid endpoint is a mistake of the page, not a failed request", async () => {
  const tag = `<iot-central-dashboard endpoint="contoso" dashboard-id="gone"></iot-central-dashboard>`;
  const page = await embed(await host(tag, SCRIPT));
  const card = page.locator(".card");
  await card.waitFor();
  assert.match(await card.innerText(), /^Something is wrong with this page\s+endpoint has no https/);
  await page.close();
});

/** An element with a fake client: `feed(timing, devices)` passes values of these devices to the tile. */
const FED = `${SCRIPT}
  const tile = { displayName: "Values", x: 0, y: 0, width: 3, height: 3, configuration: { type: "lkv", group: "g", devices: ["a", "b"], capabilities: [{ capability: "t" }] } };
  globalThis.failure = (device, statusCode) => ({ device, error: Object.assign(new Error(device + " was not found."), { name: "IotCentralError", code: "NotFound", statusCode }) });
  const client = {
    endpoint: "https://contoso.azureiotcentral.com",
    dashboards: {
      watch(_, options) {
        globalThis.watched = options;
        globalThis.feed = (timing, devices) => options.onTile(tile, { kind: "latest", values: devices.map((device) => ({ device, deviceName: "Room " + device, capability: "t", value: 1, timestamp: 0 })) }, timing);
        return { pause() {}, resume() {}, refresh() {}, setVisible() {}, close() {} };
      },
    },
  };
  Object.assign(document.querySelector("iot-central-dashboard"), { client, dashboard: { displayName: "Fed", tiles: [tile] } });`;

test("a renderer may return nothing, and null stands for no thresholds", async () => {
  const page = await embed(
    await host(
      "<iot-central-dashboard></iot-central-dashboard>",
      `${FED}
      const label = { displayName: "Own", x: 3, y: 0, width: 2, height: 2, configuration: { type: "label", text: "a" } };
      Object.assign(document.querySelector("iot-central-dashboard"), {
        dashboard: { displayName: "Fed", tiles: [tile, label] },
        renderers: { label: (host) => { host.textContent = "drawn by the page"; } },
        thresholds: null,
      });`,
    ),
  );
  await page.waitForFunction(() => globalThis.feed);
  await page.evaluate(() => feed({ readAt: Date.now(), dueAt: Date.now() }, ["a"]));
  await tile(page, "Own").getByText("drawn by the page").waitFor();
  await tile(page, "Values").locator(".view").getByText("1", { exact: true }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a tile shows which devices failed and why, as long as they fail; the page gets an event for each change", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", FED));
  await page.waitForFunction(() => globalThis.feed);
  const frame = tile(page, "Values");
  const line = frame.locator(".staleness");
  const errors = async () => (await heard(page, "tile-error")).length;
  const updates = async () => (await heard(page, "tile-update")).length;
  const now = new Date().setHours(12, 0, 0, 0);
  /** Passes data to the tile. `work` may use `now` and `failure`. */
  const feed = async (timing, devices) => {
    await page.evaluate(`feed(${timing.replaceAll("now", now)}, ${JSON.stringify(devices)})`);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  };

  // One device has never been read; the data of the other is new.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("b", 404)] }`, ["a"]);
  assert.equal(await line.innerText(), "b: Not found");
  assert.match(await line.getAttribute("title"), /^b: Not found\. b was not found\./);
  assert.equal(await frame.getAttribute("data-state"), "ready");
  assert.equal(await frame.getAttribute("data-stale"), null);
  assert.deepEqual([await updates(), await errors()], [1, 1]);
  // The same failure is not reported again.
  await feed(`{ readAt: now + 1000, dueAt: now, failures: [failure("b", 404)] }`, ["a"]);
  assert.equal(await line.innerText(), "b: Not found");
  assert.deepEqual([await updates(), await errors()], [2, 1]);
  // The tile still shows the device's earlier data, and its age.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("b", 429)] }`, ["a", "b"]);
  assert.match(await line.innerText(), /^Room b since .*12:00.*: Too many requests$/);
  assert.equal(await frame.getAttribute("data-stale"), null);
  assert.deepEqual([await updates(), await errors()], [3, 2]);
  // All data is old.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("a", 429), failure("b", 404)] }`, ["a", "b"]);
  assert.match(await line.innerText(), /^Since .*12:00.*: Too many requests$/);
  assert.deepEqual(
    (await line.getAttribute("title")).split("\n").map((words) => words.split(".")[0]),
    ["Room a: Too many requests", "Room b: Not found"],
  );
  assert.equal(await frame.getAttribute("data-stale"), "");
  assert.deepEqual([await updates(), await errors()], [3, 3]);
  // All devices are read again.
  await feed(`{ readAt: now, dueAt: now }`, ["a", "b"]);
  assert.equal(await line.isHidden(), true);
  assert.equal(await frame.getAttribute("data-stale"), null);
  assert.deepEqual([await updates(), await errors()], [4, 3]);
  // Several devices are counted.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("b", 404), failure("c", 404)] }`, ["a"]);
  assert.equal(await line.innerText(), "2 devices: Not found");
  // A single value of a device is named.
  await feed(`{ readAt: now, dueAt: now, failures: [{ ...failure("a", 404), capability: "gone" }] }`, ["a"]);
  assert.equal(await line.innerText(), "Room a gone: Not found");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a mistake in a dashboard is not blamed on a proxy", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", SCRIPT));
  const shown = async (error) => {
    await page.evaluate((error) => {
      const dashboards = {
        get: async () => {
          throw Object.assign(new Error(error.message), {
            name: "IotCentralError",
            code: "Decode",
            statusCode: 200,
            ...error,
          });
        },
      };
      Object.assign(document.querySelector("iot-central-dashboard"), {
        client: { endpoint: "https://contoso.azureiotcentral.com", dashboards },
        dashboardId: "d",
      });
    }, error);
    await page.locator(".card").filter({ hasText: error.message }).waitFor();
    return page.locator(".card").innerText();
  };
  const inside = await shown({
    message: "/tiles/0/configuration/devices is missing",
    pointer: "/tiles/0/configuration/devices",
  });
  assert.match(inside, /Correct this value in IoT Central/);
  assert.doesNotMatch(inside, /proxy/);
  assert.match(await shown({ message: "the document is no JSON" }), /proxy/);
  await page.close();
});

test("malformed attributes are ignored, and valid ones are used", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", FED));
  await page.waitForFunction(() => globalThis.feed);
  const watched = async (refresh) => {
    await page.evaluate(async (refresh) => {
      const element = document.querySelector("iot-central-dashboard");
      element.setAttribute("refresh", refresh);
      await element.updateComplete;
    }, refresh);
    return page.evaluate(() => watched.refreshIntervalInMs);
  };
  assert.deepEqual(
    [await watched("16.1"), await watched("0.5"), await watched("soon"), await watched("1e9")],
    [16_100, 10_000, 10_000, 2 ** 31 - 1],
  );
  assert.equal(await page.evaluate(() => watched.maxPoints), 2000);

  for (const [locale, time] of [
    ["de_DE", /01\.01\.1970/],
    ["de-DE", /01\.01\.1970/],
    ["no locale!", /1970/],
  ]) {
    await page.evaluate(async (locale) => {
      const element = document.querySelector("iot-central-dashboard");
      element.setAttribute("locale", locale);
      await element.updateComplete;
      feed({ readAt: 0, dueAt: 0, failures: [failure("a", 404), failure("b", 404)] }, ["a", "b"]);
    }, locale);
    const line = tile(page, "Values").locator(".staleness");
    await line.waitFor();
    assert.match(await line.innerText(), time, locale);
    assert.equal(await tile(page, "Values").getAttribute("data-state"), "ready", locale);
    assert.equal(
      await line.evaluate((words) => words.closest("[lang]").lang),
      "en",
      "the words are English in any language of the numbers",
    );
  }
  assert.deepEqual(page.complaints, []);
  await page.close();
});
