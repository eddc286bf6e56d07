// <iot-central-dashboard> in pages of others, from the packed package, under the strict policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { STRICT, alive, embed, host } from "../support/embed.mjs";
import { TOKEN, emulate } from "../support/emulator.mjs";

const OPERATIONS = "dtmi:kkfvwa2xi:operations";
const ARTICLE = "dtmi:kkfvwa2xi:p7pyt5x38";
const emulator = await emulate("--now", "2026-01-31T14:30:03Z");

const markup = (id = OPERATIONS, attributes = "") => `<iot-central-dashboard endpoint="${emulator.endpoint}" dashboard-id="${id}" ${attributes}></iot-central-dashboard>`;
/** Defines the tag, gives every element its credential, and keeps what the elements tell. */
const SCRIPT = `
  import "PACKAGE/dist/element/index.js";
  globalThis.heard = [];
  globalThis.equip = (element) => {
    for (const type of ["load", "error", "tile-update", "tile-error", "navigate"]) {
      element.addEventListener(type, (event) => heard.push([type, event.detail.dashboard?.displayName ?? event.detail.url ?? event.detail.tile?.displayName ?? event.detail.error?.message]));
    }
    element.credential = () => "${TOKEN}";
    return element;
  };
  document.querySelectorAll("iot-central-dashboard").forEach(equip);`;

const heard = (page, type) => page.evaluate((type) => heard.filter(([name]) => name === type).map(([, what]) => what), type);
const tile = (page, title) => page.locator("article.tile").filter({ has: page.locator(`h2[title="${title}"]`) });

