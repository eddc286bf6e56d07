// More values than fit into a tile: they shrink, and then the tile counts the last ones. Words and slices stay whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, settled, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
const from = Date.UTC(2026, 0, 31, 12);
const to = from + 3_600_000;
const some = (count, value = 21.5) =>
  Array.from({ length: count }, (_, index) => ({
    device: "d1",
    capability: `c${index}`,
    capabilityName: `Temperature ${index}`,
    unit: "°C",
    aggregateFunction: "max",
    value,
    previous: 20,
    timestamp: from,
  }));
const DATA = {
  lkv: (values) => ({ kind: "latest", values }),
  property: (values) => ({ kind: "properties", values }),
  kpi: (values) => ({ kind: "kpi", values, from, to }),
};
const show = async (type, values, place = { width: 2, height: 2 }, more = {}) => {
  await draw(page, [
    { displayName: "it", configuration: { type, ...devices, queryRange, ...more }, data: DATA[type](values), ...place },
  ]);
  await settled(page);
  await settled(page);
  return tile(page, "it");
};
const overflows = (frame) =>
  frame.locator(".body").evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight);
/** Returns the visible values, and whether the tile's edge cuts any. */
const seen = (frame) =>
  frame.evaluate((article) => {
    const { top, bottom } = article.querySelector(".body").getBoundingClientRect();
    const items = [...article.querySelectorAll(".values > li:not(.more)")];
    const shown = items.filter((item) => item.checkVisibility());
    const cut = shown.filter(
      (item) => item.getBoundingClientRect().bottom > bottom + 1 || item.getBoundingClientRect().top < top - 1,
    );
    return {
      all: items.length,
      shown: shown.length,
      cut: cut.length,
      small: article.querySelector(".values").classList.contains("small"),
    };
  });

for (const type of Object.keys(DATA)) {
  test(`${type}: values that fit have the usual size, more are smaller, and the rest is counted`, async () => {
    assert.deepEqual(await seen(await show(type, some(2))), { all: 2, shown: 2, cut: 0, small: false });
    let shrunk = false;
    for (let count = 3; count <= 30; count++) {
      const frame = await show(type, some(count));
      const { shown, cut, small } = await seen(frame);
      const said = (await words(frame.locator(".more button:visible"))).join();
      assert.equal(cut, 0, `${count}`);
      assert.ok(!(await overflows(frame)), `${count} need scrolling`);
      assert.equal(said, shown < count ? `+${count - shown} more` : "", `${count}`);
      assert.ok(shown === count || small, `${count}: not tried smaller first`);
      shrunk ||= small && shown === count;
      if (count === 30) assert.ok(shown >= 4 && shown < 30, `${shown} of 30`);
    }
    assert.ok(shrunk, "some count fits when it is smaller");
  });
}

test("the button shows all values in a list that scrolls; new data and another size are fitted again", async () => {
  const frame = await show("lkv", some(30), { width: 1, height: 1 });
  const { shown } = await seen(frame);
  assert.ok(shown >= 1 && shown < 30);
  await frame.getByRole("button", { name: `+${30 - shown} more` }).click();
  assert.deepEqual(await seen(frame).then(({ shown, small }) => [shown, small]), [30, true]);
  assert.ok(await overflows(frame));

  const other = await show("lkv", some(12), { width: 2, height: 2 });
  const before = await seen(other);
  await page.setViewportSize({ width: 600, height: 900 });
  await settled(page);
  await settled(page);
  assert.equal((await seen(other)).cut, 0);
  await page.setViewportSize({ width: 1280, height: 1000 });
  await settled(page);
  await settled(page);
  assert.deepEqual(await seen(other), before);
});

/** Returns on how many lines each word of an element is. */
const brokenWords = (locator) =>
  locator.evaluateAll((all) =>
    all.flatMap((shown) => {
      const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        for (const { 0: word, index } of walker.currentNode.data.matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(walker.currentNode, index);
          range.setEnd(walker.currentNode, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
        }
      }
      return found;
    }),
  );

test("ids are broken, words are not", async () => {
  const rows = ["Loading", "Unloading", "Maintenance", "Out of service"].map((value, index) => ({
    device: `d${index}`,
    deviceName: "Forklift 12",
    capability: index % 2 ? "mode" : "state",
    capabilityName: "Operating mode",
    time: from + index,
    until: to,
    value,
  }));
  for (const font of ["sans-serif", "monospace", "serif"]) {
    await page.evaluate((font) => document.documentElement.style.setProperty("--font", font), font);
    for (const width of [1, 2, 3]) {
      for (const type of ["eventHistoryChart", "stateHistoryChart"]) {
        await draw(page, [
          {
            displayName: "it",
            configuration: { type, ...devices, queryRange },
            data: { kind: "rows", rows, from, to },
            width,
          },
        ]);
        assert.deepEqual(await brokenWords(tile(page, "it").locator("td")), [], `${type} ${width} ${font}`);
      }
      for (const value of ["Loading", "Unloading", "Wartungsmodus", "Out of service"]) {
        const frame = await show(
          "property",
          some(1, value).map((one) => ({ ...one, unit: undefined })),
          { width, height: 1 },
          { format: { textSize: 60 } },
        );
        assert.deepEqual(await brokenWords(frame.locator("data")), [], `${value} ${width} ${font}`);
      }
    }
  }
  await page.evaluate(() => document.documentElement.style.removeProperty("--font"));
  const frame = await show("property", some(1, "x".repeat(400)), { width: 1, height: 2 });
  assert.equal((await brokenWords(frame.locator("data"))).length, 1);
});

test("a heat map shows the borders of slices that are wide enough", async () => {
  const heat = async (count, width) => {
    const step = (to - from) / count;
    const times = Array.from({ length: count }, (_, index) => from + index * step);
    await draw(page, [
      {
        displayName: "it",
        configuration: { type: "heatMapChart", ...devices, queryRange },
        width,
        data: {
          kind: "series",
          series: [{ device: "d1", capability: "t", times, values: times.map(() => 1) }],
          from,
          to,
          stepInMs: step,
        },
      },
    ]);
    return tile(page, "it")
      .locator('.lane-plot [class^="level"][d*="M"]')
      .evaluate((path) => [getComputedStyle(path).stroke, parseFloat(getComputedStyle(path).strokeWidth)]);
  };
  const [stroke, wide] = await heat(12, 6);
  assert.ok(stroke !== "none" && wide === 1, `${stroke} ${wide}`);
  assert.equal((await heat(1000, 3))[1], 0);
});
