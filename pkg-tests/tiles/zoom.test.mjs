// Zooming one chart zooms all charts of the dashboard that have a time axis.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, settled, table, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const MINUTE = 60_000;
const noon = Date.UTC(2026, 0, 31, 12);
const from = noon;
const to = noon + 60 * MINUTE;
const at = (minute) => noon + minute * MINUTE;
const source = { device: "d1", capability: "t" };
const tens = [0, 10, 20, 30, 40, 50];
/** A value every ten minutes; the value is the minute. */
const series = { kind: "series", from, to, series: [{ ...source, times: tens.map(at), values: tens }] };
const slices = { ...series, stepInMs: 10 * MINUTE };
const starts = [0, 20, 40].map(at);
const states = {
  kind: "states",
  from,
  to,
  lanes: [{ ...source, starts, ends: [...starts.slice(1), to], values: ["off", "on", "hot"] }],
};
const events = { kind: "events", from, to, lanes: [{ ...source, times: tens.map(at), values: tens }] };
const TILES = [
  ["Line", "lineChart", series],
  ["Bars", "barChart", slices],
  ["Heat", "heatMapChart", slices],
  ["States", "stateChart", states],
  ["Events", "eventChart", events],
].map(([displayName, type, data]) => ({ displayName, configuration: { type, ...devices, queryRange }, data }));

async function show(options) {
  const page = await visit(options);
  await page.setViewportSize({ width: options?.viewport?.width ?? 1280, height: 2200 });
  await draw(page, TILES);
  await page.evaluate(() => {
    globalThis.zooms = [];
    const element = document.querySelector("iot-central-dashboard");
    element.addEventListener("zoom", ({ detail }) => zooms.push(detail.zoom));
  });
  return page;
}

const zoomOf = async (page) => {
  await settled(page);
  await settled(page);
  const zoom = await page.evaluate(() => document.querySelector("iot-central-dashboard").zoom);
  return zoom && [zoom.from, zoom.to].map((time) => Math.round((time - noon) / MINUTE));
};
const plotOf = (page, title) => tile(page, title).locator(".plot, .lane-plot");
const areaOf = (page, title) => tile(page, title).locator(".u-over, .lane-plot");
const labels = (page) =>
  page
    .locator(".plot, .lane-plot")
    .evaluateAll((all) => all.map((plot) => /Zoomed to [^.]*\./.exec(plot.ariaLabel)?.[0]?.replace(/\s/g, " ")));
const said = (page, title) => tile(page, title).locator(".zoom-bar [role=status]").textContent();
const reset = (page, title) => tile(page, title).getByRole("button", { name: "Reset zoom" });

/** Drags the pointer from one fraction of a chart's width to another. */
async function drag(page, title, start, end, release = true) {
  const { x, y, width, height } = await areaOf(page, title).boundingBox();
  await page.mouse.move(x + width * start, y + height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 4; step++)
    await page.mouse.move(x + width * (start + ((end - start) * step) / 4), y + height / 2);
  if (release) await page.mouse.up();
}

/** Returns the minutes in the first column of a tile's table. */
const minutes = async (page, title) =>
  (await table(tile(page, title))).slice(1).map(([time]) => Number(/:(\d\d)/.exec(time)[1]));