test("a tag and a credential are all it takes, under the strict policy", async () => {
  const page = await embed(await host(markup(), SCRIPT));
  await alive(page);
  const { tiles } = await emulator.dashboard(OPERATIONS);
  assert.equal(await page.locator("article.tile").count(), tiles.length);
  const { value } = await emulator.telemetry("thermostat-01", "temperature");
  assert.equal(Number(await tile(page, "Now in the lobby").locator("data").first().getAttribute("value")), value);
  assert.deepEqual(await heard(page, "load"), ["Contoso operations"]);
  assert.ok((await heard(page, "tile-update")).includes("Now in the lobby"));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a page that lists its Trusted Types policies needs to list one of the element's", async () => {
  const page = await embed(await host(markup(ARTICLE), SCRIPT, { policy: `${STRICT}; trusted-types lit-html` }));
  await alive(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("what changes is followed: another dashboard, a mistake, and back", async () => {
  const page = await embed(await host(markup(), SCRIPT));
  await alive(page);
  const set = (id) => page.evaluate((id) => document.querySelector("iot-central-dashboard").setAttribute("dashboard-id", id), id);
  await set(ARTICLE);
  await tile(page, "LKV Temperature").waitFor();
  await alive(page);
  await set("nowhere");
  await page.locator(".card").filter({ hasText: "Not found" }).waitFor();
  assert.equal(await page.locator("article.tile").count(), 0);
  assert.equal((await heard(page, "error")).length, 1);
  await set(OPERATIONS);
  await alive(page);
  assert.deepEqual(await heard(page, "load"), ["Contoso operations", "My Dashboard", "Contoso operations"]);
  await page.close();
});

test("an element that lacks something says what it needs, and begins when it has it", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", SCRIPT));
  assert.match(await page.locator(".card").innerText(), /needs an endpoint and a credential/);
  await page.evaluate(([endpoint, id]) => Object.assign(document.querySelector("iot-central-dashboard"), { endpoint, dashboardId: id }), [emulator.endpoint, ARTICLE]);
  await alive(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a client and a dashboard of the page's own will do", async () => {
  const script = `
    import { IotCentralClient } from "PACKAGE/index.js";
    ${SCRIPT}
    const client = new IotCentralClient("${emulator.endpoint}", () => "${TOKEN}");
    Object.assign(document.querySelector("iot-central-dashboard"), {
      client,
      dashboard: { displayName: "Made here", tiles: [{ displayName: "Words", x: 0, y: 0, width: 2, height: 2, configuration: { type: "markdown", description: "**made** here" } }] },
    });`;
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", script));
  await alive(page);
  assert.equal(await tile(page, "Words").locator("strong").innerText(), "made");
  assert.deepEqual(page.requests.filter((url) => url.includes("/api/")), []);
  await page.close();
});

test("a page that forbids WebAssembly is told so in a sentence", async () => {
  const page = await embed(await host(markup(), SCRIPT, { policy: STRICT.replace(" 'wasm-unsafe-eval'", "") }));
  await page.locator(".card").filter({ hasText: "This page forbids WebAssembly" }).waitFor();
  assert.match(await page.locator(".card").innerText(), /'wasm-unsafe-eval'/);
  assert.equal((await heard(page, "error")).length, 1);
  await page.close();
});

test("links of tiles are the page's to allow", async () => {
  const page = await embed(await host(markup(), SCRIPT));
  await alive(page);
  await page.evaluate(() => document.querySelector("iot-central-dashboard").addEventListener("navigate", (event) => event.preventDefault()));
  const opened = [];
  page.context().on("page", (other) => opened.push(other.url()));
  await page.getByRole("link", { name: "runbook" }).click();
  await page.getByRole("link", { name: "runbook" }).click({ button: "middle" });
  // The right button opens a menu and follows nothing.
  await page.getByRole("link", { name: "runbook" }).click({ button: "right" });
  assert.deepEqual(await heard(page, "navigate"), Array(2).fill("https://example.com/contoso/climate"));
  assert.deepEqual(opened, []);
  await page.close();
});

test("a renderer of the page's own draws a type that nobody knew, and a broken one breaks its tile alone", async () => {
  const script = `${SCRIPT}
    document.querySelector("iot-central-dashboard").renderers = {
      sankeyChart: (host, configuration, { title, adopt }) => {
        host.append(Object.assign(document.createElement("p"), { className: "own", textContent: "own " + title }));
        adopt(".own { letter-spacing: 3px }");
        return {};
      },
      markdown: () => { throw new Error("a mistake of the page"); },
    };`;
  const page = await embed(await host(markup(), script));
  await alive(page);
  const own = tile(page, "Energy flow").locator(".own");
  assert.equal(await own.innerText(), "own Energy flow");
  assert.equal(await own.evaluate((element) => getComputedStyle(element).letterSpacing), "3px");
  assert.match(await tile(page, "On call").innerText(), /a mistake of the page/);
  assert.equal(await tile(page, "Now in the lobby").getAttribute("data-state"), "ready");
  await page.close();
});

test("a tile without data tells the page, and the element goes on", async () => {
  await emulator.put("gone", { displayName: "Gone", tiles: [{ displayName: "Ghost", x: 0, y: 0, width: 2, height: 2, configuration: { type: "lkv", group: "g", devices: ["ghost"], capabilities: [{ capability: "temperature", aggregateFunction: "avg" }] } }] });
  const page = await embed(await host(markup("gone"), SCRIPT));
  await page.waitForFunction(() => heard.some(([type]) => type === "tile-error"));
  assert.deepEqual(new Set(await heard(page, "tile-error")), new Set(["Ghost"]));
  await page.locator('article[data-state="error"]').waitFor();
  await page.close();
});

/** An element with a client of the test's own: `feed(timing, devices)` hands the tile values of these devices. */
const FED = `${SCRIPT}
  const tile = { displayName: "Values", x: 0, y: 0, width: 3, height: 3, configuration: { type: "lkv", group: "g", devices: ["a", "b"], capabilities: [{ capability: "t" }] } };
  globalThis.failure = (device, statusCode) => ({ device, error: Object.assign(new Error(device + " was not found."), { name: "IotCentralError", code: "NotFound", statusCode }) });
  const client = {
    endpoint: "https://contoso.azureiotcentral.com",
    dashboards: {
      watch(_, options) {
        globalThis.watched = options;
        globalThis.feed = (timing, devices) => options.onTile(tile, { kind: "latest", values: devices.map((device) => ({ device, deviceName: "Room " + device, capability: "t", value: 1, timestamp: 0 })) }, timing);
        return { pause() {}, resume() {}, refresh() {}, close() {} };
      },
    },
  };
  Object.assign(document.querySelector("iot-central-dashboard"), { client, dashboard: { displayName: "Fed", tiles: [tile] } });`;

test("a tile says which devices could not be read, and why, as long as that is so; the page hears of each change", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", FED));
  await page.waitForFunction(() => globalThis.feed);
  const frame = tile(page, "Values");
  const line = frame.locator(".staleness");
  const errors = async () => (await heard(page, "tile-error")).length;
  const updates = async () => (await heard(page, "tile-update")).length;
  const now = new Date().setHours(12, 0, 0, 0);
  /** Hands over data; `work` may use `now` and `failure`. */
  const feed = async (timing, devices) => {
    await page.evaluate(`feed(${timing.replaceAll("now", now)}, ${JSON.stringify(devices)})`);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  };

  // Never read: the rest is new.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("b", 404)] }`, ["a"]);
  assert.equal(await line.innerText(), "b: Not found");
  assert.match(await line.getAttribute("title"), /^b: Not found\. b was not found\./);
  assert.equal(await frame.getAttribute("data-state"), "ready");
  assert.equal(await frame.getAttribute("data-stale"), null);
  assert.deepEqual([await updates(), await errors()], [1, 1]);
  // The same again is no news.
  await feed(`{ readAt: now + 1000, dueAt: now, failures: [failure("b", 404)] }`, ["a"]);
  assert.equal(await line.innerText(), "b: Not found");
  assert.deepEqual([await updates(), await errors()], [2, 1]);
  // What it gave before is still shown, and how old it is.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("b", 429)] }`, ["a", "b"]);
  assert.match(await line.innerText(), /^Room b since .*12:00.*: Too many requests$/);
  assert.equal(await frame.getAttribute("data-stale"), null);
  assert.deepEqual([await updates(), await errors()], [3, 2]);
  // Nothing of it is new.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("a", 429), failure("b", 404)] }`, ["a", "b"]);
  assert.match(await line.innerText(), /^Since .*12:00.*: Too many requests$/);
  assert.deepEqual((await line.getAttribute("title")).split("\n").map((words) => words.split(".")[0]), ["Room a: Too many requests", "Room b: Not found"]);
  assert.equal(await frame.getAttribute("data-stale"), "");
  assert.deepEqual([await updates(), await errors()], [3, 3]);
  // All is well again.
  await feed(`{ readAt: now, dueAt: now }`, ["a", "b"]);
  assert.equal(await line.isHidden(), true);
  assert.equal(await frame.getAttribute("data-stale"), null);
  assert.deepEqual([await updates(), await errors()], [4, 3]);
  // Several devices are counted.
  await feed(`{ readAt: now, dueAt: now, failures: [failure("b", 404), failure("c", 404)] }`, ["a"]);
  assert.equal(await line.innerText(), "2 devices: Not found");
  // One value of a device is named.
  await feed(`{ readAt: now, dueAt: now, failures: [{ ...failure("a", 404), capability: "gone" }] }`, ["a"]);
  assert.equal(await line.innerText(), "Room a gone: Not found");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("what is wrong in a dashboard is not put down to a proxy", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", SCRIPT));
  const shown = async (error) => {
    await page.evaluate((error) => {
      const dashboards = { get: async () => { throw Object.assign(new Error(error.message), { name: "IotCentralError", code: "Decode", statusCode: 200, ...error }); } };
      Object.assign(document.querySelector("iot-central-dashboard"), { client: { endpoint: "https://contoso.azureiotcentral.com", dashboards }, dashboardId: "d" });
    }, error);
    await page.locator(".card").filter({ hasText: error.message }).waitFor();
    return page.locator(".card").innerText();
  };
  const inside = await shown({ message: "/tiles/0/configuration/devices is missing", pointer: "/tiles/0/configuration/devices" });
  assert.match(inside, /mended in IoT Central/);
  assert.doesNotMatch(inside, /proxy/);
  assert.match(await shown({ message: "the document is no JSON" }), /proxy/);
  await page.close();
});

test("attributes that anybody may have written are taken as far as they mean something", async () => {
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
  assert.deepEqual([await watched("16.1"), await watched("0.5"), await watched("soon"), await watched("1e9")], [16_100, 10_000, 10_000, 2 ** 31 - 1]);
  assert.equal(await page.evaluate(() => watched.maxPoints), 2000);

  for (const [locale, time] of [["de_DE", /01\.01\.1970/], ["de-DE", /01\.01\.1970/], ["no locale!", /1970/]]) {
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
    assert.equal(await line.evaluate((words) => words.closest("[lang]").lang), "en", "the words are English whatever the numbers are");
  }
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("another dashboard of the same application asks for no other token; another credential does", async () => {
  const page = await embed(await host(markup(), `${SCRIPT}
    globalThis.asked = 0;
    globalThis.give = () => () => { asked++; return { token: "${TOKEN}", expiresOnTimestamp: Date.now() + 3_600_000 }; };
    document.querySelector("iot-central-dashboard").credential = give();`));
  await alive(page);
  await page.evaluate((id) => { document.querySelector("iot-central-dashboard").dashboardId = id; }, ARTICLE);
  await tile(page, "LKV Temperature").waitFor();
  await alive(page);
  assert.equal(await page.evaluate(() => asked), 1);
  await page.evaluate(() => { document.querySelector("iot-central-dashboard").credential = give(); });
  await page.waitForFunction(() => asked === 2);
  await page.close();
});

for (const [theme, colorScheme, expected, contrast = "no-preference"] of [
  ["dark", "light", "dark"], ["light", "dark", "light"], ["auto", "dark", "dark"], ["high-contrast", "dark", "dark"], ["auto", "dark", "dark", "more"], ["dark", "dark", "dark", "more"],
]) {
  test(`theme ${theme} in a ${colorScheme} system, contrast: ${contrast}`, async () => {
    const page = await embed(await host(markup(ARTICLE, `theme="${theme}"`), SCRIPT), { colorScheme, contrast });
    await alive(page);
    const [red] = (await page.locator("article.tile").first().evaluate((frame) => getComputedStyle(frame).backgroundColor)).match(/\d+/g).map(Number);
    assert.equal(red < 60, expected === "dark", `red is ${red}`);
    assert.equal(red === 0, theme === "high-contrast" || (theme === "auto" && contrast === "more"), `red is ${red}`);
    await page.close();
  });
}

test("importing it twice, from two copies, defines the tag once", async () => {
  const script = `${SCRIPT}
    await import("PACKAGE/dist/element/index.js?copy");
    globalThis.twice = true;`;
  const page = await embed(await host(markup(ARTICLE), script));
  await page.waitForFunction(() => globalThis.twice);
  await alive(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

/** Keeps the memory of every module that is instantiated. */
const MEMORY = () => {
  globalThis.memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...rest) => {
      const result = await original.apply(WebAssembly, rest);
      memories.push(...Object.values((result.instance ?? result).exports).filter((value) => value instanceof WebAssembly.Memory));
      return result;
    };
  }
};

test("the module's memory stays as it is, however often an element comes and goes", async () => {
  const page = await embed(await host(markup(), SCRIPT), { prepare: (page) => page.addInitScript(MEMORY) });
  await alive(page);
  /** Takes the element out and puts it back, with its dashboard and its feed, and counts the bytes. */
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
      await page.waitForFunction(() => document.querySelector("iot-central-dashboard").shadowRoot.querySelector("article.tile[data-state=ready]"));
    }
    await page.requestGC();
    return page.evaluate(() => memories.map(({ buffer }) => buffer.byteLength));
  };
  const before = await cycle(10);
  assert.equal(before.length, 1);
  const [after] = await cycle(30);
  // One page of memory may be what was under way; a feed that stays costs several.
  assert.ok(after - before[0] <= 65_536, `${before[0]} → ${after}`);
  await page.close();
});

/** Counts timers, animation frames and listeners outside of elements that wait or listen. */
const COUNT = () => {
  const timers = new Set();
  for (const [start, stop] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"], ["requestAnimationFrame", "cancelAnimationFrame"]]) {
    const [begin, end] = [globalThis[start], globalThis[stop]];
    globalThis[start] = (work, ...rest) => {
      const id = begin((...values) => { if (start !== "setInterval") timers.delete(`${start}${id}`); work(...values); }, ...rest);
      timers.add(`${start}${id}`);
      return id;
    };
    globalThis[stop] = (id) => { timers.delete(`${start}${id}`); end(id); };
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
    for (const entry of listeners) if (entry.target === (this ?? window) && entry.type === type && entry.listener === listener) listeners.delete(entry);
    return remove.call(this ?? window, type, listener, options);
  };
  let observers = 0;
  for (const name of ["ResizeObserver", "IntersectionObserver", "MutationObserver"]) {
    globalThis[name] = class extends globalThis[name] {
      observe(...rest) { observers++; super.observe(...rest); }
      unobserve(...rest) { observers--; super.unobserve(...rest); }
      disconnect() { observers = Math.max(0, observers - 1); super.disconnect(); }
    };
  }
  globalThis.alive = () => ({ timers: timers.size, listeners: [...listeners].map(({ type }) => type), observers });
};

test("several share one module; removed, they leave no timer, listener, observer or feed behind", async () => {
  const page = await embed(await host("", SCRIPT), { prepare: (page) => page.addInitScript(COUNT) });
  const add = (count, id) => page.evaluate(([count, endpoint, dashboardId]) => {
    for (let index = 0; index < count; index++) document.querySelector("main").append(Object.assign(equip(document.createElement("iot-central-dashboard")), { endpoint, dashboardId }));
  }, [count, emulator.endpoint, id]);
  const remove = () => page.evaluate(() => document.querySelector("main").replaceChildren());
  /** Waits until nothing is left but what was there before. */
  const settled = async (before) => {
    let now;
    // Asked from here: Playwright's own waiting would be counted.
    for (let tries = 0; tries < 60; tries++) {
      now = await page.evaluate(() => globalThis.alive());
      if (JSON.stringify(now) === JSON.stringify(before)) return;
      await setTimeout(250);
    }
    assert.deepEqual(now, before);
  };

  // The first one loads libraries, which keep a listener or two for the page's life, however many charts there are.
  await add(1, OPERATIONS);
  await alive(page);
  await remove();
  await setTimeout(3_000);
  const before = await page.evaluate(() => globalThis.alive());
  assert.equal(before.timers, 0);
  await add(3, OPERATIONS);
  await alive(page, "iot-central-dashboard:last-child");
  const during = await page.evaluate(() => globalThis.alive());
  assert.ok(during.timers > 0 && during.listeners.length > before.listeners.length && during.observers > 0, JSON.stringify(during));
  assert.equal(page.requests.filter((url) => url.endsWith(".wasm")).length, 1);
  // Also from under the pointer and the keyboard.
  const plots = page.locator("iot-central-dashboard:last-child .plot");
  await plots.nth(0).focus();
  await page.keyboard.press("ArrowLeft");
  await plots.nth(1).hover();
  await plots.nth(1).locator(".readout:popover-open").waitFor();
  await remove();
  await settled(before);
  // Also when they go away in the middle of loading.
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
  await page.evaluate(([endpoint, dashboardId]) => Object.assign(kept, { endpoint, dashboardId }), [emulator.endpoint, ARTICLE]);
  await alive(page);
  await remove();
  await page.evaluate(() => document.querySelector("main").append(kept));
  await alive(page);
  assert.deepEqual(page.complaints.filter((words) => !words.includes("ERR_ABORTED")), []);
  await page.close();
});
