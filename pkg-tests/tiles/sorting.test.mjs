// Sorted tables, and tooltips inside of their tile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const MINUTE = 60_000;
const NOW = Date.parse("2026-01-31T12:00:00Z");

/** Forty rows. The longest is the last one, which a table doesn't show at first. */
const rows = Array.from({ length: 40 }, (_, index) => {
  const time = NOW - (index + 1) * 3 * 60 * MINUTE;
  return {
    device: "d1",
    deviceName: "Hall",
    capability: "t",
    name: "Mode",
    value: index % 2 ? "on" : "off",
    time,
    until: time + (index + 1) * MINUTE,
  };
});

test("sorting by a column sorts all rows, works by keyboard, and is announced", async () => {
  const page = await visit();
  await draw(page, [
    {
      displayName: "History",
      width: 6,
      configuration: { type: "stateHistoryChart", ...devices, queryRange, format: {} },
      data: { kind: "rows", rows },
    },
  ]);
  const frame = tile(page, "History");
  const head = frame.locator("th").filter({ hasText: "Duration" });
  const durations = async () => (await words(frame.locator("tbody tr td:nth-child(3)"))).slice(0, 2);
  assert.deepEqual(await durations(), ["1 min", "2 min"]);
  assert.equal(await head.getAttribute("aria-sort"), null);

  await head.getByRole("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  assert.deepEqual(await durations(), ["1 min", "2 min"]);
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await durations(), ["40 min", "39 min"]);
  assert.equal(await frame.locator("[aria-sort]").count(), 1);
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), null);
  assert.deepEqual(await durations(), ["1 min", "2 min"]);
  await page.close();
});

test("a tooltip stays inside its tile, and Escape closes it without the focus", async () => {
  const page = await visit();
  const times = Array.from({ length: 60 }, (_, index) => NOW - (60 - index) * MINUTE);
  const series = ["A hall with a long name", "Another hall with a long name"].map((deviceName, index) => ({
    device: `d${index}`,
    deviceName,
    capability: "t",
    name: "Temperature",
    aggregate: "avg",
    times,
    values: times.map((_, place) => place % 7),
  }));
  await draw(page, [
    {
      displayName: "Chart",
      width: 3,
      height: 3,
      configuration: { type: "lineChart", ...devices, queryRange, format: {} },
      data: { kind: "series", from: times[0], to: NOW, series },
    },
  ]);
  const frame = tile(page, "Chart");
  const plot = frame.locator(".plot");
  const box = frame.locator(".readout:popover-open");
  const { width, height } = await plot.boundingBox();
  for (const [x, y] of [
    [0.3, 0.2],
    [0.5, 0.5],
    [0.95, 0.5],
  ]) {
    await plot.hover({ position: { x: x * width, y: y * height } });
    await box.waitFor();
    const [outer, inner] = [await frame.boundingBox(), await box.boundingBox()];
    assert.ok(
      inner.x >= outer.x &&
        inner.y >= outer.y &&
        inner.x + inner.width <= outer.x + outer.width &&
        inner.y + inner.height <= outer.y + outer.height,
      `at ${x} ${y}: ${JSON.stringify([outer, inner])}`,
    );
  }
  await page.keyboard.press("Escape");
  assert.equal(await box.count(), 0);
  await page.close();
});

test("links in tiles are targets of 24 pixels", async () => {
  const page = await visit();
  await draw(page, [
    { displayName: "Linked", configuration: { type: "markdown", description: "text", href: "https://example.com/" } },
  ]);
  const sizes = await page
    .locator(".tile-link")
    .evaluateAll((links) => links.map(({ offsetWidth, offsetHeight }) => Math.min(offsetWidth, offsetHeight)));
  assert.ok(sizes.length === 1 && sizes.every((size) => size >= 24), sizes.join());

  // The lines of a text don't grow with the target of a link.
  const lines = ["[one](https://example.com/1)", "plain"].map((description) => ({
    displayName: description,
    configuration: { type: "markdown", description },
  }));
  await draw(page, lines);
  const height = (selector) =>
    page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  const [link] = await height(".markdown a");
  assert.ok(link >= 24, String(link));
  const [linked, plain] = await height(".markdown p");
  assert.equal(linked, plain);
  await page.close();
});

test("in print every tile is laid out, and none has buttons", async () => {
  const page = await visit();
  await page.emulateMedia({ media: "print" });
  const styles = await page
    .locator("article.tile")
    .evaluateAll((tiles) =>
      tiles.map((tile) => [getComputedStyle(tile).contentVisibility, getComputedStyle(tile).breakInside].join()),
    );
  assert.deepEqual([...new Set(styles)], ["visible,avoid"]);
  assert.equal(
    await page.locator(".tile-actions").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
    0,
  );
  await page.close();
});
