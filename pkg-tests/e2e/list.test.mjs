// The list of dashboards: its place, its scrolling, and when it becomes a strip.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connected, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";

/** Dashboards at the end of the list: one of twelve columns, one of six. */
const LOW = ["dtmi:contoso:tiles:stateHistoryChart", "zenith"];
const LABEL = { type: "label", text: "here" };
const emulator = await emulate("--now", NOW);

before(async () => {
  const label = (x) => ({ displayName: "label", configuration: LABEL, x, y: 0, width: 1, height: 1 });
  await emulator.put("twelve", {
    displayName: "Twelve columns",
    tiles: Array.from({ length: 12 }, (_, x) => label(x)),
  });
  await emulator.put("long", { displayName: "Endless".repeat(80), tiles: [label(0)] });
  // The name fits on one line, but not in bold.
  await emulator.put("words", { displayName: "Contoso operations", tiles: [label(0)] });
  await emulator.put("zenith", { displayName: "Zenith", tiles: [label(0)] });
  await emulator.put("other", { displayName: "Other", tiles: [label(0)] });
});

/** Opens the page with a dashboard of the list. */
async function open(id, width, height) {
  const page = await visit(emulator.endpoint, { id, viewport: { width, height } });
  await connected(page);
  await page.locator("nav.dashboards a[aria-current]").waitFor();
  await page.locator("article.tile").first().waitFor();
  return page;
}

const isInView = (page, selector) =>
  page.locator(selector).evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  });

const scrollsSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

for (const [id, width, height] of [
  [390, 844],
  [1280, 800],
  [1280, 400],
].flatMap((size) => LOW.map((id) => [id, ...size]))) {
  test(`a link to ${id}, low in the list, ${width} × ${height}: the list scrolls, not the document`, async () => {
    const page = await open(id, width, height);
    assert.equal(await page.evaluate(() => scrollY), 0);
    if (id === "zenith")
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollHeight),
        height,
        "the document is higher than its window",
      );
    assert.ok(await isInView(page, ".top"), "the header is not in view");
    assert.ok(await isInView(page, "nav.dashboards a[aria-current]"), "the entry is not in view");
    await expectNoComplaints(page);
    await page.close();
  });
}

test("the current entry stays in view when the window changes its size", async () => {
  const page = await open("zenith", 1400, 1200);
  for (const [width, height] of [
    [768, 1200],
    [390, 844],
    [1400, 400],
    [1280, 800],
  ]) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(100);
    assert.ok(await isInView(page, "nav.dashboards a[aria-current]"), `${width} × ${height}`);
  }
  await page.close();
});

test("the current entry is as high as before, so that entries below it don't move", async () => {
  const page = await open("other", 1280, 1400);
  const heights = () =>
    page.locator("nav.dashboards a").evaluateAll((links) => links.map(({ offsetHeight }) => offsetHeight));
  const before = await heights();
  await page.locator('nav a[data-dashboard-id="words"]').click();
  await page.locator('nav.dashboards a[aria-current][data-dashboard-id="words"]').waitFor();
  assert.deepEqual(await heights(), before);
  await page.close();
});

test("twelve columns fit at 1280 pixels: the list becomes a strip above them, and a column again beside fewer", async () => {
  const page = await open("twelve", 1280, 800);
  const boxes = () =>
    page.locator("article.tile").evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().toJSON()));
  const tiles = await boxes();
  assert.equal(new Set(tiles.map(({ top }) => top)).size, 1, "not all are in one row");
  assert.ok(
    tiles.every(({ left, right }) => left >= 0 && right <= 1280),
    "a tile is outside of the window",
  );
  assert.ok(await isInView(page, "nav.dashboards a[aria-current]"), "the entry is not in view");
  assert.equal(await scrollsSideways(page), false);

  await page.locator('nav a[data-dashboard-id="words"]').click();
  await page.waitForFunction(
    () =>
      document.querySelector("nav.dashboards").getBoundingClientRect().right <=
      document.querySelector("main").getBoundingClientRect().left,
  );
  await page.close();
});

for (const width of [360, 768, 1280]) {
  test(`a name of 560 letters, ${width} pixels wide: it is readable and moves nothing out of view`, async () => {
    const page = await open("long", width, 800);
    assert.equal(await scrollsSideways(page), false);
    for (const part of ["#open-connection", "#theme", "#range"]) assert.ok(await isInView(page, part), part);
    const entry = page.locator("nav.dashboards a[aria-current] .name");
    assert.ok(await entry.evaluate(({ offsetHeight }) => offsetHeight < 80), "the entry is higher than three lines");
    assert.equal(await entry.getAttribute("title"), "Endless".repeat(80));
    assert.equal(await page.locator("#title").innerText(), "Endless".repeat(80));
    await page.close();
  });
}
