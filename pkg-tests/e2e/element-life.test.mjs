// Adding and removing <iot-central-dashboard>: what stays behind in the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { ARTICLE, BRIEF, emulator, markup, SCRIPT } from "../support/element.mjs";
import { embed, host } from "../support/embed.mjs";
import { alive, reached } from "../support/tiles.mjs";

/** Records the memory of every module instance. */
const MEMORY = () => {
  globalThis.memories = [];
  WebAssembly.Instance = class extends WebAssembly.Instance {
    constructor(...given) {
      super(...given);
      memories.push(...Object.values(this.exports).filter((value) => value instanceof WebAssembly.Memory));
    }
  };
};

test("the module's memory does not grow as elements come and go", async () => {
  const page = await embed(await host(markup(BRIEF), SCRIPT), { prepare: (page) => page.addInitScript(MEMORY) });
  await alive(page);
  /** Removes and adds the element, with its dashboard and feed, and measures the memory. */
  const cycle = async (times) => {
    for (let time = 0; time < times; time++) {
      await page.evaluate(async () => {
        const element = document.querySelector("iot-central-dashboard");
        const main = element.parentNode;
        element.remove();
        const loaded = new Promise((done) => element.addEventListener("load", done, { once: true }));
        main.append(element);
        await loaded;
      });
      await reached(page, () =>
        document.querySelector("iot-central-dashboard").shadowRoot.querySelector("article.tile[data-state=ready]"),
      );
    }
    await page.requestGC();
    return page.evaluate(() => memories.map(({ buffer }) => buffer.byteLength));
  };
  const before = await cycle(10);
  assert.equal(before.length, 1);
  const [after] = await cycle(30);
  // One page of memory may belong to a request in flight; a feed that stays would need several.
  assert.ok(after - before[0] <= 65_536, `${before[0]} → ${after}`);
  await page.close();
});

/** Counts timers, animation frames and listeners outside of elements. */
const COUNT = () => {
  const timers = new Set();
  for (const [start, stop] of [
    ["setTimeout", "clearTimeout"],
    ["setInterval", "clearInterval"],
    ["requestAnimationFrame", "cancelAnimationFrame"],
  ]) {
    const [begin, end] = [globalThis[start], globalThis[stop]];
    globalThis[start] = (work, ...rest) => {
      const id = begin(
        (...values) => {
          if (start !== "setInterval") timers.delete(`${start}${id}`);
          work(...values);
        },
        ...rest,
      );
      timers.add(`${start}${id}`);
      return id;
    };
    globalThis[stop] = (id) => {
      timers.delete(`${start}${id}`);
      end(id);
    };
  }
  const listeners = new Set();
  const add = EventTarget.prototype.addEventListener;
  const remove = EventTarget.prototype.removeEventListener;
  const outside = (target) => target === window || target === document || target instanceof MediaQueryList;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (outside(this ?? window)) {
      const entry = { target: this ?? window, type, listener };
      listeners.add(entry);
      options?.signal && add.call(options.signal, "abort", () => listeners.delete(entry));
    }
    return add.call(this ?? window, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    for (const entry of listeners)
      if (entry.target === (this ?? window) && entry.type === type && entry.listener === listener)
        listeners.delete(entry);
    return remove.call(this ?? window, type, listener, options);
  };
  /** Observers that observe something. */
  const observers = new Set();
  for (const name of ["ResizeObserver", "IntersectionObserver", "MutationObserver"]) {
    globalThis[name] = class extends globalThis[name] {
      observe(...rest) {
        observers.add(this);
        super.observe(...rest);
      }
      disconnect() {
        observers.delete(this);
        super.disconnect();
      }
    };
  }
  globalThis.alive = () => ({
    timers: timers.size,
    listeners: [...listeners].map(({ type }) => type),
    observers: observers.size,
  });
};

test("several elements share one module; removed ones leave no timer, listener, observer or feed behind", async () => {
  const page = await embed(await host("", SCRIPT), { now: null, prepare: (page) => page.addInitScript(COUNT) });
  const add = (count, id) =>
    page.evaluate(
      ([count, endpoint, dashboardId]) => {
        for (let index = 0; index < count; index++)
          document
            .querySelector("main")
            .append(Object.assign(equip(document.createElement("iot-central-dashboard")), { endpoint, dashboardId }));
      },
      [count, emulator.endpoint, id],
    );
  const remove = () => page.evaluate(() => document.querySelector("main").replaceChildren());
  /** Waits until nothing remains beyond what was there before. */
  const settled = async (before) => {
    let now;
    // Polled from the test, because Playwright's own waiting would be counted.
    for (let tries = 0; tries < 60; tries++) {
      now = await page.evaluate(() => globalThis.alive());
      if (JSON.stringify(now) === JSON.stringify(before)) return;
      await setTimeout(250);
    }
    assert.deepEqual(now, before);
  };

  // The first element loads libraries, which keep a few listeners for the page's life, for any number of charts.
  await add(1, BRIEF);
  await alive(page);
  await remove();
  await setTimeout(3_000);
  const before = await page.evaluate(() => globalThis.alive());
  assert.equal(before.timers, 0);
  await add(3, BRIEF);
  await alive(page, "iot-central-dashboard:last-child");
  const during = await page.evaluate(() => globalThis.alive());
  assert.ok(
    during.timers > 0 && during.listeners.length > before.listeners.length && during.observers > 0,
    JSON.stringify(during),
  );
  assert.equal(page.requests.filter((url) => url.endsWith(".wasm")).length, 1);
  // Also from under the pointer, and while it has the focus
  const plots = page.locator("iot-central-dashboard:last-child .plot");
  await plots.nth(0).focus();
  await page.keyboard.press("ArrowLeft");
  await plots.nth(1).hover();
  await plots.nth(1).locator(".readout:popover-open").waitFor();
  await remove();
  await settled(before);
  // Also while it is loading
  await add(2, ARTICLE);
  await remove();
  await settled(before);
  const asked = page.requests.length;
  await setTimeout(2_500);
  assert.equal(page.requests.length, asked);

  await page.evaluate(() => {
    globalThis.kept = equip(document.createElement("iot-central-dashboard"));
    document.querySelector("main").append(kept);
  });
  await page.evaluate(
    ([endpoint, dashboardId]) => Object.assign(kept, { endpoint, dashboardId }),
    [emulator.endpoint, ARTICLE],
  );
  await alive(page);
  await remove();
  await page.evaluate(() => document.querySelector("main").append(kept));
  await alive(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});