test("dragging over a chart zooms all charts, with tables and tooltips; new data doesn't change the span", async () => {
  const page = await show();
  assert.equal(await page.getByRole("button", { name: "Reset zoom" }).count(), 0);
  assert.deepEqual(await minutes(page, "Line"), [50, 40, 30, 20, 10, 0]);
  // Dragging from right to left has the same result.
  for (const [title, start, end] of [
    ["Line", 0.25, 0.75],
    ["Bars", 0.75, 0.25],
    ["States", 0.25, 0.75],
  ]) {
    await drag(page, title, start, end);
    assert.deepEqual(await zoomOf(page), [15, 45], title);
    assert.equal(await reset(page, title).isVisible(), true);
    const texts = await labels(page);
    assert.ok(texts.length === 5 && texts.every((text) => text === texts[0]), texts.join());
    // A pixel is several seconds wide.
    assert.match(texts[0], /^Zoomed to Jan 31, 2026, 12:1[45] PM – Jan 31, 2026, 12:4[45] PM\.$/);
    assert.deepEqual(await minutes(page, "Line"), [40, 30, 20]);
    // A slice that overlaps the span is in the table.
    assert.deepEqual(await minutes(page, "Bars"), [40, 30, 20, 10]);
    assert.deepEqual(await minutes(page, "Heat"), [40, 30, 20, 10]);
    assert.deepEqual(await minutes(page, "States"), [40, 20, 0]);
    assert.deepEqual(await minutes(page, "Events"), [40, 30, 20]);
    await reset(page, "Heat").click();
    assert.equal(await zoomOf(page), undefined, title);
  }
  assert.equal((await page.evaluate(() => zooms)).length, 6);
  assert.equal(await page.evaluate(() => zooms[1]), undefined);

  await drag(page, "Line", 0.3, 0.7);
  await page.evaluate(() => {
    const { dashboard } = document.querySelector("iot-central-dashboard");
    const minutes = Array.from({ length: 8 }, (_, index) => 10 * index);
    const times = Float64Array.from(minutes, (minute) => Date.UTC(2026, 0, 31, 12, minute));
    const series = [{ device: "d1", capability: "t", times, values: Float64Array.from(minutes) }];
    const fixtures = dashboard.tiles.map((tile) => ({ tile }));
    gallery.update("Line", { kind: "series", series, from: times[2], to: times[7] }, fixtures);
  });
  assert.deepEqual(await zoomOf(page), [18, 42]);
  assert.equal(await tile(page, "Line").locator("figure").getAttribute("data-points"), "8");
  assert.match((await labels(page))[0], /12:1[78] PM – .*12:4[12] PM/);
  for (const [title, texts] of [
    ["Line", ["20", "40"]],
    ["Bars", ["20", "30"]],
    ["Heat", ["10", "40"]],
    ["States", ["off", "hot"]],
    ["Events", ["20", "40"]],
  ]) {
    await plotOf(page, title).focus();
    for (const [index, key] of ["Home", "End"].entries()) {
      await page.keyboard.press(key);
      assert.deepEqual(
        await words(tile(page, title).locator(".readout:popover-open b")),
        [texts[index]],
        `${title} ${key}`,
      );
    }
  }
  // The drawing is clipped to the span: the first state begins at its edge.
  const widths = await tile(page, "States")
    .locator("path[data-state-name]")
    .evaluateAll((all) => all.map((path) => [path.dataset.stateName, Math.round(path.getBBox().width / 10)]));
  assert.deepEqual(widths, [
    ["off", 8],
    ["on", 83],
    ["hot", 8],
  ]);
  await areaOf(page, "Line").dblclick();
  assert.equal(await zoomOf(page), undefined);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("keys zoom, pan and reset, and are announced; Escape first closes a tooltip", async () => {
  const page = await show();
  for (const title of ["Line", "States"]) {
    const press = async (...keys) => {
      for (const key of keys) {
        await page.keyboard.press(key);
        await settled(page);
      }
    };
    assert.match(await plotOf(page, title).getAttribute("aria-label"), /Zoom by plus and minus/);
    await plotOf(page, title).focus();
    await press("+");
    assert.deepEqual(await zoomOf(page), [15, 45]);
    assert.match(await said(page, title), /^Zoomed to .*12:15\sPM – .*12:45\sPM\.$/);
    assert.equal(await said(page, "Heat"), "", "the other charts say nothing");
    await press("Shift+ArrowRight");
    assert.deepEqual((await zoomOf(page)).map(Math.round), [23, 53]);
    await press("Shift+ArrowRight", "Shift+ArrowRight");
    assert.deepEqual(await zoomOf(page), [30, 60], "not beyond what there is");
    await press("Shift+ArrowLeft", "+");
    assert.deepEqual(await zoomOf(page), [30, 45]);
    await press("-", "-", "-");
    assert.equal(await zoomOf(page), undefined);
    assert.equal(await said(page, title), "The whole time range is shown.");

    await press("+", "Home");
    const readout = tile(page, title).locator(".readout:popover-open");
    await readout.waitFor();
    await press("Escape");
    assert.equal(await readout.count(), 0);
    assert.ok(await zoomOf(page));
    await press("Escape");
    assert.equal(await zoomOf(page), undefined);
  }
  // Zooms in on the value at the cursor.
  await plotOf(page, "Line").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("+");
  assert.deepEqual(await zoomOf(page), [0, 30]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.equal(await zoomOf(page), undefined);

  await tile(page, "Line").getByRole("button", { name: "Fill the window" }).click();
  await plotOf(page, "Line").focus();
  await page.keyboard.press("+");
  await page.keyboard.press("Escape");
  assert.equal(await zoomOf(page), undefined);
  assert.equal(await tile(page, "Line").evaluate((article) => article.matches(":popover-open")), true);
  await page.keyboard.press("Escape");
  assert.equal(await tile(page, "Line").evaluate((article) => article.matches(":popover-open")), false);

  // A cancelled drag, and a click.
  await drag(page, "Line", 0.2, 0.6, false);
  assert.equal(await tile(page, "Line").locator(".zoom-span").count(), 1);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await drag(page, "States", 0.5, 0.501);
  assert.equal(await zoomOf(page), undefined);
  assert.equal(await page.locator(".zoom-span").count(), 0);
  // No tooltip is shown during a drag.
  await drag(page, "States", 0.2, 0.6, false);
  assert.equal(await page.locator(".readout:popover-open").count(), 0);
  await page.mouse.up();
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a horizontal swipe selects a span, a vertical one scrolls the page", async () => {
  const page = await show({ hasTouch: true, viewport: { width: 390, height: 700 } });
  await page.setViewportSize({ width: 390, height: 700 });
  const session = await page.context().newCDPSession(page);
  const swipe = async (dx, dy) => {
    const { x, y, width, height } = await areaOf(page, "Line").boundingBox();
    const [left, top] = [x + width * 0.25, y + height / 2];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: left, y: top }] });
    for (let step = 1; step <= 5; step++)
      await session.send("Input.dispatchTouchEvent", {
        type: "touchMove",
        touchPoints: [{ x: left + (width * dx * step) / 5, y: top + dy * step * 20 }],
      });
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    return zoomOf(page);
  };
  assert.equal(await swipe(0, -1), undefined);
  const scrolled = () => page.evaluate(() => scrollY);
  // The page scrolls on for a moment after the finger is lifted.
  let before;
  do [before] = [await scrolled(), await page.waitForTimeout(100)];
  while (before !== (await scrolled()));
  assert.ok(before > 20);
  await areaOf(page, "Line").scrollIntoViewIfNeeded();
  before = await scrolled();
  assert.deepEqual(await swipe(0.5, 0), [15, 45]);
  assert.equal(await scrolled(), before);
  await page.close();
});

