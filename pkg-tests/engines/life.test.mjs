// The element's life in an engine other than Chromium: the packed package with the emulator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { BRIEF, emulator, markup, SCRIPT } from "../support/element.mjs";
import { engine } from "../support/engines.mjs";
import { host } from "../support/page.mjs";

const page = await engine();

/** Counts requests from the start of the page. */
const COUNTING = `
  globalThis.asked = [];
  const send = globalThis.fetch;
  globalThis.fetch = (...rest) => { asked.push(String(rest[0]?.url ?? rest[0])); return send(...rest); };
  globalThis.complaints = [];
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => complaints.push(violatedDirective + " " + blockedURI));`;

/** Waits until all tiles of all elements show something. */
const alive = () =>
  page.reached(() => {
    const elements = [...document.querySelectorAll("iot-central-dashboard")];
    const tiles = elements.map(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll("article.tile") ?? [])]);
    return (
      elements.length > 0 &&
      tiles.every((some) => some.length > 0 && some.every(({ dataset }) => dataset.state !== "loading"))
    );
  });

test("an element reads its dashboard, refreshes it, and shows each tile", async () => {
  await page.open(await host(markup(BRIEF, `refresh="1"`), COUNTING + SCRIPT));
  await alive();
  const states = await page.run(() =>
    [...document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll("article.tile")].map(
      ({ dataset }) => [dataset.tileType, dataset.state],
    ),
  );
  await page.picture(`${process.env.ENGINE}-life`);
  assert.ok(states.length >= 8);
  assert.deepEqual(
    states.filter(([type, state]) => state !== "ready" && !["sankeyChart"].includes(type)),
    [],
  );
  const before = await page.run(() => heard.filter(([type]) => type === "tile-update").length);
  await page.reached((before) => heard.filter(([type]) => type === "tile-update").length > before, before);
});

test("a paused element sends nothing, a resumed one continues", async () => {
  await page.run(() => {
    document.querySelector("iot-central-dashboard").paused = true;
  });
  await setTimeout(1_500);
  const asked = await page.run(() => asked.length);
  await setTimeout(2_500);
  assert.equal(await page.run(() => asked.length), asked);
  await page.run(() => {
    document.querySelector("iot-central-dashboard").paused = false;
  });
  await page.reached((before) => asked.length > before, asked);
});

test("several elements share one module; outside of the document they send nothing, back in it they continue", async () => {
  await page.run(
    (endpoint, dashboardId) => {
      const main = document.querySelector("main");
      for (let count = 0; count < 2; count++)
        main.append(Object.assign(equip(document.createElement("iot-central-dashboard")), { endpoint, dashboardId }));
    },
    emulator.endpoint,
    BRIEF,
  );
  await alive();
  assert.equal(await page.run(() => asked.filter((url) => url.endsWith(".wasm")).length), 1);
  await page.run(() => {
    globalThis.kept = [...document.querySelectorAll("iot-central-dashboard")];
    document.querySelector("main").replaceChildren();
  });
  await setTimeout(1_500);
  const asked = await page.run(() => asked.length);
  await setTimeout(2_500);
  assert.equal(await page.run(() => asked.length), asked);
  await page.run(() => document.querySelector("main").append(kept[0]));
  await alive();
  assert.ok((await page.run(() => asked.length)) > asked);
});

test("a failure is explained, and the page has no unhandled error", async () => {
  await page.run(
    (endpoint) =>
      new Promise((told) => {
        const element = Object.assign(equip(document.createElement("iot-central-dashboard")), {
          endpoint,
          dashboardId: "none",
        });
        element.addEventListener("error", () => told());
        document.querySelector("main").replaceChildren(element);
      }),
    emulator.endpoint,
  );
  await page.reached(() =>
    document.querySelector("iot-central-dashboard").shadowRoot.textContent.includes("Not found"),
  );
  assert.deepEqual(await page.run(() => complaints), []);
});
