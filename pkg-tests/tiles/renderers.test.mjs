// A page's own renderers, and renderers that fail.
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, draw, settled, table, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
await page.evaluate(() => {
  const text = (host, words, className = "own") =>
    Object.assign(host.appendChild(document.createElement("p")), { className, textContent: words });
  globalThis.own = {
    // Replaces a built-in renderer.
    deviceCount(host, configuration, { title, endpoint, locale, adopt }) {
      adopt(".own { color: rgb(1, 2, 3) }");
      const shown = text(host, "");
      return {
        update(data) {
          shown.textContent = JSON.stringify({ group: configuration.group, title, endpoint, locale, data });
          return data.count > 0;
        },
        table: () => ({ columns: ["What", "When"], rows: [["=1", new Date(0)]] }),
      };
    },
    // Formats as the built-in renderers do.
    sentence(host, _, { format }) {
      text(
        host,
        [
          format.locale,
          format.number(1234.5, { abbreviateValue: false, unit: "kPa" }),
          format.moment(0),
          format.duration(7_500_000),
        ].join("|"),
      );
      return {};
    },
    // Draws a type that the package doesn't know, after loading something.
    async hologram(host, { depth }) {
      await new Promise((done) => setTimeout(done, 20));
      text(host, `a hologram ${depth} deep`);
      return {};
    },
    // Returns an object of a class.
    label(host, { text: words }) {
      class Label {
        #ends = 0;
        constructor() {
          text(host, words);
        }
        destroy() {
          this.#ends++;
          globalThis.ended = (globalThis.ended ?? 0) + this.#ends;
        }
      }
      return new Label();
    },
    kpi() {
      throw new Error("a kpi that throws");
    },
    property: async () => {
      throw new Error("a property that rejects");
    },
    lkv: () => ({
      update() {
        throw new Error("an lkv that throws at data");
      },
    }),
    markdown: () => Promise.reject("a text for an error"),
    image: undefined,
  };
});
const devices = { group: "all", devices: ["d1"], capabilities: [{ capability: "t" }] };
const latest = { kind: "latest", values: [{ device: "d1", capability: "t", value: 5 }] };

test("a page's own renderer replaces a built-in one, with its own styles, table and file", async () => {
  await draw(
    page,
    [{ displayName: "mine", configuration: { type: "deviceCount", group: "g" }, data: { kind: "count", count: 3 } }],
    { renderers: "own", locale: "de" },
  );
  const frame = tile(page, "mine");
  const shown = JSON.parse(await frame.locator(".own").innerText());
  assert.deepEqual(shown, {
    group: "g",
    title: "mine",
    endpoint: "https://contoso.azureiotcentral.com",
    locale: "de",
    data: { kind: "count", count: 3 },
  });
  assert.equal(await frame.locator(".own").evaluate((own) => getComputedStyle(own).color), "rgb(1, 2, 3)");
  assert.deepEqual(await table(frame), [
    ["What", "When"],
    ["=1", "01.01.1970, 00:00"],
  ]);
  assert.equal((await csv(page, frame)).text, "\ufeffWhat,When\r\n'=1,1970-01-01T00:00:00.000Z\r\n");
});

test("a page's own renderer formats numbers, moments and durations as the built-in ones do", async () => {
  await draw(page, [{ displayName: "mine", configuration: { type: "sentence" } }], { renderers: "own", locale: "de" });
  assert.deepEqual(await words(tile(page, "mine").locator(".own")), ["de|1.234,5 kPa|01.01.1970, 00:00|2 Std. 5 Min."]);
});

test("a page's own renderer says when there is nothing to show", async () => {
  await draw(
    page,
    [{ displayName: "mine", configuration: { type: "deviceCount", group: "g" }, data: { kind: "count", count: 0 } }],
    { renderers: "own" },
  );
  assert.equal(await tile(page, "mine").getAttribute("data-state"), "nodata");
});

test("a page's own renderer draws an unknown type, after loading something", async () => {
  await draw(page, [{ displayName: "new", configuration: { type: "hologram", depth: 4 } }], { renderers: "own" });
  assert.equal(await tile(page, "new").locator(".own").innerText(), "a hologram 4 deep");
});