test("a page sets and reads the span; another theme keeps it, another dashboard resets it", async () => {
  const page = await show();
  const set = (members) =>
    page.evaluate((members) => Object.assign(document.querySelector("iot-central-dashboard"), members), members);
  await set({ zoom: { from: at(15), to: at(45) } });
  assert.deepEqual(await minutes(page, "Line"), [40, 30, 20]);
  assert.deepEqual(await page.evaluate(() => zooms), [], "what the page does itself is no event");
  await set({ timeZone: "UTC" });
  await tile(page, "Line").locator('figure[data-points="6"]').waitFor();
  assert.deepEqual(await minutes(page, "Line"), [40, 30, 20]);
  for (const zoom of [{ from: at(45), to: at(15) }, { from: NaN, to: at(1) }, {}, null]) {
    await page.evaluate(({ from, to } = {}) => {
      document.querySelector("iot-central-dashboard").zoom = from === undefined ? {} : { from: from ?? NaN, to };
    }, zoom ?? undefined);
    await settled(page);
    await settled(page);
    assert.equal((await minutes(page, "Line")).length, 6);
    assert.deepEqual(await labels(page), Array(5).fill(undefined));
  }
  // Reading or saving the same dashboard keeps the zoom.
  const dashboard = (id) =>
    page.evaluate((id) => {
      const element = document.querySelector("iot-central-dashboard");
      element.dashboard = { ...element.dashboard, id };
    }, id);
  await dashboard("one");
  await settled(page);
  await set({ zoom: { from: at(15), to: at(45) } });
  await dashboard("one");
  assert.deepEqual(await zoomOf(page), [15, 45]);
  await dashboard("another");
  assert.equal(await zoomOf(page), undefined);
  await set({ zoom: { from: at(15), to: at(45) } });
  await draw(page, TILES);
  assert.equal(await zoomOf(page), undefined);
  assert.equal((await minutes(page, "Line")).length, 6);
  assert.deepEqual(page.complaints, []);
  await page.close();
});