test("a renderer may return an object of a class, whose destroy is called at the end", async () => {
  await draw(page, [{ displayName: "class", configuration: { type: "label", text: "x" } }], { renderers: "own" });
  assert.equal(await tile(page, "class").getAttribute("data-state"), "ready");
  await draw(page, [{ displayName: "other", configuration: { type: "image" } }], { renderers: "own" });
  assert.equal(await page.evaluate(() => ended), 1);
});

test("undefined keeps the built-in renderer, and an unknown type is named", async () => {
  await draw(
    page,
    [
      { displayName: "image", configuration: { type: "image" } },
      { displayName: "odd", configuration: { type: "toString" } },
    ],
    { renderers: "own" },
  );
  assert.match(await tile(page, "image").innerText(), /No picture is chosen/);
  assert.match(await tile(page, "odd").innerText(), /doesn’t draw this type/);
});

test("a tile that throws shows the reason, and others continue", async () => {
  page.complaints.length = 0;
  const broken = {
    kpi: /a kpi that throws/,
    property: /a property that rejects/,
    lkv: /an lkv that throws at data/,
    markdown: /a text for an error/,
  };
  await draw(
    page,
    [
      ...Object.keys(broken).map((type) => ({
        displayName: type,
        configuration: { type, ...devices, queryRange: { type: "time", duration: "PT1H" }, description: "x" },
        data: type === "markdown" ? undefined : latest,
      })),
      { displayName: "sound", configuration: { type: "deviceCount", group: "g" }, data: { kind: "count", count: 3 } },
    ],
    { renderers: "own" },
  );
  for (const [type, words] of Object.entries(broken)) {
    const frame = tile(page, type);
    assert.equal(await frame.getAttribute("data-state"), "error", type);
    assert.match(await frame.locator(".note").innerText(), words);
  }
  assert.equal(await tile(page, "sound").getAttribute("data-state"), "ready");
  assert.equal(page.complaints.length, Object.keys(broken).length, "each is on the console once");
});

/** Returns the states of all tiles, by title. */
const states = async () =>
  Object.fromEntries(
    await page
      .locator("article.tile")
      .evaluateAll((all) => all.map((frame) => [frame.querySelector("h2").title, frame.dataset.state])),
  );

test("an exception in restyle or destroy breaks only its own tile", async () => {
  await page.evaluate(() => {
    globalThis.calls = [];
    const noted =
      (name, fails) =>
      (_host, _configuration, { title }) => ({
        update: () => true,
        [name]() {
          calls.push(`${name} ${title}`);
          if (fails) throw new Error(`a ${name} that throws`);
        },
      });
    globalThis.unruly = {
      kpi: noted("restyle", true),
      lkv: noted("restyle", false),
      property: noted("destroy", true),
      deviceCount: noted("destroy", false),
      // Rejects later, while the test goes on.
      label: () => ({
        update: async () => {
          throw new Error("an update that rejects");
        },
      }),
    };
  });
  const queryRange = { type: "time", duration: "PT1H" };
  const configurations = [
    { type: "kpi", ...devices, queryRange },
    { type: "lkv", ...devices },
    { type: "property", ...devices },
    { type: "deviceCount", group: "g" },
    { type: "label", text: "x" },
  ];
  await draw(
    page,
    configurations.map((configuration) => ({ displayName: configuration.type, configuration, data: latest })),
    { renderers: "unruly" },
  );
  assert.deepEqual(await states(), {
    kpi: "ready",
    lkv: "ready",
    property: "ready",
    deviceCount: "ready",
    label: "ready",
  });
  await page.evaluate(async () => {
    const element = document.querySelector("iot-central-dashboard");
    element.theme = "dark";
    await element.updateComplete;
  });
  await settled(page);
  assert.deepEqual(await states(), {
    kpi: "error",
    lkv: "ready",
    property: "ready",
    deviceCount: "ready",
    label: "ready",
  });
  assert.match(await tile(page, "kpi").locator(".note").innerText(), /a restyle that throws/);

  await draw(page, [{ displayName: "next", configuration: { type: "image" } }]);
  assert.deepEqual(await states(), { next: "ready" });
  assert.deepEqual(await page.evaluate(() => calls), [
    "restyle kpi",
    "restyle lkv",
    "destroy property",
    "destroy deviceCount",
  ]);
});
